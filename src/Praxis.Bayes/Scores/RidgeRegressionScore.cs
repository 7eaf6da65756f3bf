namespace Praxis.Bayes;

/// <summary>Score of a response on a set of columns: β ~ N(0, c₀ σ² I), σ² ~ IG(a₀, b₀), arXiv 2004.09306.</summary>
/// <param name="gram">X'X, the response among its columns.</param>
/// <param name="slab">c₀.</param>
/// <param name="shape">a₀.</param>
/// <param name="rate">b₀.</param>
/// <remarks>ln r = -½ (s ln c₀ + ln|X'X_PP + I / c₀|) - (a₀ + n / 2) ln(b₀ + rss / 2), where rss is the residual with
/// the ridge; constants that all sets share are left out.</remarks>
internal sealed class RidgeRegressionScore(GramMatrix gram, double slab, double shape, double rate) : IActiveSetScore
{
    private readonly GramMatrix _ridged = gram.Scaled(1, 1 / slab);

    /// <inheritdoc/>
    public GramMatrix Matrix => _ridged;

    /// <inheritdoc/>
    public double Score(int node, ReadOnlySpan<int> parents)
    {
        var regression = new ActiveSetCholesky(_ridged, node, parents.Length);
        return regression.TryReset(parents)
            ? Of(parents.Length, regression.LogDeterminant, regression.Residual)
            : double.NegativeInfinity;
    }

    /// <inheritdoc/>
    public double Of(int count, double logDeterminant, double residual)
    {
        // The response itself has no ridge, but the matrix gives it one.
        double unexplained = residual - (1 / slab);
        return (((count * Math.Log(slab)) + logDeterminant) / -2)
            - ((shape + (gram.RowCount / 2.0)) * Math.Log(rate + (unexplained / 2)));
    }
}
