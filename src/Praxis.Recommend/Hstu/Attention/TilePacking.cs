using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Praxis.Recommend;

/// <summary>Copies rows of a head into the layouts that the products read.</summary>
internal static unsafe class TilePacking
{
    /// <summary>Copies rows, scaled, into rows of a padded width; the padding becomes zeros.</summary>
    internal static void Rows(
        StridedRows source, int rows, int width, float scale, float* target, int targetWidth)
    {
        for (int r = 0; r < rows; r++)
        {
            var from = new ReadOnlySpan<float>(source.Row(r), width);
            var to = new Span<float>(target + ((long)r * targetWidth), targetWidth);
            if (scale == 1f)
            {
                from.CopyTo(to);
            }
            else
            {
                System.Numerics.Tensors.TensorPrimitives.Multiply(from, scale, to);
            }

            to[width..].Clear();
        }
    }

    /// <summary>Copies rows as columns: blocks of <paramref name="blockRows"/> rows, [width, blockRows] each; rows
    /// behind the last one become zeros.</summary>
    internal static void Across(StridedRows source, int rows, int width, int blockRows, float* target)
    {
        for (int block = 0; block < rows; block += blockRows)
        {
            int first = 0;
            for (; first + 8 <= blockRows && block + first + 8 <= rows; first += 8)
            {
                EightAcross(source, block + first, width, blockRows, target + first);
            }

            for (; first < blockRows; first++)
            {
                float* row = block + first < rows ? source.Row(block + first) : null;
                for (int c = 0; c < width; c++)
                {
                    target[(c * blockRows) + first] = row == null ? 0f : row[c];
                }
            }

            target += width * blockRows;
        }
    }

    private static void EightAcross(StridedRows source, int row, int width, int blockRows, float* target)
    {
        float* start = source.Row(row);
        long stride = source.Stride;
        int c = 0;
        for (; c + 8 <= width; c += 8)
        {
            Transpose8(start + c, stride, target + (c * blockRows), blockRows);
        }

        for (; c < width; c++)
        {
            for (int r = 0; r < 8; r++)
            {
                target[(c * blockRows) + r] = start[(r * stride) + c];
            }
        }
    }

    private static void Transpose8(float* source, long stride, float* target, int targetStride)
    {
        Vector256<float> r0 = Vector256.Load(source);
        Vector256<float> r1 = Vector256.Load(source + stride);
        Vector256<float> r2 = Vector256.Load(source + (2 * stride));
        Vector256<float> r3 = Vector256.Load(source + (3 * stride));
        Vector256<float> r4 = Vector256.Load(source + (4 * stride));
        Vector256<float> r5 = Vector256.Load(source + (5 * stride));
        Vector256<float> r6 = Vector256.Load(source + (6 * stride));
        Vector256<float> r7 = Vector256.Load(source + (7 * stride));
        Quarter(r0, r1, r2, r3, out Vector256<float> a0, out Vector256<float> a1, out Vector256<float> a2,
            out Vector256<float> a3);
        Quarter(r4, r5, r6, r7, out Vector256<float> b0, out Vector256<float> b1, out Vector256<float> b2,
            out Vector256<float> b3);
        Avx.Permute2x128(a0, b0, 0x20).Store(target);
        Avx.Permute2x128(a1, b1, 0x20).Store(target + targetStride);
        Avx.Permute2x128(a2, b2, 0x20).Store(target + (2 * targetStride));
        Avx.Permute2x128(a3, b3, 0x20).Store(target + (3 * targetStride));
        Avx.Permute2x128(a0, b0, 0x31).Store(target + (4 * targetStride));
        Avx.Permute2x128(a1, b1, 0x31).Store(target + (5 * targetStride));
        Avx.Permute2x128(a2, b2, 0x31).Store(target + (6 * targetStride));
        Avx.Permute2x128(a3, b3, 0x31).Store(target + (7 * targetStride));
    }

    // Transposes the 4 x 4 blocks in both halves of four rows.
    private static void Quarter(
        Vector256<float> r0, Vector256<float> r1, Vector256<float> r2, Vector256<float> r3,
        out Vector256<float> c0, out Vector256<float> c1, out Vector256<float> c2, out Vector256<float> c3)
    {
        Vector256<float> low01 = Avx.UnpackLow(r0, r1);
        Vector256<float> high01 = Avx.UnpackHigh(r0, r1);
        Vector256<float> low23 = Avx.UnpackLow(r2, r3);
        Vector256<float> high23 = Avx.UnpackHigh(r2, r3);
        c0 = Avx.Shuffle(low01, low23, 0x44);
        c1 = Avx.Shuffle(low01, low23, 0xEE);
        c2 = Avx.Shuffle(high01, high23, 0x44);
        c3 = Avx.Shuffle(high01, high23, 0xEE);
    }
}
