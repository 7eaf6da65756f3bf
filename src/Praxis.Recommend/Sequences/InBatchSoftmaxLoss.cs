using System.Runtime.InteropServices;
using Praxis.Numerics;

namespace Praxis.Recommend;

/// <summary>Softmax over the targets of the whole batch, each item once, with its gradients.</summary>
/// <remarks>
/// Logits u.ê / τ - ln Q. Q is the probability that an item is among the batch's targets: 1 - (1 - f)ᵀ with f its share
/// of the training events and T the batch's tokens. This is the logQ correction of Yi et al. (RecSys 2019), eq. (3),
/// for items counted once: where nearly every item is in every batch there is nearly nothing to correct, which the
/// correction by ln f would do all the same. As there, the target's own logit is corrected too. A token's own target
/// is never its negative.
/// </remarks>
internal sealed unsafe class InBatchSoftmaxLoss : ISoftmaxLoss
{
    private const int TileTokens = 32;
    private readonly ItemTable _table;
    private readonly double[] _shares;
    private readonly float _inverseTemperature;
    private readonly int _widthPadded;
    private readonly int[] _columnOf;
    private int[] _items = [];
    private float[] _corrections = [];
    private float[] _units = [];
    private float[] _unitsAcross = [];
    private int _columnsPadded;

    /// <summary>Makes the loss.</summary>
    /// <param name="table">The items.</param>
    /// <param name="shares">Each item's share of the training events, [items]; above 0 for every target.</param>
    /// <param name="temperature">τ.</param>
    internal InBatchSoftmaxLoss(ItemTable table, double[] shares, double temperature)
    {
        _table = table;
        _shares = shares;
        _inverseTemperature = (float)(1.0 / temperature);
        _widthPadded = BlockProduct.Padded(table.Width);
        _columnOf = new int[table.Count];
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
        _items = [.. batch.Targets.Distinct().Order()];
        _columnsPadded = BlockProduct.Padded(_items.Length);
        _corrections = new float[_items.Length];
        _units = new float[_columnsPadded * _widthPadded];
        _unitsAcross = new float[width * _columnsPadded];
        ReadOnlySpan<float> values = _table.Parameter.Values;
        for (int column = 0; column < _items.Length; column++)
        {
            int item = _items[column];
            _columnOf[item] = column;
            _corrections[column] = (float)-Math.Log(InclusionProbability(_shares[item], batch.TokenCount));
            for (int c = 0; c < width; c++)
            {
                float unit = values[(item * width) + c] * scales[item];
                _units[(column * _widthPadded) + c] = unit;
                _unitsAcross[(c * _columnsPadded) + column] = unit;
            }
        }
    }

    /// <summary>1 - (1 - f)ᵀ: how likely at least one of T targets is an item of share f.</summary>
    internal static double InclusionProbability(double share, int tokens)
    {
        // For a small share 1 - (1 - f)ᵀ would lose its digits; the series of ln(1 - f) keeps them.
        double exponent = share < 1e-5
            ? -tokens * share * (1 + (share / 2))
            : tokens * Math.Log(1 - share);
        return exponent > -1e-5 ? -exponent * (1 + (exponent / 2)) : 1 - Math.Exp(exponent);
    }

    /// <inheritdoc/>
    public void Compute(
        SequenceBatch shard, ReadOnlySpan<float> outputs, float[] scales, ulong step, int tokenTotal, LossPart part)
    {
        int length = _columnsPadded * _widthPadded;
        part.Reserve(shard.TokenCount, _table.Width, 0, length);
        part.CatalogueGradients.AsSpan(0, length).Clear();
        nuint bytes = (nuint)(TileTokens * (_columnsPadded + (2 * _widthPadded)) * sizeof(float));
        float* memory = (float*)NativeMemory.AlignedAlloc(bytes, 64);
        double lossSum = 0;
        for (int first = 0; first < shard.TokenCount; first += TileTokens)
        {
            NativeMemory.Clear(memory, bytes);
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
        int end = first + (groupGradients.Length / width);
        int place = Array.BinarySearch(_items, first);
        fixed (float* target = groupGradients, source = part.CatalogueGradients)
        {
            for (int column = place < 0 ? ~place : place; column < _items.Length && _items[column] < end; column++)
            {
                VectorKernels.AddScaled(
                    target + ((long)(_items[column] - first) * width), source + ((long)column * _widthPadded), 1f,
                    width);
            }
        }
    }

    private double ComputeTile(
        SequenceBatch shard, ReadOnlySpan<float> outputs, int first, float weight, LossPart part, float* logits)
    {
        int width = _table.Width;
        int rows = Math.Min(TileTokens, shard.TokenCount - first);
        float* tile = logits + (TileTokens * _columnsPadded);
        float* tileGradients = tile + (TileTokens * _widthPadded);
        float* inverse = stackalloc float[TileTokens];
        double lossSum = 0;
        fixed (float* source = outputs, units = _units, across = _unitsAcross, gradients = part.OutputGradients,
            items = part.CatalogueGradients)
        {
            for (int r = 0; r < rows; r++)
            {
                inverse[r] = VectorKernels.Normalise(
                    source + ((long)(first + r) * width), width, _table.Similarity, tile + (r * _widthPadded));
            }

            BlockProduct.Add(
                tile, _widthPadded, 1, across, _columnsPadded, rows, _columnsPadded, width, logits, _columnsPadded);
            for (int r = 0; r < rows; r++)
            {
                var row = new Span<float>(logits + ((long)r * _columnsPadded), _items.Length);
                lossSum += Slopes(row, _columnOf[shard.Targets[first + r]], weight);
            }

            // Columns behind the last item meet rows of zeros.
            BlockProduct.Add(
                logits, _columnsPadded, 1, units, _widthPadded, rows, _widthPadded, _items.Length, tileGradients,
                _widthPadded);
            BlockProduct.Add(
                logits, 1, _columnsPadded, tile, _widthPadded, _items.Length, _widthPadded, rows, items, _widthPadded);
            for (int r = 0; r < rows; r++)
            {
                float* own = tileGradients + (r * _widthPadded);
                VectorKernels.ThroughNormalisation(
                    tile + (r * _widthPadded), inverse[r], _table.Similarity, own, width);
                new ReadOnlySpan<float>(own, width)
                    .CopyTo(new Span<float>(gradients + ((long)(first + r) * width), width));
            }
        }

        return lossSum;
    }

    // Turns products u.ê into d loss / d (u.ê).
    private double Slopes(Span<float> row, int target, float weight)
    {
        float largest = float.NegativeInfinity;
        for (int c = 0; c < row.Length; c++)
        {
            row[c] = (row[c] * _inverseTemperature) + _corrections[c];
            largest = Math.Max(largest, row[c]);
        }

        float targetLogit = row[target];
        double sum = 0;
        foreach (ref float logit in row)
        {
            logit = MathF.Exp(logit - largest);
            sum += logit;
        }

        System.Numerics.Tensors.TensorPrimitives.Multiply(
            row, (float)(_inverseTemperature * weight / sum), row);
        row[target] -= _inverseTemperature * weight;
        return Math.Log(sum) + largest - targetLogit;
    }
}
