namespace Praxis.Recommend;

/// <summary>A loss over items in two passes: shards of tokens first, groups of items second.</summary>
/// <remarks>Both passes run on any number of threads and add up in a fixed order, so the bytes are always the
/// same.</remarks>
internal interface ISoftmaxLoss
{
    /// <summary>Number of item groups.</summary>
    int GroupCount { get; }

    /// <summary>Items in a group; the last may have fewer.</summary>
    int GroupItems { get; }

    /// <summary>Prepares what all shards of a step share.</summary>
    /// <param name="batch">The tokens of all shards.</param>
    /// <param name="scales">Factor of each item's vector, 1 / |e| for the cosine, [items].</param>
    void BeginStep(SequenceBatch batch, float[] scales);

    /// <summary>Loss and output gradients of one shard.</summary>
    /// <param name="shard">The tokens.</param>
    /// <param name="outputs">Encoder outputs y, [T, D].</param>
    /// <param name="scales">Factor of each item's vector, 1 / |e| for the cosine, [items].</param>
    /// <param name="step">The optimiser step over the whole training.</param>
    /// <param name="tokenTotal">Tokens of the whole batch: the loss is their mean.</param>
    /// <param name="part">Receives loss, gradients and what the second pass needs.</param>
    void Compute(
        SequenceBatch shard, ReadOnlySpan<float> outputs, float[] scales, ulong step, int tokenTotal, LossPart part);

    /// <summary>Adds the shard's gradients with respect to the normalised vectors of one group of items.</summary>
    /// <param name="part">The shard's part.</param>
    /// <param name="group">The group.</param>
    /// <param name="groupGradients">[items of the group, D].</param>
    void AddItemGradients(LossPart part, int group, Span<float> groupGradients);
}
