namespace Praxis.Numerics;

/// <summary>The gamma distribution of density β^α / Γ(α) x^(α - 1) e^(-βx), x > 0: mean α / β, variance
/// α / β².</summary>
public static class GammaDistribution
{
    /// <summary>A draw.</summary>
    /// <param name="random">The stream.</param>
    /// <param name="shape">α, positive.</param>
    /// <param name="rate">β, positive.</param>
    /// <returns>A number of at least 0; 0 only where the draw is too small for a number, as shapes below 0.01
    /// often are: see <see cref="SampleLog"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Shape or rate is not positive.</exception>
    /// <remarks>Marsaglia and Tsang, "A simple method for generating gamma variables" (2000); a shape below 1 by their
    /// section 6: a draw of shape α + 1 times u^(1 / α).</remarks>
    public static double Sample(RandomStream random, double shape, double rate)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(shape);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rate);
        return shape >= 1
            ? SampleFromOne(random, shape) / rate
            : SampleFromOne(random, shape + 1) * Math.Exp(-ExponentialDistribution.Sample(random) / shape) / rate;
    }

    /// <summary>The logarithm of a draw, which no shape is too small for.</summary>
    /// <param name="random">The stream.</param>
    /// <param name="shape">α, positive.</param>
    /// <param name="rate">β, positive.</param>
    /// <returns>ln of a gamma number.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Shape or rate is not positive.</exception>
    public static double SampleLog(RandomStream random, double shape, double rate)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(shape);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rate);
        return shape >= 1
            ? Math.Log(SampleFromOne(random, shape)) - Math.Log(rate)
            : Math.Log(SampleFromOne(random, shape + 1)) - (ExponentialDistribution.Sample(random) / shape)
                - Math.Log(rate);
    }

    /// <summary>The logarithm of the density.</summary>
    /// <param name="x">A number.</param>
    /// <param name="shape">α, positive.</param>
    /// <param name="rate">β, positive.</param>
    /// <returns>α ln β - ln Γ(α) + (α - 1) ln x - βx; minus infinity for negative x.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Shape or rate is not positive.</exception>
    public static double LogDensity(double x, double shape, double rate)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(shape);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rate);
        double power = shape == 1 ? 0 : (shape - 1) * Math.Log(x);
        return x < 0
            ? double.NegativeInfinity
            : (shape * Math.Log(rate)) - SpecialFunctions.LogGamma(shape) + power - (rate * x);
    }

    // d v of their figure, with v = (1 + c z)³, d = α - 1/3, c = 1 / √9d; the squeeze spares most logarithms.
    private static double SampleFromOne(RandomStream random, double shape)
    {
        double d = shape - (1.0 / 3);
        double c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            double z = NormalDistribution.Sample(random);
            double root = 1 + (c * z);
            if (root <= 0)
            {
                continue;
            }

            double v = root * root * root;
            double u = 1 - random.NextDouble();
            double square = z * z;
            if (u < 1 - (0.0331 * square * square)
                || Math.Log(u) < (0.5 * square) + (d * (1 - v + Math.Log(v))))
            {
                return d * v;
            }
        }
    }
}
