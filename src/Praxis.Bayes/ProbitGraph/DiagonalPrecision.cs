using Praxis.Numerics;

namespace Praxis.Bayes;

/// <summary>The law of one element of the diagonal under the CONCORD likelihood: density ~ w^n e^(-T w² / 2 - C w),
/// w > 0.</summary>
/// <remarks>T is x'x of the column, C its product with what the other columns add, plus the rate of an exponential
/// prior. The logarithm is concave. Exact by rejection from an envelope that is flat at the mode m between two tangent
/// lines, which touch at max(m - s, m / 2) and m + s, s = (n / m² + T)^(-1/2): 0.84 of the proposals are taken.
/// </remarks>
internal static class DiagonalPrecision
{
    /// <summary>The mode.</summary>
    /// <param name="count">n, at least 0.</param>
    /// <param name="square">T, at least 0.</param>
    /// <param name="linear">C; positive where T or n is 0.</param>
    internal static double Mode(double count, double square, double linear)
    {
        double root = Math.Sqrt((linear * linear) + (4 * count * square));
        return linear > 0 ? 2 * count / (linear + root) : (root - linear) / (2 * square);
    }

    /// <summary>A draw.</summary>
    /// <param name="random">The stream.</param>
    /// <param name="count">n, at least 0.</param>
    /// <param name="square">T, at least 0.</param>
    /// <param name="linear">C; positive where T is 0.</param>
    internal static double Sample(RandomStream random, double count, double square, double linear)
    {
        if (square == 0)
        {
            return GammaDistribution.Sample(random, count + 1, linear);
        }

        if (count == 0)
        {
            double deviation = 1 / Math.Sqrt(square);
            return TruncatedNormalDistribution.Sample(
                random, -linear / square, deviation, 0, double.PositiveInfinity);
        }

        double mode = Mode(count, square, linear);
        double spread = 1 / Math.Sqrt((count / (mode * mode)) + square);
        double left = Math.Max(mode - spread, 0.5 * mode);
        double right = mode + spread;
        double up = (count / left) - (square * left) - linear;
        double down = (square * right) + linear - (count / right);
        double lower = left - (Height(left) / up);
        double upper = right + (Height(right) / down);

        // Mass of the flat piece, of the right tail and of the left one, which ends at 0.
        double flat = upper - lower;
        double kept = -SpecialFunctions.ExpMinusOne(-up * lower);
        double total = flat + (1 / down) + (kept / up);
        while (true)
        {
            double place = total * random.NextDouble();
            double excess = 0;
            double w;
            if (place < flat)
            {
                w = lower + place;
            }
            else if (place < flat + (1 / down))
            {
                excess = ExponentialDistribution.Sample(random);
                w = upper + (excess / down);
            }
            else
            {
                excess = ExponentialDistribution.SampleBelow(random, up * lower);
                w = lower - (excess / up);
            }

            if (w > 0 && Height(w) >= -excess - ExponentialDistribution.Sample(random))
            {
                return w;
            }
        }

        // ln of the density over that at the mode.
        double Height(double w) => (count * SpecialFunctions.LogOnePlus((w - mode) / mode))
            - ((w - mode) * ((0.5 * square * (w + mode)) + linear));
    }
}
