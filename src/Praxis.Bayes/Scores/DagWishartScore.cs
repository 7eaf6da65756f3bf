using Praxis.Numerics;

namespace Praxis.Bayes;

/// <summary>Score of a node whose variance is inverse gamma and whose coefficients are normal: d ~ IG(a₀, u / 2),
/// β | d ~ N(U_P⁻¹ U_Pj, d U_P⁻¹).</summary>
/// <remarks>
/// ln m = -(n / 2) ln π + ½ ln|U_P| - ½ ln|T_P| + a₀ ln u - (a₀ + n / 2) ln t + ln Γ(a₀ + n / 2) - ln Γ(a₀) with T = U
/// + X'X, u = U_jj|P, t = T_jj|P. The prior of arXiv 2004.09306 by <see cref="ShapeRule.DagWishart"/>, and along a
/// perfect order that of arXiv 2004.08102 by <see cref="ShapeRule.HyperInverseWishart"/>.
/// </remarks>
internal sealed class DagWishartScore(GramMatrix gram, GramMatrix priorScale, ShapeRule shape) : ILocalScore
{
    private readonly GramMatrix _posteriorScale = gram.Plus(priorScale);

    /// <inheritdoc/>
    public double Score(int node, ReadOnlySpan<int> parents)
    {
        var prior = new ActiveSetCholesky(priorScale, node, parents.Length);
        var posterior = new ActiveSetCholesky(_posteriorScale, node, parents.Length);
        return prior.TryReset(parents) && posterior.TryReset(parents)
            ? Of(gram.RowCount, shape.Of(parents.Length), prior, posterior)
            : double.NegativeInfinity;
    }

    /// <summary>The score from the two factors of one set.</summary>
    /// <param name="rowCount">n.</param>
    /// <param name="shape">a₀.</param>
    /// <param name="prior">On U.</param>
    /// <param name="posterior">On T.</param>
    internal static double Of(int rowCount, double shape, ActiveSetCholesky prior, ActiveSetCholesky posterior)
    {
        double half = rowCount / 2.0;
        return (-half * Math.Log(Math.PI)) + ((prior.LogDeterminant - posterior.LogDeterminant) / 2)
            + (shape * Math.Log(prior.Residual)) - ((shape + half) * Math.Log(posterior.Residual))
            + SpecialFunctions.LogGamma(shape + half) - SpecialFunctions.LogGamma(shape);
    }
}
