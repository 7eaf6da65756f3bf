namespace Praxis.Recommend;

// T tokens, B users, H heads, N the constant normaliser, Dq and Dv widths of a head.
// A row of Z holds [ U: H Dv | V: H Dv | Q: H Dq | K: H Dq ].

/// <summary>Sizes of an HSTU layer.</summary>
/// <param name="HeadCount">H.</param>
/// <param name="KeyWidth">Dq, width of queries and keys of a head.</param>
/// <param name="ValueWidth">Dv, width of values of a head.</param>
/// <param name="Normaliser">N: the constant that divides the weights, and the number of relative positions.</param>
internal readonly record struct HstuSizes(int HeadCount, int KeyWidth, int ValueWidth, int Normaliser)
{
    internal int ValueStart => HeadCount * ValueWidth;

    internal int QueryStart => 2 * HeadCount * ValueWidth;

    internal int KeyStart => QueryStart + (HeadCount * KeyWidth);

    internal int RowWidth => KeyStart + (HeadCount * KeyWidth);

    internal int OutputWidth => HeadCount * ValueWidth;
}
