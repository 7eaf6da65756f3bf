using System.Buffers;
using System.Runtime.InteropServices;
using Praxis.Numerics;
using Praxis.Torch;
using TorchSharp;

namespace Praxis.Recommend;

/// <summary>Dropout masks from our own streams: a token's mask depends on seed, step, place and layer, not on
/// sharding.</summary>
/// <param name="Seed">The fit's seed.</param>
/// <param name="Step">The optimiser step over the whole training.</param>
/// <param name="FirstRow">The first token's row inside the whole batch.</param>
internal readonly record struct Dropout(ulong Seed, ulong Step, int FirstRow)
{
    /// <summary>Drops elements with probability <paramref name="rate"/> and scales the others by
    /// 1 / (1 - rate).</summary>
    /// <param name="values">[T, width].</param>
    /// <param name="rate">In [0, 1).</param>
    /// <param name="slot">Which place of the network asks; places differ.</param>
    /// <param name="tokens">Token of each row where rows are padded or in another order, -1 for padding; null where
    /// they are the tokens.</param>
    /// <returns>[T, width].</returns>
    internal torch.Tensor Apply(torch.Tensor values, double rate, uint slot, int[]? tokens = null)
    {
        if (rate == 0)
        {
            return values;
        }

        torch.Tensor mask = torch.empty(values.Rows(), values.Columns());
        Span<float> elements = MemoryMarshal.Cast<byte, float>(mask.bytes);
        long width = values.Columns();
        uint[] words = ArrayPool<uint>.Shared.Rent(elements.Length);
        Fill(words.AsSpan(0, elements.Length), checked((int)width), slot, tokens);
        uint threshold = (uint)(rate * uint.MaxValue);
        float kept = (float)(1.0 / (1.0 - rate));
        for (int i = 0; i < elements.Length; i++)
        {
            elements[i] = words[i] >= threshold ? kept : 0f;
        }

        ArrayPool<uint>.Shared.Return(words);
        return values * mask;
    }

    /// <summary>Drops elements of one row in place: the same mask as <see cref="Apply"/> for that row.</summary>
    /// <param name="row">[width].</param>
    /// <param name="index">The row inside this shard.</param>
    /// <param name="rate">In [0, 1).</param>
    /// <param name="slot">Which place of the network asks; places differ.</param>
    internal void ApplyToRow(Span<float> row, int index, double rate, uint slot)
    {
        const int chunk = 256;
        if (rate == 0)
        {
            return;
        }

        Span<uint> words = stackalloc uint[chunk];
        uint threshold = (uint)(rate * uint.MaxValue);
        float kept = (float)(1.0 / (1.0 - rate));
        ulong first = (ulong)(FirstRow + index) * (ulong)row.Length;
        ulong stream = RandomPurpose.Dropout.Stream(Step, slot);
        for (int start = 0; start < row.Length; start += chunk)
        {
            Span<float> part = row[start..Math.Min(row.Length, start + chunk)];
            RandomStream.Fill(Seed, stream, first + (ulong)start, words[..part.Length]);
            for (int i = 0; i < part.Length; i++)
            {
                part[i] = words[i] >= threshold ? part[i] * kept : 0f;
            }
        }
    }

    private void Fill(Span<uint> words, int width, uint slot, int[]? tokens)
    {
        ulong stream = RandomPurpose.Dropout.Stream(Step, slot);
        if (tokens is null)
        {
            RandomStream.Fill(Seed, stream, (ulong)FirstRow * (ulong)width, words);
            return;
        }

        for (int row = 0; row < tokens.Length; row++)
        {
            Span<uint> own = words.Slice(row * width, width);
            if (tokens[row] < 0)
            {
                own.Clear();
                continue;
            }

            RandomStream.Fill(Seed, stream, (ulong)(FirstRow + tokens[row]) * (ulong)width, own);
        }
    }
}
