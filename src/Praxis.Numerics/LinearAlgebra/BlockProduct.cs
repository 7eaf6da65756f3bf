using System.Runtime.Intrinsics;

namespace Praxis.Numerics;

/// <summary>C += A B for small row-major blocks, without packing and without allocation.</summary>
/// <remarks>A's strides are free, so a transposed A costs nothing: its elements are broadcast one by one. Sums run in
/// the order of k, so the bits do not depend on how rows are shared out among threads.</remarks>
public static unsafe class BlockProduct
{
    /// <summary>Columns of B and C come in whole groups of this many floats.</summary>
    public const int Lanes = 16;

    /// <summary>Rounds a number of columns up to whole groups.</summary>
    /// <param name="columns">Any number.</param>
    /// <returns>The least multiple of <see cref="Lanes"/> that is not below.</returns>
    public static int Padded(int columns) => (columns + Lanes - 1) / Lanes * Lanes;

    /// <summary>C += A B.</summary>
    /// <param name="a">A[i, p] lies at a + i * aRow + p * aColumn.</param>
    /// <param name="aRow">Stride between rows of A.</param>
    /// <param name="aColumn">Stride between columns of A.</param>
    /// <param name="b">B, [k, n], row stride <paramref name="bRow"/>.</param>
    /// <param name="bRow">Stride between rows of B.</param>
    /// <param name="m">Rows of A and C.</param>
    /// <param name="n">Columns of B and C, a multiple of <see cref="Lanes"/>.</param>
    /// <param name="k">Columns of A, rows of B.</param>
    /// <param name="c">C, [m, n], row stride <paramref name="cRow"/>.</param>
    /// <param name="cRow">Stride between rows of C.</param>
    public static void Add(
        float* a, nint aRow, nint aColumn, float* b, nint bRow, int m, int n, int k, float* c, nint cRow)
    {
        if (!Vector512.IsHardwareAccelerated)
        {
            NarrowBlockProduct.Add(a, aRow, aColumn, b, bRow, m, n, k, c, cRow);
            return;
        }

        int column = 0;
        for (; column + (4 * Lanes) <= n; column += 4 * Lanes)
        {
            int row = 0;
            for (; row + 4 <= m; row += 4)
            {
                Add4By4(a + (row * aRow), aRow, aColumn, b + column, bRow, k, c + (row * cRow) + column, cRow);
            }

            for (; row < m; row++)
            {
                Add1By4(a + (row * aRow), aColumn, b + column, bRow, k, c + (row * cRow) + column);
            }
        }

        for (; column < n; column += Lanes)
        {
            int row = 0;
            for (; row + 8 <= m; row += 8)
            {
                Add8By1(a + (row * aRow), aRow, aColumn, b + column, bRow, k, c + (row * cRow) + column, cRow);
            }

            for (; row < m; row++)
            {
                Add1By1(a + (row * aRow), aColumn, b + column, bRow, k, c + (row * cRow) + column);
            }
        }
    }

    private static void Add4By4(float* a, nint aRow, nint aColumn, float* b, nint bRow, int k, float* c, nint cRow)
    {
        Vector512<float> c00 = default, c01 = default, c02 = default, c03 = default;
        Vector512<float> c10 = default, c11 = default, c12 = default, c13 = default;
        Vector512<float> c20 = default, c21 = default, c22 = default, c23 = default;
        Vector512<float> c30 = default, c31 = default, c32 = default, c33 = default;
        for (int p = 0; p < k; p++, a += aColumn, b += bRow)
        {
            Vector512<float> b0 = Vector512.Load(b);
            Vector512<float> b1 = Vector512.Load(b + Lanes);
            Vector512<float> b2 = Vector512.Load(b + (2 * Lanes));
            Vector512<float> b3 = Vector512.Load(b + (3 * Lanes));
            Vector512<float> x = Vector512.Create(a[0]);
            c00 = Vector512.FusedMultiplyAdd(x, b0, c00);
            c01 = Vector512.FusedMultiplyAdd(x, b1, c01);
            c02 = Vector512.FusedMultiplyAdd(x, b2, c02);
            c03 = Vector512.FusedMultiplyAdd(x, b3, c03);
            x = Vector512.Create(a[aRow]);
            c10 = Vector512.FusedMultiplyAdd(x, b0, c10);
            c11 = Vector512.FusedMultiplyAdd(x, b1, c11);
            c12 = Vector512.FusedMultiplyAdd(x, b2, c12);
            c13 = Vector512.FusedMultiplyAdd(x, b3, c13);
            x = Vector512.Create(a[2 * aRow]);
            c20 = Vector512.FusedMultiplyAdd(x, b0, c20);
            c21 = Vector512.FusedMultiplyAdd(x, b1, c21);
            c22 = Vector512.FusedMultiplyAdd(x, b2, c22);
            c23 = Vector512.FusedMultiplyAdd(x, b3, c23);
            x = Vector512.Create(a[3 * aRow]);
            c30 = Vector512.FusedMultiplyAdd(x, b0, c30);
            c31 = Vector512.FusedMultiplyAdd(x, b1, c31);
            c32 = Vector512.FusedMultiplyAdd(x, b2, c32);
            c33 = Vector512.FusedMultiplyAdd(x, b3, c33);
        }

        AddRow(c, c00, c01, c02, c03);
        AddRow(c + cRow, c10, c11, c12, c13);
        AddRow(c + (2 * cRow), c20, c21, c22, c23);
        AddRow(c + (3 * cRow), c30, c31, c32, c33);
    }

    private static void Add1By4(float* a, nint aColumn, float* b, nint bRow, int k, float* c)
    {
        Vector512<float> c0 = default, c1 = default, c2 = default, c3 = default;
        for (int p = 0; p < k; p++, a += aColumn, b += bRow)
        {
            Vector512<float> x = Vector512.Create(a[0]);
            c0 = Vector512.FusedMultiplyAdd(x, Vector512.Load(b), c0);
            c1 = Vector512.FusedMultiplyAdd(x, Vector512.Load(b + Lanes), c1);
            c2 = Vector512.FusedMultiplyAdd(x, Vector512.Load(b + (2 * Lanes)), c2);
            c3 = Vector512.FusedMultiplyAdd(x, Vector512.Load(b + (3 * Lanes)), c3);
        }

        AddRow(c, c0, c1, c2, c3);
    }

    private static void Add8By1(float* a, nint aRow, nint aColumn, float* b, nint bRow, int k, float* c, nint cRow)
    {
        Vector512<float> c0 = default, c1 = default, c2 = default, c3 = default;
        Vector512<float> c4 = default, c5 = default, c6 = default, c7 = default;
        for (int p = 0; p < k; p++, a += aColumn, b += bRow)
        {
            Vector512<float> x = Vector512.Load(b);
            c0 = Vector512.FusedMultiplyAdd(Vector512.Create(a[0]), x, c0);
            c1 = Vector512.FusedMultiplyAdd(Vector512.Create(a[aRow]), x, c1);
            c2 = Vector512.FusedMultiplyAdd(Vector512.Create(a[2 * aRow]), x, c2);
            c3 = Vector512.FusedMultiplyAdd(Vector512.Create(a[3 * aRow]), x, c3);
            c4 = Vector512.FusedMultiplyAdd(Vector512.Create(a[4 * aRow]), x, c4);
            c5 = Vector512.FusedMultiplyAdd(Vector512.Create(a[5 * aRow]), x, c5);
            c6 = Vector512.FusedMultiplyAdd(Vector512.Create(a[6 * aRow]), x, c6);
            c7 = Vector512.FusedMultiplyAdd(Vector512.Create(a[7 * aRow]), x, c7);
        }

        AddTo(c, c0);
        AddTo(c + cRow, c1);
        AddTo(c + (2 * cRow), c2);
        AddTo(c + (3 * cRow), c3);
        AddTo(c + (4 * cRow), c4);
        AddTo(c + (5 * cRow), c5);
        AddTo(c + (6 * cRow), c6);
        AddTo(c + (7 * cRow), c7);
    }

    private static void Add1By1(float* a, nint aColumn, float* b, nint bRow, int k, float* c)
    {
        Vector512<float> sum = default;
        for (int p = 0; p < k; p++, a += aColumn, b += bRow)
        {
            sum = Vector512.FusedMultiplyAdd(Vector512.Create(a[0]), Vector512.Load(b), sum);
        }

        AddTo(c, sum);
    }

    private static void AddRow(
        float* c, Vector512<float> c0, Vector512<float> c1, Vector512<float> c2, Vector512<float> c3)
    {
        AddTo(c, c0);
        AddTo(c + Lanes, c1);
        AddTo(c + (2 * Lanes), c2);
        AddTo(c + (3 * Lanes), c3);
    }

    private static void AddTo(float* c, Vector512<float> values) => (Vector512.Load(c) + values).Store(c);
}
