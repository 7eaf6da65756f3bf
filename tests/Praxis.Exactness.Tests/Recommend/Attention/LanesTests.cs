using System.Runtime.Intrinsics;
using Praxis.Recommend;

namespace Praxis.Exactness.Tests.Recommend;

public sealed unsafe class LanesTests
{
    [Theory]
    [InlineData(SimdLevel.Avx512)]
    [InlineData(SimdLevel.Avx2)]
    public void Functions_AllOrdinaryScores_AreNearTheirDoubles(object level)
    {
        for (double x = -20; x <= 20; x += 0.00071)
        {
            float value = (float)x;
            (float sigmoid, float silu, float bits) = Evaluate((SimdLevel)level, value);
            double exact = 1 / (1 + Math.Exp(-(double)value));
            Near(exact, sigmoid);
            Near(value * exact, silu);
            Near(value / (1 + Math.Pow(2, -(double)value)), bits);
        }
    }

    [Theory]
    [InlineData(SimdLevel.Avx512)]
    [InlineData(SimdLevel.Avx2)]
    public void Functions_FarScores_ReachTheirLimits(object level)
    {
        foreach (float x in new[] { 90f, 1e4f, 1e10f, 1e20f })
        {
            Assert.Equal((1f, x, x), Evaluate((SimdLevel)level, x));
            (float sigmoid, float silu, float bits) = Evaluate((SimdLevel)level, -x);
            Assert.InRange(sigmoid, 0f, 1e-36f);
            Assert.InRange(silu, -x * 1e-36f, 0f);
            Assert.InRange(bits, -x * 1e-26f, 0f);
        }
    }

    [Theory]
    [InlineData(SimdLevel.Avx512)]
    [InlineData(SimdLevel.Avx2)]
    public void Functions_NotANumber_StaysOne(object level) =>
        Assert.Equal((true, true), Evaluate((SimdLevel)level, float.NaN) is var (_, silu, bits)
            ? (float.IsNaN(silu), float.IsNaN(bits))
            : default);

    // Relative where the value is ordinary, absolute where it has all but vanished.
    private static void Near(double expected, float actual) =>
        Assert.InRange(Math.Abs(actual - expected), 0, (1e-6 * Math.Abs(expected)) + 1e-13);

    private static (float Sigmoid, float Silu, float Bits) Evaluate(SimdLevel level, float x)
    {
        if (!SimdLevels.IsSupported(level))
        {
            Assert.Skip($"this machine lacks {level}");
        }

        return level == SimdLevel.Avx512
            ? Evaluate<Lanes512, Vector512<float>>(x)
            : Evaluate<Lanes256, Vector256<float>>(x);
    }

    private static (float Sigmoid, float Silu, float Bits) Evaluate<TLanes, TVector>(float x)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        float* place = stackalloc float[TLanes.Count];
        TVector vector = TLanes.Broadcast(x);
        TLanes.Store(TLanes.Sigmoid(vector), place);
        float sigmoid = place[0];
        TLanes.Store(TLanes.Silu(vector), place);
        float silu = place[0];
        TLanes.Store(TLanes.SiluOfBits(vector), place);
        return (sigmoid, silu, place[0]);
    }
}
