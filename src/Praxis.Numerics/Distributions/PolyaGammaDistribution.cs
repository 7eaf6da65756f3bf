namespace Praxis.Numerics;

/// <summary>The Pólya-Gamma distribution PG(1, c) of Polson, Scott and Windle, "Bayesian inference for logistic models
/// using Pólya-Gamma latent variables" (2013): given it, a logistic likelihood is normal.</summary>
/// <remarks>Its Laplace transform E e^(-sX) is cosh(c / 2) / cosh √(c² / 4 + s / 2). The sign of c does not
/// matter.</remarks>
public static class PolyaGammaDistribution
{
    // Where the two forms of the series meet; both are monotone there in n (their section 4.1).
    private const double Cut = 0.64;
    private const double SeriesBelow = 0.25;
    private const double FlatBelow = 1e-8;

    /// <summary>A draw.</summary>
    /// <param name="random">The stream.</param>
    /// <param name="tilt">c, any finite number.</param>
    /// <returns>A positive number.</returns>
    /// <remarks>
    /// Devroye's alternating series, "On exact simulation algorithms for some distributions related to Jacobi theta
    /// functions" (2009), as in their algorithm 1, without truncation. A quarter of J*(1, z), z = |c| / 2, whose
    /// envelope is an inverse Gaussian left of 0.64 and an exponential right of it. The weights of the two are compared
    /// in logarithms, the terms as ratios to the first, so that nothing overflows.
    /// </remarks>
    public static double Sample(RandomStream random, double tilt)
    {
        double z = 0.5 * Math.Abs(tilt);
        double rate = (Math.PI * Math.PI / 8) + (0.5 * z * z);
        double right = RightShare(z, rate);
        while (true)
        {
            double x = random.NextDouble() < right
                ? Cut + (ExponentialDistribution.Sample(random) / rate)
                : SampleLeft(random, z);
            if (IsAccepted(random, x))
            {
                return 0.25 * x;
            }
        }
    }

    /// <summary>The mean.</summary>
    /// <param name="tilt">c.</param>
    /// <returns>tanh(c / 2) / (2c), 1/4 at 0; to 1e-15 of its size.</returns>
    public static double Mean(double tilt) =>
        Math.Abs(tilt) < FlatBelow ? 0.25 : Math.Tanh(0.5 * tilt) / (2 * tilt);

    /// <summary>The variance.</summary>
    /// <param name="tilt">c.</param>
    /// <returns>(sinh c - c) / (4 c³ cosh²(c / 2)), 1/24 at 0; to 1e-13 of its size.</returns>
    /// <remarks>Near 0 minus a quarter of the second derivative of ln cosh √u at u = c² / 4, by its Taylor series;
    /// elsewhere (2 tanh(c / 2) - c / cosh²(c / 2)) / (4 c³), which does not overflow.</remarks>
    public static double Variance(double tilt)
    {
        double c = Math.Abs(tilt);
        if (c < SeriesBelow)
        {
            double u = 0.25 * c * c;
            double tail = (10922.0 * 42 / 42567525) - (u * (929569.0 * 56 / 10216206000));
            double sum = (17.0 / 210) - (u * ((124.0 / 2835) - (u * ((691.0 * 30 / 935550) - (u * tail)))));
            return 0.25 * ((1.0 / 6) - (u * ((2.0 / 15) - (u * sum))));
        }

        double small = Math.Exp(-c);
        double square = 4 * small / ((1 + small) * (1 + small));
        return ((2 * Math.Tanh(0.5 * c)) - (c * square)) / c / c / c / 4;
    }

    // p / (p + q) of their section 4.1: p = π / (2K) e^(-Kt), q = 2 e^-z P(inverse Gaussian of mean 1 / z <= t).
    private static double RightShare(double z, double rate)
    {
        double root = Math.Sqrt(1 / Cut);
        double log = Math.Log(Math.PI / (4 * rate)) - (rate * Cut);
        double near = NormalDistribution.LogCdf(root * ((Cut * z) - 1)) - z;
        double far = NormalDistribution.LogCdf(-root * ((Cut * z) + 1)) + z;
        return 1 / (1 + Math.Exp(near - log) + Math.Exp(far - log));
    }

    // Inverse Gaussian of mean 1 / z and shape 1, given that it is below the cut (their algorithms 2 and 3).
    private static double SampleLeft(RandomStream random, double z)
    {
        double x;
        if (Cut * z < 1)
        {
            do
            {
                double first;
                do
                {
                    first = ExponentialDistribution.Sample(random);
                }
                while (Cut * first * first > 2 * ExponentialDistribution.Sample(random));
                double root = 1 + (Cut * first);
                x = Cut / (root * root);
            }
            while (random.NextDouble() >= Math.Exp(-0.5 * z * z * x));
            return x;
        }

        double mean = 1 / z;
        do
        {
            // The smaller root of Michael, Schucany and Haas (1976) as a quotient, which does not cancel.
            double normal = NormalDistribution.Sample(random);
            double a = mean * normal * normal;
            double b = 1 + (0.5 * a) + Math.Sqrt(a + (0.25 * a * a));
            x = random.NextDouble() * (1 + (1 / b)) <= 1 ? mean / b : mean * b;
        }
        while (x > Cut);
        return x;
    }

    // Whether a uniform number is below Σ (-1)ⁿ a_n / a_0, whose partial sums are above and below it in turn.
    private static bool IsAccepted(RandomStream random, double x)
    {
        double exponent = x <= Cut ? 2 / x : 0.5 * Math.PI * Math.PI * x;
        double u = random.NextDouble();
        double sum = 1;
        for (int n = 1; ; n += 2)
        {
            sum -= ((2 * n) + 1) * Math.Exp(-n * (n + 1.0) * exponent);
            if (u <= sum)
            {
                return true;
            }

            sum += ((2 * n) + 3) * Math.Exp(-(n + 1) * (n + 2.0) * exponent);
            if (u > sum)
            {
                return false;
            }
        }
    }
}
