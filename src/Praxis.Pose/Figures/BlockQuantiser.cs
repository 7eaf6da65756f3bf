using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Praxis.Pose;

/// <summary>The loss of JPEG without its file: cosine transform of 8 × 8 blocks, rounded and taken back.</summary>
/// <remarks>Luminance and both colour differences use the luminance table of ITU-T T.81, annex K, table K.1; the
/// differences with twice its steps. Sums have a fixed width and order, so bytes are the same on every
/// machine.</remarks>
internal sealed class BlockQuantiser
{
    private const int Side = 8;
    private static readonly float[] Steps =
    [
        16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56,
        14, 17, 22, 29, 51, 87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92,
        49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
    ];

    private static readonly float[] Cosines = MakeCosines(isTransposed: false);
    private static readonly float[] Transposed = MakeCosines(isTransposed: true);
    private readonly int _size;
    private readonly float[] _planes;

    public BlockQuantiser(int size)
    {
        _size = size;
        _planes = new float[3 * size * size];
    }

    /// <summary>Quantises a picture in place.</summary>
    /// <param name="pixels">[size, size, 3]; size a multiple of 8.</param>
    /// <param name="coarseness">Factor of the table: 1 is JPEG's quality 50.</param>
    public void Apply(byte[] pixels, float coarseness)
    {
        int plane = _size * _size;
        Span<float> light = _planes.AsSpan(0, plane);
        Span<float> blue = _planes.AsSpan(plane, plane);
        Span<float> red = _planes.AsSpan(2 * plane, plane);
        for (int i = 0; i < plane; i++)
        {
            float r = pixels[3 * i];
            float g = pixels[(3 * i) + 1];
            float b = pixels[(3 * i) + 2];
            light[i] = (0.299f * r) + (0.587f * g) + (0.114f * b) - 128;
            blue[i] = (-0.168736f * r) - (0.331264f * g) + (0.5f * b);
            red[i] = (0.5f * r) - (0.418688f * g) - (0.081312f * b);
        }

        Quantise(light, coarseness);
        Quantise(blue, 2 * coarseness);
        Quantise(red, 2 * coarseness);
        for (int i = 0; i < plane; i++)
        {
            float y = light[i] + 128.5f;
            pixels[3 * i] = (byte)Math.Clamp(y + (1.402f * red[i]), 0, 255);
            pixels[(3 * i) + 1] = (byte)Math.Clamp(y - (0.344136f * blue[i]) - (0.714136f * red[i]), 0, 255);
            pixels[(3 * i) + 2] = (byte)Math.Clamp(y + (1.772f * blue[i]), 0, 255);
        }
    }

    private void Quantise(Span<float> plane, float coarseness)
    {
        Span<float> block = stackalloc float[Side * Side];
        Span<float> other = stackalloc float[Side * Side];
        Span<float> steps = stackalloc float[Side * Side];
        for (int i = 0; i < steps.Length; i++)
        {
            steps[i] = Steps[i] * coarseness;
        }

        for (int y = 0; y < _size; y += Side)
        {
            for (int x = 0; x < _size; x += Side)
            {
                for (int row = 0; row < Side; row++)
                {
                    plane.Slice(((y + row) * _size) + x, Side).CopyTo(block[(row * Side)..]);
                }

                // D X Dᵀ, rounded to the steps, then Dᵀ Y D.
                Product(Cosines, block, other);
                Product(other, Transposed, block);
                Round(block, steps);
                Product(Transposed, block, other);
                Product(other, Cosines, block);
                for (int row = 0; row < Side; row++)
                {
                    block.Slice(row * Side, Side).CopyTo(plane.Slice(((y + row) * _size) + x, Side));
                }
            }
        }
    }

    private static void Round(Span<float> block, ReadOnlySpan<float> steps)
    {
        for (int i = 0; i < block.Length; i += Side)
        {
            var step = Vector256.Create(steps.Slice(i, Side));
            (Vector256.Round(Vector256.Create<float>(block.Slice(i, Side)) / step) * step).CopyTo(block[i..]);
        }
    }

    // A row of the product is a sum of the second's rows: eight lanes at once.
    private static void Product(ReadOnlySpan<float> first, ReadOnlySpan<float> second, Span<float> destination)
    {
        ref float left = ref MemoryMarshal.GetReference(first);
        ref float rows = ref MemoryMarshal.GetReference(second);
        var row0 = Vector256.LoadUnsafe(ref rows);
        var row1 = Vector256.LoadUnsafe(ref rows, 8);
        var row2 = Vector256.LoadUnsafe(ref rows, 16);
        var row3 = Vector256.LoadUnsafe(ref rows, 24);
        var row4 = Vector256.LoadUnsafe(ref rows, 32);
        var row5 = Vector256.LoadUnsafe(ref rows, 40);
        var row6 = Vector256.LoadUnsafe(ref rows, 48);
        var row7 = Vector256.LoadUnsafe(ref rows, 56);
        for (int i = 0; i < Side * Side; i += Side)
        {
            Vector256<float> pair0 = (Vector256.Create(Unsafe.Add(ref left, i)) * row0)
                + (Vector256.Create(Unsafe.Add(ref left, i + 1)) * row1);
            Vector256<float> pair1 = (Vector256.Create(Unsafe.Add(ref left, i + 2)) * row2)
                + (Vector256.Create(Unsafe.Add(ref left, i + 3)) * row3);
            Vector256<float> pair2 = (Vector256.Create(Unsafe.Add(ref left, i + 4)) * row4)
                + (Vector256.Create(Unsafe.Add(ref left, i + 5)) * row5);
            Vector256<float> pair3 = (Vector256.Create(Unsafe.Add(ref left, i + 6)) * row6)
                + (Vector256.Create(Unsafe.Add(ref left, i + 7)) * row7);
            (pair0 + pair1 + (pair2 + pair3)).CopyTo(destination[i..]);
        }
    }

    private static float[] MakeCosines(bool isTransposed)
    {
        var cosines = new float[Side * Side];
        for (int k = 0; k < Side; k++)
        {
            for (int n = 0; n < Side; n++)
            {
                double value = Math.Cos(Math.PI * ((2 * n) + 1) * k / 16) * Math.Sqrt((k == 0 ? 1 : 2) / 8.0);
                cosines[isTransposed ? (n * Side) + k : (k * Side) + n] = (float)value;
            }
        }

        return cosines;
    }
}
