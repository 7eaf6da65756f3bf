using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Praxis.Numerics;

/// <summary><see cref="BlockProduct"/> for processors whose registers hold eight floats: six rows and two registers of
/// columns are summed at once, which is all that sixteen registers take.</summary>
/// <remarks>Strips of B are copied together first where many rows use them: rows of B that are a power of two apart
/// would push each other out of the cache. Each sum has the order, and so the bits, of the wide form.</remarks>
internal static unsafe class NarrowBlockProduct
{
    private const int Lanes = 8;
    private const int Strip = 2 * Lanes;

    // Copying pays from so many rows on; 512 rows of a strip are the 32 KiB of a first cache.
    private const int LeastRows = 12;
    private const int MostPacked = 512;

    /// <inheritdoc cref="BlockProduct.Add"/>
    [SkipLocalsInit]
    internal static void Add(
        float* a, nint aRow, nint aColumn, float* b, nint bRow, int m, int n, int k, float* c, nint cRow)
    {
        if (m < LeastRows || k > MostPacked || bRow == Strip)
        {
            for (int column = 0; column < n; column += Strip)
            {
                AddStrip(a, aRow, aColumn, b + column, bRow, m, k, c + column, cRow);
            }

            return;
        }

        float* packed = stackalloc float[(MostPacked * Strip) + Lanes];
        packed = (float*)(((nuint)packed + 31) & ~(nuint)31);
        for (int column = 0; column < n; column += Strip)
        {
            float* source = b + column;
            for (int p = 0; p < k; p++, source += bRow)
            {
                Vector256.Load(source).Store(packed + (p * Strip));
                Vector256.Load(source + Lanes).Store(packed + (p * Strip) + Lanes);
            }

            AddStrip(a, aRow, aColumn, packed, Strip, m, k, c + column, cRow);
        }
    }

    private static void AddStrip(
        float* a, nint aRow, nint aColumn, float* b, nint bRow, int m, int k, float* c, nint cRow)
    {
        int row = 0;
        for (; row + 6 <= m; row += 6)
        {
            Add6(a + (row * aRow), aRow, aColumn, b, bRow, k, c + (row * cRow), cRow);
        }

        if (row + 3 <= m)
        {
            Add3(a + (row * aRow), aRow, aColumn, b, bRow, k, c + (row * cRow), cRow);
            row += 3;
        }

        if (row + 2 <= m)
        {
            Add2(a + (row * aRow), aRow, aColumn, b, bRow, k, c + (row * cRow), cRow);
            row += 2;
        }

        if (row < m)
        {
            Add1(a + (row * aRow), aColumn, b, bRow, k, c + (row * cRow));
        }
    }

    private static void Add6(float* a, nint aRow, nint aColumn, float* b, nint bRow, int k, float* c, nint cRow)
    {
        Vector256<float> c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default;
        Vector256<float> c30 = default, c31 = default, c40 = default, c41 = default, c50 = default, c51 = default;
        float* middle = a + (3 * aRow);
        nint second = 2 * aRow;
        for (int p = 0; p < k; p++, a += aColumn, middle += aColumn, b += bRow)
        {
            Vector256<float> b0 = Vector256.Load(b);
            Vector256<float> b1 = Vector256.Load(b + Lanes);
            Vector256<float> x = Vector256.Create(a[0]);
            c00 = Vector256.FusedMultiplyAdd(x, b0, c00);
            c01 = Vector256.FusedMultiplyAdd(x, b1, c01);
            x = Vector256.Create(a[aRow]);
            c10 = Vector256.FusedMultiplyAdd(x, b0, c10);
            c11 = Vector256.FusedMultiplyAdd(x, b1, c11);
            x = Vector256.Create(a[second]);
            c20 = Vector256.FusedMultiplyAdd(x, b0, c20);
            c21 = Vector256.FusedMultiplyAdd(x, b1, c21);
            x = Vector256.Create(middle[0]);
            c30 = Vector256.FusedMultiplyAdd(x, b0, c30);
            c31 = Vector256.FusedMultiplyAdd(x, b1, c31);
            x = Vector256.Create(middle[aRow]);
            c40 = Vector256.FusedMultiplyAdd(x, b0, c40);
            c41 = Vector256.FusedMultiplyAdd(x, b1, c41);
            x = Vector256.Create(middle[second]);
            c50 = Vector256.FusedMultiplyAdd(x, b0, c50);
            c51 = Vector256.FusedMultiplyAdd(x, b1, c51);
        }

        AddTo(c, c00, c01);
        AddTo(c + cRow, c10, c11);
        AddTo(c + (2 * cRow), c20, c21);
        AddTo(c + (3 * cRow), c30, c31);
        AddTo(c + (4 * cRow), c40, c41);
        AddTo(c + (5 * cRow), c50, c51);
    }

    private static void Add3(float* a, nint aRow, nint aColumn, float* b, nint bRow, int k, float* c, nint cRow)
    {
        Vector256<float> c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default;
        nint second = 2 * aRow;
        for (int p = 0; p < k; p++, a += aColumn, b += bRow)
        {
            Vector256<float> b0 = Vector256.Load(b);
            Vector256<float> b1 = Vector256.Load(b + Lanes);
            Vector256<float> x = Vector256.Create(a[0]);
            c00 = Vector256.FusedMultiplyAdd(x, b0, c00);
            c01 = Vector256.FusedMultiplyAdd(x, b1, c01);
            x = Vector256.Create(a[aRow]);
            c10 = Vector256.FusedMultiplyAdd(x, b0, c10);
            c11 = Vector256.FusedMultiplyAdd(x, b1, c11);
            x = Vector256.Create(a[second]);
            c20 = Vector256.FusedMultiplyAdd(x, b0, c20);
            c21 = Vector256.FusedMultiplyAdd(x, b1, c21);
        }

        AddTo(c, c00, c01);
        AddTo(c + cRow, c10, c11);
        AddTo(c + (2 * cRow), c20, c21);
    }

    private static void Add2(float* a, nint aRow, nint aColumn, float* b, nint bRow, int k, float* c, nint cRow)
    {
        Vector256<float> c00 = default, c01 = default, c10 = default, c11 = default;
        for (int p = 0; p < k; p++, a += aColumn, b += bRow)
        {
            Vector256<float> b0 = Vector256.Load(b);
            Vector256<float> b1 = Vector256.Load(b + Lanes);
            Vector256<float> x = Vector256.Create(a[0]);
            c00 = Vector256.FusedMultiplyAdd(x, b0, c00);
            c01 = Vector256.FusedMultiplyAdd(x, b1, c01);
            x = Vector256.Create(a[aRow]);
            c10 = Vector256.FusedMultiplyAdd(x, b0, c10);
            c11 = Vector256.FusedMultiplyAdd(x, b1, c11);
        }

        AddTo(c, c00, c01);
        AddTo(c + cRow, c10, c11);
    }

    private static void Add1(float* a, nint aColumn, float* b, nint bRow, int k, float* c)
    {
        Vector256<float> c0 = default, c1 = default;
        for (int p = 0; p < k; p++, a += aColumn, b += bRow)
        {
            Vector256<float> x = Vector256.Create(a[0]);
            c0 = Vector256.FusedMultiplyAdd(x, Vector256.Load(b), c0);
            c1 = Vector256.FusedMultiplyAdd(x, Vector256.Load(b + Lanes), c1);
        }

        AddTo(c, c0, c1);
    }

    private static void AddTo(float* c, Vector256<float> c0, Vector256<float> c1)
    {
        (Vector256.Load(c) + c0).Store(c);
        (Vector256.Load(c + Lanes) + c1).Store(c + Lanes);
    }
}
