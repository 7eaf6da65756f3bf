namespace Praxis.Numerics;

/// <summary>The standard normal distribution, given that it lies between two bounds; of N(m, s²) between l and u it is
/// m + s times its values between (l - m) / s and (u - m) / s.</summary>
/// <remarks>Either bound may be infinite. Nothing cancels or takes long however far the bounds are in a tail.</remarks>
public static class TruncatedNormalDistribution
{
    private const double RootTwoPi = 2.5066282746310005024;

    // Below it folding a normal number over rejects little and costs less than an exponential one.
    private const double FoldBelow = 0.45;

    /// <summary>A draw.</summary>
    /// <param name="random">The stream.</param>
    /// <param name="lower">a; may be minus infinity.</param>
    /// <param name="upper">b, above a; may be infinity.</param>
    /// <returns>A number in [a, b].</returns>
    /// <exception cref="ArgumentOutOfRangeException">a is not below b.</exception>
    /// <remarks>
    /// Robert, "Simulation of truncated normal variables" (1995), with Geweke's (1991) folding near the mode.
    /// Proposals, the mode being outside to the left or in the interval: normal or uniform about the mode, whichever is
    /// narrower; folded normal for 0 &lt; a &lt; 0.45; else exponential from a at Robert's rate λ = (a + √(a² + 4)) /
    /// 2, cut off at b, or uniform where b is nearer than his (2.3) says. No pair of bounds accepts less than 0.49 of
    /// them.
    /// </remarks>
    public static double Sample(RandomStream random, double lower, double upper)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(lower, upper);
        return upper <= 0 ? -SampleRight(random, -upper, -lower)
            : lower >= 0 ? SampleRight(random, lower, upper)
            : upper - lower > RootTwoPi ? SampleWithin(random, lower, upper)
            : SampleUniform(random, lower, upper, 0);
    }

    /// <summary>A draw of N(m, s²) between two bounds.</summary>
    /// <param name="random">The stream.</param>
    /// <param name="mean">m, of the distribution without bounds.</param>
    /// <param name="deviation">s, positive.</param>
    /// <param name="lower">The lower bound; may be minus infinity.</param>
    /// <param name="upper">The upper bound, above the lower one; may be infinity.</param>
    /// <returns>A number between the bounds.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The deviation is not positive, or the bounds, as they are in
    /// deviations from the mean, do not differ.</exception>
    public static double Sample(RandomStream random, double mean, double deviation, double lower, double upper)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(deviation);
        double standard = Sample(random, (lower - mean) / deviation, (upper - mean) / deviation);
        return Math.Clamp(mean + (deviation * standard), lower, upper);
    }

    /// <summary>The mean between two bounds: (φ(a) - φ(b)) / (Φ(b) - Φ(a)).</summary>
    /// <param name="lower">a; may be minus infinity.</param>
    /// <param name="upper">b, above a; may be infinity.</param>
    /// <returns>The mean, to 1e-14 of its size or, where it is near the mode, absolutely.</returns>
    /// <exception cref="ArgumentOutOfRangeException">a is not below b.</exception>
    /// <remarks>See <see cref="Variance"/>.</remarks>
    public static double Mean(double lower, double upper)
    {
        TruncatedMoments moments = TruncatedMoments.Of(lower, upper);
        return moments.Anchor + moments.First;
    }

    /// <summary>The variance between two bounds: 1 + (a φ(a) - b φ(b)) / (Φ(b) - Φ(a)) less the mean's
    /// square.</summary>
    /// <param name="lower">a; may be minus infinity.</param>
    /// <param name="upper">b, above a; may be infinity.</param>
    /// <returns>The variance, to 1e-13 of its size.</returns>
    /// <exception cref="ArgumentOutOfRangeException">a is not below b.</exception>
    /// <remarks>Of this form nothing is left for bounds that are far out or near each other (at a = 40 ten digits are
    /// lost, all of them for a width of 1e-8). So the moments about the bound nearest to the mode, or about the mode,
    /// are integrated by Gauss and Legendre's rule: their integrands are positive, and 32 nodes leave less than the
    /// rounding.</remarks>
    public static double Variance(double lower, double upper)
    {
        TruncatedMoments moments = TruncatedMoments.Of(lower, upper);
        return moments.Second - (moments.First * moments.First);
    }

    // 0 <= a < b.
    private static double SampleRight(RandomStream random, double lower, double upper)
    {
        double root = double.Hypot(lower, 2);
        double nearest = 2 / (lower + root) * Math.Exp(0.5 - (lower / (lower + root)));
        return upper - lower <= nearest ? SampleUniform(random, lower, upper, lower)
            : lower < FoldBelow ? SampleFolded(random, lower, upper)
            : SampleExponential(random, lower, upper, 0.5 * (lower + root));
    }

    private static double SampleWithin(RandomStream random, double lower, double upper)
    {
        double x;
        do
        {
            x = NormalDistribution.Sample(random);
        }
        while (x < lower || x > upper);
        return x;
    }

    private static double SampleFolded(RandomStream random, double lower, double upper)
    {
        double x;
        do
        {
            x = Math.Abs(NormalDistribution.Sample(random));
        }
        while (x < lower || x > upper);
        return x;
    }

    // Accepts with the density over that at the densest point.
    private static double SampleUniform(RandomStream random, double lower, double upper, double densest)
    {
        double x;
        do
        {
            x = lower + ((upper - lower) * random.NextDouble());
        }
        while (ExponentialDistribution.Sample(random) < 0.5 * (x - densest) * (x + densest));
        return Math.Min(x, upper);
    }

    // Accepts with e^(-(x - λ)² / 2).
    private static double SampleExponential(RandomStream random, double lower, double upper, double rate)
    {
        double x;
        double distance;
        do
        {
            x = lower + (ExponentialDistribution.SampleBelow(random, rate * (upper - lower)) / rate);
            distance = x - rate;
        }
        while (2 * ExponentialDistribution.Sample(random) < distance * distance);
        return Math.Min(x, upper);
    }
}
