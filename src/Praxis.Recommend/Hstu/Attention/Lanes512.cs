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
    public static Vector512<float> Sigmoid(Vector512<float> x) => Vector512<float>.One / OnePlusExp(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Silu(Vector512<float> x) => x / OnePlusExp(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> SiluOfBits(Vector512<float> x)
    {
        Vector512<float> shifted = Vector512.Create(ExpTwo.Sixteenths) - x;
        Vector512<float> n = shifted - Vector512.Create(ExpTwo.Sixteenths);
        return x / OnePlusPower(shifted, n, x + n);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Keep(Vector512<float> vector, int first, int end)
    {
        Vector512<int> lanes = Vector512<int>.Indices;
        Vector512<int> kept = Vector512.GreaterThanOrEqual(lanes, Vector512.Create(first))
            & Vector512.LessThan(lanes, Vector512.Create(end));
        return Vector512.ConditionalSelect(kept.AsSingle(), vector, Vector512<float>.Zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> OnePlusExp(Vector512<float> x)
    {
        x = Avx512F.Min(Vector512.Create(ExpTwo.Limit), x);
        Vector512<float> log = Vector512.Create(ExpTwo.LogTwoOfE);
        Vector512<float> shifted =
            Avx512F.FusedMultiplyAddNegated(x, log, Vector512.Create(ExpTwo.Sixteenths));
        Vector512<float> n = shifted - Vector512.Create(ExpTwo.Sixteenths);
        return OnePlusPower(shifted, n, Avx512F.FusedMultiplyAdd(x, log, n));
    }

    // 1 + 2^(n - g) with n in sixteenths and |g| <= 1/32. Adding the large number has left n in the last bits of the
    // sum: the lowest four choose 2^(n - whole n) from the table, and the scale takes the whole n. The division after
    // this keeps another unit busy than products do.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> OnePlusPower(Vector512<float> shifted, Vector512<float> n, Vector512<float> g)
    {
        Vector512<float> root = Avx512F.PermuteVar16x32(Roots, shifted.AsInt32());
        Vector512<float> p = Avx512F.FusedMultiplyAdd(g, Vector512.Create(ExpTwo.D2), Vector512.Create(-ExpTwo.D1));
        p = Avx512F.FusedMultiplyAdd(p, g, Vector512<float>.One);
        return Avx512F.FusedMultiplyAdd(Avx512F.Scale(root, n), p, Vector512<float>.One);
    }

    // 2^(k / 16).
    private static Vector512<float> Roots => Vector512.Create(
        1f, 1.04427373f, 1.09050775f, 1.13878858f, 1.18920708f, 1.24185777f, 1.29683959f, 1.35425556f, 1.41421354f,
        1.47682619f, 1.54221082f, 1.61049032f, 1.68179286f, 1.75625217f, 1.8340081f, 1.91520655f);
}
