namespace Praxis.Numerics;

/// <summary>Special functions: gamma and its kin, the error function, and logarithms and exponentials that do not
/// cancel.</summary>
public static partial class SpecialFunctions
{
    /// <summary>½ ln 2π.</summary>
    public const double HalfLogTwoPi = 0.91893853320467274178;
    private const double StirlingFrom = 10;

    /// <summary>ln Γ(x).</summary>
    /// <param name="x">A positive number.</param>
    /// <returns>The logarithm, to 1e-14 of its size or absolutely, whichever is wider.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is not positive.</exception>
    /// <remarks>Stirling's series from 10 on, eight terms; below, Γ(x) = Γ(x + n) / (x (x + 1) ... (x + n -
    /// 1)).</remarks>
    public static double LogGamma(double x)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(x);
        double product = 1;
        while (x < StirlingFrom)
        {
            product *= x;
            x++;
        }

        return ((x - 0.5) * Math.Log(x)) - x + HalfLogTwoPi + StirlingRemainder(x) - Math.Log(product);
    }

    /// <summary>ln Γ_a(x) = a (a - 1) / 4 ln π + Σ_{k=1..a} ln Γ(x + (1 - k) / 2), the multivariate gamma
    /// function.</summary>
    /// <param name="dimension">a, at least 0; the function is 1 for 0.</param>
    /// <param name="x">A number above (a - 1) / 2.</param>
    /// <returns>The logarithm.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is too small for the dimension.</exception>
    public static double LogMultivariateGamma(int dimension, double x)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(dimension);
        double sum = dimension * (dimension - 1) / 4.0 * Math.Log(Math.PI);
        for (int k = 1; k <= dimension; k++)
        {
            sum += LogGamma(x + ((1 - k) / 2.0));
        }

        return sum;
    }

    /// <summary>ln of the binomial coefficient n over k.</summary>
    /// <param name="n">n, at least 0.</param>
    /// <param name="k">k, from 0 to n.</param>
    /// <returns>The logarithm.</returns>
    /// <exception cref="ArgumentOutOfRangeException">k is not in 0..n.</exception>
    public static double LogBinomial(long n, long k)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(k);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(k, n);
        return k == 0 || k == n ? 0 : LogGamma(n + 1.0) - LogGamma(k + 1.0) - LogGamma(n - k + 1.0);
    }

    /// <summary>ln Σ e^xᵢ without overflow.</summary>
    /// <param name="values">The logarithms; minus infinity counts as nothing.</param>
    /// <returns>The logarithm of the sum; minus infinity for none.</returns>
    public static double LogSumExp(ReadOnlySpan<double> values)
    {
        double greatest = double.NegativeInfinity;
        foreach (double value in values)
        {
            greatest = Math.Max(greatest, value);
        }

        if (double.IsInfinity(greatest) || double.IsNaN(greatest))
        {
            return greatest;
        }

        double sum = 0;
        foreach (double value in values)
        {
            sum += Math.Exp(value - greatest);
        }

        return greatest + Math.Log(sum);
    }

    /// <summary>ln (1 + x), exact to the last bits near 0 too.</summary>
    /// <param name="x">A number of at least -1.</param>
    /// <returns>The logarithm.</returns>
    /// <remarks>Kahan: with u = 1 + x as it rounds, ln u x / (u - 1) undoes the rounding of u.</remarks>
    public static double LogOnePlus(double x)
    {
        double u = 1 + x;
        return u == 1 ? x : double.IsInfinity(u) || u <= 0 ? Math.Log(u) : Math.Log(u) * (x / (u - 1));
    }

    /// <summary>e^x - 1, exact to the last bits near 0 too.</summary>
    /// <param name="x">A number.</param>
    /// <returns>The difference.</returns>
    /// <remarks>Kahan: with u = e^x as it rounds, (u - 1) x / ln u undoes the rounding of u.</remarks>
    public static double ExpMinusOne(double x)
    {
        double u = Math.Exp(x);
        return u == 1 ? x : u is < 0.25 or > 4 ? u - 1 : (u - 1) * (x / Math.Log(u));
    }

    // ln Γ(x) less (x - 1/2) ln x - x + ln √2π: Σ B_2k / (2k (2k - 1) x^(2k - 1)), for x of at least StirlingFrom.
    private static double StirlingRemainder(double x)
    {
        double inverse = 1 / x;
        double square = inverse * inverse;
        double series = -3617.0 / 122400;
        series = (series * square) + (1.0 / 156);
        series = (series * square) - (691.0 / 360360);
        series = (series * square) + (1.0 / 1188);
        series = (series * square) - (1.0 / 1680);
        series = (series * square) + (1.0 / 1260);
        series = (series * square) - (1.0 / 360);
        series = (series * square) + (1.0 / 12);
        return series * inverse;
    }
}
