namespace Praxis.Numerics;

/// <summary>The beta distribution of density x^(a - 1) (1 - x)^(b - 1) / B(a, b) on [0, 1]: mean a / (a + b).</summary>
public static class BetaDistribution
{
    /// <summary>A draw.</summary>
    /// <param name="random">The stream.</param>
    /// <param name="first">a, positive.</param>
    /// <param name="second">b, positive.</param>
    /// <returns>A number in [0, 1].</returns>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is not positive.</exception>
    /// <remarks>G_a / (G_a + G_b) of two gamma numbers, by their logarithms: small parameters make both too small for a
    /// number.</remarks>
    public static double Sample(RandomStream random, double first, double second)
    {
        double logFirst = GammaDistribution.SampleLog(random, first, 1);
        double logSecond = GammaDistribution.SampleLog(random, second, 1);
        return 1 / (1 + Math.Exp(logSecond - logFirst));
    }
}
