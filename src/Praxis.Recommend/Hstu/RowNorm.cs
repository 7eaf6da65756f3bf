using System.Runtime.Intrinsics;
using Praxis.Numerics;

namespace Praxis.Recommend;

/// <summary>Layer norm of single rows, without scale and shift: y = (x - mean) / √(variance + ε).</summary>
internal static unsafe class RowNorm
{
    private const int Lanes = BlockProduct.Lanes;
    private const float Epsilon = 1e-6f;

    /// <summary>Normalises a row.</summary>
    /// <param name="x">[width].</param>
    /// <param name="width">Width of the row.</param>
    /// <param name="y">Receives the normalised row, [width]; may be <paramref name="x"/>.</param>
    /// <returns>1 / √(variance + ε).</returns>
    internal static float Apply(float* x, int width, float* y)
    {
        Vector512<float> sums = default;
        int i = 0;
        for (; i + Lanes <= width; i += Lanes)
        {
            sums += Vector512.Load(x + i);
        }

        float sum = Vector512.Sum(sums);
        for (; i < width; i++)
        {
            sum += x[i];
        }

        float mean = sum / width;
        Vector512<float> means = Vector512.Create(mean);
        sums = default;
        for (i = 0; i + Lanes <= width; i += Lanes)
        {
            Vector512<float> centred = Vector512.Load(x + i) - means;
            sums = Vector512.FusedMultiplyAdd(centred, centred, sums);
        }

        sum = Vector512.Sum(sums);
        for (; i < width; i++)
        {
            sum += (x[i] - mean) * (x[i] - mean);
        }

        float inverse = 1f / MathF.Sqrt((sum / width) + Epsilon);
        for (i = 0; i + Lanes <= width; i += Lanes)
        {
            ((Vector512.Load(x + i) - means) * inverse).Store(y + i);
        }

        for (; i < width; i++)
        {
            y[i] = (x[i] - mean) * inverse;
        }

        return inverse;
    }

    /// <summary>Takes a gradient back through the norm: dx += (dy - mean(dy) - y mean(dy y)) inverse.</summary>
    /// <param name="y">The normalised row, [width].</param>
    /// <param name="inverse">What <see cref="Apply"/> gave.</param>
    /// <param name="gradient">dy, [width].</param>
    /// <param name="width">Width of the row.</param>
    /// <param name="target">dx, added to, [width].</param>
    internal static void AddThrough(float* y, float inverse, float* gradient, int width, float* target)
    {
        Vector512<float> sums = default;
        Vector512<float> products = default;
        int i = 0;
        for (; i + Lanes <= width; i += Lanes)
        {
            Vector512<float> g = Vector512.Load(gradient + i);
            sums += g;
            products = Vector512.FusedMultiplyAdd(g, Vector512.Load(y + i), products);
        }

        float sum = Vector512.Sum(sums);
        float product = Vector512.Sum(products);
        for (; i < width; i++)
        {
            sum += gradient[i];
            product += gradient[i] * y[i];
        }

        float mean = sum / width;
        float along = product / width;
        for (i = 0; i + Lanes <= width; i += Lanes)
        {
            Vector512<float> through = Vector512.Load(gradient + i) - Vector512.Create(mean)
                - (Vector512.Load(y + i) * along);
            Vector512.FusedMultiplyAdd(through, Vector512.Create(inverse), Vector512.Load(target + i))
                .Store(target + i);
        }

        for (; i < width; i++)
        {
            target[i] += (gradient[i] - mean - (y[i] * along)) * inverse;
        }
    }
}
