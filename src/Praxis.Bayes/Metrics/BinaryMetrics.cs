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

    /// <summary>Mean over all pairs of sets of what they share among what either has; 1 where both are empty.</summary>
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
                sum += either == 0 ? 1 : (double)shared / either;
                pairs++;
            }
        }

        return sum / pairs;
    }
}
