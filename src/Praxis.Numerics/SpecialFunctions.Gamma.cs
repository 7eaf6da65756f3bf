namespace Praxis.Numerics;

public static partial class SpecialFunctions
{
    // Where a term no longer changes the series, and a factor the fraction by more than its own rounding.
    private const double LeastTerm = 1e-16;
    private const double LeastFactor = 5e-16;

    /// <summary>ψ(x) = Γ'(x) / Γ(x).</summary>
    /// <param name="x">A positive number.</param>
    /// <returns>The digamma function, to 1e-14 of its size or absolutely, whichever is wider.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is not positive.</exception>
    /// <remarks>Abramowitz and Stegun 6.3.18: ln x - 1 / 2x - Σ B_2k / (2k x^2k), seven terms, from 10 on; below, ψ(x)
    /// = ψ(x + 1) - 1 / x (6.3.5).</remarks>
    public static double Digamma(double x)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(x);
        double shift = 0;
        while (x < StirlingFrom)
        {
            shift += 1 / x;
            x++;
        }

        double square = 1 / (x * x);
        double series = 1.0 / 12;
        series = (series * square) - (691.0 / 32760);
        series = (series * square) + (1.0 / 132);
        series = (series * square) - (1.0 / 240);
        series = (series * square) + (1.0 / 252);
        series = (series * square) - (1.0 / 120);
        series = (series * square) + (1.0 / 12);
        return Math.Log(x) - (0.5 / x) - (series * square) - shift;
    }

    /// <summary>P(a, x) = γ(a, x) / Γ(a): the chance that a gamma variable of shape a and rate 1 is at most
    /// x.</summary>
    /// <param name="shape">a, positive.</param>
    /// <param name="x">x, at least 0.</param>
    /// <returns>The lower regularised incomplete gamma function, in [0, 1], to 1e-13 absolutely for a up to
    /// 1e5.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The shape is not positive or x is negative.</exception>
    /// <remarks>Series for x below a + 1 (Abramowitz and Stegun 6.5.29), else the complement of
    /// <see cref="UpperIncompleteGamma"/>. O(√a) terms near x = a.</remarks>
    public static double LowerIncompleteGamma(double shape, double x)
    {
        CheckIncompleteGamma(shape, x);
        return x < shape + 1 ? LowerSeries(shape, x) : 1 - UpperFraction(shape, x);
    }

    /// <summary>Q(a, x) = Γ(a, x) / Γ(a) = 1 - P(a, x).</summary>
    /// <param name="shape">a, positive.</param>
    /// <param name="x">x, at least 0.</param>
    /// <returns>The upper regularised incomplete gamma function, in [0, 1].</returns>
    /// <exception cref="ArgumentOutOfRangeException">The shape is not positive or x is negative.</exception>
    /// <remarks>Legendre's continued fraction in its even part (Abramowitz and Stegun 6.5.31), by the modified Lentz
    /// method, for x of a + 1 or more; else the complement of <see cref="LowerIncompleteGamma"/>.</remarks>
    public static double UpperIncompleteGamma(double shape, double x)
    {
        CheckIncompleteGamma(shape, x);
        return x < shape + 1 ? 1 - LowerSeries(shape, x) : UpperFraction(shape, x);
    }

    private static void CheckIncompleteGamma(double shape, double x)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(shape);
        ArgumentOutOfRangeException.ThrowIfNegative(x);
    }

    // x^a e^-x / Γ(a + 1) Σ x^n / ((a + 1) ... (a + n)).
    private static double LowerSeries(double shape, double x)
    {
        double term = 1;
        double sum = 1;
        for (double n = 1; term > LeastTerm * sum; n++)
        {
            term *= x / (shape + n);
            sum += term;
        }

        return PowerOverGamma(shape, x) * sum;
    }

    // x^a e^-x / Γ(a) 1 / (x + 1 - a - 1 (1 - a) / (x + 3 - a - 2 (2 - a) / (x + 5 - a - ...))).
    private static double UpperFraction(double shape, double x)
    {
        if (double.IsInfinity(x))
        {
            return 0;
        }

        double denominator = x + 1 - shape;
        double c = double.MaxValue;
        double d = 1 / denominator;
        double value = d;
        double factor = 0;
        for (double n = 1; Math.Abs(factor - 1) > LeastFactor; n++)
        {
            double numerator = n * (shape - n);
            denominator += 2;
            d = 1 / (denominator + (numerator * d));
            c = denominator + (numerator / c);
            factor = c * d;
            value *= factor;
        }

        return PowerOverGamma(shape, x) * shape * value;
    }

    // x^a e^-x / Γ(a + 1). With Stirling's formula a ln x - x - ln Γ(a + 1) is a (ln (1 + μ) - μ), μ = x / a - 1, and
    // small terms: the great ones, which would leave their rounding behind, are gone.
    private static double PowerOverGamma(double shape, double x)
    {
        if (shape < StirlingFrom)
        {
            return Math.Exp((shape * Math.Log(x)) - x - LogGamma(shape + 1));
        }

        double excess = (x - shape) / shape;
        double log = x == 0 ? double.NegativeInfinity : LogOnePlus(excess);
        return Math.Exp((shape * (log - excess)) - HalfLogTwoPi - (0.5 * Math.Log(shape)) - StirlingRemainder(shape));
    }
}
