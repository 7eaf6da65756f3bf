using Praxis.Core;
using Praxis.Numerics;

namespace Praxis.Bayes;

/// <summary>Errors of an estimated symmetric matrix, each as a share of the same norm of the true one.</summary>
/// <param name="L1">Matrix l1 norm: the largest absolute column sum.</param>
/// <param name="Spectral">Largest absolute eigenvalue.</param>
/// <param name="Frobenius">Root of the sum of squares.</param>
/// <param name="Max">Largest absolute element.</param>
public sealed record MatrixLosses(double L1, double Spectral, double Frobenius, double Max)
{
    /// <summary>Compares an estimate with the truth.</summary>
    /// <param name="truth">A: [p, p], symmetric, not 0.</param>
    /// <param name="estimate">B: [p, p], symmetric.</param>
    /// <param name="dimension">p, at least 1.</param>
    /// <returns>‖B - A‖ / ‖A‖ in each norm.</returns>
    /// <exception cref="ArgumentException">A length is not p², or an element is not finite.</exception>
    public static MatrixLosses Of(ReadOnlySpan<double> truth, ReadOnlySpan<double> estimate, int dimension)
    {
        Check.Length(truth.Length, dimension * dimension);
        Check.Length(estimate.Length, dimension * dimension);
        double[] difference = estimate.ToArray();
        for (int i = 0; i < difference.Length; i++)
        {
            difference[i] -= truth[i];
        }

        MatrixLosses error = Norms(difference, dimension);
        MatrixLosses size = Norms(truth.ToArray(), dimension);
        return new MatrixLosses(
            error.L1 / size.L1, error.Spectral / size.Spectral, error.Frobenius / size.Frobenius, error.Max / size.Max);
    }

    // Loses the matrix.
    private static MatrixLosses Norms(Span<double> matrix, int dimension)
    {
        double l1 = 0;
        double squares = 0;
        double max = 0;
        for (int i = 0; i < dimension; i++)
        {
            // Rows are columns, as the matrix is symmetric.
            double sum = 0;
            foreach (double value in matrix.Slice(i * dimension, dimension))
            {
                sum += Math.Abs(value);
                squares += value * value;
                max = Math.Max(max, Math.Abs(value));
            }

            l1 = Math.Max(l1, sum);
        }

        var values = new double[dimension];
        LinearAlgebraBackend.Managed.SymmetricEigen(matrix, dimension, values, keepsVectors: false);
        return new MatrixLosses(l1, Math.Max(-values[0], values[^1]), Math.Sqrt(squares), max);
    }
}
