namespace Praxis.Bayes;

/// <summary>Posterior probability of an indicator, over all chains.</summary>
/// <param name="Probability">The share of draws in which it is on.</param>
/// <param name="Error">Monte Carlo standard error of the share.</param>
/// <param name="RHat">Split R-hat of the indicator, or that of whole chains where none came to its second half; not a
/// number where it never changes, or of one chain without a second half.</param>
internal readonly record struct InclusionSummary(double Probability, double Error, double RHat)
{
    /// <summary>Summarises one indicator.</summary>
    /// <param name="chains">The accumulators of all chains, with as many batches.</param>
    /// <param name="indicator">The indicator.</param>
    /// <remarks>The error is that of the batch means around the mean of all, and no less than that of the chain means:
    /// it grows where chains do not agree. The halves of a chain stand for its split, or the chain for itself where the
    /// time limit left no second half; p (1 - p) is the variance inside a part.</remarks>
    internal static InclusionSummary Of(IReadOnlyList<InclusionAccumulator> chains, int indicator)
    {
        int batches = chains[0].BatchCount;
        double mean = 0;
        double squares = 0;
        foreach (InclusionAccumulator chain in chains)
        {
            mean += chain.Mean(indicator) / chains.Count;
            squares += chain.SumOfSquares(indicator);
        }

        double total = (double)batches * chains.Count;
        double variance = Math.Max(0, (squares / total) - (mean * mean)) / (total - 1);
        bool hasHalves = chains[0].HasHalves;
        double between = 0;
        double betweenHalves = 0;
        double within = 0;
        foreach (InclusionAccumulator chain in chains)
        {
            double share = chain.Mean(indicator);
            between += (share - mean) * (share - mean);
            if (hasHalves)
            {
                (double first, double second) = chain.Halves(indicator);
                betweenHalves += ((first - mean) * (first - mean)) + ((second - mean) * (second - mean));
                within += (first * (1 - first)) + (second * (1 - second));
            }
            else
            {
                within += share * (1 - share);
            }
        }

        if (chains.Count > 1)
        {
            variance = Math.Max(variance, between / (chains.Count - 1) / chains.Count);
        }

        int parts = hasHalves ? 2 * chains.Count : chains.Count;
        double spread = (hasHalves ? betweenHalves : between) / (parts - 1);
        double rHat = parts > 1 ? Math.Sqrt(1 + (spread / (within / parts))) : double.NaN;
        return new InclusionSummary(mean, Math.Sqrt(variance), rHat);
    }
}
