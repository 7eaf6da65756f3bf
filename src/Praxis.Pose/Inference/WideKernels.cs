using System.Runtime.Intrinsics;

namespace Praxis.Pose;

/// <summary>Convolutions for 32 outputs at once: up to twelve pixels by two vectors of 512 bits in registers.</summary>
/// <remarks>A pixel's sums run in the order of taps and channels in every kernel, so bits do not depend on its
/// neighbours.</remarks>
internal static unsafe class WideKernels
{
    private const int Lanes = 16;

    private static readonly KernelBlock[] Blocks =
    [
        new(12, &Run12By2),
        new(8, &Run8By2),
        new(6, &Run6By2),
        new(4, &Run4By2),
        new(2, &Run2By2),
        new(1, &Run1By2),
    ];

    /// <summary>A row of pixels for 32 outputs.</summary>
    /// <param name="x">What the first tap of the first pixel multiplies, without the tap's offset.</param>
    /// <param name="y">The first pixel's outputs.</param>
    /// <param name="add">Added to them; null for nothing.</param>
    /// <param name="pixels">Length of the row.</param>
    /// <param name="part">Weights and steps.</param>
    internal static void Run(float* x, float* y, float* add, int pixels, in ConvolutionPart part) =>
        KernelBlock.RunRow(Blocks, x, y, add, pixels, part);

    private static void Run12By2(float* x, float* y, float* add, in ConvolutionPart part)
    {
        Vector512<float> bias0 = Vector512.Load(part.Bias);
        Vector512<float> bias1 = Vector512.Load(part.Bias + Lanes);
        Vector512<float> c00 = bias0, c01 = bias1;
        Vector512<float> c10 = bias0, c11 = bias1;
        Vector512<float> c20 = bias0, c21 = bias1;
        Vector512<float> c30 = bias0, c31 = bias1;
        Vector512<float> c40 = bias0, c41 = bias1;
        Vector512<float> c50 = bias0, c51 = bias1;
        Vector512<float> c60 = bias0, c61 = bias1;
        Vector512<float> c70 = bias0, c71 = bias1;
        Vector512<float> c80 = bias0, c81 = bias1;
        Vector512<float> c90 = bias0, c91 = bias1;
        Vector512<float> c100 = bias0, c101 = bias1;
        Vector512<float> c110 = bias0, c111 = bias1;
        float* w = part.Weight;
        nint s = part.Step;
        nint s2 = 2 * s;
        nint s3 = 3 * s;
        for (int tap = 0; tap < part.TapCount; tap++)
        {
            float* a = x + part.Taps[tap];
            float* a4 = a + (4 * s);
            float* a8 = a + (8 * s);
            for (float* end = a + part.TapLength; a < end; a++, a4++, a8++, w += 2 * Lanes)
            {
                Vector512<float> w0 = Vector512.Load(w);
                Vector512<float> w1 = Vector512.Load(w + Lanes);
                Vector512<float> v = Vector512.Create(a[0]);
                c00 = Vector512.FusedMultiplyAdd(v, w0, c00);
                c01 = Vector512.FusedMultiplyAdd(v, w1, c01);
                v = Vector512.Create(a[s]);
                c10 = Vector512.FusedMultiplyAdd(v, w0, c10);
                c11 = Vector512.FusedMultiplyAdd(v, w1, c11);
                v = Vector512.Create(a[s2]);
                c20 = Vector512.FusedMultiplyAdd(v, w0, c20);
                c21 = Vector512.FusedMultiplyAdd(v, w1, c21);
                v = Vector512.Create(a[s3]);
                c30 = Vector512.FusedMultiplyAdd(v, w0, c30);
                c31 = Vector512.FusedMultiplyAdd(v, w1, c31);
                v = Vector512.Create(a4[0]);
                c40 = Vector512.FusedMultiplyAdd(v, w0, c40);
                c41 = Vector512.FusedMultiplyAdd(v, w1, c41);
                v = Vector512.Create(a4[s]);
                c50 = Vector512.FusedMultiplyAdd(v, w0, c50);
                c51 = Vector512.FusedMultiplyAdd(v, w1, c51);
                v = Vector512.Create(a4[s2]);
                c60 = Vector512.FusedMultiplyAdd(v, w0, c60);
                c61 = Vector512.FusedMultiplyAdd(v, w1, c61);
                v = Vector512.Create(a4[s3]);
                c70 = Vector512.FusedMultiplyAdd(v, w0, c70);
                c71 = Vector512.FusedMultiplyAdd(v, w1, c71);
                v = Vector512.Create(a8[0]);
                c80 = Vector512.FusedMultiplyAdd(v, w0, c80);
                c81 = Vector512.FusedMultiplyAdd(v, w1, c81);
                v = Vector512.Create(a8[s]);
                c90 = Vector512.FusedMultiplyAdd(v, w0, c90);
                c91 = Vector512.FusedMultiplyAdd(v, w1, c91);
                v = Vector512.Create(a8[s2]);
                c100 = Vector512.FusedMultiplyAdd(v, w0, c100);
                c101 = Vector512.FusedMultiplyAdd(v, w1, c101);
                v = Vector512.Create(a8[s3]);
                c110 = Vector512.FusedMultiplyAdd(v, w0, c110);
                c111 = Vector512.FusedMultiplyAdd(v, w1, c111);
            }
        }

        part.Store(c00, c01, 0, y, add);
        part.Store(c10, c11, 1, y, add);
        part.Store(c20, c21, 2, y, add);
        part.Store(c30, c31, 3, y, add);
        part.Store(c40, c41, 4, y, add);
        part.Store(c50, c51, 5, y, add);
        part.Store(c60, c61, 6, y, add);
        part.Store(c70, c71, 7, y, add);
        part.Store(c80, c81, 8, y, add);
        part.Store(c90, c91, 9, y, add);
        part.Store(c100, c101, 10, y, add);
        part.Store(c110, c111, 11, y, add);
    }

    private static void Run8By2(float* x, float* y, float* add, in ConvolutionPart part)
    {
        Vector512<float> bias0 = Vector512.Load(part.Bias);
        Vector512<float> bias1 = Vector512.Load(part.Bias + Lanes);
        Vector512<float> c00 = bias0, c01 = bias1;
        Vector512<float> c10 = bias0, c11 = bias1;
        Vector512<float> c20 = bias0, c21 = bias1;
        Vector512<float> c30 = bias0, c31 = bias1;
        Vector512<float> c40 = bias0, c41 = bias1;
        Vector512<float> c50 = bias0, c51 = bias1;
        Vector512<float> c60 = bias0, c61 = bias1;
        Vector512<float> c70 = bias0, c71 = bias1;
        float* w = part.Weight;
        nint s = part.Step;
        nint s2 = 2 * s;
        nint s3 = 3 * s;
        for (int tap = 0; tap < part.TapCount; tap++)
        {
            float* a = x + part.Taps[tap];
            float* a4 = a + (4 * s);
            for (float* end = a + part.TapLength; a < end; a++, a4++, w += 2 * Lanes)
            {
                Vector512<float> w0 = Vector512.Load(w);
                Vector512<float> w1 = Vector512.Load(w + Lanes);
                Vector512<float> v = Vector512.Create(a[0]);
                c00 = Vector512.FusedMultiplyAdd(v, w0, c00);
                c01 = Vector512.FusedMultiplyAdd(v, w1, c01);
                v = Vector512.Create(a[s]);
                c10 = Vector512.FusedMultiplyAdd(v, w0, c10);
                c11 = Vector512.FusedMultiplyAdd(v, w1, c11);
                v = Vector512.Create(a[s2]);
                c20 = Vector512.FusedMultiplyAdd(v, w0, c20);
                c21 = Vector512.FusedMultiplyAdd(v, w1, c21);
                v = Vector512.Create(a[s3]);
                c30 = Vector512.FusedMultiplyAdd(v, w0, c30);
                c31 = Vector512.FusedMultiplyAdd(v, w1, c31);
                v = Vector512.Create(a4[0]);
                c40 = Vector512.FusedMultiplyAdd(v, w0, c40);
                c41 = Vector512.FusedMultiplyAdd(v, w1, c41);
                v = Vector512.Create(a4[s]);
                c50 = Vector512.FusedMultiplyAdd(v, w0, c50);
                c51 = Vector512.FusedMultiplyAdd(v, w1, c51);
                v = Vector512.Create(a4[s2]);
                c60 = Vector512.FusedMultiplyAdd(v, w0, c60);
                c61 = Vector512.FusedMultiplyAdd(v, w1, c61);
                v = Vector512.Create(a4[s3]);
                c70 = Vector512.FusedMultiplyAdd(v, w0, c70);
                c71 = Vector512.FusedMultiplyAdd(v, w1, c71);
            }
        }

        part.Store(c00, c01, 0, y, add);
        part.Store(c10, c11, 1, y, add);
        part.Store(c20, c21, 2, y, add);
        part.Store(c30, c31, 3, y, add);
        part.Store(c40, c41, 4, y, add);
        part.Store(c50, c51, 5, y, add);
        part.Store(c60, c61, 6, y, add);
        part.Store(c70, c71, 7, y, add);
    }

    private static void Run6By2(float* x, float* y, float* add, in ConvolutionPart part)
    {
        Vector512<float> bias0 = Vector512.Load(part.Bias);
        Vector512<float> bias1 = Vector512.Load(part.Bias + Lanes);
        Vector512<float> c00 = bias0, c01 = bias1;
        Vector512<float> c10 = bias0, c11 = bias1;
        Vector512<float> c20 = bias0, c21 = bias1;
        Vector512<float> c30 = bias0, c31 = bias1;
        Vector512<float> c40 = bias0, c41 = bias1;
        Vector512<float> c50 = bias0, c51 = bias1;
        float* w = part.Weight;
        nint s = part.Step;
        nint s2 = 2 * s;
        nint s3 = 3 * s;
        for (int tap = 0; tap < part.TapCount; tap++)
        {
            float* a = x + part.Taps[tap];
            float* a4 = a + (4 * s);
            for (float* end = a + part.TapLength; a < end; a++, a4++, w += 2 * Lanes)
            {
                Vector512<float> w0 = Vector512.Load(w);
                Vector512<float> w1 = Vector512.Load(w + Lanes);
                Vector512<float> v = Vector512.Create(a[0]);
                c00 = Vector512.FusedMultiplyAdd(v, w0, c00);
                c01 = Vector512.FusedMultiplyAdd(v, w1, c01);
                v = Vector512.Create(a[s]);
                c10 = Vector512.FusedMultiplyAdd(v, w0, c10);
                c11 = Vector512.FusedMultiplyAdd(v, w1, c11);
                v = Vector512.Create(a[s2]);
                c20 = Vector512.FusedMultiplyAdd(v, w0, c20);
                c21 = Vector512.FusedMultiplyAdd(v, w1, c21);
                v = Vector512.Create(a[s3]);
                c30 = Vector512.FusedMultiplyAdd(v, w0, c30);
                c31 = Vector512.FusedMultiplyAdd(v, w1, c31);
                v = Vector512.Create(a4[0]);
                c40 = Vector512.FusedMultiplyAdd(v, w0, c40);
                c41 = Vector512.FusedMultiplyAdd(v, w1, c41);
                v = Vector512.Create(a4[s]);
                c50 = Vector512.FusedMultiplyAdd(v, w0, c50);
                c51 = Vector512.FusedMultiplyAdd(v, w1, c51);
            }
        }

        part.Store(c00, c01, 0, y, add);
        part.Store(c10, c11, 1, y, add);
        part.Store(c20, c21, 2, y, add);
        part.Store(c30, c31, 3, y, add);
        part.Store(c40, c41, 4, y, add);
        part.Store(c50, c51, 5, y, add);
    }

    private static void Run4By2(float* x, float* y, float* add, in ConvolutionPart part)
    {
        Vector512<float> bias0 = Vector512.Load(part.Bias);
        Vector512<float> bias1 = Vector512.Load(part.Bias + Lanes);
        Vector512<float> c00 = bias0, c01 = bias1;
        Vector512<float> c10 = bias0, c11 = bias1;
        Vector512<float> c20 = bias0, c21 = bias1;
        Vector512<float> c30 = bias0, c31 = bias1;
        float* w = part.Weight;
        nint s = part.Step;
        nint s2 = 2 * s;
        nint s3 = 3 * s;
        for (int tap = 0; tap < part.TapCount; tap++)
        {
            float* a = x + part.Taps[tap];
            for (float* end = a + part.TapLength; a < end; a++, w += 2 * Lanes)
            {
                Vector512<float> w0 = Vector512.Load(w);
                Vector512<float> w1 = Vector512.Load(w + Lanes);
                Vector512<float> v = Vector512.Create(a[0]);
                c00 = Vector512.FusedMultiplyAdd(v, w0, c00);
                c01 = Vector512.FusedMultiplyAdd(v, w1, c01);
                v = Vector512.Create(a[s]);
                c10 = Vector512.FusedMultiplyAdd(v, w0, c10);
                c11 = Vector512.FusedMultiplyAdd(v, w1, c11);
                v = Vector512.Create(a[s2]);
                c20 = Vector512.FusedMultiplyAdd(v, w0, c20);
                c21 = Vector512.FusedMultiplyAdd(v, w1, c21);
                v = Vector512.Create(a[s3]);
                c30 = Vector512.FusedMultiplyAdd(v, w0, c30);
                c31 = Vector512.FusedMultiplyAdd(v, w1, c31);
            }
        }

        part.Store(c00, c01, 0, y, add);
        part.Store(c10, c11, 1, y, add);
        part.Store(c20, c21, 2, y, add);
        part.Store(c30, c31, 3, y, add);
    }

    private static void Run2By2(float* x, float* y, float* add, in ConvolutionPart part)
    {
        Vector512<float> bias0 = Vector512.Load(part.Bias);
        Vector512<float> bias1 = Vector512.Load(part.Bias + Lanes);
        Vector512<float> c00 = bias0, c01 = bias1;
        Vector512<float> c10 = bias0, c11 = bias1;
        float* w = part.Weight;
        nint s = part.Step;
        for (int tap = 0; tap < part.TapCount; tap++)
        {
            float* a = x + part.Taps[tap];
            for (float* end = a + part.TapLength; a < end; a++, w += 2 * Lanes)
            {
                Vector512<float> w0 = Vector512.Load(w);
                Vector512<float> w1 = Vector512.Load(w + Lanes);
                Vector512<float> v = Vector512.Create(a[0]);
                c00 = Vector512.FusedMultiplyAdd(v, w0, c00);
                c01 = Vector512.FusedMultiplyAdd(v, w1, c01);
                v = Vector512.Create(a[s]);
                c10 = Vector512.FusedMultiplyAdd(v, w0, c10);
                c11 = Vector512.FusedMultiplyAdd(v, w1, c11);
            }
        }

        part.Store(c00, c01, 0, y, add);
        part.Store(c10, c11, 1, y, add);
    }

    private static void Run1By2(float* x, float* y, float* add, in ConvolutionPart part)
    {
        Vector512<float> bias0 = Vector512.Load(part.Bias);
        Vector512<float> bias1 = Vector512.Load(part.Bias + Lanes);
        Vector512<float> c00 = bias0, c01 = bias1;
        float* w = part.Weight;
        for (int tap = 0; tap < part.TapCount; tap++)
        {
            float* a = x + part.Taps[tap];
            for (float* end = a + part.TapLength; a < end; a++, w += 2 * Lanes)
            {
                Vector512<float> w0 = Vector512.Load(w);
                Vector512<float> w1 = Vector512.Load(w + Lanes);
                Vector512<float> v = Vector512.Create(a[0]);
                c00 = Vector512.FusedMultiplyAdd(v, w0, c00);
                c01 = Vector512.FusedMultiplyAdd(v, w1, c01);
            }
        }

        part.Store(c00, c01, 0, y, add);
    }
}
