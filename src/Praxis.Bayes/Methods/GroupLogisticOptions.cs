using System.ComponentModel.DataAnnotations;
using Praxis.Core;

namespace Praxis.Bayes;

/// <summary>Options of the selection of groups of columns.</summary>
public sealed record GroupLogisticOptions : ModelSearchOptions, IJointlyChecked
{
    /// <summary>Options with chains of which a sweep draws each group once.</summary>
    public GroupLogisticOptions()
    {
        WarmUp = 2_000;
        Draws = 5_000;
    }

    /// <summary>How groups are found: gibbs chains; reduced, full or ladder search over models, metropolis chains, or
    /// all models by enumerate, with the scores of Laplace's approximation.</summary>
    public GroupEngine Engine { get; init; } = GroupEngine.Gibbs;

    /// <summary>Prior of the coefficients of a group that is in: normal, or moment, which keeps groups of little effect
    /// out and needs another engine than gibbs.</summary>
    public GroupSlabKind Slab { get; init; } = GroupSlabKind.Normal;

    /// <summary>How the outcome hangs on the predictor: that of the preset (polya-gamma; paper: student), student,
    /// polya-gamma or probit.</summary>
    public OutcomeLink Link { get; init; } = OutcomeLink.Preset;

    /// <summary>Prior variance τ² of coefficients of prepared columns; 0 for that of the preset: max(0.01 G^2.01 /
    /// n, 2), with 1 in place of 2 in paper.</summary>
    [Range(0, 1e12)]
    public double SlabVariance { get; init; }

    /// <summary>Prior probability of a group; 0 for that of the preset: 2 / G, at most one half,
    /// and 1 / G of paper.</summary>
    [Range(0, 0.999)]
    public double GroupProbability { get; init; }

    /// <summary>Proposals a sweep to put one group in place of another; -1 for a tenth of the groups.</summary>
    [Range(-1, 1_000_000)]
    public int Swaps { get; init; } = -1;

    /// <inheritdoc/>
    public void CheckJointly()
    {
        if (Engine == GroupEngine.Gibbs && Slab == GroupSlabKind.Moment)
        {
            throw new InputException("--slab moment cannot be drawn by --engine gibbs; pass --engine reduced");
        }

        if (Engine != GroupEngine.Gibbs && Link == OutcomeLink.Student)
        {
            throw new InputException(
                "--link student is an approximation for --engine gibbs; pass polya-gamma for the logistic link itself");
        }
    }
}

/// <summary>How groups are found.</summary>
public enum GroupEngine
{
    /// <summary>Blockwise Gibbs chains, without an approximation.</summary>
    Gibbs,

    /// <summary>Search by screened neighbours.</summary>
    Reduced,

    /// <summary>Search by all neighbours.</summary>
    Full,

    /// <summary>Search without swaps by a ladder of temperatures.</summary>
    Ladder,

    /// <summary>Metropolis-Hastings chains over models.</summary>
    Metropolis,

    /// <summary>All models of at most 20 groups.</summary>
    Enumerate,
}

/// <summary>Prior of the coefficients of a group that is in.</summary>
public enum GroupSlabKind
{
    /// <summary>N(0, τ²I).</summary>
    Normal,

    /// <summary>N(0, τ²I) times the square of the group's length.</summary>
    Moment,
}

/// <summary>How an outcome hangs on its linear predictor.</summary>
public enum OutcomeLink
{
    /// <summary>That of the preset.</summary>
    Preset,

    /// <summary>Logistic, by the publication's approximation with a scaled t of 7.3 degrees of freedom.</summary>
    Student,

    /// <summary>Logistic, exactly.</summary>
    PolyaGamma,

    /// <summary>Probit.</summary>
    Probit,
}
