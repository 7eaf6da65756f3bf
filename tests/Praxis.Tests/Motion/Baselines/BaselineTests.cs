using Praxis.Motion;

namespace Praxis.Tests.Motion.Baselines;

public sealed class BaselineTests
{
    private static readonly PoseMatrix Observed = new(2, 2, [1, 10, 2, 8]);

    [Fact]
    public void ZeroVelocity_Predicts_TheLastPose() =>
        Assert.Equal([2, 8, 2, 8], ZeroVelocity.Predict(Observed, 2).Values.ToArray());

    [Fact]
    public void ConstantVelocity_Predicts_TheLine() =>
        Assert.Equal([3, 6, 4, 4], ConstantVelocity.Predict(Observed, 2).Values.ToArray());

    [Fact]
    public void DampedVelocity_Predicts_TheGeometricSum() =>
        Assert.Equal([2.5, 7, 2.75, 6.5], new DampedVelocity(0.5).Predict(Observed, 2).Values.ToArray());

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.37)]
    [InlineData(0.9)]
    [InlineData(1.0)]
    public void DampedVelocity_FittedToItsOwnMotion_FindsTheFactor(double damping)
    {
        var truth = new DampedVelocity(damping);
        PoseMatrix[] windows = [Observed.Append(truth.Predict(Observed, 10))];

        Assert.Equal(damping, DampedVelocity.Fit(windows, 2).Damping, 6);
    }

    [Fact]
    public void LinearCosineLayer_FittedToLinearMotion_GoesOnExactly()
    {
        PoseMatrix[] windows =
        [
            .. Enumerable.Range(0, 5).Select(i => new PoseMatrix(
                7, 1, [.. Enumerable.Range(0, 7).Select(t => i + (0.3 * i * t) + (0.01 * (i - 2) * t * t))])),
        ];

        LinearCosineLayer layer = LinearCosineLayer.Fit(windows, 4, 3, ridge: 1e-12);
        PoseMatrix predicted = layer.Predict(windows[3].Slice(0, 4));

        Assert.All(
            predicted.Values.ToArray().Zip(windows[3].Slice(4, 3).Values.ToArray()),
            pair => Assert.Equal(pair.Second, pair.First, 4));
    }

    [Fact]
    public void LinearCosineLayer_DataThatNeverMove_HoldsTheLastPose()
    {
        LinearCosineLayer layer = LinearCosineLayer.Fit([new PoseMatrix(5, 1, [4, 4, 4, 4, 4])], 3, 2);

        Assert.Equal([7, 7], layer.Predict(new PoseMatrix(3, 1, [7, 7, 7])).Values.ToArray());
    }
}
