namespace Praxis.Recommend;

/// <summary>The keys and values of a history's tokens in every layer: all that later tokens need of it.</summary>
/// <remarks>
/// arXiv 2402.17152, section 3.4 (M-FALCON). Inputs, positions and biases of a token depend only on it and on what came
/// before it, so appended events extend the cache and change nothing in it.
/// </remarks>
internal sealed class EncodedHistory
{
    private readonly float[][] _keys;
    private readonly float[][] _values;
    private readonly int _keyRow;
    private readonly int _valueRow;
    private int[] _positions = [];
    private long[] _times = [];

    internal EncodedHistory(int layerCount, RankingSizes sizes, HistoryState state)
    {
        _keyRow = sizes.HeadCount * sizes.KeyWidth;
        _valueRow = sizes.OutputWidth;
        _keys = [.. Enumerable.Range(0, layerCount).Select(static _ => Array.Empty<float>())];
        _values = [.. Enumerable.Range(0, layerCount).Select(static _ => Array.Empty<float>())];
        State = state;
    }

    /// <summary>Where the series of tokens stands.</summary>
    internal HistoryState State { get; }

    /// <summary>Number of cached tokens.</summary>
    internal int TokenCount { get; private set; }

    /// <summary>Memory of keys and values, in bytes.</summary>
    internal long ByteCount => _keys.Sum(static keys => (long)keys.Length * sizeof(float))
        + _values.Sum(static values => (long)values.Length * sizeof(float)) + (_times.Length * 12L);

    /// <summary>Keys of a layer: [tokens, H Dq].</summary>
    internal float[] KeysOf(int layer) => _keys[layer];

    /// <summary>Values of a layer: [tokens, H Dv].</summary>
    internal float[] ValuesOf(int layer) => _values[layer];

    internal void CopyPlaces(Span<int> positions, Span<long> times)
    {
        _positions.AsSpan(0, TokenCount).CopyTo(positions);
        _times.AsSpan(0, TokenCount).CopyTo(times);
    }

    /// <summary>Takes the keys and values of new tokens in one layer; <see cref="Append"/> then counts them.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="z">[T, row width].</param>
    /// <param name="sizes">Sizes.</param>
    internal void Store(int layer, ReadOnlySpan<float> z, RankingSizes sizes)
    {
        int count = z.Length / sizes.RowWidth;
        _keys[layer] = Grown(_keys[layer], (TokenCount + count) * _keyRow);
        _values[layer] = Grown(_values[layer], (TokenCount + count) * _valueRow);
        for (int row = 0; row < count; row++)
        {
            ReadOnlySpan<float> own = z.Slice(row * sizes.RowWidth, sizes.RowWidth);
            own.Slice(sizes.KeyStart, _keyRow).CopyTo(_keys[layer].AsSpan((TokenCount + row) * _keyRow));
            own.Slice(sizes.ValueStart, _valueRow).CopyTo(_values[layer].AsSpan((TokenCount + row) * _valueRow));
        }
    }

    /// <summary>Counts tokens whose keys and values are stored in every layer.</summary>
    internal void Append(RankingTokens tokens)
    {
        Array.Resize(ref _positions, TokenCount + tokens.Count);
        Array.Resize(ref _times, TokenCount + tokens.Count);
        tokens.Positions.CopyTo(_positions, TokenCount);
        tokens.Times.CopyTo(_times, TokenCount);
        TokenCount += tokens.Count;
    }

    private static float[] Grown(float[] array, int length)
    {
        if (array.Length < length)
        {
            Array.Resize(ref array, Math.Max(length, array.Length + (array.Length / 2)));
        }

        return array;
    }
}
