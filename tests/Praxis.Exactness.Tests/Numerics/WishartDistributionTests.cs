using Praxis.Numerics;

namespace Praxis.Exactness.Tests.Numerics;

public sealed class WishartDistributionTests
{
    private const int Dimension = 3;
    private const double Degrees = 6.5;
    private static readonly double[] Scale = [2, 0.6, -0.4, 0.6, 1, 0.3, -0.4, 0.3, 0.5];

    [Fact]
    public void Sample_Elements_HaveTheMoments()
    {
        double[] factor = FactorOfScale();
        var draw = new double[Dimension * Dimension];
        for (int i = 0; i < Dimension; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double v = Scale[(i * Dimension) + j];
                double variance = (v * v) + (Scale[(i * Dimension) + i] * Scale[(j * Dimension) + j]);
                int place = (i * Dimension) + j;
                int mirrored = (j * Dimension) + i;
                Draws.HaveMoments(
                    random =>
                    {
                        WishartDistribution.Sample(random, Degrees, factor, Dimension, draw);
                        Assert.Equal(draw[place], draw[mirrored]);
                        return draw[place];
                    },
                    Degrees * v,
                    Degrees * variance,
                    100_000);
            }
        }
    }

    // ln |X| = ln |V| + Σ ln χ²_(ν - i), so its mean is ln |V| + p ln 2 + Σ ψ((ν - i) / 2), and the factor's product is
    // the draw.
    [Fact]
    public void SampleFactor_Determinant_HasTheMean()
    {
        double[] factor = FactorOfScale();
        var draw = new double[Dimension * Dimension];
        double mean = LogDeterminant(factor) + (Dimension * Math.Log(2));
        double variance = 0;
        for (int i = 0; i < Dimension; i++)
        {
            double half = 0.5 * (Degrees - i);
            mean += SpecialFunctions.Digamma(half);
            variance += (SpecialFunctions.Digamma(half + 1e-4) - SpecialFunctions.Digamma(half - 1e-4)) / 2e-4;
        }

        Draws.HaveMoments(
            random =>
            {
                WishartDistribution.SampleFactor(random, Degrees, factor, Dimension, draw);
                return LogDeterminant(draw);
            },
            mean,
            variance,
            100_000);
    }

    [Fact]
    public void SampleFactor_SameStream_IsTheFactorOfTheDraw()
    {
        double[] scale = FactorOfScale();
        var factor = new double[Dimension * Dimension];
        var draw = new double[Dimension * Dimension];
        WishartDistribution.SampleFactor(new RandomStream(8, 8), Degrees, scale, Dimension, factor);
        WishartDistribution.Sample(new RandomStream(8, 8), Degrees, scale, Dimension, draw);

        Assert.True(LinearAlgebraBackend.Managed.TryCholesky(draw, Dimension));
        for (int i = 0; i < draw.Length; i++)
        {
            Assert.Equal(factor[i], draw[i], 1e-12);
        }
    }

    // In one dimension a Wishart number of scale v is a gamma number of shape ν / 2 and rate 1 / 2v.
    [Fact]
    public void LogNormalizer_OneDimension_IsThatOfTheGammaDistribution()
    {
        const double V = 1.7;
        double x = 2.3;
        double kernel = ((0.5 * Degrees) - 1) * Math.Log(x) - (0.5 * x / V);

        Assert.Equal(
            GammaDistribution.LogDensity(x, 0.5 * Degrees, 0.5 / V),
            kernel - WishartDistribution.LogNormalizer(Degrees, 1, Math.Log(V)),
            1e-13);
    }

    // c(ν, V) by E |X| = |V| Π (ν - i): ∫ |X| f = c(ν + 2) / c(ν).
    [Fact]
    public void LogNormalizer_RatioOfTwoMoreDegrees_IsTheMeanDeterminant()
    {
        double ratio = WishartDistribution.LogNormalizer(Degrees + 2, Dimension, 0.4)
            - WishartDistribution.LogNormalizer(Degrees, Dimension, 0.4);

        Assert.Equal(0.4 + Math.Log(Degrees) + Math.Log(Degrees - 1) + Math.Log(Degrees - 2), ratio, 1e-13);
    }

    [Fact]
    public void Sample_TooFewDegrees_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(
            () => WishartDistribution.Sample(new RandomStream(1, 1), 2, FactorOfScale(), 3, new double[9]));

    private static double[] FactorOfScale()
    {
        double[] factor = [.. Scale];
        Assert.True(LinearAlgebraBackend.Managed.TryCholesky(factor, Dimension));
        return factor;
    }

    private static double LogDeterminant(ReadOnlySpan<double> factor) =>
        2 * (Math.Log(factor[0]) + Math.Log(factor[4]) + Math.Log(factor[8]));
}
