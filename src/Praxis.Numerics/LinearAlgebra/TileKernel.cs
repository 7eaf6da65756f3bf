using System.Numerics;
using System.Runtime.CompilerServices;

namespace Praxis.Numerics;

// C += A B for a C on and below a diagonal. A: [n, depth] row by row with a stride. B: [depth, n], packed in strips of
// as many columns as two vectors have, one after the other; the last is filled up with zeros. A tile of six rows and a
// strip stays in registers over the whole depth. Each element starts from its own value and gets its terms in order,
// each rounded once, so neither tile nor vector width shows in the bytes.
internal static unsafe class TileKernel
{
    private const int TileRows = 6;

    // Rows of A that stay in the second-level cache while all strips pass: 96 of 256 doubles are 192 KB.
    private const int BlockRows = 16 * TileRows;

    /// <summary>The columns of a strip.</summary>
    public static int Strip => 2 * Vector<double>.Count;

    /// <summary>Numbers that B has, packed.</summary>
    public static int PackedLength(int columns, int depth) => (columns + Strip - 1) / Strip * Strip * depth;

    /// <summary>Packs B = factor R' of rows R: [columns, depth] with a stride.</summary>
    public static void PackTransposed(
        double* rows, int stride, int columns, int depth, double factor, double* packed)
    {
        for (int start = 0; start < columns; start += Strip, packed += Strip * depth)
        {
            for (int j = 0; j < Strip; j++)
            {
                double* row = rows + ((long)(start + j) * stride);
                bool isReal = start + j < columns;
                for (int k = 0; k < depth; k++)
                {
                    packed[(k * Strip) + j] = isReal ? factor * row[k] : 0;
                }
            }
        }
    }

    /// <summary>Packs B of its rows: [depth, columns], without gaps.</summary>
    public static void Pack(double* rows, int columns, int depth, double* packed)
    {
        for (int start = 0; start < columns; start += Strip)
        {
            int count = Math.Min(Strip, columns - start);
            for (int k = 0; k < depth; k++, packed += Strip)
            {
                var strip = new Span<double>(packed, Strip);
                new ReadOnlySpan<double>(rows + ((long)k * columns) + start, count).CopyTo(strip);
                strip[count..].Clear();
            }
        }
    }

    /// <summary>Adds A B to C: [n, n] on and below the diagonal; a strip's elements above it get what is of no
    /// use.</summary>
    public static void AddLower(
        double* left, int leftStride, double* packed, int depth, double* sums, int stride, int n)
    {
        for (int top = 0; top < n; top += BlockRows)
        {
            int bottom = Math.Min(n, top + BlockRows);
            for (int start = 0; start < bottom; start += Strip)
            {
                int row = Math.Max(top, start);
                AddStrip(
                    left + ((long)row * leftStride),
                    leftStride,
                    packed + ((long)start * depth),
                    depth,
                    sums + ((long)row * stride) + start,
                    stride,
                    bottom - row,
                    Math.Min(Strip, n - start));
            }
        }
    }

    /// <summary>Adds A B to C: [rows, columns], columns at most a strip.</summary>
    public static void AddStrip(
        double* left, int leftStride, double* packed, int depth, double* sums, int stride, int rows, int columns)
    {
        if (columns == Strip)
        {
            int row = 0;
            for (; row <= rows - TileRows; row += TileRows)
            {
                AddTile(
                    left + ((long)row * leftStride), leftStride, packed, depth, sums + ((long)row * stride), stride);
            }

            for (; row < rows; row++)
            {
                AddRow(left + ((long)row * leftStride), packed, depth, sums + ((long)row * stride));
            }

            return;
        }

        // A strip with fewer columns would reach into the next row: its rows go through a place of their own.
        double* place = stackalloc double[Strip];
        for (int row = 0; row < rows; row++)
        {
            var real = new Span<double>(sums + ((long)row * stride), columns);
            real.CopyTo(new Span<double>(place, columns));
            AddRow(left + ((long)row * leftStride), packed, depth, place);
            new ReadOnlySpan<double>(place, columns).CopyTo(real);
        }
    }

    private static void AddRow(double* a, double* b, int depth, double* c)
    {
        Vector<double> c0 = Vector.Load(c);
        Vector<double> c1 = Vector.Load(c + Vector<double>.Count);
        for (int k = 0; k < depth; k++, b += Strip)
        {
            var x = new Vector<double>(a[k]);
            c0 = Vector.FusedMultiplyAdd(x, Vector.Load(b), c0);
            c1 = Vector.FusedMultiplyAdd(x, Vector.Load(b + Vector<double>.Count), c1);
        }

        c0.Store(c);
        c1.Store(c + Vector<double>.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddTile(double* a, nint strideA, double* b, int depth, double* c, nint strideC)
    {
        int half = Vector<double>.Count;
        double* a3 = a + (3 * strideA);
        double* c3 = c + (3 * strideC);
        Vector<double> c00 = Vector.Load(c);
        Vector<double> c01 = Vector.Load(c + half);
        Vector<double> c10 = Vector.Load(c + strideC);
        Vector<double> c11 = Vector.Load(c + strideC + half);
        Vector<double> c20 = Vector.Load(c + (2 * strideC));
        Vector<double> c21 = Vector.Load(c + (2 * strideC) + half);
        Vector<double> c30 = Vector.Load(c3);
        Vector<double> c31 = Vector.Load(c3 + half);
        Vector<double> c40 = Vector.Load(c3 + strideC);
        Vector<double> c41 = Vector.Load(c3 + strideC + half);
        Vector<double> c50 = Vector.Load(c3 + (2 * strideC));
        Vector<double> c51 = Vector.Load(c3 + (2 * strideC) + half);
        for (int k = 0; k < depth; k++, a++, a3++, b += 2 * half)
        {
            Vector<double> b0 = Vector.Load(b);
            Vector<double> b1 = Vector.Load(b + half);
            var x = new Vector<double>(*a);
            c00 = Vector.FusedMultiplyAdd(x, b0, c00);
            c01 = Vector.FusedMultiplyAdd(x, b1, c01);
            x = new Vector<double>(a[strideA]);
            c10 = Vector.FusedMultiplyAdd(x, b0, c10);
            c11 = Vector.FusedMultiplyAdd(x, b1, c11);
            x = new Vector<double>(a[2 * strideA]);
            c20 = Vector.FusedMultiplyAdd(x, b0, c20);
            c21 = Vector.FusedMultiplyAdd(x, b1, c21);
            x = new Vector<double>(*a3);
            c30 = Vector.FusedMultiplyAdd(x, b0, c30);
            c31 = Vector.FusedMultiplyAdd(x, b1, c31);
            x = new Vector<double>(a3[strideA]);
            c40 = Vector.FusedMultiplyAdd(x, b0, c40);
            c41 = Vector.FusedMultiplyAdd(x, b1, c41);
            x = new Vector<double>(a3[2 * strideA]);
            c50 = Vector.FusedMultiplyAdd(x, b0, c50);
            c51 = Vector.FusedMultiplyAdd(x, b1, c51);
        }

        c00.Store(c);
        c01.Store(c + half);
        c10.Store(c + strideC);
        c11.Store(c + strideC + half);
        c20.Store(c + (2 * strideC));
        c21.Store(c + (2 * strideC) + half);
        c30.Store(c3);
        c31.Store(c3 + half);
        c40.Store(c3 + strideC);
        c41.Store(c3 + strideC + half);
        c50.Store(c3 + (2 * strideC));
        c51.Store(c3 + (2 * strideC) + half);
    }
}
