namespace Praxis.Numerics;

/// <summary>A law y = a + b ln x, fitted by least squares.</summary>
/// <param name="Intercept">a.</param>
/// <param name="Slope">b.</param>
/// <param name="RSquared">Share of the variance of y that the law explains, in [0, 1].</param>
public sealed record LogarithmicLaw(double Intercept, double Slope, double RSquared)
{
    /// <summary>Fits the law.</summary>
    /// <param name="x">Positive values, at least two of them different.</param>
    /// <param name="y">As many values.</param>
    /// <returns>The law.</returns>
    /// <exception cref="ArgumentException">The counts differ, or a value of x is not positive, or all are
    /// equal.</exception>
    /// <remarks>Ordinary least squares on ln x, centred first; R² is 1 where y does not vary.</remarks>
    public static LogarithmicLaw Fit(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        Core.Check.Length(y.Length, x.Length);
        double meanX = 0;
        double meanY = 0;
        for (int i = 0; i < x.Length; i++)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(x[i], nameof(x));
            meanX += Math.Log(x[i]) / x.Length;
            meanY += y[i] / x.Length;
        }

        double squaresX = 0;
        double squaresY = 0;
        double products = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double dx = Math.Log(x[i]) - meanX;
            double dy = y[i] - meanY;
            squaresX += dx * dx;
            squaresY += dy * dy;
            products += dx * dy;
        }

        // Means are rounded, so that squares of equal values need not be 0.
        if (x.IsEmpty || !x.ContainsAnyExcept(x[0]))
        {
            throw new ArgumentException("at least two values must differ", nameof(x));
        }

        double slope = products / squaresX;
        double explained = squaresY > 0 ? products * slope / squaresY : 1;
        return new LogarithmicLaw(meanY - (slope * meanX), slope, Math.Clamp(explained, 0, 1));
    }

    /// <summary>The law's value.</summary>
    /// <param name="x">A positive value.</param>
    /// <returns>a + b ln x.</returns>
    public double At(double x) => Intercept + (Slope * Math.Log(x));
}
