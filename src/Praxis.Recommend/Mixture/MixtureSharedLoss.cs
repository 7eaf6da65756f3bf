using System.Numerics.Tensors;
using Praxis.Torch;
using TorchSharp;

namespace Praxis.Recommend;

/// <summary>-log softmax over a mixture of logits of the target and items that all tokens share: the whole catalogue,
/// or the batch's targets.</summary>
/// <remarks>The targets of a batch are corrected as in <see cref="InBatchSoftmaxLoss"/>.</remarks>
internal sealed class MixtureSharedLoss : MixtureLoss
{
    private readonly double[]? _shares;
    private readonly int[] _columnOf;
    private int[] _items;
    private float[] _corrections;

    /// <summary>Makes the loss.</summary>
    /// <param name="table">The items.</param>
    /// <param name="mixture">The similarity.</param>
    /// <param name="shares">Each item's share of the training events, [items], for the softmax over the batch's
    /// targets; null for that over the whole catalogue.</param>
    internal MixtureSharedLoss(ItemTable table, MixtureOfLogits mixture, double[]? shares)
        : base(table, mixture)
    {
        _shares = shares;
        _columnOf = [.. Enumerable.Range(0, table.Count)];
        _items = [.. _columnOf];
        _corrections = new float[table.Count];
    }

    /// <inheritdoc/>
    public override void BeginStep(SequenceBatch batch, float[] scales)
    {
        if (_shares is null)
        {
            return;
        }

        _items = [.. batch.Targets.Distinct().Order()];
        _corrections = new float[_items.Length];
        for (int column = 0; column < _items.Length; column++)
        {
            int item = _items[column];
            _columnOf[item] = column;
            _corrections[column] =
                (float)-Math.Log(InBatchSoftmaxLoss.InclusionProbability(_shares[item], batch.TokenCount));
        }
    }

    /// <inheritdoc/>
    private protected override int Prepare(SequenceBatch shard, ulong step, LossPart part)
    {
        part.Reserve(shard.TokenCount, Table.Width, 0, checked(_items.Length * Table.Width));
        part.ScoredItems = _items;
        return _items.Length;
    }

    /// <inheritdoc/>
    private protected override torch.Tensor Logits(MixtureSide users, MixtureSide items, LossPart part, int first) =>
        Mixture.SharedLogits(users, items);

    /// <inheritdoc/>
    private protected override double Slopes(
        SequenceBatch shard, LossPart part, int first, torch.Tensor logits, Span<float> slopes, float factor)
    {
        logits.contiguous().Floats().CopyTo(slopes);
        double lossSum = 0;
        for (int row = 0; row < slopes.Length / _items.Length; row++)
        {
            Span<float> own = slopes.Slice(row * _items.Length, _items.Length);
            int target = _columnOf[shard.Targets[first + row]];
            TensorPrimitives.Add(own, _corrections, own);
            float largest = TensorPrimitives.Max<float>(own);
            float targetLogit = own[target];
            double sum = 0;
            foreach (ref float logit in own)
            {
                logit = MathF.Exp(logit - largest);
                sum += logit;
            }

            TensorPrimitives.Multiply(own, (float)(factor / sum), own);
            own[target] -= factor;
            lossSum += Math.Log(sum) + largest - targetLogit;
        }

        return lossSum;
    }
}
