using System.ComponentModel.DataAnnotations;

namespace Praxis.Bayes;

/// <summary>Options of the selection of variables by a product-moment prior.</summary>
public sealed record PmomLogisticOptions : ChainOptions
{
    /// <summary>Options with chains for the metropolis engine: a sweep is one proposal.</summary>
    public PmomLogisticOptions()
    {
        WarmUp = 20_000;
        Draws = 100_000;
    }

    /// <summary>How models are found: reduced, full or ladder search, metropolis chains, or all models by
    /// enumerate.</summary>
    public SelectionEngine Engine { get; init; } = SelectionEngine.Reduced;

    /// <summary>Prior of the coefficients: that of the preset (moment; paper: hyper-moment), hyper-moment, moment or
    /// normal.</summary>
    public SlabKind Slab { get; init; } = SlabKind.Preset;

    /// <summary>Order r of the moment priors.</summary>
    [Range(1, 5)]
    public int MomentOrder { get; init; } = 1;

    /// <summary>τ of moment and normal priors, in units of prepared columns; 0 for 1/3, and p^2.05 / √n with moment in
    /// the paper's preset.</summary>
    [Range(0, 1e12)]
    public double Scale { get; init; }

    /// <summary>Shape ℓ₁ of the scale's inverse gamma prior in hyper-moment.</summary>
    [Range(0.001, 1000)]
    public double ScaleShape { get; init; } = 1;

    /// <summary>Rate ℓ₂ of it; 0 for 100 n^(-1/3) p^1.334.</summary>
    [Range(0, 1e12)]
    public double ScaleRate { get; init; }

    /// <summary>Prior over models: that of the preset (beta-binomial; paper: uniform), uniform, beta-binomial,
    /// bernoulli or complexity.</summary>
    public ModelPriorKind ModelPrior { get; init; } = ModelPriorKind.Preset;

    /// <summary>Expected number of variables under bernoulli.</summary>
    [Range(0.001, 1e6)]
    public double ExpectedSize { get; init; } = 5;

    /// <summary>The most variables of a model; 0 for half the rows.</summary>
    [Range(0, 10_000)]
    public int MaxSize { get; init; }

    /// <summary>Moves of each search.</summary>
    [Range(1, 1_000_000)]
    public int Iterations { get; init; } = 150;

    /// <summary>Searches from other random streams, put together.</summary>
    [Range(1, 256)]
    public int Restarts { get; init; } = 4;

    /// <summary>Candidates to add that stand highest in the screening.</summary>
    [Range(1, 100_000)]
    public int Screened { get; init; } = 10;

    /// <summary>Candidates to add that are drawn from the others.</summary>
    [Range(0, 100_000)]
    public int Drawn { get; init; } = 10;

    /// <summary>By what candidates are screened: score, marginal, working, deviance or pearson.</summary>
    public ScreeningStatistic Screening { get; init; } = ScreeningStatistic.Score;

    /// <summary>How the probability of the data given a model is found in the end: flips, orthants, corrected, or
    /// best-mode as in the publication.</summary>
    public MarginalMethod Marginal { get; init; } = MarginalMethod.Flips;

    /// <summary>Moves without a new model near the best after which a search ends; 0 for none.</summary>
    [Range(0, 1_000_000)]
    public int Patience { get; init; } = 50;
}

/// <summary>How models are found.</summary>
public enum SelectionEngine
{
    /// <summary>Search by screened neighbours.</summary>
    Reduced,

    /// <summary>Search by all neighbours.</summary>
    Full,

    /// <summary>Search without swaps by a ladder of temperatures.</summary>
    Ladder,

    /// <summary>Metropolis-Hastings chains over models.</summary>
    Metropolis,

    /// <summary>All models of at most 20 variables.</summary>
    Enumerate,
}

/// <summary>Prior of coefficients that are in.</summary>
public enum SlabKind
{
    /// <summary>That of the preset.</summary>
    Preset,

    /// <summary>Product-moment with its scale integrated out.</summary>
    HyperMoment,

    /// <summary>Product-moment of a fixed scale.</summary>
    Moment,

    /// <summary>Normal.</summary>
    Normal,
}

/// <summary>Prior over models.</summary>
public enum ModelPriorKind
{
    /// <summary>That of the preset.</summary>
    Preset,

    /// <summary>All models up to the greatest size alike.</summary>
    Uniform,

    /// <summary>A share of variables with a uniform prior.</summary>
    BetaBinomial,

    /// <summary>Each variable by itself.</summary>
    Bernoulli,

    /// <summary>Each variable costs ln p.</summary>
    Complexity,
}
