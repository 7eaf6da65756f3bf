using Praxis.Recommend;

namespace Praxis.Exactness.Tests.Recommend;

public sealed class TimeBucketsTests
{
    [Fact]
    public void Of_EveryDifferenceToAMillion_IsTheFormula()
    {
        for (long difference = 0; difference <= 1_000_000; difference++)
        {
            Assert.Equal(TimeBuckets.ByFormula(difference), TimeBuckets.Of(difference));
        }
    }

    [Fact]
    public void Of_AroundPowersOfTwoAndBucketEdges_IsTheFormula()
    {
        for (int bucket = 1; bucket < 129; bucket++)
        {
            double edge = Math.Exp(0.301 * bucket);
            for (long offset = -5; offset <= 5 && edge < 1e15; offset++)
            {
                long difference = Math.Max(0, (long)edge + offset);
                Assert.Equal(TimeBuckets.ByFormula(difference), TimeBuckets.Of(difference));
                Assert.Equal(TimeBuckets.ByFormula(difference), TimeBuckets.Of(-difference));
            }
        }

        for (int power = 0; power < 50; power++)
        {
            for (long offset = -3; offset <= 3; offset++)
            {
                long difference = Math.Max(0, (1L << power) + offset);
                Assert.Equal(TimeBuckets.ByFormula(difference), TimeBuckets.Of(difference));
            }
        }
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(2, 2)]
    [InlineData(60, 13)]
    [InlineData(86_400, 37)]
    [InlineData(315_360_000, 65)]
    public void Of_KnownDifferences_AreInKnownBuckets(long difference, int bucket) =>
        Assert.Equal(bucket, TimeBuckets.Of(difference));
}
