namespace Praxis.Bayes;

/// <summary>Prior of a precision matrix Ω and its graph G under the CONCORD likelihood.</summary>
/// <remarks>ω_jk is 0 without an edge and N(0, 1 / λ_jk) with one; ω_jj > 0 is flat or exponential; edges are
/// independent but for a factor e^(2b) of each one that joins two chosen variables.</remarks>
internal sealed record ConcordPrior
{
    /// <summary>The authors' shape of the slabs' precisions.</summary>
    internal const double PaperShape = 1e-4;

    /// <summary>The authors' rate of the slabs' precisions.</summary>
    internal const double PaperRate = 1e-8;

    private const double LeastShape = 0.5;

    /// <summary>q, the prior probability of an edge, in (0, 1).</summary>
    internal required double EdgeProbability { get; init; }

    /// <summary>How λ is had.</summary>
    internal SlabPrecisionRule Rule { get; init; } = SlabPrecisionRule.Fixed;

    /// <summary>λ of the fixed rule, positive.</summary>
    internal double SlabPrecision { get; init; } = 1;

    /// <summary>r of the gamma rule, at least 0.5: below, λ from its prior is often too small for a number.</summary>
    internal double SlabShape { get; init; } = 1;

    /// <summary>s of the gamma rule, positive.</summary>
    internal double SlabRate { get; init; } = 1;

    /// <summary>Rate of the exponential prior of the diagonal; 0 for a flat one.</summary>
    internal double DiagonalRate { get; init; }

    /// <summary>b: the log odds of an edge gain 2b where both its ends are chosen.</summary>
    internal double Coupling { get; init; }

    /// <summary>Whether the diagonal is put at its mode instead of drawn, as the paper rule does.</summary>
    internal bool UsesDiagonalMode { get; init; }

    /// <summary>Required and forbidden edges.</summary>
    internal EdgeRules Edges { get; init; } = EdgeRules.None;

    /// <summary>Refuses values out of range.</summary>
    internal void Validate()
    {
        InOpenUnit(EdgeProbability);
        ArgumentOutOfRangeException.ThrowIfNegative(DiagonalRate);
        if (!double.IsFinite(Coupling))
        {
            throw new ArgumentOutOfRangeException(nameof(Coupling), Coupling, "must be finite");
        }

        if (Rule == SlabPrecisionRule.Fixed)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(SlabPrecision);
        }
        else if (Rule == SlabPrecisionRule.Gamma)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(SlabShape, LeastShape);
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(SlabRate);
        }
    }

    /// <summary>ln of the slab's density at ω, λ integrated out.</summary>
    internal double LogSlab(double omega)
    {
        const double HalfLogTwoPi = 0.91893853320467274178;
        if (Rule == SlabPrecisionRule.Fixed)
        {
            return (0.5 * (Math.Log(SlabPrecision) - (SlabPrecision * omega * omega))) - HalfLogTwoPi;
        }

        (double shape, double rate) = Rule == SlabPrecisionRule.Paper
            ? (PaperShape, PaperRate)
            : (SlabShape, SlabRate);
        return Numerics.SpecialFunctions.LogGamma(shape + 0.5) - Numerics.SpecialFunctions.LogGamma(shape)
            + (shape * Math.Log(rate)) - ((shape + 0.5) * Math.Log(rate + (0.5 * omega * omega))) - HalfLogTwoPi;
    }

    private static void InOpenUnit(double edgeProbability)
    {
        if (!(edgeProbability > 0 && edgeProbability < 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(edgeProbability), edgeProbability, "must be in (0, 1)");
        }
    }
}
