using System.Runtime.InteropServices;
using Praxis.Numerics;

namespace Praxis.Recommend;

/// <summary>Draws negative items uniformly with replacement, for each token by itself.</summary>
/// <remarks>
/// A draw depends on seed, step, token and place only. An item's probability differs from 1 / items by at most
/// items / 2³², which is below 0.3 % for ten million items.
/// </remarks>
internal sealed class NegativeSampler : ICandidateSampler
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

    /// <inheritdoc/>
    public int CandidateCount => _negativeCount + 1;

    /// <inheritdoc/>
    public void Draw(SequenceBatch shard, ulong step, Span<int> candidates)
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
