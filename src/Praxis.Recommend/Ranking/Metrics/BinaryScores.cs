namespace Praxis.Recommend;

/// <summary>Measures of predicted probabilities.</summary>
internal static class BinaryScores
{
    // A probability nearer to 0 or 1 counts as this one, so that a single bold mistake is not infinite.
    private const double LeastProbability = 1e-7;

    /// <summary>-ln of the probability of what happened, in nats.</summary>
    internal static double LogLoss(double probability, double label)
    {
        double p = Math.Clamp(probability, LeastProbability, 1 - LeastProbability);
        return -((label * Math.Log(p)) + ((1 - label) * Math.Log(1 - p)));
    }

    /// <summary>Entropy of a rate, in nats; 0 at the ends.</summary>
    internal static double Entropy(double rate) =>
        rate is <= 0 or >= 1 ? 0 : -((rate * Math.Log(rate)) + ((1 - rate) * Math.Log(1 - rate)));

    /// <summary>Normalised entropy: the mean log loss over the entropy of the mean label rate; 1 is the rate
    /// itself.</summary>
    internal static double NormalizedEntropy(double logLossSum, double positives, double count) =>
        logLossSum / count / Entropy(positives / count);

    /// <summary>Area under the receiver operating characteristic: the chance that a random 1 is ranked above a random
    /// 0, ties counting one half.</summary>
    /// <param name="predictions">Any scores, [E].</param>
    /// <param name="labels">0 or 1, [E].</param>
    /// <returns>In [0, 1]; NaN when a class is missing.</returns>
    /// <remarks>Mann and Whitney (1947) by midranks; O(E log E).</remarks>
    internal static double AreaUnderCurve(ReadOnlySpan<float> predictions, ReadOnlySpan<float> labels)
    {
        float[] sorted = predictions.ToArray();
        float[] sortedLabels = labels.ToArray();
        Array.Sort(sorted, sortedLabels);
        double rankSum = 0;
        double positives = 0;
        for (int first = 0; first < sorted.Length;)
        {
            int end = first;
            double ones = 0;
            while (end < sorted.Length && sorted[end] == sorted[first])
            {
                ones += sortedLabels[end++];
            }

            rankSum += ones * (first + 1 + end) / 2.0;
            positives += ones;
            first = end;
        }

        double negatives = sorted.Length - positives;
        return positives == 0 || negatives == 0
            ? double.NaN
            : (rankSum - (positives * (positives + 1) / 2)) / (positives * negatives);
    }
}
