using System.ComponentModel.DataAnnotations;

namespace Praxis.Bayes;

/// <summary>Options of the joint selection of variables and a graph.</summary>
public sealed record ProbitGraphOptions : ChainOptions
{
    /// <summary>Options with chains of which a sweep draws each variable and each pair once.</summary>
    public ProbitGraphOptions()
    {
        Chains = 2;
        WarmUp = 1_000;
        Draws = 2_000;
    }

    /// <summary>What each variable costs in log odds, a; -1 for that of the preset: ln(p / s - 1) with s = min(10, p /
    /// 4) expected variables, and 2.75 of paper.</summary>
    [Range(-1, 1000)]
    public double VariablePenalty { get; init; } = -1;

    /// <summary>Coupling b: an edge between two variables that are in gains 2 b; 0 for none, -1 for that of the preset:
    /// min(0.5, a / 2d) with d neighbours of a variable in graphs drawn beforehand, and 0.5 of paper.</summary>
    [Range(-1, 1000)]
    public double Coupling { get; init; } = -1;

    /// <summary>Prior probability q of an edge; 0 for that of the preset: 0.3 / p, and 0.005 of paper.</summary>
    [Range(0, 0.999)]
    public double EdgeProbability { get; init; }

    /// <summary>Prior variance τ² of coefficients of prepared columns.</summary>
    [Range(0.000001, 1e12)]
    public double SlabVariance { get; init; } = 1;

    /// <summary>Likelihood of the variables: concord, a pseudo-likelihood as in the publication, or gaussian for up to
    /// 200 variables.</summary>
    public GraphLikelihood Likelihood { get; init; } = GraphLikelihood.Concord;

    /// <summary>How precisions of the elements of Ω are treated: that of the preset (fixed; paper: paper), fixed,
    /// gamma, or paper, which is not a sampler of the model.</summary>
    public SlabPrecisionRule EdgeSlab { get; init; } = SlabPrecisionRule.Preset;

    /// <summary>λ under fixed: elements of Ω that are there are N(0, 1 / λ).</summary>
    [Range(0.000001, 1e12)]
    public double EdgeSlabPrecision { get; init; } = 1;

    /// <summary>Shape of λ under gamma.</summary>
    [Range(0.5, 1e6)]
    public double EdgeSlabShape { get; init; } = 1;

    /// <summary>Rate of λ under gamma.</summary>
    [Range(0.000001, 1e6)]
    public double EdgeSlabRate { get; init; } = 1;
}

/// <summary>Likelihood of a precision matrix.</summary>
public enum GraphLikelihood
{
    /// <summary>The product of regressions Π ω_jj^n exp(-n tr(Ω²S) / 2).</summary>
    Concord,

    /// <summary>Normal rows with a positive definite Ω.</summary>
    Gaussian,
}
