using Praxis.Numerics;

namespace Praxis.Exactness.Tests.Numerics;

public sealed class PolyaGammaDistributionTests
{
    // The closed forms by mpmath 1.3.0 at 40 digits.
    [Theory]
    [InlineData(0, 0.25, 0.041666666666666666667)]
    [InlineData(0.1, 0.24979187478939986099, 0.041583459650789317041)]
    [InlineData(0.2, 0.2491699865623895428, 0.04133534626323995522)]
    [InlineData(0.3, 0.24814172270552995717, 0.040926789053156534529)]
    [InlineData(1, 0.23105857863000487925, 0.034446645388523026714)]
    [InlineData(3, 0.15085804227414440637, 0.011742375838136919303)]
    [InlineData(10, 0.049995460213129756561, 0.0004995006440539380489)]
    [InlineData(40, 0.012499999999999999894, 7.8124999999999972784e-6)]
    [InlineData(1000, 0.0005, 5e-10)]
    public void Moments_KnownValues_AreReachedAndSampled(double tilt, double mean, double variance)
    {
        Assert.Equal(mean, PolyaGammaDistribution.Mean(tilt), 1e-15 * mean);
        Assert.Equal(variance, PolyaGammaDistribution.Variance(tilt), 1e-13 * variance);
        Assert.Equal(variance, PolyaGammaDistribution.Variance(-tilt), 1e-13 * variance);
        Draws.HaveMoments(random => PolyaGammaDistribution.Sample(random, tilt), mean, variance, 200_000);
        Draws.HaveMoments(random => PolyaGammaDistribution.Sample(random, -tilt), mean, variance, 50_000);
    }

    // 1.7 and 3.5 lie on either side of where the left part is drawn in another way (c = 3.125).
    [Theory]
    [InlineData(0)]
    [InlineData(1.7)]
    [InlineData(3.5)]
    [InlineData(10)]
    public void Sample_AnyTilt_FollowsTheIntegratedDensity(double tilt)
    {
        const double Step = 1e-4;
        double[] chances = new double[60_001];
        for (int i = 1; i < chances.Length; i++)
        {
            double middle = Density((i - 0.5) * Step, tilt);
            chances[i] = chances[i - 1]
                + (Step / 6 * (Density((i - 1) * Step, tilt) + (4 * middle) + Density(i * Step, tilt)));
        }

        double Chance(double x)
        {
            double place = Math.Min(x / Step, chances.Length - 1.001);
            int below = (int)place;
            return chances[below] + ((place - below) * (chances[below + 1] - chances[below]));
        }

        Assert.Equal(1, chances[^1], 1e-10);
        Assert.InRange(
            Draws.Distance(random => PolyaGammaDistribution.Sample(random, tilt), Chance, 200_000), 0, 2.3);
    }

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(0, 8)]
    [InlineData(2, 3)]
    [InlineData(4, 20)]
    [InlineData(25, 100)]
    public void Sample_LaplaceTransform_IsTheClosedForm(double tilt, double s)
    {
        double Transform(double at) =>
            Math.Cosh(tilt / 2) / Math.Cosh(Math.Sqrt((tilt * tilt / 4) + (at / 2)));

        double mean = Transform(s);
        Draws.HaveMoments(
            random => Math.Exp(-s * PolyaGammaDistribution.Sample(random, tilt)),
            mean,
            Transform(2 * s) - (mean * mean),
            200_000);
    }

    [Fact]
    public void Sample_ExtremeTilts_IsPositiveAndNearTheMean()
    {
        var random = new RandomStream(3, 3);
        foreach (double tilt in new[] { 1e3, -1e3, 1e6, 1e100, 1e-300 })
        {
            for (int i = 0; i < 1000; i++)
            {
                double ratio = PolyaGammaDistribution.Sample(random, tilt) / PolyaGammaDistribution.Mean(tilt);
                Assert.InRange(ratio, 1e-3, 20);
            }
        }
    }

    // The alternating series of Polson, Scott and Windle (2013), section 2.2, for b = 1.
    private static double Density(double x, double tilt)
    {
        double sum = 0;
        for (int n = 0; n < 60 && x > 0; n++)
        {
            double odd = (2 * n) + 1;
            double term = odd * Math.Exp(-odd * odd / (8 * x));
            sum += n % 2 == 0 ? term : -term;
            if (n > 0 && term < 1e-18 * Math.Abs(sum))
            {
                break;
            }
        }

        return x > 0
            ? sum * Math.Cosh(tilt / 2) * Math.Exp(-tilt * tilt * x / 2) / Math.Sqrt(2 * Math.PI * x) / x
            : 0;
    }
}
