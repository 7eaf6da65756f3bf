using Praxis.Numerics;

namespace Praxis.Bayes;

/// <summary>Log marginal likelihood of data on decomposable graphs under a G-Wishart prior W_G(δ, D), arXiv
/// 2004.08102.</summary>
/// <remarks>Closed form on complete sets; a graph's score is the sum over its cliques less that over its
/// separators.</remarks>
internal sealed class GWishartScore
{
    private readonly GramMatrix _prior;
    private readonly GramMatrix _posterior;
    private readonly double _delta;
    private readonly int _rowCount;

    /// <summary>Makes the score.</summary>
    /// <param name="gram">X'X.</param>
    /// <param name="priorScale">D: g X'X, or a positive definite matrix.</param>
    /// <param name="delta">δ, above 0.</param>
    internal GWishartScore(GramMatrix gram, GramMatrix priorScale, double delta)
    {
        _prior = priorScale;
        _posterior = gram.Plus(priorScale);
        _delta = delta;
        _rowCount = gram.RowCount;
    }

    /// <summary>ln f of the columns of a complete set.</summary>
    /// <param name="set">The columns; 0 for none.</param>
    /// <remarks>
    /// ℓ(A) = -(n a / 2) ln π + ln Γ_a((δ + n + a - 1) / 2) - ln Γ_a((δ + a - 1) / 2) + ((δ + a - 1) / 2) ln|D_A|
    /// - ((δ + n + a - 1) / 2) ln|T_A|, T = D + X'X.
    /// </remarks>
    internal double OfComplete(ReadOnlySpan<int> set)
    {
        int a = set.Length;
        if (a == 0)
        {
            return 0;
        }

        double prior = (_delta + a - 1) / 2;
        double posterior = prior + (_rowCount / 2.0);
        return (-_rowCount * a / 2.0 * Math.Log(Math.PI))
            + SpecialFunctions.LogMultivariateGamma(a, posterior) - SpecialFunctions.LogMultivariateGamma(a, prior)
            + (prior * LogDeterminant(_prior, set)) - (posterior * LogDeterminant(_posterior, set));
    }

    /// <summary>ln f of a decomposable graph.</summary>
    internal double Of(CliqueForest forest)
    {
        double sum = 0;
        foreach (int[] clique in forest.Cliques)
        {
            sum += OfComplete(clique);
        }

        foreach (int[] separator in forest.Separators)
        {
            sum -= OfComplete(separator);
        }

        return sum;
    }

    /// <summary>ln of the Bayes factor of a graph with an edge against the same without, both decomposable.</summary>
    /// <param name="i">One end.</param>
    /// <param name="j">The other.</param>
    /// <param name="common">S, their common neighbours.</param>
    /// <remarks>
    /// With d = D_{ij|S}, t = T_{ij|S}, r² = m₁₂² / (m₁₁ m₂₂), δ* = δ + n: ln Γ((δ* + s + 1) / 2) - ln Γ((δ* + s) / 2)
    /// - ln Γ((δ + s + 1) / 2) + ln Γ((δ + s) / 2) + ((δ + s + 1) / 2) ln(1 - r²(d)) + ½ ln(d₁₁ d₂₂)
    /// - ((δ* + s + 1) / 2) ln(1 - r²(t)) - ½ ln(t₁₁ t₂₂).
    /// </remarks>
    internal double OfEdge(int i, int j, ReadOnlySpan<int> common)
    {
        double prior = (_delta + common.Length) / 2;
        double posterior = prior + (_rowCount / 2.0);
        (double priorScales, double priorUnexplained) = Conditional(_prior, i, j, common);
        (double posteriorScales, double posteriorUnexplained) = Conditional(_posterior, i, j, common);
        return SpecialFunctions.LogGamma(posterior + 0.5) - SpecialFunctions.LogGamma(posterior)
            - SpecialFunctions.LogGamma(prior + 0.5) + SpecialFunctions.LogGamma(prior)
            + ((prior + 0.5) * priorUnexplained) + (priorScales / 2)
            - ((posterior + 0.5) * posteriorUnexplained) - (posteriorScales / 2);
    }

    // ln(m11 m22) and ln(1 - r²) of the 2 x 2 Schur complement of a set.
    private static (double Scales, double Unexplained) Conditional(
        GramMatrix matrix, int i, int j, ReadOnlySpan<int> set)
    {
        var first = new ActiveSetCholesky(matrix, i, set.Length + 1);
        var second = new ActiveSetCholesky(matrix, j, set.Length);
        if (!first.TryReset(set) || !second.TryReset(set))
        {
            return (double.NaN, double.NaN);
        }

        double residual = first.Residual;
        return first.TryAdd(j)
            ? (Math.Log(residual) + Math.Log(second.Residual), Math.Log(first.Residual / residual))
            : (double.NaN, double.NaN);
    }

    private static double LogDeterminant(GramMatrix matrix, ReadOnlySpan<int> set)
    {
        var last = new ActiveSetCholesky(matrix, set[^1], set.Length - 1);
        return last.TryReset(set[..^1]) ? last.LogDeterminant + Math.Log(last.Residual) : double.NegativeInfinity;
    }
}
