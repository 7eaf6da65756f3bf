namespace Praxis.Bayes;

/// <summary>Cholesky factors of matrices of a few rows, row-major, without allocation.</summary>
internal static class SmallCholesky
{
    // A pivot that has lost all but this share of its diagonal is no pivot.
    private const double LeastShare = 1e-13;

    /// <summary>Factors a symmetric matrix into LL'.</summary>
    /// <param name="matrix">The matrix: [n, n].</param>
    /// <param name="size">n.</param>
    /// <param name="factor">Receives L, its upper part zero: [n, n] and more.</param>
    /// <returns>False where the matrix is not positive definite.</returns>
    internal static bool TryFactor(ReadOnlySpan<double> matrix, int size, Span<double> factor)
    {
        for (int row = 0; row < size; row++)
        {
            int start = row * size;
            for (int column = 0; column <= row; column++)
            {
                double sum = matrix[start + column];
                int other = column * size;
                for (int k = 0; k < column; k++)
                {
                    sum -= factor[start + k] * factor[other + k];
                }

                if (column < row)
                {
                    factor[start + column] = sum / factor[other + column];
                }
                else if (sum > LeastShare * Math.Abs(matrix[start + row]))
                {
                    factor[start + row] = Math.Sqrt(sum);
                }
                else
                {
                    return false;
                }
            }

            factor.Slice(start + row + 1, size - row - 1).Clear();
        }

        return true;
    }

    /// <summary>Solves LL'x = b in place.</summary>
    internal static void Solve(ReadOnlySpan<double> factor, int size, Span<double> vector)
    {
        SolveLower(factor, size, vector);
        SolveUpper(factor, size, vector);
    }

    /// <summary>Solves Lx = b in place.</summary>
    internal static void SolveLower(ReadOnlySpan<double> factor, int size, Span<double> vector)
    {
        for (int row = 0; row < size; row++)
        {
            double sum = vector[row];
            for (int k = 0; k < row; k++)
            {
                sum -= factor[(row * size) + k] * vector[k];
            }

            vector[row] = sum / factor[(row * size) + row];
        }
    }

    /// <summary>Solves L'x = b in place.</summary>
    internal static void SolveUpper(ReadOnlySpan<double> factor, int size, Span<double> vector)
    {
        for (int row = size - 1; row >= 0; row--)
        {
            double value = vector[row] / factor[(row * size) + row];
            vector[row] = value;
            for (int k = 0; k < row; k++)
            {
                vector[k] -= factor[(row * size) + k] * value;
            }
        }
    }

    /// <summary>ln |LL'|.</summary>
    internal static double LogDeterminant(ReadOnlySpan<double> factor, int size)
    {
        double sum = 0;
        for (int row = 0; row < size; row++)
        {
            sum += Math.Log(factor[(row * size) + row]);
        }

        return 2 * sum;
    }
}
