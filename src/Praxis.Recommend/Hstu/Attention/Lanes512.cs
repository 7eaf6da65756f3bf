using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Praxis.Recommend;

/// <summary>Vectors of 16 floats by AVX-512F: 12 x 2 accumulators of 32 registers.</summary>
internal readonly unsafe struct Lanes512 : ILanes<Vector512<float>>
{
    public static int Count => 16;

    public static int BlockRows => 12;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(float* source) => Vector512.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<float> vector, float* target) => vector.Store(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Broadcast(float value) => Vector512.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Add(Vector512<float> left, Vector512<float> right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Multiply(Vector512<float> left, Vector512<float> right) => left * right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> MultiplyAdd(
        Vector512<float> left, Vector512<float> right, Vector512<float> addend) =>
        Avx512F.FusedMultiplyAdd(left, right, addend);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> MultiplySubtract(
        Vector512<float> left, Vector512<float> right, Vector512<float> addend) =>
        Avx512F.FusedMultiplyAddNegated(left, right, addend);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sigmoid(Vector512<float> x)
    {
        // e^-x = 2^n 2^f with n whole and |f| <= 1/2.
        x = Avx512F.Min(Avx512F.Max(x, Vector512.Create(-ExpTwo.Limit)), Vector512.Create(ExpTwo.Limit));
        Vector512<float> log = Vector512.Create(-ExpTwo.LogTwoOfE);
        Vector512<float> n = Avx512F.RoundScale(x * log, 0x08);
        Vector512<float> f = Avx512F.FusedMultiplySubtract(x, log, n);
        Vector512<float> p = Vector512.Create(ExpTwo.C5);
        p = Avx512F.FusedMultiplyAdd(p, f, Vector512.Create(ExpTwo.C4));
        p = Avx512F.FusedMultiplyAdd(p, f, Vector512.Create(ExpTwo.C3));
        p = Avx512F.FusedMultiplyAdd(p, f, Vector512.Create(ExpTwo.C2));
        p = Avx512F.FusedMultiplyAdd(p, f, Vector512.Create(ExpTwo.C1));
        p = Avx512F.FusedMultiplyAdd(p, f, Vector512<float>.One);
        Vector512<float> denominator = Avx512F.Scale(p, n) + Vector512<float>.One;

        // One step of Newton doubles the 14 bits of the estimate.
        Vector512<float> estimate = Avx512F.Reciprocal14(denominator);
        Vector512<float> rest = Avx512F.FusedMultiplyAddNegated(denominator, estimate, Vector512<float>.One);
        return Avx512F.FusedMultiplyAdd(estimate, rest, estimate);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Keep(Vector512<float> vector, int first, int end)
    {
        Vector512<int> lanes = Vector512<int>.Indices;
        Vector512<int> kept = Vector512.GreaterThanOrEqual(lanes, Vector512.Create(first))
            & Vector512.LessThan(lanes, Vector512.Create(end));
        return Vector512.ConditionalSelect(kept.AsSingle(), vector, Vector512<float>.Zero);
    }
}
