using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Praxis.Numerics;

namespace Praxis.Recommend;

/// <summary>Sampled softmax over cosine similarities, with its gradients, computed by gathering the sampled items' rows.</summary>
/// <remarks>
/// arXiv 2402.17152 and its public code: for each token with output y and target i, u = y / |y|, ê = e / |e|, logits
/// u.ê / τ over the target and K items drawn uniformly with replacement; draws that hit the target do not count.
/// loss = -log softmax(target). Draws depend on seed, step and token only.
/// </remarks>
internal sealed unsafe class SampledSoftmaxLoss : ISoftmaxLoss
{
    private const float LeastNorm = 1e-6f;
    private readonly ItemTable _table;
    private readonly int _negativeCount;
    private readonly float _inverseTemperature;
    private readonly ulong _seed;
    private readonly int _groupCount;
    private readonly int _groupItems;

    internal SampledSoftmaxLoss(ItemTable table, int negativeCount, double temperature, ulong seed)
    {
        _table = table;
        _negativeCount = negativeCount;
        _inverseTemperature = (float)(1.0 / temperature);
        _seed = seed;

        // Groups of items small enough for their gradients to stay in a core's cache while they are added up.
        const int cacheFloats = 1 << 15;
        _groupItems = Math.Max(1, Math.Min(cacheFloats / table.Width, (table.Count + 15) / 16));
        _groupCount = (table.Count + _groupItems - 1) / _groupItems;
    }

    /// <inheritdoc/>
    public int GroupCount => _groupCount;

    /// <inheritdoc/>
    public int GroupItems => _groupItems;

    /// <inheritdoc/>
    public void BeginStep(float[] inverseNorms)
    {
        // Rows are normalised as they are read: nothing to prepare.
    }

    /// <inheritdoc/>
    public void Compute(
        SequenceBatch shard, ReadOnlySpan<float> outputs, float[] inverseNorms, ulong step, int tokenTotal, LossPart part)
    {
        int width = _table.Width;
        int candidates = _negativeCount + 1;
        part.Reserve(shard.TokenCount, width, candidates, 0);
        Draw(shard, step, part.Candidates.AsSpan(0, shard.TokenCount * candidates));
        float* logits = stackalloc float[Math.Min(candidates, 1024)];
        float[]? large = candidates > 1024 ? new float[candidates] : null;
        double lossSum = 0;
        fixed (float* source = outputs, u = part.Outputs, gradients = part.OutputGradients, slopes = part.Slopes,
            norms = inverseNorms, largeLogits = large)
        fixed (int* items = part.Candidates)
        {
            float* table = _table.Parameter.Address;
            float* scores = large is null ? logits : largeLogits;
            for (int t = 0; t < shard.TokenCount; t++)
            {
                float* unit = u + ((long)t * width);
                float inverse = Normalise(source + ((long)t * width), width, unit);
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
        int candidates = _negativeCount + 1;
        int firstItem = group * _groupItems;
        fixed (float* target = groupGradients, u = part.Outputs, slopes = part.Slopes)
        fixed (int* items = part.Candidates, order = part.Order)
        {
            for (int i = part.GroupStarts[group]; i < part.GroupStarts[group + 1]; i++)
            {
                int place = order[i];
                AddScaled(
                    target + ((long)(items[place] - firstItem) * width), u + ((long)(place / candidates) * width),
                    slopes[place], width);
            }
        }
    }

    internal static float Dot(float* a, float* b, int width)
    {
        Vector512<float> sum = default;
        int i = 0;
        for (; i + 16 <= width; i += 16)
        {
            sum = Vector512.FusedMultiplyAdd(Vector512.Load(a + i), Vector512.Load(b + i), sum);
        }

        float total = Vector512.Sum(sum);
        for (; i < width; i++)
        {
            total += a[i] * b[i];
        }

        return total;
    }

    internal static void AddScaled(float* target, float* source, float scale, int width)
    {
        Vector512<float> factor = Vector512.Create(scale);
        int i = 0;
        for (; i + 16 <= width; i += 16)
        {
            Vector512.FusedMultiplyAdd(factor, Vector512.Load(source + i), Vector512.Load(target + i)).Store(target + i);
        }

        for (; i < width; i++)
        {
            target[i] += scale * source[i];
        }
    }

    /// <summary>u = y / max(|y|, 1e-6); gives the factor.</summary>
    internal static float Normalise(float* y, int width, float* u)
    {
        float inverse = 1f / Math.Max(LeastNorm, MathF.Sqrt(Dot(y, y, width)));
        for (int i = 0; i < width; i++)
        {
            u[i] = y[i] * inverse;
        }

        return inverse;
    }

    /// <summary>dy = (du - u (u.du)) / |y|, in place of du.</summary>
    internal static void ThroughNormalisation(float* u, float inverse, float* gradient, int width)
    {
        float along = Dot(u, gradient, width);
        for (int i = 0; i < width; i++)
        {
            gradient[i] = (gradient[i] - (u[i] * along)) * inverse;
        }
    }

    /// <summary>Draws the candidates of each token: its target, then the negatives.</summary>
    internal void Draw(SequenceBatch shard, ulong step, Span<int> candidates)
    {
        int count = _negativeCount;
        ulong catalogue = (ulong)_table.Count;
        ulong stream = RandomPurpose.Negatives.Stream(step);
        Span<uint> words = MemoryMarshal.Cast<int, uint>(candidates);
        for (int t = 0; t < shard.TokenCount; t++)
        {
            int start = t * (count + 1);
            candidates[start] = shard.Targets[t];
            Span<uint> own = words.Slice(start + 1, count);
            RandomStream.Fill(_seed, stream, (ulong)(shard.FirstRow + t) * (ulong)count, own);
            foreach (ref uint word in own)
            {
                word = (uint)((word * catalogue) >> 32);
            }
        }
    }

    // Fills d loss / d (u.ê) for every candidate and gives the loss.
    private double Slopes(
        float* table, float* norms, float* unit, int* items, int count, float* logits, float* slopes, float weight)
    {
        int width = _table.Width;
        int target = items[0];
        float largest = float.NegativeInfinity;
        for (int k = 0; k < count; k++)
        {
            int item = items[k];
            float logit = Dot(unit, table + ((long)item * width), width) * norms[item] * _inverseTemperature;
            logits[k] = k > 0 && item == target ? float.NegativeInfinity : logit;
            largest = Math.Max(largest, logits[k]);
        }

        double sum = 0;
        for (int k = 0; k < count; k++)
        {
            float exponential = MathF.Exp(logits[k] - largest);
            slopes[k] = exponential;
            sum += exponential;
        }

        float scale = (float)(_inverseTemperature * weight / sum);
        for (int k = 0; k < count; k++)
        {
            slopes[k] *= scale;
        }

        slopes[0] -= _inverseTemperature * weight;
        return Math.Log(sum) + largest - logits[0];
    }

    private void OutputGradient(
        float* table, float* norms, float* unit, float inverse, int* items, float* slopes, int count, float* gradient)
    {
        int width = _table.Width;
        new Span<float>(gradient, width).Clear();
        for (int k = 0; k < count; k++)
        {
            AddScaled(gradient, table + ((long)items[k] * width), slopes[k] * norms[items[k]], width);
        }

        ThroughNormalisation(unit, inverse, gradient, width);
    }

    private void OrderByGroup(LossPart part, int count)
    {
        var starts = new int[_groupCount + 1];
        ReadOnlySpan<int> items = part.Candidates.AsSpan(0, count);
        foreach (int item in items)
        {
            starts[(item / _groupItems) + 1]++;
        }

        for (int group = 0; group < _groupCount; group++)
        {
            starts[group + 1] += starts[group];
        }

        part.GroupStarts = [.. starts];
        Span<int> order = part.Order;
        for (int place = 0; place < items.Length; place++)
        {
            order[starts[items[place] / _groupItems]++] = place;
        }
    }
}
