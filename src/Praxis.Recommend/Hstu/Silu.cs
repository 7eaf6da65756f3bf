using System.Runtime.Intrinsics;

namespace Praxis.Recommend;

/// <summary>SiLU(x) = x / (1 + e⁻ˣ) and its slope, over whole arrays, with the instructions of
/// <see cref="SimdLevels.Default"/>.</summary>
internal static unsafe class Silu
{
    /// <summary>y = SiLU(x), element by element.</summary>
    /// <param name="x">[count].</param>
    /// <param name="y">Receives the result, [count]; may be <paramref name="x"/>.</param>
    /// <param name="count">Number of elements.</param>
    internal static void Apply(float* x, float* y, long count)
    {
        long done = SimdLevels.Default switch
        {
            SimdLevel.Avx512 => Apply<Lanes512, Vector512<float>>(x, y, count),
            SimdLevel.Avx2 => Apply<Lanes256, Vector256<float>>(x, y, count),
            _ => 0,
        };
        for (long i = done; i < count; i++)
        {
            y[i] = x[i] * TileScores.Sigmoid(x[i]);
        }
    }

    /// <summary>dx = dy SiLU'(x), element by element, in place of dy.</summary>
    /// <param name="x">[count].</param>
    /// <param name="gradient">dy, [count]; receives dx.</param>
    /// <param name="count">Number of elements.</param>
    internal static void ApplySlope(float* x, float* gradient, long count)
    {
        long done = SimdLevels.Default switch
        {
            SimdLevel.Avx512 => ApplySlope<Lanes512, Vector512<float>>(x, gradient, count),
            SimdLevel.Avx2 => ApplySlope<Lanes256, Vector256<float>>(x, gradient, count),
            _ => 0,
        };
        for (long i = done; i < count; i++)
        {
            float sigmoid = TileScores.Sigmoid(x[i]);
            gradient[i] *= sigmoid * (1f + (x[i] * (1f - sigmoid)));
        }
    }

    // Both give how many elements they did: whole vectors only.
    private static long Apply<TLanes, TVector>(float* x, float* y, long count)
        where TLanes : ILanes<TVector>
        where TVector : struct
    {
        long i = 0;
        for (; i + TLanes.Count <= count; i += TLanes.Count)
        {
            TVector value = TLanes.Load(x + i);
            TLanes.Store(TLanes.Silu(value), y + i);
        }

        return i;
    }

    private static long ApplySlope<TLanes, TVector>(float* x, float* gradient, long count)
        where TLanes : ILanes<TVector>
        where TVector : struct
    {
        TVector one = TLanes.Broadcast(1f);
        long i = 0;
        for (; i + TLanes.Count <= count; i += TLanes.Count)
        {
            // SiLU' = σ + x σ (1 - σ).
            TVector value = TLanes.Load(x + i);
            TVector sigmoid = TLanes.Sigmoid(value);
            TVector weighted = TLanes.Multiply(value, sigmoid);
            TVector slope = TLanes.MultiplyAdd(weighted, TLanes.MultiplySubtract(one, sigmoid, one), sigmoid);
            TLanes.Store(TLanes.Multiply(TLanes.Load(gradient + i), slope), gradient + i);
        }

        return i;
    }
}
