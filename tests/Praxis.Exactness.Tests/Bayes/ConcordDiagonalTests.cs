using Praxis.Bayes;
using Praxis.Numerics;

namespace Praxis.Exactness.Tests.Bayes;

/// <summary>Draws of a diagonal element against the integral of its density.</summary>
public sealed class ConcordDiagonalTests
{
    private const int Draws = 200_000;

    [Theory]
    [InlineData(12, 9.5, -3, 0)]
    [InlineData(12, 9.5, -3, 1)]
    [InlineData(100, 99, 40, 1)]
    [InlineData(100, 99, -4000, 0)]
    [InlineData(100, 99, 4000, 2)]
    [InlineData(1, 1e-3, 0, 0)]
    [InlineData(1, 50, 7, 0.5)]
    [InlineData(100_000, 1e5, -3e4, 0)]
    [InlineData(5, 0, 0, 2)]
    [InlineData(0, 3, 2, 1)]
    [InlineData(0, 3, -4, 0)]
    [InlineData(0, 0, 0, 1.5)]
    [InlineData(50, 1e-8, 0, 1)]
    public void Sample_OfManyDraws_HasTheLawOfTheDensity(double count, double square, double cross, double rate)
    {
        double linear = cross + rate;
        var random = new RandomStream(1, 0);
        var draws = new double[Draws];
        for (int draw = 0; draw < Draws; draw++)
        {
            draws[draw] = DiagonalPrecision.Sample(random, count, square, linear);
        }

        Array.Sort(draws);
        double distance = Distance(draws, count, square, linear);

        // 2.5 / √N has a chance of 7e-6.
        TestContext.Current.TestOutputHelper?.WriteLine($"√N D = {distance * Math.Sqrt(Draws):f3}");
        Assert.InRange(distance, 0, 2.5 / Math.Sqrt(Draws));
    }

    [Theory]
    [InlineData(12, 9.5, -3)]
    [InlineData(100, 99, 4000)]
    [InlineData(100, 99, -4000)]
    [InlineData(5, 0, 2)]
    public void Mode_OfTheDensity_HasNoSlope(double count, double square, double linear)
    {
        double mode = DiagonalPrecision.Mode(count, square, linear);

        Assert.Equal(0, ((count / mode) - (square * mode) - linear) / (count / mode), 1e-12);
    }

    // The greatest distance of the steps of the draws from the integral, by Simpson's rule on a fine grid.
    private static double Distance(double[] draws, double count, double square, double linear)
    {
        double mode = count > 0
            ? DiagonalPrecision.Mode(count, square, linear)
            : Math.Max(0, -linear / Math.Max(square, 1e-9));
        double top = Log(Math.Max(mode, 1e-12));
        double low = Math.Max(0, draws[0] - (0.2 * (draws[Draws / 2] - draws[0])));
        double high = draws[^1] + (0.2 * (draws[^1] - draws[Draws / 2]));
        const int Steps = 200_000;
        double step = (high - low) / Steps;
        var cdf = new double[Steps + 1];
        for (int i = 0; i < Steps; i++)
        {
            double x = low + (i * step);
            cdf[i + 1] = cdf[i] + ((Density(x) + (4 * Density(x + (0.5 * step))) + Density(x + step)) / 6);
        }

        double most = 0;
        for (int draw = 0; draw < Draws; draw++)
        {
            double place = (draws[draw] - low) / step;
            int i = Math.Min((int)place, Steps - 1);
            double p = (cdf[i] + ((place - i) * (cdf[i + 1] - cdf[i]))) / cdf[Steps];
            most = Math.Max(most, Math.Max(p - ((double)draw / Draws), ((draw + 1.0) / Draws) - p));
        }

        return most;

        double Density(double x) => x > 0 ? Math.Exp(Log(x) - top) : count > 0 ? 0 : Math.Exp(-top);
        double Log(double x) => (count == 0 ? 0 : count * Math.Log(x)) - (0.5 * square * x * x) - (linear * x);
    }
}
