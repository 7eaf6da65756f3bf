using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Praxis.Numerics;

namespace Praxis.Recommend;

/// <summary>The softmax of <see cref="SampledSoftmaxLoss"/> computed by one product with the whole catalogue.</summary>
/// <remarks>
/// Same draws and same value as gathering the sampled rows; without negatives to draw it is the full softmax over all
/// items. Cheaper where the catalogue is small beside the number of negatives.
/// </remarks>
internal sealed unsafe class CatalogueSoftmaxLoss : ISoftmaxLoss
{
    private const int TileTokens = 32;
    private const int Lanes = BlockProduct.Lanes;
    private readonly ItemTable _table;
    private readonly NegativeSampler? _sampler;
    private readonly float _inverseTemperature;
    private readonly int _itemsPadded;
    private readonly int _widthPadded;
    private readonly float[] _units;
    private readonly float[] _unitsAcross;

    /// <summary>Makes the loss.</summary>
    /// <param name="table">The items.</param>
    /// <param name="negativeCount">Negatives a token, or 0 for the full softmax.</param>
    /// <param name="temperature">τ.</param>
    /// <param name="seed">Seed of the draws.</param>
    internal CatalogueSoftmaxLoss(ItemTable table, int negativeCount, double temperature, ulong seed)
    {
        _table = table;
        _sampler = negativeCount > 0 ? new NegativeSampler(table.Count, negativeCount, seed) : null;
        _inverseTemperature = (float)(1.0 / temperature);
        _itemsPadded = BlockProduct.Padded(table.Count);
        _widthPadded = BlockProduct.Padded(table.Width);
        _units = new float[_itemsPadded * _widthPadded];
        _unitsAcross = new float[table.Width * _itemsPadded];
        GroupItems = Math.Max(1, (table.Count + 15) / 16);
        GroupCount = (table.Count + GroupItems - 1) / GroupItems;
    }

    /// <inheritdoc/>
    public int GroupCount { get; }

    /// <inheritdoc/>
    public int GroupItems { get; }

    /// <inheritdoc/>
    public void BeginStep(SequenceBatch batch, float[] scales)
    {
        int width = _table.Width;
        for (int item = 0; item < _table.Count; item++)
        {
            ReadOnlySpan<float> row = _table.Row(item);
            for (int c = 0; c < width; c++)
            {
                float unit = row[c] * scales[item];
                _units[(item * _widthPadded) + c] = unit;
                _unitsAcross[(c * _itemsPadded) + item] = unit;
            }
        }
    }

    /// <inheritdoc/>
    public void Compute(
        SequenceBatch shard, ReadOnlySpan<float> outputs, float[] scales, ulong step, int tokenTotal, LossPart part)
    {
        int candidates = _sampler?.CandidateCount ?? 0;
        part.Reserve(shard.TokenCount, _table.Width, candidates, _itemsPadded * _widthPadded);
        part.CatalogueGradients.AsSpan(0, _itemsPadded * _widthPadded).Clear();
        _sampler?.Draw(shard, step, part.Candidates.AsSpan(0, shard.TokenCount * candidates));
        nuint length = (nuint)(TileTokens * (_itemsPadded + (2 * _widthPadded)) * sizeof(float));
        float* memory = (float*)NativeMemory.AlignedAlloc(length, 64);
        double lossSum = 0;
        for (int first = 0; first < shard.TokenCount; first += TileTokens)
        {
            NativeMemory.Clear(memory, length);
            lossSum += ComputeTile(shard, outputs, first, 1f / tokenTotal, part, memory);
        }

        NativeMemory.AlignedFree(memory);
        part.LossSum = lossSum;
    }

    /// <inheritdoc/>
    public void AddItemGradients(LossPart part, int group, Span<float> groupGradients)
    {
        int width = _table.Width;
        int first = group * GroupItems;
        int count = groupGradients.Length / width;
        fixed (float* target = groupGradients, source = part.CatalogueGradients)
        {
            for (int i = 0; i < count; i++)
            {
                VectorKernels.AddScaled(
                    target + ((long)i * width), source + ((long)(first + i) * _widthPadded), 1f, width);
            }
        }
    }

    private double ComputeTile(
        SequenceBatch shard, ReadOnlySpan<float> outputs, int first, float weight, LossPart part, float* logits)
    {
        int width = _table.Width;
        int rows = Math.Min(TileTokens, shard.TokenCount - first);
        float* tile = logits + (TileTokens * _itemsPadded);
        float* tileGradients = tile + (TileTokens * _widthPadded);
        float* inverse = stackalloc float[TileTokens];
        double lossSum = 0;
        fixed (float* source = outputs, units = _units, across = _unitsAcross, gradients = part.OutputGradients,
            catalogue = part.CatalogueGradients)
        {
            for (int r = 0; r < rows; r++)
            {
                inverse[r] = VectorKernels.Normalise(
                    source + ((long)(first + r) * width), width, _table.Similarity, tile + (r * _widthPadded));
            }

            BlockProduct.Add(
                tile, _widthPadded, 1, across, _itemsPadded, rows, _itemsPadded, width, logits, _itemsPadded);
            for (int r = 0; r < rows; r++)
            {
                var row = new Span<float>(logits + ((long)r * _itemsPadded), _itemsPadded);
                int target = shard.Targets[first + r];
                lossSum += _sampler is null
                    ? FullSlopes(row, target, weight)
                    : SampledSlopes(
                        row,
                        part.Candidates.AsSpan((first + r) * _sampler.CandidateCount, _sampler.CandidateCount),
                        weight);
            }

            BlockProduct.Add(
                logits, _itemsPadded, 1, units, _widthPadded, rows, _widthPadded, _table.Count, tileGradients,
                _widthPadded);
            BlockProduct.Add(
                logits, 1, _itemsPadded, tile, _widthPadded, _table.Count, _widthPadded, rows, catalogue, _widthPadded);
            for (int r = 0; r < rows; r++)
            {
                VectorKernels.ThroughNormalisation(
                    tile + (r * _widthPadded), inverse[r], _table.Similarity, tileGradients + (r * _widthPadded),
                    width);
                new ReadOnlySpan<float>(tileGradients + (r * _widthPadded), width)
                    .CopyTo(new Span<float>(gradients + ((long)(first + r) * width), width));
            }
        }

        return lossSum;
    }

    // Turns logits u.ê into d loss / d (u.ê), over all items.
    private double FullSlopes(Span<float> row, int target, float weight)
    {
        int count = _table.Count;
        float largest = System.Numerics.Tensors.TensorPrimitives.Max<float>(row[..count]) * _inverseTemperature;
        float targetLogit = row[target] * _inverseTemperature;
        row[count..].Fill(float.NegativeInfinity);
        Vector512<float> sums = default;
        fixed (float* logits = row)
        {
            for (int i = 0; i < row.Length; i += Lanes)
            {
                Vector512<float> exponential = Vector512.Exp(
                    (Vector512.Load(logits + i) * _inverseTemperature) - Vector512.Create(largest));
                sums += exponential;
                exponential.Store(logits + i);
            }

            double sum = Vector512.Sum(sums);
            Vector512<float> scale = Vector512.Create((float)(_inverseTemperature * weight / sum));
            for (int i = 0; i < row.Length; i += Lanes)
            {
                (Vector512.Load(logits + i) * scale).Store(logits + i);
            }

            row[target] -= _inverseTemperature * weight;
            return Math.Log(sum) + largest - targetLogit;
        }
    }

    // The same over the sampled items only; the slopes of all others are zero.
    private double SampledSlopes(Span<float> row, ReadOnlySpan<int> candidates, float weight)
    {
        Span<float> chosen = candidates.Length <= 1024
            ? stackalloc float[candidates.Length]
            : new float[candidates.Length];
        int target = candidates[0];
        float largest = float.NegativeInfinity;
        for (int k = 0; k < candidates.Length; k++)
        {
            chosen[k] = k > 0 && candidates[k] == target
                ? float.NegativeInfinity
                : row[candidates[k]] * _inverseTemperature;
            largest = Math.Max(largest, chosen[k]);
        }

        float targetLogit = chosen[0];
        double sum = 0;
        foreach (ref float logit in chosen)
        {
            logit = MathF.Exp(logit - largest);
            sum += logit;
        }

        row.Clear();
        float scale = (float)(_inverseTemperature * weight / sum);
        for (int k = 0; k < candidates.Length; k++)
        {
            row[candidates[k]] += chosen[k] * scale;
        }

        row[target] -= _inverseTemperature * weight;
        return Math.Log(sum) + largest - targetLogit;
    }
}
