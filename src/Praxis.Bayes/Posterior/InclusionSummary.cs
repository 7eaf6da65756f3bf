namespace Praxis.Bayes;

/// <summary>Posterior probability of an indicator, over all chains.</summary>
/// <param name="Probability">The share of draws in which it is on.</param>
/// <param name="Error">Monte Carlo standard error of the share.</param>
/// <param name="RHat">Split R-hat of the indicator; not a number where it never changes.</param>
internal readonly record struct InclusionSummary(double Probability, double Error, double RHat)
{
    /// <summary>Summarises one indicator.</summary>
    /// <param name="chains">The accumulators of all chains, with as many batches.</param>
    /// <param name="indicator">The indicator.</param>
    /// <remarks>The error is that of the batch means around the mean of all, and no less than that of the chain means:
    /// it grows where chains do not agree. The halves of a chain stand for its split, and p (1 - p) for the variance
    /// inside one.</remarks>
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
        double between = 0;
        double betweenHalves = 0;
        double within = 0;
        foreach (InclusionAccumulator chain in chains)
        {
            double difference = chain.Mean(indicator) - mean;
            between += difference * difference;
            (double first, double second) = chain.Halves(indicator);
            betweenHalves += ((first - mean) * (first - mean)) + ((second - mean) * (second - mean));
            within += (first * (1 - first)) + (second * (1 - second));
        }

        if (chains.Count > 1)
        {
            variance = Math.Max(variance, between / (chains.Count - 1) / chains.Count);
        }

        int halves = 2 * chains.Count;
        double rHat = Math.Sqrt(1 + (betweenHalves / (halves - 1) / (within / halves)));
        return new InclusionSummary(mean, Math.Sqrt(variance), rHat);
    }
}
