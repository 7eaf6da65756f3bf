using System.Runtime.InteropServices;

namespace Praxis.Recommend;

/// <summary>Buffers of the attention kernel for the longest user of a batch, in one piece of memory.</summary>
internal sealed unsafe class HstuWorkspace : IDisposable
{
    private readonly float* _memory;

    internal HstuWorkspace(int[] offsets, HstuSizes sizes, bool isBackward)
    {
        int longest = 1;
        for (int user = 0; user + 1 < offsets.Length; user++)
        {
            longest = Math.Max(longest, offsets[user + 1] - offsets[user]);
        }

        LengthPadded = BlockProduct.Padded(longest);
        KeyPadded = BlockProduct.Padded(sizes.KeyWidth);
        ValuePadded = BlockProduct.Padded(sizes.ValueWidth);
        int tile = HstuAttention.TileRows * LengthPadded;
        int keys = LengthPadded * KeyPadded;
        int values = LengthPadded * ValuePadded;
        int[] lengths =
        [
            tile, tile, HstuAttention.TileRows * ValuePadded, keys, values,
            .. isBackward
                ? new[]
                {
                    tile, keys, values, HstuAttention.TileRows * KeyPadded, HstuAttention.TileRows * KeyPadded, keys,
                    values,
                }
                : [],
        ];
        long total = 0;
        foreach (int length in lengths)
        {
            total += length;
        }

        _memory = (float*)NativeMemory.AlignedAlloc((nuint)(total * sizeof(float)), 64);
        new Span<float>(_memory, checked((int)total)).Clear();
        var starts = new float*[lengths.Length];
        float* next = _memory;
        for (int i = 0; i < lengths.Length; i++)
        {
            starts[i] = next;
            next += lengths[i];
        }

        Scores = starts[0];
        Weights = starts[1];
        OutputTile = starts[2];
        KeysAcross = starts[3];
        Values = starts[4];
        if (isBackward)
        {
            ScoreGradients = starts[5];
            Keys = starts[6];
            ValuesAcross = starts[7];
            QueryTile = starts[8];
            QueryGradients = starts[9];
            KeyGradients = starts[10];
            ValueGradients = starts[11];
        }
    }

    internal int LengthPadded { get; }

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

    internal static void Clear(float* start, int length) => new Span<float>(start, length).Clear();

    public void Dispose() => NativeMemory.AlignedFree(_memory);
}
