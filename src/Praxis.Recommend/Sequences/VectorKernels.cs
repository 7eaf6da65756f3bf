using System.Runtime.Intrinsics;

namespace Praxis.Recommend;

/// <summary>Operations on single vectors of any width, 16 floats at a time: the same bits on every machine with fused
/// products.</summary>
internal static unsafe class VectorKernels
{
    private const float LeastNorm = 1e-6f;

    /// <summary>Inner product.</summary>
    internal static float Dot(float* a, float* b, int width)
    {
        Vector512<float> sum = default;
        int i = 0;
        for (; i + 16 <= width; i += 16)
        {
            sum = Vector512.FusedMultiplyAdd(Vector512.Load(a + i), Vector512.Load(b + i), sum);
        }

        float total = Vector512.Sum(sum);
        for (; i < width; i++)
        {
            total += a[i] * b[i];
        }

        return total;
    }

    /// <summary>target += scale * source.</summary>
    internal static void AddScaled(float* target, float* source, float scale, int width)
    {
        Vector512<float> factor = Vector512.Create(scale);
        int i = 0;
        for (; i + 16 <= width; i += 16)
        {
            Vector512.FusedMultiplyAdd(factor, Vector512.Load(source + i), Vector512.Load(target + i))
                .Store(target + i);
        }

        for (; i < width; i++)
        {
            target[i] += scale * source[i];
        }
    }

    /// <summary>target *= source, element by element.</summary>
    internal static void Multiply(float* target, float* source, int width)
    {
        int i = 0;
        for (; i + 16 <= width; i += 16)
        {
            (Vector512.Load(target + i) * Vector512.Load(source + i)).Store(target + i);
        }

        for (; i < width; i++)
        {
            target[i] *= source[i];
        }
    }

    /// <summary>Of g, u and v: g becomes g u, and u becomes g v.</summary>
    internal static void MultiplyBoth(float* g, float* u, float* v, int width)
    {
        int i = 0;
        for (; i + 16 <= width; i += 16)
        {
            Vector512<float> gradient = Vector512.Load(g + i);
            (gradient * Vector512.Load(u + i)).Store(g + i);
            (gradient * Vector512.Load(v + i)).Store(u + i);
        }

        for (; i < width; i++)
        {
            float gradient = g[i];
            g[i] = gradient * u[i];
            u[i] = gradient * v[i];
        }
    }

    /// <summary>u = y / max(|y|, 1e-6), or y itself but for the cosine; gives the factor.</summary>
    internal static float Normalise(float* y, int width, Similarity similarity, float* u)
    {
        float inverse = similarity != Similarity.Cosine ? 1f : 1f / Math.Max(LeastNorm, MathF.Sqrt(Dot(y, y, width)));
        for (int i = 0; i < width; i++)
        {
            u[i] = y[i] * inverse;
        }

        return inverse;
    }

    /// <summary>dy = (du - u (u.du)) / |y|, in place of du; nothing changes but for the cosine.</summary>
    internal static void ThroughNormalisation(
        float* u, float inverse, Similarity similarity, float* gradient, int width)
    {
        if (similarity != Similarity.Cosine)
        {
            return;
        }

        float along = Dot(u, gradient, width);
        for (int i = 0; i < width; i++)
        {
            gradient[i] = (gradient[i] - (u[i] * along)) * inverse;
        }
    }
}
