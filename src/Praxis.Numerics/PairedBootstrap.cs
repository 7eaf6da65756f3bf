using Praxis.Core;

namespace Praxis.Numerics;

/// <summary>How sure a difference of two runs on the same units is, as units or people.</summary>
/// <param name="Difference">Second less first, over all units and seeds.</param>
/// <param name="Low">Lower end of the interval.</param>
/// <param name="High">Upper end of the interval.</param>
/// <param name="ShareNotAbove">Share of the draws in which the second is not better, draws without a difference counted
/// half: near 0 where it surely is, near 1 where it surely is worse. Not a p-value, but read like a one-sided
/// one.</param>
public sealed record PairedBootstrap(double Difference, double Low, double High, double ShareNotAbove)
{
    /// <summary>Draws units, and seeds where there are several, again and again with replacement.</summary>
    /// <param name="first">The first run: [seeds][units], as shares of correct joints.</param>
    /// <param name="second">The second run, paired: the same seeds and units.</param>
    /// <param name="weights">[units]: what each counts, as its number of joints; null for 1 each.</param>
    /// <param name="seed">The seed of the draws: same seed, same numbers.</param>
    /// <param name="draws">How many, from 1.</param>
    /// <param name="level">Share of the draws within the interval, between 0 and 1; its ends leave as many out on each
    /// side.</param>
    /// <returns>The difference and its interval.</returns>
    /// <exception cref="ArgumentException">The shapes differ or are empty, a weight is below 0 or all are 0, or a
    /// number is not finite.</exception>
    /// <remarks>Efron and Tibshirani, "An introduction to the bootstrap" (1993), the percentile interval. Units are
    /// drawn once for all seeds of a draw, as all seeds meet the same units.</remarks>
    public static PairedBootstrap Of(
        IReadOnlyList<IReadOnlyList<double>> first,
        IReadOnlyList<IReadOnlyList<double>> second,
        IReadOnlyList<double>? weights = null,
        ulong seed = 0,
        int draws = 10_000,
        double level = 0.95)
    {
        double[][] differences = Differences(first, second);
        int units = differences[0].Length;
        double[] weight = weights is null ? [.. Enumerable.Repeat(1.0, units)] : [.. weights];
        Check.Length(weight.Length, units, nameof(weights));
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, 1);
        if (!(level > 0 && level < 1))
        {
            throw new ArgumentException("level must lie between 0 and 1", nameof(level));
        }

        if (weight.Any(static value => !(value >= 0 && double.IsFinite(value))) || !(weight.Sum() > 0))
        {
            throw new ArgumentException("weights must be finite, from 0 and not all at it", nameof(weights));
        }

        var drawn = new double[draws];
        var times = new int[units];
        for (int draw = 0; draw < draws; draw++)
        {
            // A stream for each draw: the draws do not depend on their order.
            var random = new RandomStream(seed, (ulong)draw);
            Array.Clear(times);
            for (int i = 0; i < units; i++)
            {
                times[random.NextInt(units)]++;
            }

            double sum = 0;
            for (int i = 0; i < differences.Length; i++)
            {
                int chosen = differences.Length == 1 ? 0 : random.NextInt(differences.Length);
                sum += Mean(differences[chosen], weight, times);
            }

            drawn[draw] = sum / differences.Length;
        }

        Array.Fill(times, 1);
        double whole = differences.Average(ofSeed => Mean(ofSeed, weight, times));
        double notAbove = drawn.Sum(value => value < 0 ? 1 : value > 0 ? 0 : 0.5) / draws;
        Array.Sort(drawn);
        return new PairedBootstrap(
            whole, Quantile(drawn, (1 - level) / 2), Quantile(drawn, (1 + level) / 2), notAbove);
    }

    private static double[][] Differences(
        IReadOnlyList<IReadOnlyList<double>> first, IReadOnlyList<IReadOnlyList<double>> second)
    {
        Check.Length(second.Count, first.Count, "seeds of the second run");
        ArgumentOutOfRangeException.ThrowIfZero(first.Count, "seeds");
        var differences = new double[first.Count][];
        for (int i = 0; i < differences.Length; i++)
        {
            Check.Length(first[i].Count, first[0].Count, "units of a seed");
            Check.Length(second[i].Count, first[0].Count, "units of a seed");
            differences[i] = [.. first[i].Zip(second[i], (before, after) => after - before)];
            if (differences[i].Length == 0 || !differences[i].All(double.IsFinite))
            {
                throw new ArgumentException("there must be units, and their values finite", nameof(first));
            }
        }

        return differences;
    }

    // Units of no weight may be all that was drawn: no difference is seen then.
    private static double Mean(double[] values, double[] weights, int[] times)
    {
        double sum = 0;
        double whole = 0;
        for (int i = 0; i < values.Length; i++)
        {
            sum += times[i] * weights[i] * values[i];
            whole += times[i] * weights[i];
        }

        return whole > 0 ? sum / whole : 0;
    }

    private static double Quantile(double[] sorted, double share)
    {
        double place = share * (sorted.Length - 1);
        int low = (int)place;
        int high = Math.Min(low + 1, sorted.Length - 1);
        return sorted[low] + ((place - low) * (sorted[high] - sorted[low]));
    }
}
