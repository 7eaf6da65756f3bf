using Praxis.Recommend;

namespace Praxis.Tests.Recommend.Metrics;

public sealed class BootstrapTests
{
    // One case of three has the class: three resamples of ten are without it, and the statistic is infinite there.
    [Fact]
    public void Statistics_InfiniteInSomeResamples_AreBoundedByTheOthers()
    {
        ConfidenceInterval interval = Bootstrap.Statistics(
            [0, 0, 1], columns: 1, static sums => [1 / sums[0]], count: 1, seed: 1, threadCount: 1)[0];
        Assert.Equal(1, interval.Estimate);
        Assert.InRange(interval.Low, 1.0 / 3, 1);
        Assert.Equal(1, interval.High);
    }

    [Fact]
    public void Statistics_InfiniteInAllResamples_StayInfinite()
    {
        ConfidenceInterval interval = Bootstrap.Statistics(
            [0, 0, 0], columns: 1, static sums => [1 / sums[0]], count: 1, seed: 1, threadCount: 1)[0];
        Assert.Equal(double.PositiveInfinity, interval.Estimate);
    }
}
