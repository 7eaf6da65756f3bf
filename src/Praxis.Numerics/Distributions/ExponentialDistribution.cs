namespace Praxis.Numerics;

/// <summary>The exponential distribution of rate 1; of rate λ it is its values over λ.</summary>
public static class ExponentialDistribution
{
    /// <summary>A draw.</summary>
    /// <param name="random">The stream; two words.</param>
    /// <returns>A number of at least 0.</returns>
    /// <remarks>Inversion: -ln u with u uniform in (0, 1].</remarks>
    public static double Sample(RandomStream random) => -Math.Log(1 - random.NextDouble());

    /// <summary>A draw, given that it is at most a bound.</summary>
    /// <param name="random">The stream; two words.</param>
    /// <param name="bound">The bound, positive; infinite for none.</param>
    /// <returns>A number in [0, bound].</returns>
    /// <remarks>Inversion: -ln (1 - u (1 - e^-bound)), without cancellation for a small bound.</remarks>
    public static double SampleBelow(RandomStream random, double bound) =>
        Math.Min(bound, -SpecialFunctions.LogOnePlus(random.NextDouble() * SpecialFunctions.ExpMinusOne(-bound)));
}
