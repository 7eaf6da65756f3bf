using Praxis.Bayes;

namespace Praxis.Exactness.Tests.Bayes;

/// <summary>Plain dense algebra, so that what is tested is not computed by itself.</summary>
internal static class DenseMatrix
{
    /// <summary>The block of a set of columns.</summary>
    internal static double[,] Block(GramMatrix matrix, IReadOnlyList<int> set)
    {
        var block = new double[set.Count, set.Count];
        for (int a = 0; a < set.Count; a++)
        {
            for (int b = 0; b < set.Count; b++)
            {
                block[a, b] = matrix[set[a], set[b]];
            }
        }

        return block;
    }

    /// <summary>The inverse, by Gauss and Jordan without pivots: the matrix is positive definite.</summary>
    internal static double[,] Inverse(double[,] matrix)
    {
        int size = matrix.GetLength(0);
        var left = (double[,])matrix.Clone();
        var inverse = new double[size, size];
        for (int k = 0; k < size; k++)
        {
            inverse[k, k] = 1;
        }

        for (int k = 0; k < size; k++)
        {
            double pivot = left[k, k];
            for (int column = 0; column < size; column++)
            {
                left[k, column] /= pivot;
                inverse[k, column] /= pivot;
            }

            for (int row = 0; row < size; row++)
            {
                double factor = left[row, k];
                for (int column = 0; row != k && column < size; column++)
                {
                    left[row, column] -= factor * left[k, column];
                    inverse[row, column] -= factor * inverse[k, column];
                }
            }
        }

        return inverse;
    }

    /// <summary>The lower triangle L with L L' the matrix.</summary>
    internal static double[,] Cholesky(double[,] matrix)
    {
        int size = matrix.GetLength(0);
        var factor = new double[size, size];
        for (int row = 0; row < size; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                double sum = matrix[row, column];
                for (int k = 0; k < column; k++)
                {
                    sum -= factor[row, k] * factor[column, k];
                }

                factor[row, column] = row == column ? Math.Sqrt(sum) : sum / factor[column, column];
            }
        }

        return factor;
    }
}
