namespace Praxis.Recommend;

/// <summary>Floating-point operations of a training, by formula.</summary>
/// <remarks>
/// Only matrix products are counted: of every map, of Q Kᵀ and A V over the pairs below the diagonal, and of each
/// token's output with its candidates. A user of n tokens has n (n + 1) / 2 pairs. A multiplication comes with an
/// addition (2), and the backward pass makes two products of each one of the forward pass (3 in all). What an
/// implementation computes beyond that, as padding, attention weights computed again, or scores of items that were not
/// drawn, is not counted. Of a mixture of logits the maps of outputs and pairs count, those of items (once an item and
/// shard, not once a candidate) do not.
/// </remarks>
internal static class TrainingCost
{
    private const double OperationsPerProduct = 2 * 3;

    /// <summary>Operations of one step.</summary>
    /// <param name="options">Encoder and loss.</param>
    /// <param name="batch">The tokens.</param>
    /// <param name="itemCount">Items of the catalogue.</param>
    internal static double OfBatch(SequenceModelOptions options, SequenceBatch batch, int itemCount)
    {
        (double perToken, double perPair) = options.Cost;
        double products = 0;
        for (int user = 0; user < batch.UserCount; user++)
        {
            double n = batch.Offsets[user + 1] - batch.Offsets[user];
            products += (n * perToken) + (n * (n + 1) / 2 * perPair);
        }

        double candidates = options.Loss switch
        {
            SequenceLoss.InBatch => batch.Targets.Distinct().Count(),
            _ => options.NegativeCount == 0 ? itemCount : options.NegativeCount + 1,
        };
        (double perLoss, double perCandidate) = OfSimilarity(options);
        return OperationsPerProduct * (products + (batch.TokenCount * (perLoss + (candidates * perCandidate))));
    }

    private static (double PerToken, double PerCandidate) OfSimilarity(SequenceModelOptions options)
    {
        if (options.Similarity != Similarity.MixtureOfLogits)
        {
            return (0, options.Width);
        }

        MixtureSizes sizes = options.MixtureSizes;
        double width = sizes.Width;
        double perToken = (width * sizes.UserComponents * sizes.ComponentWidth)
            + (sizes.GateWidth * (width + sizes.LogitCount));
        return (perToken, sizes.LogitCount * (sizes.ComponentWidth + (2.0 * sizes.GateWidth)));
    }

    /// <summary>Operations of a training: those of its first epoch's batches times the epochs, or of all batches where
    /// epochs differ in length.</summary>
    /// <param name="options">Encoder and loss.</param>
    /// <param name="batches">The batches.</param>
    /// <param name="itemCount">Items of the catalogue.</param>
    /// <param name="epochCount">Epochs done; one that a time limit cut counts as a whole.</param>
    internal static double OfEpochs(
        SequenceModelOptions options, ITrainingBatches batches, int itemCount, int epochCount)
    {
        int counted = batches.EpochsDiffer ? epochCount : Math.Min(1, epochCount);
        double sum = 0;
        for (int epoch = 0; epoch < counted; epoch++)
        {
            for (int step = 0; step < batches.StepsIn(epoch); step++)
            {
                sum += OfBatch(options, batches.Batch(epoch, step), itemCount);
            }
        }

        return batches.EpochsDiffer ? sum : sum * epochCount;
    }
}
