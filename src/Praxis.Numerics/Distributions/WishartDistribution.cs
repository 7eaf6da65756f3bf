using Praxis.Core;

namespace Praxis.Numerics;

/// <summary>The Wishart distribution of density |X|^((ν - p - 1) / 2) e^(-tr(V⁻¹X) / 2) / c on positive definite X:
/// mean νV, variance of X_ij ν (V_ij² + V_ii V_jj).</summary>
public static class WishartDistribution
{
    /// <summary>A draw.</summary>
    /// <param name="random">The stream.</param>
    /// <param name="degrees">ν, degrees of freedom; above p - 1, not only whole.</param>
    /// <param name="scaleFactor">L with L L' = V: [p, p], row by row; above its diagonal not read.</param>
    /// <param name="dimension">p, at least 1.</param>
    /// <param name="destination">Receives X: [p, p], row by row; must not overlap L.</param>
    /// <exception cref="ArgumentException">A span is not of p² or ν not above p - 1.</exception>
    /// <remarks>B B' of <see cref="SampleFactor"/>. O(p³).</remarks>
    public static void Sample(
        RandomStream random, double degrees, ReadOnlySpan<double> scaleFactor, int dimension, Span<double> destination)
    {
        SampleFactor(random, degrees, scaleFactor, dimension, destination);
        for (int i = dimension - 1; i >= 0; i--)
        {
            // Row i of X needs the rows of B down to i alone, so that X takes the place of B from the last row up.
            for (int j = i; j >= 0; j--)
            {
                double sum = 0;
                for (int k = 0; k <= j; k++)
                {
                    sum += destination[(i * dimension) + k] * destination[(j * dimension) + k];
                }

                destination[(i * dimension) + j] = sum;
            }
        }

        for (int i = 0; i < dimension; i++)
        {
            for (int j = 0; j < i; j++)
            {
                destination[(j * dimension) + i] = destination[(i * dimension) + j];
            }
        }
    }

    /// <summary>The lower Cholesky factor of a draw.</summary>
    /// <param name="random">The stream.</param>
    /// <param name="degrees">ν, degrees of freedom; above p - 1, not only whole.</param>
    /// <param name="scaleFactor">L with L L' = V: [p, p], row by row; above its diagonal not read.</param>
    /// <param name="dimension">p, at least 1.</param>
    /// <param name="destination">Receives B with B B' = X: [p, p], row by row, 0 above its diagonal; must not overlap
    /// L.</param>
    /// <exception cref="ArgumentException">A span is not of p² or ν not above p - 1.</exception>
    /// <remarks>Bartlett's decomposition: B = L A with A lower triangular, A_ij normal below the diagonal and A_ii² χ²
    /// of ν - i degrees, i from 0 (Smith and Hocking, AS 53, 1972). O(p³).</remarks>
    public static void SampleFactor(
        RandomStream random, double degrees, ReadOnlySpan<double> scaleFactor, int dimension, Span<double> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(dimension);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(degrees, dimension - 1);
        Check.Length(scaleFactor.Length, dimension * dimension);
        Check.Length(destination.Length, dimension * dimension);
        for (int i = 0; i < dimension; i++)
        {
            Span<double> row = destination.Slice(i * dimension, dimension);
            NormalDistribution.Fill(random, row[..i]);
            row[i] = Math.Sqrt(2 * GammaDistribution.Sample(random, 0.5 * (degrees - i), 1));
            row[(i + 1)..].Clear();
        }

        // Row i of L A needs the rows of A up to i alone, so that the product takes A's place from the last row up.
        for (int i = dimension - 1; i >= 0; i--)
        {
            ReadOnlySpan<double> left = scaleFactor.Slice(i * dimension, dimension);
            for (int j = 0; j <= i; j++)
            {
                double sum = 0;
                for (int k = j; k <= i; k++)
                {
                    sum += left[k] * destination[(k * dimension) + j];
                }

                destination[(i * dimension) + j] = sum;
            }
        }
    }

    /// <summary>ln c, the logarithm of the normalising constant.</summary>
    /// <param name="degrees">ν, above p - 1.</param>
    /// <param name="dimension">p, at least 1.</param>
    /// <param name="logDeterminant">ln |V|.</param>
    /// <returns>(νp / 2) ln 2 + (ν / 2) ln |V| + ln Γ_p(ν / 2).</returns>
    /// <exception cref="ArgumentOutOfRangeException">ν is not above p - 1.</exception>
    public static double LogNormalizer(double degrees, int dimension, double logDeterminant)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(dimension);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(degrees, dimension - 1);
        return (0.5 * degrees * ((dimension * Math.Log(2)) + logDeterminant))
            + SpecialFunctions.LogMultivariateGamma(dimension, 0.5 * degrees);
    }
}
