using System.Runtime.InteropServices;
using Praxis.Numerics;

namespace Praxis.Recommend;

/// <summary>Buffers of the ranking attention for one history, in one piece of memory.</summary>
internal sealed unsafe class AttentionMemory : IDisposable
{
    private readonly float* _memory;
    private readonly RankingSizes _sizes;

    internal AttentionMemory(int columnCount, RankingSizes sizes, bool isBackward)
    {
        _sizes = sizes;
        ColumnsPadded = BlockProduct.Padded(Math.Max(1, columnCount));
        KeyPadded = BlockProduct.Padded(sizes.KeyWidth);
        ValuePadded = BlockProduct.Padded(sizes.ValueWidth);
        long tile = RankingAttention.TileRows * (long)ColumnsPadded;
        long keys = (long)ColumnsPadded * KeyPadded;
        long values = (long)ColumnsPadded * ValuePadded;
        long keyTile = RankingAttention.TileRows * (long)KeyPadded;
        long valueTile = RankingAttention.TileRows * (long)ValuePadded;
        long total = (2 * tile) + valueTile + keys + values
            + (isBackward ? tile + (2 * keys) + (2 * values) + (2 * keyTile) : 0);
        _memory = (float*)NativeMemory.AlignedAlloc((nuint)total * sizeof(float), 64);
        NativeMemory.Clear(_memory, (nuint)total * sizeof(float));
        float* next = _memory;
        float* Take(long length)
        {
            float* start = next;
            next += length;
            return start;
        }

        Scores = Take(tile);
        Weights = Take(tile);
        OutputTile = Take(valueTile);
        KeysAcross = Take(keys);
        Values = Take(values);
        if (isBackward)
        {
            ScoreGradients = Take(tile);
            Keys = Take(keys);
            KeyGradients = Take(keys);
            ValuesAcross = Take(values);
            ValueGradients = Take(values);
            QueryTile = Take(keyTile);
            QueryGradients = Take(keyTile);
        }
    }

    internal int ColumnsPadded { get; }

    internal int KeyPadded { get; }

    internal int ValuePadded { get; }

    internal float* Scores { get; }

    internal float* Weights { get; }

    internal float* OutputTile { get; }

    internal float* KeysAcross { get; }

    internal float* Values { get; }

    internal float* ScoreGradients { get; }

    internal float* Keys { get; }

    internal float* ValuesAcross { get; }

    internal float* QueryTile { get; }

    internal float* QueryGradients { get; }

    internal float* KeyGradients { get; }

    internal float* ValueGradients { get; }

    /// <summary>Lays out one head's keys as columns and its values as rows, cached ones first.</summary>
    internal void Pack(float* z, AttentionColumns columns, float* pastKeys, float* pastValues, int head)
    {
        int keyWidth = _sizes.KeyWidth;
        int valueWidth = _sizes.ValueWidth;
        int past = columns.PastCount;
        if (past > 0)
        {
            int keyRow = _sizes.HeadCount * keyWidth;
            PackAcross(pastKeys + (head * keyWidth), keyRow, past, keyWidth, KeysAcross);
            CopyRows(
                pastValues + (head * valueWidth), _sizes.OutputWidth, past, valueWidth, Values, ValuePadded);
        }

        PackAcross(
            z + _sizes.KeyStart + (head * keyWidth), _sizes.RowWidth, columns.RowCount, keyWidth, KeysAcross + past);
        CopyRows(
            z + _sizes.ValueStart + (head * valueWidth), _sizes.RowWidth, columns.RowCount, valueWidth,
            Values + ((long)past * ValuePadded), ValuePadded);
    }

    /// <summary>Lays out what the gradients need besides, and clears them.</summary>
    internal void PackForBackward(float* z, int count, int head)
    {
        CopyRows(
            z + _sizes.KeyStart + (head * _sizes.KeyWidth), _sizes.RowWidth, count, _sizes.KeyWidth, Keys, KeyPadded);
        PackAcross(
            z + _sizes.ValueStart + (head * _sizes.ValueWidth), _sizes.RowWidth, count, _sizes.ValueWidth,
            ValuesAcross);
        Clear(KeyGradients, count * KeyPadded);
        Clear(ValueGradients, count * ValuePadded);
    }

    internal static void Clear(float* start, int length) => new Span<float>(start, length).Clear();

    internal static void CopyRows(float* source, int sourceRow, int rows, int width, float* target, int targetRow)
    {
        for (int row = 0; row < rows; row++)
        {
            new ReadOnlySpan<float>(source + ((long)row * sourceRow), width)
                .CopyTo(new Span<float>(target + ((long)row * targetRow), width));
        }
    }

    public void Dispose() => NativeMemory.AlignedFree(_memory);

    // Columns behind the last were cleared once and stay so: they meet hidden weights only, but must be finite.
    private void PackAcross(float* source, int sourceRow, int count, int width, float* target)
    {
        for (int c = 0; c < width; c++)
        {
            float* row = target + ((long)c * ColumnsPadded);
            for (int j = 0; j < count; j++)
            {
                row[j] = source[((long)j * sourceRow) + c];
            }
        }
    }
}
