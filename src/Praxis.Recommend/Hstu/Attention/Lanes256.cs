using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Praxis.Recommend;

/// <summary>Vectors of 8 floats by AVX2 and FMA: 6 x 2 accumulators of 16 registers.</summary>
internal readonly unsafe struct Lanes256 : ILanes<Vector256<float>>
{
    public static int Count => 8;

    public static int BlockRows => 6;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Load(float* source) => Vector256.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<float> vector, float* target) => vector.Store(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Broadcast(float value) => Vector256.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Add(Vector256<float> left, Vector256<float> right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Multiply(Vector256<float> left, Vector256<float> right) => left * right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> MultiplyAdd(
        Vector256<float> left, Vector256<float> right, Vector256<float> addend) =>
        Fma.MultiplyAdd(left, right, addend);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> MultiplySubtract(
        Vector256<float> left, Vector256<float> right, Vector256<float> addend) =>
        Fma.MultiplyAddNegated(left, right, addend);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Sigmoid(Vector256<float> x) => Vector256<float>.One / OnePlusExp(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Silu(Vector256<float> x) => x / OnePlusExp(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> SiluOfBits(Vector256<float> x)
    {
        Vector256<float> limit = Vector256.Create(ExpTwo.Limit * ExpTwo.LogTwoOfE);
        Vector256<float> y = Avx.Min(limit, Avx.Max(-limit, -x));
        Vector256<float> n = Avx.RoundToNearestInteger(y);
        return x / OnePlusPower(n, y - n);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Keep(Vector256<float> vector, int first, int end)
    {
        Vector256<int> lanes = Vector256<int>.Indices;
        Vector256<int> kept = Vector256.GreaterThanOrEqual(lanes, Vector256.Create(first))
            & Vector256.LessThan(lanes, Vector256.Create(end));
        return vector & kept.AsSingle();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> OnePlusExp(Vector256<float> x)
    {
        Vector256<float> limit = Vector256.Create(ExpTwo.Limit);
        x = Avx.Min(limit, Avx.Max(-limit, x));
        Vector256<float> log = Vector256.Create(-ExpTwo.LogTwoOfE);
        Vector256<float> n = Avx.RoundToNearestInteger(x * log);
        return OnePlusPower(n, Fma.MultiplySubtract(x, log, n));
    }

    // 1 + 2^n 2^f with n whole and |f| <= 1/2; n goes straight into the exponent.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> OnePlusPower(Vector256<float> n, Vector256<float> f)
    {
        Vector256<float> p = Vector256.Create(ExpTwo.C5);
        p = Fma.MultiplyAdd(p, f, Vector256.Create(ExpTwo.C4));
        p = Fma.MultiplyAdd(p, f, Vector256.Create(ExpTwo.C3));
        p = Fma.MultiplyAdd(p, f, Vector256.Create(ExpTwo.C2));
        p = Fma.MultiplyAdd(p, f, Vector256.Create(ExpTwo.C1));
        p = Fma.MultiplyAdd(p, f, Vector256<float>.One);
        Vector256<int> exponent = Avx2.ShiftLeftLogical(Avx.ConvertToVector256Int32(n), 23);
        return Vector256<float>.One + (p.AsInt32() + exponent).AsSingle();
    }
}
