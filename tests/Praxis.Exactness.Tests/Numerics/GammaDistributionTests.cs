using Praxis.Numerics;

namespace Praxis.Exactness.Tests.Numerics;

public sealed class GammaDistributionTests
{
    [Theory]
    [InlineData(0.05)]
    [InlineData(0.3)]
    [InlineData(0.99)]
    [InlineData(1)]
    [InlineData(1.7)]
    [InlineData(12.5)]
    [InlineData(1000)]
    public void Sample_AnyShape_FollowsTheLaw(double shape)
    {
        const double Rate = 2.5;
        Draws.HaveMoments(
            random => GammaDistribution.Sample(random, shape, Rate), shape / Rate, shape / (Rate * Rate), 400_000);
        double distance = Draws.Distance(
            random => GammaDistribution.Sample(random, shape, Rate),
            x => SpecialFunctions.LowerIncompleteGamma(shape, Rate * x),
            200_000);
        Assert.InRange(distance, 0, 2.3);
    }

    // E ln X = ψ(α) - ln β; the variance is the trigamma function, taken as a difference of ψ.
    [Theory]
    [InlineData(1e-4)]
    [InlineData(0.05)]
    [InlineData(3)]
    public void SampleLog_AnyShape_HasTheMoments(double shape)
    {
        double step = 1e-4 * shape;
        double rise = SpecialFunctions.Digamma(shape + step) - SpecialFunctions.Digamma(shape - step);
        Draws.HaveMoments(
            random => GammaDistribution.SampleLog(random, shape, 3),
            SpecialFunctions.Digamma(shape) - Math.Log(3),
            rise / (2 * step),
            200_000);
    }

    [Fact]
    public void LogDensity_Slope_IsThatOfTheChance()
    {
        foreach (double shape in new[] { 0.4, 1, 3.2, 40 })
        {
            double x = 0.8 * shape;
            double slope = (SpecialFunctions.LowerIncompleteGamma(shape, (x + 1e-4) * 2)
                - SpecialFunctions.LowerIncompleteGamma(shape, (x - 1e-4) * 2)) / 2e-4;
            Assert.Equal(Math.Log(slope), GammaDistribution.LogDensity(x, shape, 2), 1e-6);
        }

        Assert.Equal(Math.Log(2), GammaDistribution.LogDensity(0, 1, 2), 1e-14);
        Assert.Equal(double.NegativeInfinity, GammaDistribution.LogDensity(-1, 2, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => GammaDistribution.Sample(new RandomStream(1, 1), 0, 1));
    }

    [Fact]
    public void InverseGamma_Draws_FollowTheLaw()
    {
        double distance = Draws.Distance(
            random => InverseGammaDistribution.Sample(random, 2.2, 3),
            x => SpecialFunctions.UpperIncompleteGamma(2.2, 3 / x),
            200_000);
        Assert.InRange(distance, 0, 2.3);
        double slope = (SpecialFunctions.UpperIncompleteGamma(2.2, 3 / 1.4001)
            - SpecialFunctions.UpperIncompleteGamma(2.2, 3 / 1.3999)) / 2e-4;
        Assert.Equal(Math.Log(slope), InverseGammaDistribution.LogDensity(1.4, 2.2, 3), 1e-6);
        Assert.Equal(double.NegativeInfinity, InverseGammaDistribution.LogDensity(0, 2.2, 3));
    }

    [Theory]
    [InlineData(2, 5)]
    [InlineData(0.5, 0.5)]
    [InlineData(1e-4, 2e-4)]
    public void Beta_Draws_HaveTheMoments(double first, double second)
    {
        double sum = first + second;
        Draws.HaveMoments(
            random => BetaDistribution.Sample(random, first, second),
            first / sum,
            first * second / (sum * sum * (sum + 1)),
            200_000);
    }

    // The chance of at most x of Beta(2, 2) is 3 x² - 2 x³.
    [Fact]
    public void Beta_TwoAndTwo_FollowsTheLaw() =>
        Assert.InRange(
            Draws.Distance(
                static random => BetaDistribution.Sample(random, 2, 2), static x => x * x * (3 - (2 * x)), 200_000),
            0,
            2.3);
}
