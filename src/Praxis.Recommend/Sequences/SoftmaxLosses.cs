namespace Praxis.Recommend;

/// <summary>Chooses how the softmax is computed; the value is the same.</summary>
internal static class SoftmaxLosses
{
    // Measured in bench/results/softmax.md: scoring an item in one product costs about an eighth of gathering a sampled
    // row.
    private const int GatherCost = 8;

    /// <summary>One product over a small catalogue, gathered rows over a large one.</summary>
    /// <param name="table">The items.</param>
    /// <param name="negativeCount">Negatives a token; 0 for the full softmax.</param>
    /// <param name="temperature">τ.</param>
    /// <param name="seed">Seed of the draws.</param>
    internal static ISoftmaxLoss Choose(ItemTable table, int negativeCount, double temperature, ulong seed) =>
        negativeCount == 0 || table.Count <= (long)GatherCost * negativeCount
            ? new CatalogueSoftmaxLoss(table, negativeCount, temperature, seed)
            : new SampledSoftmaxLoss(table, negativeCount, temperature, seed);
}
