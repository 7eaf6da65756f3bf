using System.ComponentModel.DataAnnotations;

namespace Praxis.Bayes;

/// <summary>Options of the selection of groups of columns.</summary>
public sealed record GroupLogisticOptions : ChainOptions
{
    /// <summary>Options with chains of which a sweep draws each group once.</summary>
    public GroupLogisticOptions()
    {
        WarmUp = 2_000;
        Draws = 5_000;
    }

    /// <summary>How the outcome hangs on the predictor: that of the preset (polya-gamma; paper: student), student,
    /// polya-gamma or probit.</summary>
    public OutcomeLink Link { get; init; } = OutcomeLink.Preset;

    /// <summary>Prior variance τ² of coefficients of prepared columns; 0 for max(0.01 G^2.01 / n, 1).</summary>
    [Range(0, 1e12)]
    public double SlabVariance { get; init; }

    /// <summary>Prior probability of a group; 0 for 1 / G.</summary>
    [Range(0, 0.999)]
    public double GroupProbability { get; init; }

    /// <summary>Proposals a sweep to put one group in place of another; -1 for a tenth of the groups.</summary>
    [Range(-1, 1_000_000)]
    public int Swaps { get; init; } = -1;
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
