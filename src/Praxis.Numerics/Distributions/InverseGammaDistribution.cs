namespace Praxis.Numerics;

/// <summary>The inverse gamma distribution of density β^α / Γ(α) x^(-α - 1) e^(-β / x), x > 0: mean β / (α - 1) for α
/// above 1.</summary>
public static class InverseGammaDistribution
{
    /// <summary>A draw.</summary>
    /// <param name="random">The stream.</param>
    /// <param name="shape">α, positive.</param>
    /// <param name="scale">β, positive.</param>
    /// <returns>A positive number; infinite only where the draw is too great for one.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Shape or scale is not positive.</exception>
    /// <remarks>β over a gamma number of shape α and rate 1.</remarks>
    public static double Sample(RandomStream random, double shape, double scale)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(scale);
        return scale / GammaDistribution.Sample(random, shape, 1);
    }

    /// <summary>The logarithm of the density.</summary>
    /// <param name="x">A number.</param>
    /// <param name="shape">α, positive.</param>
    /// <param name="scale">β, positive.</param>
    /// <returns>α ln β - ln Γ(α) - (α + 1) ln x - β / x; minus infinity for x of 0 or less.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Shape or scale is not positive.</exception>
    public static double LogDensity(double x, double shape, double scale) =>
        x > 0 ? GammaDistribution.LogDensity(1 / x, shape, scale) - (2 * Math.Log(x)) : double.NegativeInfinity;
}
