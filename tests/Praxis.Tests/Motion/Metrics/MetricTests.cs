using Praxis.Motion;

namespace Praxis.Tests.Motion.Metrics;

public sealed class MetricTests
{
    [Fact]
    public void PositionError_OneJointFiveAway_IsTheMeanOverJoints() => Assert.Equal(
        [2.5],
        JointPositionError.PerFrame(new PoseMatrix(1, 6, [0, 0, 0, 3, 4, 0]), new PoseMatrix(1, 6, new double[6])));

    [Fact]
    public void AngleError_OneJointTurned_IsItsAngle()
    {
        // Root translation and rotation, then one joint.
        var truth = new PoseMatrix(1, 9, [1, 2, 3, 4, 5, 6, 0, 0, 0]);
        var predicted = new PoseMatrix(1, 9, [9, 9, 9, 9, 9, 9, 0, 0, 0.25]);

        Assert.Equal(0.25, AngleError.Euler(predicted, truth)[0], 12);
        Assert.Equal(0.25, AngleError.WrappedEuler(predicted, truth)[0], 12);
        Assert.Equal(0.25, AngleError.Geodesic(predicted, truth)[0], 12);
    }

    [Fact]
    public void AngleError_AcrossHalfATurn_CountsAWholeOneUnlessWrapped()
    {
        var truth = new PoseMatrix(1, 9, [0, 0, 0, 0, 0, 0, 0, 0, 3.1]);
        var predicted = new PoseMatrix(1, 9, [0, 0, 0, 0, 0, 0, 0, 0, -3.1]);

        Assert.Equal(6.2, AngleError.Euler(predicted, truth)[0], 12);
        Assert.Equal((2 * Math.PI) - 6.2, AngleError.WrappedEuler(predicted, truth)[0], 12);
        Assert.Equal((2 * Math.PI) - 6.2, AngleError.Geodesic(predicted, truth)[0], 12);
    }

    [Fact]
    public void BoneLengthError_StretchedBone_IsRelative() => Assert.Equal(
        [(0.5 + 0.2) / 2],
        BoneLengthError.PerFrame(
            new PoseMatrix(1, 12, [0, 0, 0, 3, 0, 0, 3, 4, 0, 3, 4, 7]),
            new PoseMatrix(1, 12, [0, 0, 0, 2, 0, 0, 2, 5, 0, 2, 5, 0]),
            [-1, 0, 1, 2]),
        (left, right) => Math.Abs(left - right) < 1e-12);

    [Fact]
    public void BoneLengthError_StretchedBone_IsInUnits() => Assert.Equal(
        [(1.0 + 1 + 0 + 0) / 2],
        BoneLengthError.PerFrameUnits(
            new PoseMatrix(1, 9, [0, 0, 0, 3, 0, 0, 3, 4, 0]),
            new PoseMatrix(1, 9, [0, 0, 0, 2, 0, 0, 2, 5, 0]),
            [-1, 0, 1]),
        (left, right) => Math.Abs(left - right) < 1e-12);

    [Fact]
    public void FootSkate_StandingFootThatSlides_IsItsWay()
    {
        // In metres: the foot truly rests at 0; it is predicted to slide 2 cm a frame, and lifts off in the last.
        PositionClip truth = Foot([(0, 0), (0, 0), (0, 0), (0, 0)]);
        PositionClip predicted = Foot([(0, 0), (0.02, 0), (0.04, 0.01), (0.06, 0.2)]);

        FootSkate skate = FootSkate.Of(predicted, truth, [0]);

        Assert.Equal(2, skate.CentimetresPerFrame, 12);
        Assert.Equal(2.0 / 3, skate.ContactShare, 12);
    }

    [Fact]
    public void PowerSpectrumSimilarity_OneFrequencyForAnother_IsTheDistanceBetweenThem()
    {
        // Constant against alternating: all power at frequency 0 and at 2 of four: cumulated difference 1 + 1.
        var constant = new PoseMatrix(4, 1, [1, 1, 1, 1]);
        var alternating = new PoseMatrix(4, 1, [1, -1, 1, -1]);

        Assert.Equal(2, PowerSpectrumSimilarity.Of([alternating], [constant]), 12);
        Assert.Equal(0, PowerSpectrumSimilarity.Of([constant], [constant]), 12);
    }

    [Fact]
    public void PowerSpectrumSimilarity_FeaturesOfUnequalPower_AreWeighted()
    {
        // Feature 0 is right and has power 16 x 9, feature 1 is off by 2 and has power 16.
        var truth = new PoseMatrix(4, 2, [3, 1, 3, 1, 3, 1, 3, 1]);
        var predicted = new PoseMatrix(4, 2, [3, 1, 3, -1, 3, 1, 3, -1]);

        Assert.Equal(2 * 16 / (16.0 * 10), PowerSpectrumSimilarity.Of([predicted], [truth]), 12);
    }

    [Fact]
    public void PowerSpectrumSimilarity_RealPartOnly_MissesTheSines()
    {
        // A cosine has power 4 at frequencies 1 and 3, as the sine; of the sine the real part is 0 throughout.
        var cosine = new PoseMatrix(4, 1, [1, 0, -1, 0]);
        var sine = new PoseMatrix(4, 1, [0, 1, 0, -1]);

        Assert.Equal(0, PowerSpectrumSimilarity.Of([sine], [cosine]), 12);
        Assert.True(PowerSpectrumSimilarity.Of([sine], [cosine], realPartOnly: true) > 0.5);
    }

    [Fact]
    public void ErrorCurve_OfTwoWindows_IsTheirMean()
    {
        Assert.Equal([2, 3], ErrorCurve.Mean([[1, 2], [3, 4]]));
        Assert.Equal(400, ErrorCurve.LabelMilliseconds(10));
        Assert.Equal(166.667, ErrorCurve.TrueMilliseconds(10, 1.0 / 60), 3);
    }

    private static PositionClip Foot((double X, double Y)[] places) =>
        new(["foot"], 0.1, [.. places.Select(place => new Vector3D(place.X, place.Y, 0))], millimetresPerUnit: 1000);
}
