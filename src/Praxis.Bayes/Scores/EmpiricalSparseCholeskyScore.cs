namespace Praxis.Bayes;

/// <summary>Score of a node under the empirical sparse Cholesky prior and a fraction of the likelihood, arXiv
/// 2008.06190.</summary>
/// <param name="gram">X'X of the group.</param>
/// <param name="fraction">α, the power of the likelihood, in (0, 1].</param>
/// <param name="tightness">γ, of the coefficients' prior around the least squares estimate.</param>
/// <param name="degrees">ν₀, of the variance's prior.</param>
/// <remarks>ln e = -(s / 2) ln(1 + α / γ) - ((α n + ν₀) / 2) ln(rss / n); constants that all sets share are left
/// out.</remarks>
internal sealed class EmpiricalSparseCholeskyScore(GramMatrix gram, double fraction, double tightness, double degrees)
    : IActiveSetScore
{
    private readonly double _perParent = -Math.Log(1 + (fraction / tightness)) / 2;
    private readonly double _power = -((fraction * gram.RowCount) + degrees) / 2;

    /// <inheritdoc/>
    public GramMatrix Matrix => gram;

    /// <inheritdoc/>
    public double Score(int node, ReadOnlySpan<int> parents)
    {
        var regression = new ActiveSetCholesky(gram, node, parents.Length);
        return regression.TryReset(parents)
            ? Of(
                parents.Length,
                regression.LogDeterminant,
                Math.Max(regression.Residual, regression.LeastResidual))
            : double.NegativeInfinity;
    }

    /// <inheritdoc/>
    public double Of(int count, double logDeterminant, double residual) =>
        (count * _perParent) + (_power * Math.Log(residual / gram.RowCount));
}
