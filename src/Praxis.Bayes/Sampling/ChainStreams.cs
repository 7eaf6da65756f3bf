using Praxis.Numerics;

namespace Praxis.Bayes;

/// <summary>Numbers of random streams: each piece of work has its own, whatever thread does it.</summary>
internal static class ChainStreams
{
    private const int WordsAtOnce = 256;

    /// <summary>The stream of one part of one chain.</summary>
    /// <param name="seed">The fit's seed.</param>
    /// <param name="chain">The chain, from 0.</param>
    /// <param name="part">The part of the chain, from 0: a row, or the whole.</param>
    internal static RandomStream Of(ulong seed, int chain, int part) =>
        new(seed, ((ulong)(chain + 1) << 32) | (uint)part, WordsAtOnce);
}
