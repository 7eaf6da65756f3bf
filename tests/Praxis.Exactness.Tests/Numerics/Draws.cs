using Praxis.Numerics;

namespace Praxis.Exactness.Tests.Numerics;

/// <summary>Draws of one seed against the law that they should follow.</summary>
internal static class Draws
{
    /// <summary>√n times the distance of Kolmogorov and Smirnov.</summary>
    internal static double Distance(Func<RandomStream, double> sample, Func<double, double> cdf, int count)
    {
        double[] values = Take(sample, count);
        Array.Sort(values);
        double distance = 0;
        for (int i = 0; i < count; i++)
        {
            double chance = cdf(values[i]);
            distance = Math.Max(distance, Math.Max(chance - ((double)i / count), ((i + 1.0) / count) - chance));
        }

        return distance * Math.Sqrt(count);
    }

    /// <summary>Mean and variance within four Monte Carlo standard errors of the true ones.</summary>
    internal static void HaveMoments(Func<RandomStream, double> sample, double mean, double variance, int count)
    {
        double[] values = Take(sample, count);
        double sum = 0;
        double squares = 0;
        double fourths = 0;
        foreach (double value in values)
        {
            double square = (value - mean) * (value - mean);
            sum += value - mean;
            squares += square;
            fourths += square * square;
        }

        double error = Math.Sqrt(variance / count);
        double squareError = Math.Sqrt(Math.Max(0, (fourths / count) - (variance * variance)) / count);
        Assert.InRange(sum / count, -4 * error, 4 * error);
        Assert.InRange(squares / count, variance - (4 * squareError), variance + (4 * squareError));
    }

    private static double[] Take(Func<RandomStream, double> sample, int count)
    {
        var random = new RandomStream(2026, 1);
        var values = new double[count];
        foreach (ref double value in values.AsSpan())
        {
            value = sample(random);
        }

        return values;
    }
}
