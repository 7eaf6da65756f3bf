using System.Runtime.CompilerServices;

namespace Praxis.Recommend;

/// <summary>C = C0 + A B for blocks in cache: the one product of the attention kernels, in registers.</summary>
/// <typeparam name="TLanes">The instructions.</typeparam>
/// <typeparam name="TVector">Their vector of floats.</typeparam>
/// <remarks>
/// Elements of A are broadcast one by one, so its strides are free and a transposed A costs nothing. Each element of C
/// is one chain of fused additions in the order of the steps, whichever kernel computes it: results do not depend on
/// how rows are grouped.
/// </remarks>
internal static unsafe class TileProduct<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <summary>Rows of A and C come in multiples of this.</summary>
    internal const int RowUnit = 6;

    /// <summary>C = C0 + A B.</summary>
    /// <param name="a">A[i, p] lies at a + i * aRow + p * aStep.</param>
    /// <param name="aRow">Stride between rows of A.</param>
    /// <param name="aStep">Stride between columns of A.</param>
    /// <param name="b">B, [steps, vectors * lanes].</param>
    /// <param name="bRow">Stride between rows of B.</param>
    /// <param name="rows">Rows of A and C, a multiple of <see cref="RowUnit"/>.</param>
    /// <param name="vectors">Columns of B and C in vectors.</param>
    /// <param name="steps">Columns of A, rows of B.</param>
    /// <param name="start">C0, which may be C.</param>
    /// <param name="startRow">Stride between rows of C0; 0 takes one row for all.</param>
    /// <param name="c">Receives C.</param>
    /// <param name="cRow">Stride between rows of C.</param>
    internal static void Multiply(
        float* a, nint aRow, nint aStep, float* b, nint bRow, int rows, int vectors, int steps, float* start,
        nint startRow, float* c, nint cRow)
    {
        int column = 0;
        for (; column + 2 <= vectors; column += 2)
        {
            int offset = column * TLanes.Count;
            int row = 0;
            for (; TLanes.BlockRows == 12 && steps >= 2 && row + 12 <= rows; row += 12)
            {
                Rows12By2(
                    a + (row * aRow), aRow, aStep, b + offset, bRow, steps, start + (row * startRow) + offset, startRow,
                    c + (row * cRow) + offset, cRow);
            }

            for (; row < rows; row += RowUnit)
            {
                Rows6By2(
                    a + (row * aRow), aRow, aStep, b + offset, bRow, steps, start + (row * startRow) + offset, startRow,
                    c + (row * cRow) + offset, cRow);
            }
        }

        if (column < vectors)
        {
            int offset = column * TLanes.Count;
            int row = 0;
            for (; TLanes.BlockRows == 12 && row + 12 <= rows; row += 12)
            {
                Rows12By1(
                    a + (row * aRow), aRow, aStep, b + offset, bRow, steps, start + (row * startRow) + offset, startRow,
                    c + (row * cRow) + offset, cRow);
            }

            for (; row < rows; row += RowUnit)
            {
                Rows6By1(
                    a + (row * aRow), aRow, aStep, b + offset, bRow, steps, start + (row * startRow) + offset, startRow,
                    c + (row * cRow) + offset, cRow);
            }
        }
    }

    // 24 accumulators, 2 vectors of B, 1 element of A: 27 of 32 registers. The first step loads C0 and the last one
    // stores C: loads and stores in a row of their own would keep the multipliers waiting.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows12By2(
        float* a, nint aRow, nint aStep, float* b, nint bRow, int steps, float* start, nint startRow, float* c,
        nint cRow)
    {
        float* a0 = a;
        float* a3 = a + (3 * aRow);
        float* a6 = a + (6 * aRow);
        float* a9 = a + (9 * aRow);
        nint aRow2 = 2 * aRow;
        TVector u = TLanes.Load(b), v = TLanes.Load(b + TLanes.Count);
        (TVector x0, TVector y0) = Begin(*a0, u, v, start);
        (TVector x1, TVector y1) = Begin(*(a0 + aRow), u, v, start + startRow);
        (TVector x2, TVector y2) = Begin(*(a0 + aRow2), u, v, start + (2 * startRow));
        (TVector x3, TVector y3) = Begin(*a3, u, v, start + (3 * startRow));
        (TVector x4, TVector y4) = Begin(*(a3 + aRow), u, v, start + (4 * startRow));
        (TVector x5, TVector y5) = Begin(*(a3 + aRow2), u, v, start + (5 * startRow));
        (TVector x6, TVector y6) = Begin(*a6, u, v, start + (6 * startRow));
        (TVector x7, TVector y7) = Begin(*(a6 + aRow), u, v, start + (7 * startRow));
        (TVector x8, TVector y8) = Begin(*(a6 + aRow2), u, v, start + (8 * startRow));
        (TVector x9, TVector y9) = Begin(*a9, u, v, start + (9 * startRow));
        (TVector x10, TVector y10) = Begin(*(a9 + aRow), u, v, start + (10 * startRow));
        (TVector x11, TVector y11) = Begin(*(a9 + aRow2), u, v, start + (11 * startRow));
        b += bRow;
        a0 += aStep;
        a3 += aStep;
        a6 += aStep;
        a9 += aStep;
        for (int step = 2; step < steps; step++)
        {
            u = TLanes.Load(b);
            v = TLanes.Load(b + TLanes.Count);
            (x0, y0) = Add(*a0, u, v, x0, y0);
            (x1, y1) = Add(*(a0 + aRow), u, v, x1, y1);
            (x2, y2) = Add(*(a0 + aRow2), u, v, x2, y2);
            (x3, y3) = Add(*a3, u, v, x3, y3);
            (x4, y4) = Add(*(a3 + aRow), u, v, x4, y4);
            (x5, y5) = Add(*(a3 + aRow2), u, v, x5, y5);
            (x6, y6) = Add(*a6, u, v, x6, y6);
            (x7, y7) = Add(*(a6 + aRow), u, v, x7, y7);
            (x8, y8) = Add(*(a6 + aRow2), u, v, x8, y8);
            (x9, y9) = Add(*a9, u, v, x9, y9);
            (x10, y10) = Add(*(a9 + aRow), u, v, x10, y10);
            (x11, y11) = Add(*(a9 + aRow2), u, v, x11, y11);
            b += bRow;
            a0 += aStep;
            a3 += aStep;
            a6 += aStep;
            a9 += aStep;
        }

        u = TLanes.Load(b);
        v = TLanes.Load(b + TLanes.Count);
        End(*a0, u, v, x0, y0, c);
        End(*(a0 + aRow), u, v, x1, y1, c + cRow);
        End(*(a0 + aRow2), u, v, x2, y2, c + (2 * cRow));
        End(*a3, u, v, x3, y3, c + (3 * cRow));
        End(*(a3 + aRow), u, v, x4, y4, c + (4 * cRow));
        End(*(a3 + aRow2), u, v, x5, y5, c + (5 * cRow));
        End(*a6, u, v, x6, y6, c + (6 * cRow));
        End(*(a6 + aRow), u, v, x7, y7, c + (7 * cRow));
        End(*(a6 + aRow2), u, v, x8, y8, c + (8 * cRow));
        End(*a9, u, v, x9, y9, c + (9 * cRow));
        End(*(a9 + aRow), u, v, x10, y10, c + (10 * cRow));
        End(*(a9 + aRow2), u, v, x11, y11, c + (11 * cRow));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (TVector X, TVector Y) Begin(float a, TVector u, TVector v, float* start) =>
        Add(a, u, v, TLanes.Load(start), TLanes.Load(start + TLanes.Count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (TVector X, TVector Y) Add(float a, TVector u, TVector v, TVector x, TVector y)
    {
        TVector w = TLanes.Broadcast(a);
        return (TLanes.MultiplyAdd(w, u, x), TLanes.MultiplyAdd(w, v, y));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void End(float a, TVector u, TVector v, TVector x, TVector y, float* c)
    {
        (x, y) = Add(a, u, v, x, y);
        TLanes.Store(x, c);
        TLanes.Store(y, c + TLanes.Count);
    }

    // 12 accumulators for an odd last vector.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows12By1(
        float* a, nint aRow, nint aStep, float* b, nint bRow, int steps, float* start, nint startRow, float* c,
        nint cRow)
    {
        TVector x0 = TLanes.Load(start);
        TVector x1 = TLanes.Load(start + startRow);
        TVector x2 = TLanes.Load(start + (2 * startRow));
        TVector x3 = TLanes.Load(start + (3 * startRow));
        TVector x4 = TLanes.Load(start + (4 * startRow));
        TVector x5 = TLanes.Load(start + (5 * startRow));
        TVector x6 = TLanes.Load(start + (6 * startRow));
        TVector x7 = TLanes.Load(start + (7 * startRow));
        TVector x8 = TLanes.Load(start + (8 * startRow));
        TVector x9 = TLanes.Load(start + (9 * startRow));
        TVector x10 = TLanes.Load(start + (10 * startRow));
        TVector x11 = TLanes.Load(start + (11 * startRow));
        float* a0 = a;
        float* a3 = a + (3 * aRow);
        float* a6 = a + (6 * aRow);
        float* a9 = a + (9 * aRow);
        nint aRow2 = 2 * aRow;
        for (int step = 0; step < steps; step++)
        {
            TVector u = TLanes.Load(b);
            x0 = TLanes.MultiplyAdd(TLanes.Broadcast(*a0), u, x0);
            x1 = TLanes.MultiplyAdd(TLanes.Broadcast(*(a0 + aRow)), u, x1);
            x2 = TLanes.MultiplyAdd(TLanes.Broadcast(*(a0 + aRow2)), u, x2);
            x3 = TLanes.MultiplyAdd(TLanes.Broadcast(*a3), u, x3);
            x4 = TLanes.MultiplyAdd(TLanes.Broadcast(*(a3 + aRow)), u, x4);
            x5 = TLanes.MultiplyAdd(TLanes.Broadcast(*(a3 + aRow2)), u, x5);
            x6 = TLanes.MultiplyAdd(TLanes.Broadcast(*a6), u, x6);
            x7 = TLanes.MultiplyAdd(TLanes.Broadcast(*(a6 + aRow)), u, x7);
            x8 = TLanes.MultiplyAdd(TLanes.Broadcast(*(a6 + aRow2)), u, x8);
            x9 = TLanes.MultiplyAdd(TLanes.Broadcast(*a9), u, x9);
            x10 = TLanes.MultiplyAdd(TLanes.Broadcast(*(a9 + aRow)), u, x10);
            x11 = TLanes.MultiplyAdd(TLanes.Broadcast(*(a9 + aRow2)), u, x11);
            b += bRow;
            a0 += aStep;
            a3 += aStep;
            a6 += aStep;
            a9 += aStep;
        }

        TLanes.Store(x0, c);
        c += cRow;
        TLanes.Store(x1, c);
        c += cRow;
        TLanes.Store(x2, c);
        c += cRow;
        TLanes.Store(x3, c);
        c += cRow;
        TLanes.Store(x4, c);
        c += cRow;
        TLanes.Store(x5, c);
        c += cRow;
        TLanes.Store(x6, c);
        c += cRow;
        TLanes.Store(x7, c);
        c += cRow;
        TLanes.Store(x8, c);
        c += cRow;
        TLanes.Store(x9, c);
        c += cRow;
        TLanes.Store(x10, c);
        c += cRow;
        TLanes.Store(x11, c);
    }

    // 12 accumulators, 2 vectors of B, 1 element of A: 15 of 16 registers.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows6By2(
        float* a, nint aRow, nint aStep, float* b, nint bRow, int steps, float* start, nint startRow, float* c,
        nint cRow)
    {
        TVector x0 = TLanes.Load(start), y0 = TLanes.Load(start + TLanes.Count);
        TVector x1 = TLanes.Load(start + startRow), y1 = TLanes.Load(start + startRow + TLanes.Count);
        TVector x2 = TLanes.Load(start + (2 * startRow)), y2 = TLanes.Load(start + (2 * startRow) + TLanes.Count);
        TVector x3 = TLanes.Load(start + (3 * startRow)), y3 = TLanes.Load(start + (3 * startRow) + TLanes.Count);
        TVector x4 = TLanes.Load(start + (4 * startRow)), y4 = TLanes.Load(start + (4 * startRow) + TLanes.Count);
        TVector x5 = TLanes.Load(start + (5 * startRow)), y5 = TLanes.Load(start + (5 * startRow) + TLanes.Count);
        float* a0 = a;
        float* a3 = a + (3 * aRow);
        nint aRow2 = 2 * aRow;
        for (int step = 0; step < steps; step++)
        {
            TVector u = TLanes.Load(b), v = TLanes.Load(b + TLanes.Count);
            TVector w = TLanes.Broadcast(*a0);
            x0 = TLanes.MultiplyAdd(w, u, x0);
            y0 = TLanes.MultiplyAdd(w, v, y0);
            w = TLanes.Broadcast(*(a0 + aRow));
            x1 = TLanes.MultiplyAdd(w, u, x1);
            y1 = TLanes.MultiplyAdd(w, v, y1);
            w = TLanes.Broadcast(*(a0 + aRow2));
            x2 = TLanes.MultiplyAdd(w, u, x2);
            y2 = TLanes.MultiplyAdd(w, v, y2);
            w = TLanes.Broadcast(*a3);
            x3 = TLanes.MultiplyAdd(w, u, x3);
            y3 = TLanes.MultiplyAdd(w, v, y3);
            w = TLanes.Broadcast(*(a3 + aRow));
            x4 = TLanes.MultiplyAdd(w, u, x4);
            y4 = TLanes.MultiplyAdd(w, v, y4);
            w = TLanes.Broadcast(*(a3 + aRow2));
            x5 = TLanes.MultiplyAdd(w, u, x5);
            y5 = TLanes.MultiplyAdd(w, v, y5);
            b += bRow;
            a0 += aStep;
            a3 += aStep;
        }

        TLanes.Store(x0, c);
        TLanes.Store(y0, c + TLanes.Count);
        c += cRow;
        TLanes.Store(x1, c);
        TLanes.Store(y1, c + TLanes.Count);
        c += cRow;
        TLanes.Store(x2, c);
        TLanes.Store(y2, c + TLanes.Count);
        c += cRow;
        TLanes.Store(x3, c);
        TLanes.Store(y3, c + TLanes.Count);
        c += cRow;
        TLanes.Store(x4, c);
        TLanes.Store(y4, c + TLanes.Count);
        c += cRow;
        TLanes.Store(x5, c);
        TLanes.Store(y5, c + TLanes.Count);
    }

    // 6 accumulators for an odd last vector.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows6By1(
        float* a, nint aRow, nint aStep, float* b, nint bRow, int steps, float* start, nint startRow, float* c,
        nint cRow)
    {
        TVector x0 = TLanes.Load(start);
        TVector x1 = TLanes.Load(start + startRow);
        TVector x2 = TLanes.Load(start + (2 * startRow));
        TVector x3 = TLanes.Load(start + (3 * startRow));
        TVector x4 = TLanes.Load(start + (4 * startRow));
        TVector x5 = TLanes.Load(start + (5 * startRow));
        float* a0 = a;
        float* a3 = a + (3 * aRow);
        nint aRow2 = 2 * aRow;
        for (int step = 0; step < steps; step++)
        {
            TVector u = TLanes.Load(b);
            x0 = TLanes.MultiplyAdd(TLanes.Broadcast(*a0), u, x0);
            x1 = TLanes.MultiplyAdd(TLanes.Broadcast(*(a0 + aRow)), u, x1);
            x2 = TLanes.MultiplyAdd(TLanes.Broadcast(*(a0 + aRow2)), u, x2);
            x3 = TLanes.MultiplyAdd(TLanes.Broadcast(*a3), u, x3);
            x4 = TLanes.MultiplyAdd(TLanes.Broadcast(*(a3 + aRow)), u, x4);
            x5 = TLanes.MultiplyAdd(TLanes.Broadcast(*(a3 + aRow2)), u, x5);
            b += bRow;
            a0 += aStep;
            a3 += aStep;
        }

        TLanes.Store(x0, c);
        c += cRow;
        TLanes.Store(x1, c);
        c += cRow;
        TLanes.Store(x2, c);
        c += cRow;
        TLanes.Store(x3, c);
        c += cRow;
        TLanes.Store(x4, c);
        c += cRow;
        TLanes.Store(x5, c);
    }
}
