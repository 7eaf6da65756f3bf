using System.Runtime.Intrinsics;

namespace Praxis.Recommend;

/// <summary>SiLU(x) = x / (1 + e⁻ˣ) and its slope, over whole arrays.</summary>
internal static unsafe class Silu
{
    private const int Lanes = BlockProduct.Lanes;

    /// <summary>y = SiLU(x), element by element.</summary>
    /// <param name="x">[count].</param>
    /// <param name="y">Receives the result, [count]; may be <paramref name="x"/>.</param>
    /// <param name="count">Number of elements.</param>
    internal static void Apply(float* x, float* y, long count)
    {
        long i = 0;
        for (; i + Lanes <= count; i += Lanes)
        {
            Vector512<float> value = Vector512.Load(x + i);
            (value * HstuAttention.Sigmoid(value)).Store(y + i);
        }

        for (; i < count; i++)
        {
            y[i] = x[i] / (1f + MathF.Exp(-x[i]));
        }
    }

    /// <summary>dx = dy SiLU'(x), element by element, in place of dy.</summary>
    /// <param name="x">[count].</param>
    /// <param name="gradient">dy, [count]; receives dx.</param>
    /// <param name="count">Number of elements.</param>
    internal static void ApplySlope(float* x, float* gradient, long count)
    {
        long i = 0;
        for (; i + Lanes <= count; i += Lanes)
        {
            Vector512<float> value = Vector512.Load(x + i);
            Vector512<float> sigmoid = HstuAttention.Sigmoid(value);
            Vector512<float> slope = sigmoid * (Vector512<float>.One + (value * (Vector512<float>.One - sigmoid)));
            (Vector512.Load(gradient + i) * slope).Store(gradient + i);
        }

        for (; i < count; i++)
        {
            float sigmoid = 1f / (1f + MathF.Exp(-x[i]));
            gradient[i] *= sigmoid * (1f + (x[i] * (1f - sigmoid)));
        }
    }
}
