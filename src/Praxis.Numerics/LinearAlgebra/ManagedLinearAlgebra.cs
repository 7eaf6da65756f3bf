using System.Buffers;

namespace Praxis.Numerics;

/// <summary>Dense linear algebra in C#; the same bytes at any vector width.</summary>
internal sealed unsafe class ManagedLinearAlgebra : ILinearAlgebra
{
    // Rows of X that a pass over X'X takes in: a strip of them stays in the first-level cache.
    private const int GramDepth = 256;

    // Columns that are finished before the rest sees them; a multiple of every strip.
    private const int PanelWidth = 128;

    // Below it, strips would be mostly filling.
    private const int LeastBlocked = 24;

    public string Name => "managed";

    public void Gram(ReadOnlySpan<double> rows, int rowCount, int columnCount, Span<double> gram)
    {
        gram.Clear();
        int depth = Math.Min(GramDepth, rowCount);
        double[] columns = ArrayPool<double>.Shared.Rent(depth * columnCount);
        double[] packed = ArrayPool<double>.Shared.Rent(TileKernel.PackedLength(columnCount, depth));
        fixed (double* x = rows, left = columns, right = packed, sums = gram)
        {
            for (int start = 0; start < rowCount; start += GramDepth)
            {
                int count = Math.Min(GramDepth, rowCount - start);
                double* part = x + ((long)start * columnCount);
                Transpose(part, count, columnCount, left);
                TileKernel.Pack(part, columnCount, count, right);
                TileKernel.AddLower(left, count, right, count, sums, columnCount, columnCount);
            }
        }

        ArrayPool<double>.Shared.Return(columns);
        ArrayPool<double>.Shared.Return(packed);
        Symmetry.MirrorLower(gram, columnCount);
    }

    public bool TryCholesky(Span<double> matrix, int dimension)
    {
        bool isPositive;
        fixed (double* a = matrix)
        {
            isPositive = dimension < LeastBlocked
                ? TryFactorColumns(a, dimension, 0, 0, dimension)
                : TryFactorPanels(a, dimension);
        }

        if (isPositive)
        {
            Symmetry.ClearUpper(matrix, dimension);
        }

        return isPositive;
    }

    public void SymmetricEigen(Span<double> matrix, int dimension, Span<double> values, bool keepsVectors) =>
        SymmetricEigenSolver.Solve(matrix, dimension, values, keepsVectors);

    private static void Transpose(double* rows, int rowCount, int columnCount, double* columns)
    {
        const int Block = 8;
        for (int start = 0; start < columnCount; start += Block)
        {
            int end = Math.Min(columnCount, start + Block);
            for (int r = 0; r < rowCount; r++)
            {
                for (int j = start; j < end; j++)
                {
                    columns[((long)j * rowCount) + r] = rows[((long)r * columnCount) + j];
                }
            }
        }
    }

    private static bool TryFactorPanels(double* a, int n)
    {
        double[] packed = ArrayPool<double>.Shared.Rent(TileKernel.PackedLength(n, Math.Min(n, PanelWidth)));
        bool isPositive = true;
        fixed (double* right = packed)
        {
            for (int panel = 0; panel < n && isPositive; panel += PanelWidth)
            {
                int end = Math.Min(n, panel + PanelWidth);
                isPositive = TryFactorPanel(a, n, panel, end, right);
                if (isPositive && end < n)
                {
                    double* below = a + ((long)end * n) + panel;
                    TileKernel.PackTransposed(below, n, n - end, end - panel, -1, right);
                    TileKernel.AddLower(below, n, right, end - panel, a + ((long)end * n) + end, n, n - end);
                }
            }
        }

        ArrayPool<double>.Shared.Return(packed);
        return isPositive;
    }

    // Columns of one panel, to which those before it have been applied: a strip at a time.
    private static bool TryFactorPanel(double* a, int n, int panel, int end, double* packed)
    {
        for (int start = panel; start < end; start += TileKernel.Strip)
        {
            int width = Math.Min(TileKernel.Strip, end - start);
            int depth = start - panel;
            double* row = a + ((long)start * n);
            TileKernel.PackTransposed(row + panel, n, width, depth, -1, packed);
            TileKernel.AddStrip(row + panel, n, packed, depth, row + start, n, n - start, width);
            if (!TryFactorColumns(a, n, start, start, start + width))
            {
                return false;
            }
        }

        return true;
    }

    // Columns start..end, to which those before `from` have been applied: row by row.
    private static bool TryFactorColumns(double* a, int n, int from, int start, int end)
    {
        for (int i = start; i < n; i++)
        {
            double* row = a + ((long)i * n);
            for (int j = start; j < Math.Min(i, end); j++)
            {
                double* other = a + ((long)j * n);
                row[j] = Remainder(row, other, from, j) / other[j];
            }

            if (i < end)
            {
                double pivot = Remainder(row, row, from, i);
                if (!(pivot > 0))
                {
                    return false;
                }

                row[i] = Math.Sqrt(pivot);
            }
        }

        return true;
    }

    // row_end less the products before it.
    private static double Remainder(double* row, double* other, int from, int end)
    {
        double rest = row[end];
        for (int k = from; k < end; k++)
        {
            rest = Math.FusedMultiplyAdd(-row[k], other[k], rest);
        }

        return rest;
    }
}
