using Praxis.Numerics;

namespace Praxis.Exactness.Tests.Numerics;

public sealed class TruncatedNormalTests
{
    private const double Infinity = double.PositiveInfinity;

    // The closed forms by mpmath 1.3.0 at 800 digits, of the double bounds: mean and variance.
    public static TheoryData<double, double, double, double> Known => new()
    {
        { -40, Infinity, 0, 1 },
        { -10, Infinity, 7.6945986267064193463e-23, 1 },
        { -3, Infinity, 0.0044378390421256637933, 0.98666678845825919379 },
        { 0, Infinity, 0.79788456080286535588, 0.36338022763241865692 },
        { 2, Infinity, 2.3732155328228408673, 0.11427910041408125664 },
        { 10, Infinity, 10.098093233962511963, 0.0094453778256562611641 },
        { 40, Infinity, 40.024968847207263723, 0.0006226683785913887735 },
        { -40, -39.5, -39.525284106255092806, 0.00063847073722603599754 },
        { -40, 40, 0, 1 },
        { -8, -3, -3.2830986549282068064, 0.070559186774506140291 },
        { -2, -1.999, -1.999499833375016712, 8.3333313897207087311e-8 },
        { -1, 3, 0.28278611072715400772, 0.61614173535782929613 },
        { -0.01, 0.02, 0.0049996250112500201795, 0.000074997749939739739548 },
        { 0, 6, 0.79788455022546573507, 0.36338017160091190507 },
        { 0.3, 0.8, 0.53865094404667786709, 0.020583550187622704975 },
        { 1, 9, 1.5251352761609812037, 0.19909766557034875078 },
        { 5, 5.01, 5.004958293546898395, 8.3322619182303267027e-6 },
        { 39, 40, 39.02560741993010845, 0.00065488277029327748271 },
        { 39.999, 40, 39.999496666797327785, 8.3326664479036579311e-8 },
    };

    [Theory]
    [MemberData(nameof(Known))]
    public void Moments_KnownValues_AreReached(double lower, double upper, double mean, double variance)
    {
        Assert.Equal(mean, TruncatedNormalDistribution.Mean(lower, upper), 1e-14 * Math.Max(1, Math.Abs(mean)));
        Assert.Equal(variance, TruncatedNormalDistribution.Variance(lower, upper), 1e-13 * variance);
        Assert.Equal(
            -mean, TruncatedNormalDistribution.Mean(-upper, -lower), 1e-14 * Math.Max(1, Math.Abs(mean)));
        Assert.Equal(variance, TruncatedNormalDistribution.Variance(-upper, -lower), 1e-13 * variance);
    }

    [Theory]
    [MemberData(nameof(Known))]
    public void Sample_KnownBounds_HasTheMoments(double lower, double upper, double mean, double variance)
    {
        Draws.HaveMoments(random => Within(random, lower, upper), mean, variance, 200_000);
        Draws.HaveMoments(random => Within(random, -upper, -lower), -mean, variance, 200_000);
    }

    [Fact]
    public void Sample_OneSidedFromMinusFortyToForty_HasTheMoments()
    {
        for (double lower = -40; lower <= 40; lower += 2.3)
        {
            double at = lower;
            Draws.HaveMoments(
                random => Within(random, at, Infinity),
                TruncatedNormalDistribution.Mean(at, Infinity),
                TruncatedNormalDistribution.Variance(at, Infinity),
                20_000);
        }
    }

    // One pair of bounds for each kind of proposal; the chance from the lower tail, where it does not cancel.
    [Theory]
    [InlineData(-1.2, 2.5)]
    [InlineData(-0.7, 0.4)]
    [InlineData(0.2, 4)]
    [InlineData(0.2, 0.9)]
    [InlineData(1.3, 9)]
    [InlineData(1.3, 2.4)]
    [InlineData(-6, -3)]
    [InlineData(12, 12.2)]
    public void Sample_AnyProposal_FollowsTheLaw(double lower, double upper)
    {
        double Chance(double x) =>
            lower > 0
                ? 1 - (Above(x, upper) / Above(lower, upper))
                : (NormalDistribution.Cdf(x) - NormalDistribution.Cdf(lower))
                    / (NormalDistribution.Cdf(upper) - NormalDistribution.Cdf(lower));

        Assert.InRange(Draws.Distance(random => Within(random, lower, upper), Chance, 200_000), 0, 2.3);
    }

    [Fact]
    public void Sample_MeanAndDeviation_StaysBetweenTheBounds()
    {
        var random = new RandomStream(5, 5);
        for (int i = 0; i < 1000; i++)
        {
            Assert.InRange(TruncatedNormalDistribution.Sample(random, 3, 0.1, 7, 7.001), 7, 7.001);
            Assert.InRange(TruncatedNormalDistribution.Sample(random, 1e6, 1e-3, 0, 1e6 + 1), 0, 1e6 + 1);
            Assert.True(TruncatedNormalDistribution.Sample(random, 1e300, Infinity) >= 1e300);
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => TruncatedNormalDistribution.Sample(random, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => TruncatedNormalDistribution.Mean(2, 1));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => TruncatedNormalDistribution.Sample(random, 0, 0, -1, 1));
    }

    private static double Above(double x, double upper) => NormalDistribution.Cdf(-x) - NormalDistribution.Cdf(-upper);

    private static double Within(RandomStream random, double lower, double upper)
    {
        double x = TruncatedNormalDistribution.Sample(random, lower, upper);
        Assert.True(x >= lower && x <= upper);
        return x;
    }
}
