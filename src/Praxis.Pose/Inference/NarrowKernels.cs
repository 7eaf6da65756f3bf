using System.Runtime.Intrinsics;

namespace Praxis.Pose;

/// <summary>Convolutions for 16 outputs at once on machines with vectors of 256 bits: up to six pixels by two
/// vectors.</summary>
/// <remarks>See <see cref="WideKernels"/>.</remarks>
internal static unsafe class NarrowKernels
{
    private const int Lanes = 8;

    private static readonly KernelBlock[] Blocks =
    [
        new(6, &Run6By2),
        new(4, &Run4By2),
        new(2, &Run2By2),
        new(1, &Run1By2),
    ];

    /// <summary>A row of pixels for 16 outputs.</summary>
    /// <param name="x">What the first tap of the first pixel multiplies, without the tap's offset.</param>
    /// <param name="y">The first pixel's outputs.</param>
    /// <param name="add">Added to them; null for nothing.</param>
    /// <param name="pixels">Length of the row.</param>
    /// <param name="part">Weights and steps.</param>
    internal static void Run(float* x, float* y, float* add, int pixels, in ConvolutionPart part) =>
        KernelBlock.RunRow(Blocks, x, y, add, pixels, part);

    private static void Run6By2(float* x, float* y, float* add, in ConvolutionPart part)
    {
        Vector256<float> bias0 = Vector256.Load(part.Bias);
        Vector256<float> bias1 = Vector256.Load(part.Bias + Lanes);
        Vector256<float> c00 = bias0, c01 = bias1;
        Vector256<float> c10 = bias0, c11 = bias1;
        Vector256<float> c20 = bias0, c21 = bias1;
        Vector256<float> c30 = bias0, c31 = bias1;
        Vector256<float> c40 = bias0, c41 = bias1;
        Vector256<float> c50 = bias0, c51 = bias1;
        float* w = part.Weight;
        nint s = part.Step;
        nint s2 = 2 * s;
        nint s3 = 3 * s;
        nint row = part.WeightRow;
        for (int tap = 0; tap < part.TapCount; tap++)
        {
            float* a = x + part.Taps[tap];
            float* a4 = a + (4 * s);
            for (float* end = a + part.TapLength; a < end; a++, a4++, w += row)
            {
                Vector256<float> w0 = Vector256.Load(w);
                Vector256<float> w1 = Vector256.Load(w + Lanes);
                Vector256<float> v = Vector256.Create(a[0]);
                c00 = Vector256.FusedMultiplyAdd(v, w0, c00);
                c01 = Vector256.FusedMultiplyAdd(v, w1, c01);
                v = Vector256.Create(a[s]);
                c10 = Vector256.FusedMultiplyAdd(v, w0, c10);
                c11 = Vector256.FusedMultiplyAdd(v, w1, c11);
                v = Vector256.Create(a[s2]);
                c20 = Vector256.FusedMultiplyAdd(v, w0, c20);
                c21 = Vector256.FusedMultiplyAdd(v, w1, c21);
                v = Vector256.Create(a[s3]);
                c30 = Vector256.FusedMultiplyAdd(v, w0, c30);
                c31 = Vector256.FusedMultiplyAdd(v, w1, c31);
                v = Vector256.Create(a4[0]);
                c40 = Vector256.FusedMultiplyAdd(v, w0, c40);
                c41 = Vector256.FusedMultiplyAdd(v, w1, c41);
                v = Vector256.Create(a4[s]);
                c50 = Vector256.FusedMultiplyAdd(v, w0, c50);
                c51 = Vector256.FusedMultiplyAdd(v, w1, c51);
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
        Vector256<float> bias0 = Vector256.Load(part.Bias);
        Vector256<float> bias1 = Vector256.Load(part.Bias + Lanes);
        Vector256<float> c00 = bias0, c01 = bias1;
        Vector256<float> c10 = bias0, c11 = bias1;
        Vector256<float> c20 = bias0, c21 = bias1;
        Vector256<float> c30 = bias0, c31 = bias1;
        float* w = part.Weight;
        nint s = part.Step;
        nint s2 = 2 * s;
        nint s3 = 3 * s;
        nint row = part.WeightRow;
        for (int tap = 0; tap < part.TapCount; tap++)
        {
            float* a = x + part.Taps[tap];
            for (float* end = a + part.TapLength; a < end; a++, w += row)
            {
                Vector256<float> w0 = Vector256.Load(w);
                Vector256<float> w1 = Vector256.Load(w + Lanes);
                Vector256<float> v = Vector256.Create(a[0]);
                c00 = Vector256.FusedMultiplyAdd(v, w0, c00);
                c01 = Vector256.FusedMultiplyAdd(v, w1, c01);
                v = Vector256.Create(a[s]);
                c10 = Vector256.FusedMultiplyAdd(v, w0, c10);
                c11 = Vector256.FusedMultiplyAdd(v, w1, c11);
                v = Vector256.Create(a[s2]);
                c20 = Vector256.FusedMultiplyAdd(v, w0, c20);
                c21 = Vector256.FusedMultiplyAdd(v, w1, c21);
                v = Vector256.Create(a[s3]);
                c30 = Vector256.FusedMultiplyAdd(v, w0, c30);
                c31 = Vector256.FusedMultiplyAdd(v, w1, c31);
            }
        }

        part.Store(c00, c01, 0, y, add);
        part.Store(c10, c11, 1, y, add);
        part.Store(c20, c21, 2, y, add);
        part.Store(c30, c31, 3, y, add);
    }

    private static void Run2By2(float* x, float* y, float* add, in ConvolutionPart part)
    {
        Vector256<float> bias0 = Vector256.Load(part.Bias);
        Vector256<float> bias1 = Vector256.Load(part.Bias + Lanes);
        Vector256<float> c00 = bias0, c01 = bias1;
        Vector256<float> c10 = bias0, c11 = bias1;
        float* w = part.Weight;
        nint s = part.Step;
        nint row = part.WeightRow;
        for (int tap = 0; tap < part.TapCount; tap++)
        {
            float* a = x + part.Taps[tap];
            for (float* end = a + part.TapLength; a < end; a++, w += row)
            {
                Vector256<float> w0 = Vector256.Load(w);
                Vector256<float> w1 = Vector256.Load(w + Lanes);
                Vector256<float> v = Vector256.Create(a[0]);
                c00 = Vector256.FusedMultiplyAdd(v, w0, c00);
                c01 = Vector256.FusedMultiplyAdd(v, w1, c01);
                v = Vector256.Create(a[s]);
                c10 = Vector256.FusedMultiplyAdd(v, w0, c10);
                c11 = Vector256.FusedMultiplyAdd(v, w1, c11);
            }
        }

        part.Store(c00, c01, 0, y, add);
        part.Store(c10, c11, 1, y, add);
    }

    private static void Run1By2(float* x, float* y, float* add, in ConvolutionPart part)
    {
        Vector256<float> bias0 = Vector256.Load(part.Bias);
        Vector256<float> bias1 = Vector256.Load(part.Bias + Lanes);
        Vector256<float> c00 = bias0, c01 = bias1;
        float* w = part.Weight;
        nint row = part.WeightRow;
        for (int tap = 0; tap < part.TapCount; tap++)
        {
            float* a = x + part.Taps[tap];
            for (float* end = a + part.TapLength; a < end; a++, w += row)
            {
                Vector256<float> w0 = Vector256.Load(w);
                Vector256<float> w1 = Vector256.Load(w + Lanes);
                Vector256<float> v = Vector256.Create(a[0]);
                c00 = Vector256.FusedMultiplyAdd(v, w0, c00);
                c01 = Vector256.FusedMultiplyAdd(v, w1, c01);
            }
        }

        part.Store(c00, c01, 0, y, add);
    }
}
