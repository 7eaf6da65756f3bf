namespace Praxis.Bayes;

/// <summary>What a sweep of a <see cref="SpikeSlabSampler"/> does beside drawing latents and coefficients.</summary>
internal sealed record SpikeSlabMoves
{
    /// <summary>Draws for each block whether it is in; else only the coefficients of those that are.</summary>
    internal bool Flips { get; init; } = true;

    /// <summary>Swaps of a block in for one out, proposed at the end of a sweep.</summary>
    internal int Swaps { get; init; }

    /// <summary>Draws a common factor of latents and coefficients; nothing for <see cref="WorkingLink.PolyaGamma"/>,
    /// whose latents have no scale.</summary>
    internal bool Scale { get; init; } = true;

    /// <summary>All kinds of moves, a swap for every tenth block.</summary>
    internal static SpikeSlabMoves For(int blockCount) => new() { Swaps = Math.Max(1, blockCount / 10) };
}
