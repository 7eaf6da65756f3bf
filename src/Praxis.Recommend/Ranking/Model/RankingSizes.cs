namespace Praxis.Recommend;

// T tokens, H heads, N the constant normaliser, Dq and Dv widths of a head.
// A row of Z holds [ U: H Dv | V: H Dv | Q: H Dq | K: H Dq ].

/// <summary>Sizes of a ranking layer.</summary>
/// <param name="HeadCount">H.</param>
/// <param name="KeyWidth">Dq, width of queries and keys of a head.</param>
/// <param name="ValueWidth">Dv, width of values of a head.</param>
/// <param name="Normaliser">N, the constant that divides the weights.</param>
/// <param name="DistanceCount">Distances with a weight of their own; longer ones share the last.</param>
internal readonly record struct RankingSizes(
    int HeadCount, int KeyWidth, int ValueWidth, int Normaliser, int DistanceCount)
{
    internal int ValueStart => HeadCount * ValueWidth;

    internal int QueryStart => 2 * HeadCount * ValueWidth;

    internal int KeyStart => QueryStart + (HeadCount * KeyWidth);

    internal int RowWidth => KeyStart + (HeadCount * KeyWidth);

    internal int OutputWidth => HeadCount * ValueWidth;

    /// <summary>Weights of the position bias: one a distance, and one for context tokens.</summary>
    internal int PositionCount => DistanceCount + 1;

    /// <summary>Factor of Q Kᵀ.</summary>
    internal float Scale => 1f / MathF.Sqrt(KeyWidth);
}
