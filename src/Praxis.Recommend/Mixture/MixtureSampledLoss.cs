using Praxis.Torch;
using TorchSharp;

namespace Praxis.Recommend;

/// <summary>A loss over a mixture of logits of each token's target and the items drawn for it.</summary>
/// <remarks>The draws are those of <see cref="SampledSoftmaxLoss"/>; one that hits the target does not
/// count.</remarks>
internal sealed class MixtureSampledLoss : MixtureLoss
{
    private readonly ICandidateSampler _sampler;
    private readonly ICandidateLoss _candidates;

    /// <summary>Makes the loss.</summary>
    /// <param name="table">The items.</param>
    /// <param name="mixture">The similarity.</param>
    /// <param name="sampler">Draws the candidates.</param>
    /// <param name="candidates">The loss of a token given its candidates' logits.</param>
    internal MixtureSampledLoss(
        ItemTable table, MixtureOfLogits mixture, ICandidateSampler sampler, ICandidateLoss candidates)
        : base(table, mixture)
    {
        _sampler = sampler;
        _candidates = candidates;
    }

    /// <inheritdoc/>
    public override void BeginStep(SequenceBatch batch, float[] scales)
    {
        // Items are projected shard by shard: nothing to prepare.
    }

    /// <inheritdoc/>
    private protected override int Prepare(SequenceBatch shard, ulong step, LossPart part)
    {
        int length = shard.TokenCount * _sampler.CandidateCount;
        long most = Math.Min(Table.Count, (long)length) * Table.Width;
        part.Reserve(shard.TokenCount, Table.Width, _sampler.CandidateCount, checked((int)most));
        Span<int> candidates = part.Candidates.AsSpan(0, length);
        _sampler.Draw(shard, step, candidates);
        var scored = new RowSet(Table.Count);
        scored.Add(candidates);
        scored.Number();
        part.ScoredItems = new int[scored.Count];
        part.ScoredPlaces = new int[length];
        scored.CopyTo(part.ScoredItems);
        for (int i = 0; i < length; i++)
        {
            part.ScoredPlaces[i] = scored.PlaceOf(candidates[i]);
        }

        return _sampler.CandidateCount;
    }

    /// <inheritdoc/>
    private protected override torch.Tensor Logits(MixtureSide users, MixtureSide items, LossPart part, int first)
    {
        int pairs = _sampler.CandidateCount;
        int start = first * pairs;
        int count = (int)users.Gates.shape[0] * pairs;
        torch.Tensor places = torch.tensor(part.ScoredPlaces.AsSpan(start, count).ToArray());
        return Mixture.OwnLogits(
            users,
            new MixtureSide(items.Components.index_select(0, places), items.Gates.index_select(0, places)));
    }

    /// <inheritdoc/>
    private protected override double Slopes(
        SequenceBatch shard, LossPart part, int first, torch.Tensor logits, Span<float> slopes, float factor)
    {
        int pairs = _sampler.CandidateCount;
        float[] all = logits.contiguous().Floats().ToArray();
        double lossSum = 0;
        for (int start = 0; start < all.Length; start += pairs)
        {
            ReadOnlySpan<int> items = part.Candidates.AsSpan((first * pairs) + start, pairs);
            for (int k = 1; k < pairs; k++)
            {
                all[start + k] = items[k] == items[0] ? float.NegativeInfinity : all[start + k];
            }

            lossSum += _candidates.Slopes(all.AsSpan(start, pairs), slopes.Slice(start, pairs), factor);
        }

        return lossSum;
    }
}
