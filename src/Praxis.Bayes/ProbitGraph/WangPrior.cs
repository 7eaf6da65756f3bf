namespace Praxis.Bayes;

/// <summary>Prior of a positive definite precision matrix and its graph under the Gaussian likelihood.</summary>
/// <remarks>ω_jk ~ N(0, v_0²) without an edge and N(0, v_1²) with one, ω_jj ~ Exp(rate d / 2), all of it kept to
/// positive definite matrices; the constant that this takes is left to the prior of G, as Wang (2015) does.</remarks>
internal sealed record WangPrior
{
    /// <summary>π, what the odds of an edge start from, in (0, 1); 2 / (p - 1) by Wang's advice.</summary>
    internal required double EdgeProbability { get; init; }

    /// <summary>v_0, the deviation of elements without an edge, positive.</summary>
    internal double SpikeDeviation { get; init; } = 0.02;

    /// <summary>v_1, that of elements with one, above v_0.</summary>
    internal double SlabDeviation { get; init; } = 1;

    /// <summary>d, positive.</summary>
    internal double DiagonalRate { get; init; } = 1;

    /// <summary>b: the log odds of an edge gain 2b where both its ends are chosen.</summary>
    internal double Coupling { get; init; }

    /// <summary>Required and forbidden edges.</summary>
    internal EdgeRules Edges { get; init; } = EdgeRules.None;

    /// <summary>Refuses values out of range.</summary>
    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(EdgeProbability);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(EdgeProbability, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(SpikeDeviation);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(SlabDeviation, SpikeDeviation);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(DiagonalRate);
        ArgumentOutOfRangeException.ThrowIfNotEqual(double.IsFinite(Coupling), true);
    }
}
