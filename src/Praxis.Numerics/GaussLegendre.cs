namespace Praxis.Numerics;

// Gauss and Legendre's quadrature.
internal static class GaussLegendre
{
    /// <summary>Nodes and weights on [0, 1], exact for polynomials of degree below twice their number.</summary>
    /// <remarks>Newton's steps on the Legendre polynomial P_n from cos(π (i + 3/4) / (n + 1/2)) (Abramowitz and Stegun
    /// 22.16.6); weights 2 / ((1 - x²) P_n'(x)²) (25.4.29), halved for the length 1.</remarks>
    public static (double Node, double Weight)[] OnUnit(int count)
    {
        var rule = new (double, double)[count];
        for (int i = 0; i < count; i++)
        {
            double x = Math.Cos(Math.PI * (i + 0.75) / (count + 0.5));
            double slope = 0;
            for (int step = 0; step < 8; step++)
            {
                (double value, slope) = Legendre(count, x);
                x -= value / slope;
            }

            rule[count - 1 - i] = ((1 + x) / 2, 1 / ((1 - (x * x)) * slope * slope));
        }

        return rule;
    }

    private static (double Value, double Slope) Legendre(int degree, double x)
    {
        double last = 1;
        double value = x;
        for (int k = 2; k <= degree; k++)
        {
            (value, last) = (((((2 * k) - 1) * x * value) - ((k - 1) * last)) / k, value);
        }

        return (value, degree * (last - (x * value)) / (1 - (x * x)));
    }
}
