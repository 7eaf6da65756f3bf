namespace Praxis.Bayes;

/// <summary>How well probabilities foretell outcomes of two values.</summary>
internal static class BinaryMetrics
{
    private const double Least = 1e-15;

    /// <summary>Probability that a positive outcome has the greater probability, ties counting half; not a number where
    /// there is one outcome only.</summary>
    internal static double AreaUnderCurve(ReadOnlySpan<double> probabilities, ReadOnlySpan<bool> outcomes)
    {
        double[] sorted = probabilities.ToArray();
        bool[] positive = outcomes.ToArray();
        Array.Sort(sorted, positive);
        double ranks = 0;
        long positives = 0;
        for (int start = 0; start < sorted.Length;)
        {
            int end = start;
            int inTie = 0;
            while (end < sorted.Length && sorted[end] == sorted[start])
            {
                inTie += positive[end++] ? 1 : 0;
            }

            ranks += inTie * (start + 1 + end) / 2.0;
            positives += inTie;
            start = end;
        }

        long negatives = sorted.Length - positives;
        return (ranks - (positives * (positives + 1) / 2.0)) / ((double)positives * negatives);
    }

    /// <summary>Mean squared difference between probability and outcome.</summary>
    internal static double Brier(ReadOnlySpan<double> probabilities, ReadOnlySpan<bool> outcomes)
    {
        double sum = 0;
        for (int i = 0; i < probabilities.Length; i++)
        {
            double difference = probabilities[i] - (outcomes[i] ? 1 : 0);
            sum += difference * difference;
        }

        return sum / probabilities.Length;
    }

    /// <summary>Mean of -ln P(outcome), probabilities held off 0 and 1 by 1e-15.</summary>
    internal static double LogLoss(ReadOnlySpan<double> probabilities, ReadOnlySpan<bool> outcomes)
    {
        double sum = 0;
        for (int i = 0; i < probabilities.Length; i++)
        {
            sum -= Math.Log(Math.Max(Least, outcomes[i] ? probabilities[i] : 1 - probabilities[i]));
        }

        return sum / probabilities.Length;
    }

    /// <summary>Mean over all pairs of sets, of which one at least has something, of what they share among what either
    /// has; not a number where there is no such pair.</summary>
    internal static double Jaccard(IReadOnlyList<IReadOnlySet<int>> sets)
    {
        double sum = 0;
        int pairs = 0;
        for (int a = 0; a < sets.Count; a++)
        {
            for (int b = 0; b < a; b++)
            {
                int shared = sets[a].Count(sets[b].Contains);
                int either = sets[a].Count + sets[b].Count - shared;
                if (either > 0)
                {
                    sum += (double)shared / either;
                    pairs++;
                }
            }
        }

        return sum / pairs;
    }

    /// <summary>Agreement of chosen sets beyond chance: 1 where all are the same, about 0 where drawn.</summary>
    /// <param name="sets">Two sets and more, of units below <paramref name="unitCount"/>.</param>
    /// <param name="unitCount">How many units there are.</param>
    /// <returns>Not a number where all sets are empty, or all are full.</returns>
    /// <remarks>Nogueira, Sechidis and Brown, JMLR 2018, eq. 4: for sets of one size Kuncheva's index.</remarks>
    internal static double Stability(IReadOnlyList<IReadOnlySet<int>> sets, int unitCount)
    {
        double count = sets.Count;
        double share = sets.Average(static set => set.Count) / unitCount;
        double spread = sets.SelectMany(static set => set).GroupBy(static unit => unit)
            .Sum(chosen => chosen.Count() / count * (1 - (chosen.Count() / count))) * count / (count - 1) / unitCount;
        double byChance = share * (1 - share);
        return byChance == 0 ? double.NaN : 1 - (spread / byChance);
    }

    /// <summary>Standard error of the area under the curve, by DeLong's components; not a number with one row of an
    /// outcome.</summary>
    internal static double AreaError(ReadOnlySpan<double> probabilities, ReadOnlySpan<bool> outcomes)
    {
        var groups = (Negatives: new List<double>(), Positives: new List<double>());
        for (int row = 0; row < outcomes.Length; row++)
        {
            (outcomes[row] ? groups.Positives : groups.Negatives).Add(probabilities[row]);
        }

        double[] negatives = [.. groups.Negatives.Order()];
        double[] positives = [.. groups.Positives.Order()];
        double[] above = [.. positives.Select(value => ShareBelow(negatives, value))];
        double[] below = [.. negatives.Select(value => ShareBelow(positives, value))];
        return Math.Sqrt((Variance(above) / above.Length) + (Variance(below) / below.Length));
    }

    /// <summary>Standard error of a mean over rows.</summary>
    internal static double MeanError(ReadOnlySpan<double> values) => Math.Sqrt(Variance(values) / values.Length);

    /// <summary>Sum of squared differences from the mean over one less than their number.</summary>
    internal static double Variance(ReadOnlySpan<double> values)
    {
        double mean = 0;
        foreach (double value in values)
        {
            mean += value / values.Length;
        }

        double sum = 0;
        foreach (double value in values)
        {
            sum += (value - mean) * (value - mean);
        }

        return sum / (values.Length - 1);
    }

    // Share of sorted numbers below a value, equal ones counting half.
    private static double ShareBelow(double[] sorted, double value)
    {
        int First(bool isAfterEqual)
        {
            int low = 0;
            int high = sorted.Length;
            while (low < high)
            {
                int middle = (low + high) / 2;
                bool isBefore = sorted[middle] < value || (isAfterEqual && sorted[middle] == value);
                (low, high) = isBefore ? (middle + 1, high) : (low, middle);
            }

            return low;
        }

        return (First(isAfterEqual: false) + First(isAfterEqual: true)) / (2.0 * sorted.Length);
    }
}
