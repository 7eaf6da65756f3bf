using System.ComponentModel.DataAnnotations;

namespace Praxis.Bayes;

/// <summary>Options of the regression whose variables are tied by a DAG.</summary>
public sealed record DagRegressionOptions : ChainOptions
{
    /// <summary>Options with short chains: a sweep makes a move in every row and p moves of the variables.</summary>
    public DagRegressionOptions()
    {
        WarmUp = 1_000;
        Draws = 4_000;
    }

    /// <summary>Prior probability q of an edge; -1 for that of the preset: 0.75 / p, and 0.005 of paper.</summary>
    [Range(-1, 0.999)]
    public double EdgeProbability { get; init; } = -1;

    /// <summary>What each variable costs in log odds, a.</summary>
    [Range(-100, 1000)]
    public double VariablePenalty { get; init; } = 2.75;

    /// <summary>Coupling b: an edge between two variables of the regression gains 2 b; 0 for none, -1 for that of the
    /// preset: 0.35, and 0.5 of paper.</summary>
    [Range(-1, 1000)]
    public double Coupling { get; init; } = -1;

    /// <summary>Variance c₀ of the coefficients' prior, in units of the error variance.</summary>
    [Range(0.000001, 1_000_000)]
    public double Slab { get; init; } = 1;

    /// <summary>Shape a₀ of the error variance's inverse gamma prior.</summary>
    [Range(0.0001, 1_000_000)]
    public double ErrorShape { get; init; } = 0.1;

    /// <summary>Rate b₀ of the error variance's inverse gamma prior.</summary>
    [Range(0.000001, 1_000_000)]
    public double ErrorRate { get; init; } = 0.01;

    /// <summary>Shape c of the DAG-Wishart prior, above 2.</summary>
    [Range(2.001, 1_000_000)]
    public double DagShape { get; init; } = 10;

    /// <summary>Scale τ of the DAG-Wishart prior, U = τ I.</summary>
    [Range(0.000001, 1_000_000)]
    public double DagScale { get; init; } = 1;

    /// <summary>How the shape grows with parents: dag-wishart, or compatible, where DAGs that data cannot tell apart
    /// score alike.</summary>
    public DagScoreKind DagScore { get; init; } = DagScoreKind.DagWishart;

    /// <summary>The most parents of a node; 0 for n / log10 n.</summary>
    [Range(0, 10_000)]
    public int MaxParents { get; init; }

    /// <summary>The most variables of the regression; 0 for n / log10 n.</summary>
    [Range(0, 10_000)]
    public int MaxVariables { get; init; }
}

/// <summary>The shape of a node's variance prior.</summary>
public enum DagScoreKind
{
    /// <summary>c / 2 - 1 for any number of parents.</summary>
    DagWishart,

    /// <summary>(c + s) / 2 - 1 for s parents, as in a Wishart prior that all DAGs share.</summary>
    Compatible,
}
