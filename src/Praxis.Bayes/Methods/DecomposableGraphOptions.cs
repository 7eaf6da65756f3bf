using System.ComponentModel.DataAnnotations;

namespace Praxis.Bayes;

/// <summary>Options of the decomposable graph method.</summary>
public sealed record DecomposableGraphOptions : ChainOptions
{
    /// <summary>Options with long chains: a sweep is p proposals.</summary>
    public DecomposableGraphOptions()
    {
        WarmUp = 20_000;
        Draws = 50_000;
    }

    /// <summary>Degrees of freedom δ of the G-Wishart prior.</summary>
    [Range(0.01, 1000)]
    public double Delta { get; init; } = 3;

    /// <summary>Scale matrix D of the G-Wishart prior: g-prior for g X'X, identity for τ I.</summary>
    public PriorScaleMatrix Scale { get; init; } = PriorScaleMatrix.GPrior;

    /// <summary>The factor g or τ of the scale matrix; 0 for 1 / n of g-prior and 1 of identity.</summary>
    [Range(0, 1_000_000)]
    public double ScaleFactor { get; init; }

    /// <summary>Prior over graphs: complexity, where graphs of a size share the weight of the size, or
    /// uniform.</summary>
    public DecomposableGraphPrior GraphPrior { get; init; } = DecomposableGraphPrior.Complexity;

    /// <summary>What each edge costs in units of ln p; -1 for that of the preset: 0, and 1 of paper.</summary>
    [Range(-1, 100)]
    public double SizePenalty { get; init; } = -1;

    /// <summary>The most vertices of a clique; 0 for 30, or n - 2 where that is less.</summary>
    [Range(0, 200)]
    public int MaxClique { get; init; }

    /// <summary>The most edges of a graph; 0 for no limit.</summary>
    [Range(0, 100_000_000)]
    public int MaxEdges { get; init; }
}

/// <summary>The scale matrix of a G-Wishart prior.</summary>
public enum PriorScaleMatrix
{
    /// <summary>D = g X'X.</summary>
    GPrior,

    /// <summary>D = τ I.</summary>
    Identity,
}

/// <summary>Prior over decomposable graphs.</summary>
public enum DecomposableGraphPrior
{
    /// <summary>Proportional to C(p (p - 1) / 2, edges)⁻¹ p^(-C edges).</summary>
    Complexity,

    /// <summary>Proportional to p^(-C edges), alike for all graphs at C = 0.</summary>
    Uniform,
}
