using System.Runtime.InteropServices;
using Praxis.Numerics;

namespace Praxis.Recommend;

/// <summary>Draws negative items uniformly with replacement, for each token by itself.</summary>
/// <remarks>
/// A draw depends on seed, step, token and place only. An item's probability differs from 1 / items by at most
/// items / 2³², which is below 0.1 % for four million items.
/// </remarks>
internal sealed class NegativeSampler
{
    private readonly int _itemCount;
    private readonly int _negativeCount;
    private readonly ulong _seed;

    internal NegativeSampler(int itemCount, int negativeCount, ulong seed)
    {
        _itemCount = itemCount;
        _negativeCount = negativeCount;
        _seed = seed;
    }

    /// <summary>Candidates of a token: its target and the negatives.</summary>
    internal int CandidateCount => _negativeCount + 1;

    /// <summary>Draws the candidates of each token: its target, then the negatives.</summary>
    /// <param name="shard">The tokens.</param>
    /// <param name="step">The optimiser step over the whole training.</param>
    /// <param name="candidates">Receives [T, 1 + negatives].</param>
    internal void Draw(SequenceBatch shard, ulong step, Span<int> candidates)
    {
        int count = _negativeCount;
        ulong catalogue = (ulong)_itemCount;
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
}
