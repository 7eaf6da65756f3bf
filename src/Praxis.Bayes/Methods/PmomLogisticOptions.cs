using System.ComponentModel.DataAnnotations;

namespace Praxis.Bayes;

/// <summary>Options of the selection of variables by a product-moment prior.</summary>
public sealed record PmomLogisticOptions : ModelSearchOptions
{
    /// <summary>Options with chains for the metropolis engine: a sweep is one proposal.</summary>
    public PmomLogisticOptions()
    {
        WarmUp = 5_000;
        Draws = 25_000;
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

    /// <summary>Prior over models: that of the preset (sparse-beta-binomial; paper: uniform), uniform, beta-binomial,
    /// sparse-beta-binomial, bernoulli, complexity, or markov-random-field, the preset's with a --network.</summary>
    public ModelPriorKind ModelPrior { get; init; } = ModelPriorKind.Preset;

    /// <summary>Expected number of variables under bernoulli and, before coupling, markov-random-field.</summary>
    [Range(0.001, 1e6)]
    public double ExpectedSize { get; init; } = 5;

    /// <summary>b of markov-random-field: two variables joined in the --network have e^2b times the prior weight
    /// together.</summary>
    [Range(0, 10)]
    public double Coupling { get; init; } = 0.5;

    /// <summary>How the probability of the data given a model is found in the end: that of the preset (flips; paper:
    /// best-mode), flips, orthants, corrected or best-mode; or importance, by draws.</summary>
    public MarginalMethod Marginal { get; init; } = MarginalMethod.Preset;
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

    /// <summary>A share of variables with a beta(1, p) prior: one is expected, and each size has about half the prior
    /// of the one before.</summary>
    SparseBetaBinomial,

    /// <summary>Variables joined in a known network come in together.</summary>
    MarkovRandomField,
}
