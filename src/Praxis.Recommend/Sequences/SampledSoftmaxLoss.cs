using System.Numerics;

namespace Praxis.Recommend;

/// <summary>Sampled softmax over cosine similarities, or another loss over sampled candidates, with its gradients,
/// computed by gathering the sampled items' rows.</summary>
/// <remarks>
/// arXiv 2402.17152 and its public code: for each token with output y and target i, u = y / |y|, ê = e / |e|, logits
/// u.ê / τ over the target and K items drawn uniformly with replacement; draws that hit the target do not count.
/// loss = -log softmax(target). Draws depend on seed, step and token only.
/// </remarks>
internal sealed unsafe class SampledSoftmaxLoss : ISoftmaxLoss
{
    private readonly ItemTable _table;
    private readonly ICandidateSampler _sampler;
    private readonly float _inverseTemperature;
    private readonly int _groupCount;
    private readonly int _groupShift;

    internal SampledSoftmaxLoss(ItemTable table, int negativeCount, double temperature, ulong seed)
        : this(table, new NegativeSampler(table.Count, negativeCount, seed), temperature)
    {
    }

    internal SampledSoftmaxLoss(ItemTable table, ICandidateSampler sampler, double temperature)
    {
        _table = table;
        _sampler = sampler;
        _inverseTemperature = (float)(1.0 / temperature);

        // Groups of items small enough for their gradients to stay in a core's cache while they are added up; a power
        // of two, since every candidate's group is looked up.
        const int cacheFloats = 1 << 15;
        _groupShift = BitOperations.Log2((uint)Math.Max(1, Math.Min(cacheFloats / table.Width, table.Count / 16)));
        _groupCount = ((table.Count - 1) >> _groupShift) + 1;
    }

    /// <summary>The loss of a token given its candidates' logits.</summary>
    internal ICandidateLoss Candidates { get; init; } = new CandidateSoftmax();

    /// <inheritdoc/>
    public int GroupCount => _groupCount;

    /// <inheritdoc/>
    public int GroupItems => 1 << _groupShift;

    /// <inheritdoc/>
    public void BeginStep(SequenceBatch batch, float[] scales)
    {
        // Rows are normalised as they are read: nothing to prepare.
    }

    /// <inheritdoc/>
    public void Compute(
        SequenceBatch shard, ReadOnlySpan<float> outputs, float[] scales, ulong step, int tokenTotal, LossPart part)
    {
        int width = _table.Width;
        int candidates = _sampler.CandidateCount;
        part.Reserve(shard.TokenCount, width, candidates, 0);
        _sampler.Draw(shard, step, part.Candidates.AsSpan(0, shard.TokenCount * candidates));
        float* logits = stackalloc float[Math.Min(candidates, 1024)];
        float[]? large = candidates > 1024 ? new float[candidates] : null;
        double lossSum = 0;
        fixed (float* source = outputs, u = part.Outputs, gradients = part.OutputGradients, slopes = part.Slopes,
            norms = scales, largeLogits = large)
        fixed (int* items = part.Candidates)
        {
            float* table = _table.Address;
            float* scores = large is null ? logits : largeLogits;
            for (int t = 0; t < shard.TokenCount; t++)
            {
                float* unit = u + ((long)t * width);
                float inverse = VectorKernels.Normalise(source + ((long)t * width), width, _table.Similarity, unit);
                int* own = items + ((long)t * candidates);
                float* slope = slopes + ((long)t * candidates);
                lossSum += Slopes(table, norms, unit, own, candidates, scores, slope, 1f / tokenTotal);
                OutputGradient(table, norms, unit, inverse, own, slope, candidates, gradients + ((long)t * width));
            }
        }

        part.LossSum = lossSum;
        OrderByGroup(part, shard.TokenCount * candidates);
    }

    /// <inheritdoc/>
    public void AddItemGradients(LossPart part, int group, Span<float> groupGradients)
    {
        int width = _table.Width;
        int candidates = _sampler.CandidateCount;
        int firstItem = group << _groupShift;
        fixed (float* target = groupGradients, u = part.Outputs, slopes = part.Slopes)
        fixed (int* items = part.Candidates, order = part.Order)
        {
            for (int i = part.GroupStarts[group]; i < part.GroupStarts[group + 1]; i++)
            {
                int place = order[i];
                VectorKernels.AddScaled(
                    target + ((long)(items[place] - firstItem) * width), u + ((long)(place / candidates) * width),
                    slopes[place], width);
            }
        }
    }

    // Fills d loss / d (u.ê) for every candidate and gives the loss.
    private double Slopes(
        float* table, float* norms, float* unit, int* items, int count, float* logits, float* slopes, float weight)
    {
        int width = _table.Width;
        int target = items[0];
        for (int k = 0; k < count; k++)
        {
            int item = items[k];
            float logit =
                VectorKernels.Dot(unit, table + ((long)item * width), width) * norms[item] * _inverseTemperature;
            logits[k] = k > 0 && item == target ? float.NegativeInfinity : logit;
        }

        return Candidates.Slopes(
            new ReadOnlySpan<float>(logits, count), new Span<float>(slopes, count), _inverseTemperature * weight);
    }

    private void OutputGradient(
        float* table, float* norms, float* unit, float inverse, int* items, float* slopes, int count, float* gradient)
    {
        int width = _table.Width;
        new Span<float>(gradient, width).Clear();
        for (int k = 0; k < count; k++)
        {
            VectorKernels.AddScaled(gradient, table + ((long)items[k] * width), slopes[k] * norms[items[k]], width);
        }

        VectorKernels.ThroughNormalisation(unit, inverse, _table.Similarity, gradient, width);
    }

    private void OrderByGroup(LossPart part, int count)
    {
        var starts = new int[_groupCount + 1];
        ReadOnlySpan<int> items = part.Candidates.AsSpan(0, count);
        foreach (int item in items)
        {
            starts[(item >> _groupShift) + 1]++;
        }

        for (int group = 0; group < _groupCount; group++)
        {
            starts[group + 1] += starts[group];
        }

        part.GroupStarts = [.. starts];
        Span<int> order = part.Order;
        for (int place = 0; place < items.Length; place++)
        {
            order[starts[items[place] >> _groupShift]++] = place;
        }
    }
}
