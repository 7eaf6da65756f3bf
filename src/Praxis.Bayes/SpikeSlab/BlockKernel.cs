using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Praxis.Bayes;

/// <summary>The numerical steps for one block of columns: weighted Gram matrix, Cholesky factor, triangular
/// solves.</summary>
/// <remarks>Rows are padded to <see cref="RowsAtOnce"/> with zeros. Sums run in four lanes, fused, whatever the
/// machine: the same bytes everywhere. Matrices are row-major [size, size], their lower triangle used.</remarks>
internal static class BlockKernel
{
    /// <summary>Rows are a multiple of it.</summary>
    internal const int RowsAtOnce = 8;

    private const int Lanes = 4;

    /// <summary>The least multiple of <see cref="RowsAtOnce"/> that holds all rows.</summary>
    internal static int Padded(int rowCount) => (rowCount + RowsAtOnce - 1) / RowsAtOnce * RowsAtOnce;

    /// <summary>X'WX into the lower triangle of a matrix, and X'Wr.</summary>
    /// <param name="columns">X, column-major: [size * rows].</param>
    /// <param name="weights">Diagonal of W: [rows].</param>
    /// <param name="residual">r: [rows].</param>
    /// <param name="product">Space for a column: [rows].</param>
    /// <param name="gram">Receives X'WX.</param>
    /// <param name="right">Receives X'Wr: [size].</param>
    internal static void Accumulate(
        ReadOnlySpan<double> columns,
        ReadOnlySpan<double> weights,
        ReadOnlySpan<double> residual,
        Span<double> product,
        Span<double> gram,
        Span<double> right)
    {
        int rows = weights.Length;
        int size = right.Length;
        for (int j = 0; j < size; j++)
        {
            ReadOnlySpan<double> column = columns.Slice(j * rows, rows);
            Weigh(column, weights, residual, product, out double own, out right[j]);
            Span<double> row = gram.Slice(j * size, j + 1);
            int k = 0;
            for (; k + 3 <= j; k += 3)
            {
                Dots(product, columns.Slice(k * rows, 3 * rows), out row[k], out row[k + 1], out row[k + 2]);
            }

            for (; k < j; k++)
            {
                row[k] = Dot(product, columns.Slice(k * rows, rows));
            }

            row[j] = own;
        }
    }

    /// <summary>The sum of products of two columns.</summary>
    internal static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        ref double x = ref MemoryMarshal.GetReference(left);
        ref double y = ref MemoryMarshal.GetReference(right);
        Vector256<double> even = Vector256<double>.Zero;
        Vector256<double> odd = Vector256<double>.Zero;
        for (nuint i = 0; i < (nuint)left.Length; i += RowsAtOnce)
        {
            even = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref x, i), Vector256.LoadUnsafe(ref y, i), even);
            odd = Vector256.FusedMultiplyAdd(
                Vector256.LoadUnsafe(ref x, i + Lanes), Vector256.LoadUnsafe(ref y, i + Lanes), odd);
        }

        return Vector256.Sum(even + odd);
    }

    /// <summary>Adds a multiple of a column to another.</summary>
    internal static void AddMultiple(Span<double> target, double factor, ReadOnlySpan<double> column)
    {
        ref double t = ref MemoryMarshal.GetReference(target);
        ref double x = ref MemoryMarshal.GetReference(column);
        Vector256<double> f = Vector256.Create(factor);
        for (nuint i = 0; i < (nuint)target.Length; i += Lanes)
        {
            Vector256.FusedMultiplyAdd(f, Vector256.LoadUnsafe(ref x, i), Vector256.LoadUnsafe(ref t, i))
                .StoreUnsafe(ref t, i);
        }
    }

    /// <summary>Puts the Cholesky factor L of A + D in the place of A.</summary>
    /// <param name="matrix">A, non-negative definite; becomes L.</param>
    /// <param name="precision">Diagonal of D, positive: [size].</param>
    /// <returns>Σ ln L_jj.</returns>
    /// <remarks>No pivot is below D_j but for rounding, as a Schur complement grows with its matrix; it is held to
    /// that, so that collinear columns cannot fail.</remarks>
    internal static double Factor(Span<double> matrix, ReadOnlySpan<double> precision)
    {
        int size = precision.Length;
        double logs = 0;
        for (int i = 0; i < size; i++)
        {
            Span<double> row = matrix.Slice(i * size, i + 1);
            double pivot = row[i] + precision[i];
            for (int j = 0; j < i; j++)
            {
                ReadOnlySpan<double> above = matrix.Slice(j * size, j + 1);
                double sum = row[j];
                for (int k = 0; k < j; k++)
                {
                    sum -= row[k] * above[k];
                }

                row[j] = sum / above[j];
                pivot -= row[j] * row[j];
            }

            row[i] = Math.Sqrt(Math.Max(pivot, precision[i]));
            logs += Math.Log(row[i]);
        }

        return logs;
    }

    /// <summary>Solves L u = h in place.</summary>
    /// <returns>u'u.</returns>
    internal static double SolveLower(ReadOnlySpan<double> factor, Span<double> right)
    {
        int size = right.Length;
        double squares = 0;
        for (int i = 0; i < size; i++)
        {
            ReadOnlySpan<double> row = factor.Slice(i * size, i + 1);
            double sum = right[i];
            for (int k = 0; k < i; k++)
            {
                sum -= row[k] * right[k];
            }

            right[i] = sum / row[i];
            squares += right[i] * right[i];
        }

        return squares;
    }

    /// <summary>Solves L'b = u in place.</summary>
    internal static void SolveUpper(ReadOnlySpan<double> factor, Span<double> right)
    {
        int size = right.Length;
        for (int i = size - 1; i >= 0; i--)
        {
            ReadOnlySpan<double> row = factor.Slice(i * size, i + 1);
            right[i] /= row[i];
            for (int k = 0; k < i; k++)
            {
                right[k] -= row[k] * right[i];
            }
        }
    }

    private static void Weigh(
        ReadOnlySpan<double> column,
        ReadOnlySpan<double> weights,
        ReadOnlySpan<double> residual,
        Span<double> product,
        out double own,
        out double right)
    {
        ref double x = ref MemoryMarshal.GetReference(column);
        ref double w = ref MemoryMarshal.GetReference(weights);
        ref double r = ref MemoryMarshal.GetReference(residual);
        ref double p = ref MemoryMarshal.GetReference(product);
        Vector256<double> squares = Vector256<double>.Zero;
        Vector256<double> sums = Vector256<double>.Zero;
        for (nuint i = 0; i < (nuint)weights.Length; i += Lanes)
        {
            Vector256<double> value = Vector256.LoadUnsafe(ref x, i);
            Vector256<double> weighed = value * Vector256.LoadUnsafe(ref w, i);
            weighed.StoreUnsafe(ref p, i);
            squares = Vector256.FusedMultiplyAdd(weighed, value, squares);
            sums = Vector256.FusedMultiplyAdd(weighed, Vector256.LoadUnsafe(ref r, i), sums);
        }

        own = Vector256.Sum(squares);
        right = Vector256.Sum(sums);
    }

    private static void Dots(
        ReadOnlySpan<double> product,
        ReadOnlySpan<double> columns,
        out double first,
        out double second,
        out double third)
    {
        ref double p = ref MemoryMarshal.GetReference(product);
        ref double x = ref MemoryMarshal.GetReference(columns);
        nuint rows = (nuint)product.Length;
        Vector256<double> a = Vector256<double>.Zero;
        Vector256<double> b = Vector256<double>.Zero;
        Vector256<double> c = Vector256<double>.Zero;
        for (nuint i = 0; i < rows; i += Lanes)
        {
            Vector256<double> weighed = Vector256.LoadUnsafe(ref p, i);
            a = Vector256.FusedMultiplyAdd(weighed, Vector256.LoadUnsafe(ref x, i), a);
            b = Vector256.FusedMultiplyAdd(weighed, Vector256.LoadUnsafe(ref x, i + rows), b);
            c = Vector256.FusedMultiplyAdd(weighed, Vector256.LoadUnsafe(ref x, i + rows + rows), c);
        }

        first = Vector256.Sum(a);
        second = Vector256.Sum(b);
        third = Vector256.Sum(c);
    }
}
