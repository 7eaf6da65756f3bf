namespace Praxis.Bayes;

/// <summary>Coefficients and variance of a row given its parents: a | d ~ N(â, d / (α + γ) (X_S'X_S)⁻¹), d ~ IG((α n +
/// ν₀) / 2, α rss / 2).</summary>
/// <param name="RowCounts">n of each group.</param>
/// <param name="Fraction">α.</param>
/// <param name="Tightness">γ.</param>
/// <param name="Degrees">ν₀.</param>
internal sealed record JointDagPosterior(
    IReadOnlyList<int> RowCounts, double Fraction, double Tightness, double Degrees)
{
    /// <summary>Adds the row's term of the posterior mean of Ω.</summary>
    internal void AddMean(int group, ActiveSetCholesky regression, PrecisionAverage average) => average.Add(
        regression,
        ((Fraction * RowCounts[group]) + Degrees) / (Fraction * Floored(regression)),
        1 / (Fraction + Tightness));

    /// <summary>Adds the row's term of Ω at the mode of coefficients and variance: d = rate / (shape + 1 + s /
    /// 2).</summary>
    internal void AddMode(int group, ActiveSetCholesky regression, PrecisionAverage average)
    {
        double shape = ((Fraction * RowCounts[group]) + Degrees) / 2;
        double rate = Fraction * Floored(regression) / 2;
        average.Add(regression, (shape + 1 + (regression.Count / 2.0)) / rate, 0);
    }

    private static double Floored(ActiveSetCholesky regression) =>
        Math.Max(regression.Residual, regression.LeastResidual);
}
