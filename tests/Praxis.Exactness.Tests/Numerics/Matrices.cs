using Praxis.Numerics;

namespace Praxis.Exactness.Tests.Numerics;

/// <summary>Matrices of one seed, row by row.</summary>
internal static class Matrices
{
    internal static double[] Normals(int count, ulong stream)
    {
        var values = new double[count];
        NormalDistribution.Fill(new RandomStream(5, stream), values);
        return values;
    }

    /// <summary>X'X of 2n normal rows by plain loops: well conditioned.</summary>
    internal static double[] PositiveDefinite(int n, ulong stream) => Gram(Normals(2 * n * n, stream), n);

    /// <summary>X'X by plain loops, a fused step a row.</summary>
    internal static double[] Gram(double[] rows, int columnCount)
    {
        var gram = new double[columnCount * columnCount];
        for (int place = 0; place < gram.Length; place++)
        {
            for (int row = 0; row < rows.Length; row += columnCount)
            {
                gram[place] = Math.FusedMultiplyAdd(
                    rows[row + (place / columnCount)], rows[row + (place % columnCount)], gram[place]);
            }
        }

        return gram;
    }

    /// <summary>L by plain loops, a fused step a column.</summary>
    internal static double[] Cholesky(double[] matrix, int n)
    {
        var factor = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double rest = matrix[(i * n) + j];
                for (int k = 0; k < j; k++)
                {
                    rest = Math.FusedMultiplyAdd(-factor[(i * n) + k], factor[(j * n) + k], rest);
                }

                factor[(i * n) + j] = i == j ? Math.Sqrt(rest) : rest / factor[(j * n) + j];
            }
        }

        return factor;
    }
}
