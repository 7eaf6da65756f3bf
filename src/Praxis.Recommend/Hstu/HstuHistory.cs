namespace Praxis.Recommend;

/// <summary>Keys and values of one user's settled rows in every layer, so that new events cost only their own
/// rows.</summary>
/// <remarks>
/// A row is settled when the event after it is known, or the basket after its own where baskets are foretold: until
/// then it looks from the time of the request and has to be computed anew for each. The order of events is causal, so
/// settled rows never change.
/// </remarks>
internal sealed unsafe class HstuHistory
{
    private readonly HstuSizes _sizes;
    private readonly float[][] _keys;
    private readonly float[][] _values;
    private int[] _items = [];
    private long[] _times = [];
    private long[] _nextTimes = [];

    internal HstuHistory(HstuSizes sizes, int layerCount)
    {
        _sizes = sizes;
        _keys = [.. Enumerable.Range(0, layerCount).Select(static _ => Array.Empty<float>())];
        _values = [.. Enumerable.Range(0, layerCount).Select(static _ => Array.Empty<float>())];
    }

    /// <summary>Settled rows.</summary>
    internal int Length { get; private set; }

    /// <summary>Memory that is held.</summary>
    internal long ByteCount =>
        ((long)_keys.Length * sizeof(float) * (_keys[0].Length + (long)_values[0].Length))
            + ((long)_items.Length * (sizeof(int) + (2 * sizeof(long))));

    /// <summary>Unix seconds of the settled events, [Length].</summary>
    internal ReadOnlySpan<long> Times => _times.AsSpan(0, Length);

    /// <summary>Rows of K of a layer, with room behind the settled ones.</summary>
    internal StridedRows Keys(int layer) => Rows(_keys[layer], KeyWidth);

    /// <summary>Rows of V of a layer, with room behind the settled ones.</summary>
    internal StridedRows Values(int layer) => Rows(_values[layer], _sizes.OutputWidth);

    private int KeyWidth => _sizes.HeadCount * _sizes.KeyWidth;

    /// <summary>Makes room for rows behind the settled ones.</summary>
    internal void Reserve(int newRows)
    {
        int wanted = Length + newRows;
        if (wanted <= _items.Length)
        {
            return;
        }

        int capacity = Math.Max(wanted, _items.Length + (_items.Length / 2));
        Array.Resize(ref _items, capacity);
        Array.Resize(ref _times, capacity);
        Array.Resize(ref _nextTimes, capacity);
        for (int layer = 0; layer < _keys.Length; layer++)
        {
            _keys[layer] = Grown(_keys[layer], Length * KeyWidth, capacity * KeyWidth);
            _values[layer] = Grown(_values[layer], Length * _sizes.OutputWidth, capacity * _sizes.OutputWidth);
        }
    }

    /// <summary>Forgets settled rows that do not agree with a history: only the common beginning stays.</summary>
    /// <param name="items">The history's items but for the newest, which wait for what comes after them: [m].</param>
    /// <param name="times">Their times, [m].</param>
    /// <param name="nextTimes">From when they look, [m].</param>
    internal void KeepCommonBeginning(
        ReadOnlySpan<int> items, ReadOnlySpan<long> times, ReadOnlySpan<long> nextTimes)
    {
        int most = Math.Min(Length, items.Length);
        int common = 0;
        while (common < most
            && _items[common] == items[common]
            && _times[common] == times[common]
            && _nextTimes[common] == nextTimes[common])
        {
            common++;
        }

        Length = common;
    }

    /// <summary>Settles rows whose keys and values were just written behind the settled ones.</summary>
    /// <param name="items">Their items.</param>
    /// <param name="times">Their times.</param>
    /// <param name="nextTimes">From when they look.</param>
    internal void Settle(ReadOnlySpan<int> items, ReadOnlySpan<long> times, ReadOnlySpan<long> nextTimes)
    {
        items.CopyTo(_items.AsSpan(Length));
        times.CopyTo(_times.AsSpan(Length));
        nextTimes.CopyTo(_nextTimes.AsSpan(Length));
        Length += items.Length;
    }

    // Arrays that the collector does not move: their addresses go to kernels.
    private static float[] Grown(float[] rows, int used, int length)
    {
        float[] grown = GC.AllocateUninitializedArray<float>(length, pinned: true);
        rows.AsSpan(0, used).CopyTo(grown);
        return grown;
    }

    private static StridedRows Rows(float[] rows, int width) =>
        new((float*)System.Runtime.InteropServices.Marshal.UnsafeAddrOfPinnedArrayElement(rows, 0), width);
}
