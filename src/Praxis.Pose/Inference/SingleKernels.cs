using System.Runtime.Intrinsics;

namespace Praxis.Pose;

/// <summary>Convolutions for 16 outputs at once, one vector of 512 bits.</summary>
/// <remarks>See <see cref="WideKernels"/>.</remarks>
internal static unsafe class SingleKernels
{
    private const int Lanes = 16;

    private static readonly KernelBlock[] Blocks =
    [
        new(12, &Run12By1),
        new(8, &Run8By1),
        new(4, &Run4By1),
        new(1, &Run1By1),
    ];

    /// <summary>A row of pixels for 16 outputs.</summary>
    /// <param name="x">What the first tap of the first pixel multiplies, without the tap's offset.</param>
    /// <param name="y">The first pixel's outputs.</param>
    /// <param name="add">Added to them; null for nothing.</param>
    /// <param name="pixels">Length of the row.</param>
    /// <param name="part">Weights and steps.</param>
    internal static void Run(float* x, float* y, float* add, int pixels, in ConvolutionPart part) =>
        KernelBlock.RunRow(Blocks, x, y, add, pixels, part);

    private static void Run12By1(float* x, float* y, float* add, in ConvolutionPart part)
    {
        Vector512<float> bias0 = Vector512.Load(part.Bias);
        Vector512<float> c0 = bias0, c1 = bias0, c2 = bias0, c3 = bias0;
        Vector512<float> c4 = bias0, c5 = bias0, c6 = bias0, c7 = bias0;
        Vector512<float> c8 = bias0, c9 = bias0, c10 = bias0, c11 = bias0;
        float* w = part.Weight;
        nint s = part.Step;
        nint s2 = 2 * s;
        nint s3 = 3 * s;
        for (int tap = 0; tap < part.TapCount; tap++)
        {
            float* a = x + part.Taps[tap];
            float* a4 = a + (4 * s);
            float* a8 = a + (8 * s);
            for (float* end = a + part.TapLength; a < end; a++, a4++, a8++, w += Lanes)
            {
                Vector512<float> w0 = Vector512.Load(w);
                c0 = Vector512.FusedMultiplyAdd(Vector512.Create(a[0]), w0, c0);
                c1 = Vector512.FusedMultiplyAdd(Vector512.Create(a[s]), w0, c1);
                c2 = Vector512.FusedMultiplyAdd(Vector512.Create(a[s2]), w0, c2);
                c3 = Vector512.FusedMultiplyAdd(Vector512.Create(a[s3]), w0, c3);
                c4 = Vector512.FusedMultiplyAdd(Vector512.Create(a4[0]), w0, c4);
                c5 = Vector512.FusedMultiplyAdd(Vector512.Create(a4[s]), w0, c5);
                c6 = Vector512.FusedMultiplyAdd(Vector512.Create(a4[s2]), w0, c6);
                c7 = Vector512.FusedMultiplyAdd(Vector512.Create(a4[s3]), w0, c7);
                c8 = Vector512.FusedMultiplyAdd(Vector512.Create(a8[0]), w0, c8);
                c9 = Vector512.FusedMultiplyAdd(Vector512.Create(a8[s]), w0, c9);
                c10 = Vector512.FusedMultiplyAdd(Vector512.Create(a8[s2]), w0, c10);
                c11 = Vector512.FusedMultiplyAdd(Vector512.Create(a8[s3]), w0, c11);
            }
        }

        part.Store(c0, 0, y, add);
        part.Store(c1, 1, y, add);
        part.Store(c2, 2, y, add);
        part.Store(c3, 3, y, add);
        part.Store(c4, 4, y, add);
        part.Store(c5, 5, y, add);
        part.Store(c6, 6, y, add);
        part.Store(c7, 7, y, add);
        part.Store(c8, 8, y, add);
        part.Store(c9, 9, y, add);
        part.Store(c10, 10, y, add);
        part.Store(c11, 11, y, add);
    }

    private static void Run8By1(float* x, float* y, float* add, in ConvolutionPart part)
    {
        Vector512<float> bias0 = Vector512.Load(part.Bias);
        Vector512<float> c0 = bias0, c1 = bias0, c2 = bias0, c3 = bias0;
        Vector512<float> c4 = bias0, c5 = bias0, c6 = bias0, c7 = bias0;
        float* w = part.Weight;
        nint s = part.Step;
        nint s2 = 2 * s;
        nint s3 = 3 * s;
        for (int tap = 0; tap < part.TapCount; tap++)
        {
            float* a = x + part.Taps[tap];
            float* a4 = a + (4 * s);
            for (float* end = a + part.TapLength; a < end; a++, a4++, w += Lanes)
            {
                Vector512<float> w0 = Vector512.Load(w);
                c0 = Vector512.FusedMultiplyAdd(Vector512.Create(a[0]), w0, c0);
                c1 = Vector512.FusedMultiplyAdd(Vector512.Create(a[s]), w0, c1);
                c2 = Vector512.FusedMultiplyAdd(Vector512.Create(a[s2]), w0, c2);
                c3 = Vector512.FusedMultiplyAdd(Vector512.Create(a[s3]), w0, c3);
                c4 = Vector512.FusedMultiplyAdd(Vector512.Create(a4[0]), w0, c4);
                c5 = Vector512.FusedMultiplyAdd(Vector512.Create(a4[s]), w0, c5);
                c6 = Vector512.FusedMultiplyAdd(Vector512.Create(a4[s2]), w0, c6);
                c7 = Vector512.FusedMultiplyAdd(Vector512.Create(a4[s3]), w0, c7);
            }
        }

        part.Store(c0, 0, y, add);
        part.Store(c1, 1, y, add);
        part.Store(c2, 2, y, add);
        part.Store(c3, 3, y, add);
        part.Store(c4, 4, y, add);
        part.Store(c5, 5, y, add);
        part.Store(c6, 6, y, add);
        part.Store(c7, 7, y, add);
    }

    private static void Run4By1(float* x, float* y, float* add, in ConvolutionPart part)
    {
        Vector512<float> bias0 = Vector512.Load(part.Bias);
        Vector512<float> c0 = bias0, c1 = bias0, c2 = bias0, c3 = bias0;
        float* w = part.Weight;
        nint s = part.Step;
        nint s2 = 2 * s;
        nint s3 = 3 * s;
        for (int tap = 0; tap < part.TapCount; tap++)
        {
            float* a = x + part.Taps[tap];
            for (float* end = a + part.TapLength; a < end; a++, w += Lanes)
            {
                Vector512<float> w0 = Vector512.Load(w);
                c0 = Vector512.FusedMultiplyAdd(Vector512.Create(a[0]), w0, c0);
                c1 = Vector512.FusedMultiplyAdd(Vector512.Create(a[s]), w0, c1);
                c2 = Vector512.FusedMultiplyAdd(Vector512.Create(a[s2]), w0, c2);
                c3 = Vector512.FusedMultiplyAdd(Vector512.Create(a[s3]), w0, c3);
            }
        }

        part.Store(c0, 0, y, add);
        part.Store(c1, 1, y, add);
        part.Store(c2, 2, y, add);
        part.Store(c3, 3, y, add);
    }

    private static void Run1By1(float* x, float* y, float* add, in ConvolutionPart part)
    {
        Vector512<float> bias0 = Vector512.Load(part.Bias);
        Vector512<float> c0 = bias0;
        float* w = part.Weight;
        for (int tap = 0; tap < part.TapCount; tap++)
        {
            float* a = x + part.Taps[tap];
            for (float* end = a + part.TapLength; a < end; a++, w += Lanes)
            {
                Vector512<float> w0 = Vector512.Load(w);
                c0 = Vector512.FusedMultiplyAdd(Vector512.Create(a[0]), w0, c0);
            }
        }

        part.Store(c0, 0, y, add);
    }
}
