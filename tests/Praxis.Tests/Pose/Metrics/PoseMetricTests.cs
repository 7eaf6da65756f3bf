using Praxis.Pose;

namespace Praxis.Tests.Pose.Metrics;

public sealed class PoseMetricTests
{
    private static readonly PoseSkeleton Four =
        new("four", ["left_shoulder", "right_shoulder", "left_hip", "right_hip"], []);

    // Torso: left shoulder (0, 0) to right hip (6, 8) is 10.
    private static readonly Person Standing = new(
        [
            new(0, 0, JointState.Visible), new(6, 0, JointState.Hidden), new(0, 8, JointState.HiddenByObject),
            new(6, 8, JointState.Visible),
        ],
        new PersonBox(0, 0, 6, 8))
    {
        HeadBox = new PersonBox(0, 0, 3, 4),
    };

    [Fact]
    public void Pck_AtTheThreshold_IsCorrectAndPooled()
    {
        Person partly = Standing with { Joints = [Standing.Joints[0], default, default, Standing.Joints[3]] };
        PosePair[] pairs =
        [
            new(Found((2, 0), (8.1, 0), (0, 8), (6, 8)), Standing),
            new(Found((0, 3), (0, 0), (0, 0), (6, 8)), partly),
        ];

        PckScores scores = Pck.Of(pairs, Four);

        Assert.Equal([50, 0, 100, 100], scores.PerJoint);
        Assert.Equal([2, 1, 1, 2], scores.Counts);
        Assert.Equal(100.0 * 4 / 6, scores.Mean, 12);
        Assert.Equal([("shoulder", 25.0), ("hip", 100.0)], scores.Groups);
    }

    [Fact]
    public void Pck_WithoutTorso_DoesNotCount()
    {
        Person without = Standing with { Joints = [default, .. Standing.Joints.Skip(1)] };

        PckScores scores = Pck.Of([new(Found((0, 0), (6, 0), (0, 8), (6, 8)), without)], Four);

        Assert.All(scores.Counts, count => Assert.Equal(0, count));
        Assert.True(double.IsNaN(scores.Mean));
    }

    [Fact]
    public void Measure_OfHeads_LeavesPelvisAndThoraxOutOfMeanAndShares()
    {
        var skeleton = new PoseSkeleton("three", ["left_hip", "Pelvis", "thorax"], []);
        var person = new Person([.. Enumerable.Repeat(new Joint(5, 5, JointState.Visible), 3)], default)
        {
            HeadBox = new PersonBox(0, 0, 3, 4),
        };
        var measure = PoseMeasure.Of([person], skeleton);
        var errors = JointErrors.Of([new(Found((5, 5), (90, 5), (90, 5)), person)], skeleton, measure.Unit);

        Assert.Equal(("PCKh@0.5", "PCKh@0.1"), (measure.Name, measure.StrictName));
        Assert.Equal(100, measure.Scores(errors).Mean);
        (double[] shares, double[] counts) = measure.ByPerson(errors);
        Assert.Equal([1.0], shares);
        Assert.Equal([1.0], counts);
        Assert.Equal(100, measure.AreaUnderCurve(errors));
        Assert.Equal(100.0 / 3, new PoseMeasure(PoseUnit.Torso).Scores(errors).Mean, 9);
    }

    // Half of the people must have a torso, else boxes are what all have.
    [Theory]
    [InlineData(2, 2, PoseUnit.Torso)]
    [InlineData(1, 1, PoseUnit.Torso)]
    [InlineData(0, 3, PoseUnit.Box)]
    [InlineData(1, 2, PoseUnit.Box)]
    public void Measure_WithoutHeads_IsOfTorsosWhereMostHaveOne(int with, int without, object unit)
    {
        Person bare = Standing with { HeadBox = null };
        Person headless = bare with { Joints = [default, .. bare.Joints.Skip(1)] };

        Assert.Equal(unit, PoseMeasure.Of(
            [.. Enumerable.Repeat(bare, with), .. Enumerable.Repeat(headless, without)], Four).Unit);
        Person flat = Standing with { HeadBox = new PersonBox(3, 3, 0, 0) };
        Assert.Equal(PoseUnit.Torso, PoseMeasure.Of([flat, Standing], Four).Unit);
        var nose = new PoseSkeleton("one", ["nose"], []);
        Assert.Equal(PoseUnit.Box, PoseMeasure.Of([bare with { Joints = [default] }], nose).Unit);
    }

    [Theory]
    [InlineData("left_elbow", "right_elbow")]
    [InlineData("elbow_left", "elbow_right")]
    [InlineData("Left Elbow", "Right Elbow")]
    [InlineData("rElbow", "lElbow")]
    public void Groups_OfAPairInAnyWriting_BearTheNameWithoutASide(string first, string second)
    {
        var skeleton = new PoseSkeleton("pair", [first, second], []);
        var person = new Person([new(0, 0, JointState.Visible), new(9, 0, JointState.Visible)], new(0, 0, 10, 10));
        var errors = JointErrors.Of([new(Found((0, 0), (0, 0)), person)], skeleton, PoseUnit.Box);

        Assert.Equal([("elbow", 50.0)], Pck.Of(errors, 0.1).Groups);
    }

    // Head size .6 · 5 = 3.
    [Fact]
    public void Pckh_HeadSize_IsSixTenthsOfTheDiagonal()
    {
        PosePair pair = new(Found((1.5, 0), (6, 1.51), (0, 8), (6, 8)), Standing);

        Assert.Equal([100, 0, 100, 100], Pckh.Of([pair], Four).PerJoint);
        Assert.Equal(0.5, JointErrors.Of([pair], Four, PoseUnit.Head)[0, 0], 12);
    }

    [Fact]
    public void Pckh_PelvisAndThorax_AreOutsideTheMean()
    {
        Joint[] joints = [.. Enumerable.Repeat(new Joint(0, 0, JointState.Visible), 16)];
        DetectedJoint[] found = [.. Enumerable.Range(0, 16).Select(i => new DetectedJoint(i is 6 or 7 ? 99 : 0, 0, 1))];
        PosePair pair = new(found, new Person(joints, default) { HeadBox = new PersonBox(0, 0, 3, 4) });

        Assert.Equal(100, Pckh.Of([pair], PoseSkeleton.Mpii).Mean);
        Assert.Equal(0, Pckh.Of([pair], PoseSkeleton.Mpii).PerJoint[6]);
        Assert.Equal(100, Pckh.AreaUnderCurve(JointErrors.Of([pair], PoseSkeleton.Mpii, PoseUnit.Head)));
    }

    [Fact]
    public void SideSwaps_OneSwappedPair_AreTwoOfFour()
    {
        // Shoulders swapped; the right hip lies at neither.
        PosePair pair = new(Found((6, 0), (0, 0), (0, 8), (3, 8)), Standing);

        ConfusionRate rate = ConfusionRate.OfSides([pair], Four, PoseUnit.Torso, 0.2);

        Assert.Equal((0.5, 2, 4), (rate.Rate, rate.Count, rate.Cases));
    }

    // Where both sides lie within the threshold, the joint is at its own place too and nothing is swapped.
    [Fact]
    public void SideSwaps_NearBothSides_AreNone()
    {
        Person thin = Standing with
        {
            Joints =
                [new(0, 0, JointState.Visible), new(1, 0, JointState.Visible), default, new(6, 8, JointState.Visible)],
        };

        ConfusionRate rate = ConfusionRate.OfSides([new(Found((1, 0), (0, 0), (0, 8), (6, 8)), thin)], Four,
            PoseUnit.Torso, 0.2);

        Assert.Equal((0.0, 2), (rate.Rate, rate.Cases));
    }

    [Fact]
    public void WrongPeople_JointOnTheOther_IsCounted()
    {
        Person other = Standing with { Joints = [.. Standing.Joints.Select(joint => joint with { X = joint.X + 20 })] };
        PosePair pair = new(Found((20, 0), (6, 0), (50, 50), (6, 8)), Standing)
        {
            Others = [other with { Joints = [.. other.Joints.Take(3), default] }],
        };

        ConfusionRate rate = ConfusionRate.OfPeople([pair, pair with { Others = [] }], Four, PoseUnit.Torso, 0.2);

        Assert.Equal((1, 3), (rate.Count, rate.Cases));
    }

    [Fact]
    public void States_Each_HaveTheirShare() => Assert.Equal(
        [
            new StateAccuracy(JointState.Visible, 50, 2), new StateAccuracy(JointState.Hidden, 100, 1),
            new StateAccuracy(JointState.HiddenByObject, 0, 1),
        ],
        StateAccuracy.Of([new(Found((0, 0), (6, 0), (50, 8), (50, 8)), Standing)], Four, PoseUnit.Torso, 0.2));

    private static DetectedJoint[] Found(params (double X, double Y)[] places) =>
        [.. places.Select(place => new DetectedJoint(place.X, place.Y, 1))];
}
