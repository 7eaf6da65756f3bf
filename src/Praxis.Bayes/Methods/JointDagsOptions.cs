using System.ComponentModel.DataAnnotations;

namespace Praxis.Bayes;

/// <summary>Options of the joint DAG method.</summary>
public sealed record JointDagsOptions : ChainOptions
{
    /// <summary>The power α of the likelihood.</summary>
    [Range(0.01, 1)]
    public double LikelihoodPower { get; init; } = 0.999;

    /// <summary>How tightly γ the prior holds coefficients to least squares.</summary>
    [Range(0.0001, 1_000_000)]
    public double Tightness { get; init; } = 1;

    /// <summary>Degrees of freedom ν₀ of the variances' prior.</summary>
    [Range(0, 1000)]
    public double VarianceDegrees { get; init; } = 0.1;

    /// <summary>Prior of the number of parents: preset for that of the preset (complexity; poisson of paper),
    /// complexity, or poisson with mean 1.</summary>
    public ParentSizePrior SizePrior { get; init; } = ParentSizePrior.Preset;

    /// <summary>The power c₂ of the complexity prior: a parent costs c₂ ln p.</summary>
    [Range(0, 100)]
    public double SizePower { get; init; } = 1;

    /// <summary>The base c₁ of the complexity prior: a parent costs ln c₁ more.</summary>
    [Range(0.001, 1_000_000)]
    public double SizeBase { get; init; } = 1;

    /// <summary>Coupling b: two groups that share an edge gain 2 b; -1 for that of the preset, 0 for separate
    /// groups.</summary>
    [Range(-1, 1000)]
    public double Coupling { get; init; } = -1;

    /// <summary>The most parents of a node; 0 for n / (log10 p log10 n).</summary>
    [Range(0, 10_000)]
    public int MaxParents { get; init; }
}

/// <summary>Prior of the number of parents.</summary>
public enum ParentSizePrior
{
    /// <summary>That of the preset.</summary>
    Preset,

    /// <summary>Weight c₁^-s p^(-c₂ s) of size s.</summary>
    Complexity,

    /// <summary>Poisson with mean 1.</summary>
    Poisson,
}
