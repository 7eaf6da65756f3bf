namespace Praxis.Bayes;

/// <summary>How the precision λ of the slab N(0, 1 / λ) of an edge is had.</summary>
public enum SlabPrecisionRule
{
    /// <summary>That of the preset; no rule of a prior.</summary>
    Preset,

    /// <summary>λ is given, the same for all edges.</summary>
    Fixed,

    /// <summary>λ ~ Gamma(r, rate s) for each pair, drawn exactly: given an edge from Gamma(r + 1/2, s + ω² / 2),
    /// without one from its prior.</summary>
    Gamma,

    /// <summary>What the authors' program does: λ from Gamma(r + 1/2, s + ω² / 2) whether there is an edge or not, and
    /// the diagonal at its mode. Not a sampler of the stated posterior, and far more sparing with edges.</summary>
    Paper,
}
