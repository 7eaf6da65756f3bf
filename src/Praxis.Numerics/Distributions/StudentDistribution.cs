namespace Praxis.Numerics;

/// <summary>Student's t distribution with any number of degrees of freedom.</summary>
public static class StudentDistribution
{
    /// <summary>ln of the chance of at most x, also where the chance is too small for a number.</summary>
    /// <param name="x">A number.</param>
    /// <param name="freedom">ν, positive.</param>
    /// <returns>ln P(T ≤ x), to 1e-13 of its size or absolutely, whichever is wider, up to a hundred degrees of
    /// freedom; digits are lost beyond, to 1e-10 at a hundred thousand.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The degrees of freedom are not positive.</exception>
    /// <remarks>Half of the incomplete beta I_w(ν / 2, 1 / 2), w = ν / (ν + x²), is the chance beyond |x| (Abramowitz
    /// and Stegun 26.7.1); I by its continued fraction (26.5.8), or by that of the complement where it converges
    /// faster.</remarks>
    public static double LogCdf(double x, double freedom)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(freedom);
        double half = 0.5 * freedom;
        double square = x * x;
        if (double.IsInfinity(square))
        {
            return x > 0 ? 0 : double.NegativeInfinity;
        }

        double w = freedom / (freedom + square);
        double v = square / (freedom + square);
        double front = (half * Math.Log(w)) + (0.5 * Math.Log(v)) - LogBetaOfHalf(half);
        if (w < (half + 1) / (half + 2.5))
        {
            double log = front + Math.Log(Fraction(half, 0.5, w) / half) - Math.Log(2);
            return x < 0 ? log : SpecialFunctions.LogOnePlus(-Math.Exp(log));
        }

        // P(|T| <= |x|) = I_v(1 / 2, ν / 2), of which half lies on either side.
        double middle = v == 0 ? 0 : 2 * Math.Exp(front) * Fraction(0.5, half, v);
        return SpecialFunctions.LogOnePlus(x < 0 ? -middle : middle) - Math.Log(2);
    }

    private static double LogBetaOfHalf(double half) =>
        SpecialFunctions.LogGamma(half) + SpecialFunctions.LogGamma(0.5) - SpecialFunctions.LogGamma(half + 0.5);

    // The value of 1 / (1 + d_1 x / (1 + d_2 x / ...)), by Lentz's method.
    private static double Fraction(double a, double b, double x)
    {
        double c = 1;
        double d = 1 / (1 - ((a + b) * x / (a + 1)));
        double value = d;
        double step = 0;
        for (int m = 1; m < 500 && Math.Abs(step - 1) > 1e-16; m++)
        {
            double even = m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m)));
            d = 1 / (1 + (even * d));
            c = 1 + (even / c);
            value *= d * c;
            double odd = -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1));
            d = 1 / (1 + (odd * d));
            c = 1 + (odd / c);
            step = d * c;
            value *= step;
        }

        return value;
    }
}
