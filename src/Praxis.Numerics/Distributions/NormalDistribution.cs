namespace Praxis.Numerics;

/// <summary>The standard normal distribution N(0, 1); of N(m, s²) it is m + s times its values.</summary>
public static class NormalDistribution
{
    private const double RootHalf = 0.70710678118654752440;
    private const double RootTwoPi = 2.5066282746310005024;
    private const double TailFrom = -1;
    private const double CentreWithin = 0.2;

    /// <summary>A draw.</summary>
    /// <param name="random">The stream; two words nearly always.</param>
    /// <returns>A normal number.</returns>
    /// <remarks>The ziggurat of Marsaglia and Tsang, "The ziggurat method for generating random variables" (2000), with
    /// 256 layers. Layer, sign and place have bits of their own, as Doornik, "An improved ziggurat method to generate
    /// normal random samples" (2005), asks. Exact up to the 2⁻⁵³ of the place.</remarks>
    public static double Sample(RandomStream random)
    {
        ReadOnlySpan<double> edges = NormalLayers.Edges;
        ReadOnlySpan<double> heights = NormalLayers.Heights;
        while (true)
        {
            ulong bits = ((ulong)random.NextUInt32() << 32) | random.NextUInt32();
            int layer = (int)(bits & (NormalLayers.Count - 1));
            bool isNegative = (bits & NormalLayers.Count) != 0;
            double x = (bits >> 11) * (1.0 / (1UL << 53)) * edges[layer];
            if (x >= edges[layer + 1])
            {
                if (layer == 0)
                {
                    x = SampleTail(random, NormalLayers.TailFrom);
                }
                else if (heights[layer] + (random.NextDouble() * (heights[layer + 1] - heights[layer]))
                    >= Math.Exp(-0.5 * x * x))
                {
                    continue;
                }
            }

            return isNegative ? -x : x;
        }
    }

    /// <summary>Fills a span with independent draws.</summary>
    /// <param name="random">The stream.</param>
    /// <param name="destination">Receives the draws.</param>
    public static void Fill(RandomStream random, Span<double> destination)
    {
        foreach (ref double value in destination)
        {
            value = Sample(random);
        }
    }

    /// <summary>ln φ(x), the logarithm of the density.</summary>
    /// <param name="x">A number.</param>
    /// <returns>-x² / 2 - ln √2π.</returns>
    public static double LogDensity(double x) => (-0.5 * x * x) - SpecialFunctions.HalfLogTwoPi;

    /// <summary>Φ(x), the chance of at most x.</summary>
    /// <param name="x">A number.</param>
    /// <returns>The chance, in [0, 1], to 1e-15 of its size also in the far lower tail.</returns>
    /// <remarks>erfc(-x / √2) / 2 (Abramowitz and Stegun 26.2.29); below -1 as φ(x) times the scaled complement, since
    /// the rounding of x / √2 would count x² times.</remarks>
    public static double Cdf(double x)
    {
        if (x > TailFrom)
        {
            return 0.5 * SpecialFunctions.Erfc(-x * RootHalf);
        }

        double high = x * x;
        double low = double.IsInfinity(high) ? 0 : Math.FusedMultiplyAdd(x, x, -high);
        return 0.5 * Math.Exp(-0.5 * high) * (1 - (0.5 * low)) * SpecialFunctions.ScaledErfc(-x * RootHalf);
    }

    /// <summary>ln Φ(x), also where Φ(x) is too small for a number.</summary>
    /// <param name="x">A number.</param>
    /// <returns>The logarithm, to 1e-15 of its size.</returns>
    /// <remarks>-x² / 2 + ln (e^(x² / 2) erfc(-x / √2) / 2) below -1, ln (1 - Φ(-x)) beyond.</remarks>
    public static double LogCdf(double x) =>
        x <= TailFrom ? Math.Log(0.5 * SpecialFunctions.ScaledErfc(-x * RootHalf)) - (0.5 * x * x)
        : x < 0 ? Math.Log(Cdf(x))
        : SpecialFunctions.LogOnePlus(-Cdf(-x));

    /// <summary>Φ⁻¹(p), the number that a draw is at most with chance p.</summary>
    /// <param name="probability">p, in [0, 1].</param>
    /// <returns>The quantile, to 1e-14 of its size; infinite for 0 and 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">p is not in [0, 1].</exception>
    /// <remarks>From Abramowitz and Stegun 26.2.23 in the tails and p = 1/2 + x / √2π at the centre, by Halley's steps
    /// on ln Φ(x) - ln p and on erf(x / √2) / 2 - (p - 1/2); 1 - p is exact for p of 1/2 or more.</remarks>
    public static double Quantile(double probability)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(probability);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(probability, 1);
        double centred = probability - 0.5;
        return Math.Abs(centred) < CentreWithin ? CentreQuantile(centred)
            : centred > 0 ? -TailQuantile(1 - probability)
            : TailQuantile(probability);
    }

    /// <summary>A draw beyond a far point, by Marsaglia's pair of exponentials.</summary>
    /// <param name="random">The stream.</param>
    /// <param name="from">The point, positive; the farther, the fewer rejections.</param>
    /// <returns>A normal number, given that it is greater.</returns>
    /// <remarks>Marsaglia, "Generating a variable from the tail of the normal distribution" (1964).</remarks>
    internal static double SampleTail(RandomStream random, double from)
    {
        double excess;
        double other;
        do
        {
            excess = ExponentialDistribution.Sample(random) / from;
            other = ExponentialDistribution.Sample(random);
        }
        while (2 * other < excess * excess);
        return from + excess;
    }

    private static double CentreQuantile(double centred)
    {
        double x = centred * RootTwoPi;
        double step;
        do
        {
            double density = Math.Exp(-0.5 * x * x) / RootTwoPi;
            double newton = ((0.5 * SpecialFunctions.Erf(x * RootHalf)) - centred) / density;
            step = newton / (1 + (0.5 * x * newton));
            x -= step;
        }
        while (Math.Abs(step) > 1e-6 * Math.Abs(x));
        return x;
    }

    // ln Φ has the slope h = φ / Φ and the curvature -h (x + h).
    private static double TailQuantile(double probability)
    {
        if (probability == 0)
        {
            return double.NegativeInfinity;
        }

        double log = Math.Log(probability);
        double t = Math.Sqrt(-2 * log);
        double x = ((2.515517 + (t * (0.802853 + (t * 0.010328))))
            / (1 + (t * (1.432788 + (t * (0.189269 + (t * 0.001308))))))) - t;
        double step;
        do
        {
            double logCdf = LogCdf(x);
            double slope = Math.Exp(LogDensity(x) - logCdf);
            double newton = (logCdf - log) / slope;
            step = newton / (1 + (0.5 * newton * (x + slope)));
            x -= step;
        }
        while (Math.Abs(step) > 1e-6 * Math.Abs(x));
        return x;
    }
}
