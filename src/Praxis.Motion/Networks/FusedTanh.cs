using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Praxis.Motion;

/// <summary>tanh x = 1 - 2 / (1 + 2^t), t = 2x / ln 2, right to an absolute 2e-7, with what is around it in a folded
/// layer.</summary>
/// <remarks>2^t = 2^n 2^f with n the nearest integer: 2^n is put together from its bits, 2^f is its Taylor series to
/// the sixth power, whose rest is below 1e-7 for |f| up to ½. Both widths have the same bits.</remarks>
internal static unsafe class FusedTanh
{
    // Beyond 10 the result is 1 to all digits. The nearest integer appears in the low bits of a large sum.
    private const float Most = 10;
    private const float Large = 12582912f;
    private const float TwoOverLog2 = 2.8853900817779268f;
    private const float Sixth = 1.5403530e-4f;
    private const float Fifth = 1.3333558e-3f;
    private const float Fourth = 9.6181291e-3f;
    private const float Third = 5.5504109e-2f;
    private const float Second = .24022651f;
    private const float First = .69314718f;
    private const int Mantissa = 23;

    /// <summary>y = tanh(v a + c) + skip.</summary>
    /// <param name="values">v.</param>
    /// <param name="factor">a.</param>
    /// <param name="offset">c.</param>
    /// <param name="skip">Added in the end; null for nothing. May be <paramref name="output"/>.</param>
    /// <param name="output">Receives y.</param>
    /// <param name="length">A multiple of 16.</param>
    internal static void Apply(float* values, float* factor, float* offset, float* skip, float* output, nint length)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            for (nint i = 0; i < length; i += Vector512<float>.Count)
            {
                Vector512<float> value = Of(Vector512.FusedMultiplyAdd(
                    Vector512.Load(values + i), Vector512.Load(factor + i), Vector512.Load(offset + i)));
                (skip is null ? value : value + Vector512.Load(skip + i)).Store(output + i);
            }

            return;
        }

        for (nint i = 0; i < length; i += Vector256<float>.Count)
        {
            Vector256<float> value = Of(Vector256.FusedMultiplyAdd(
                Vector256.Load(values + i), Vector256.Load(factor + i), Vector256.Load(offset + i)));
            (skip is null ? value : value + Vector256.Load(skip + i)).Store(output + i);
        }
    }

    /// <summary>tanh of sixteen numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<float> Of(Vector512<float> x)
    {
        Vector512<float> t = Vector512.Min(Vector512.Max(x, Vector512.Create(-Most)), Vector512.Create(Most))
            * Vector512.Create(TwoOverLog2);
        Vector512<float> whole = t + Vector512.Create(Large);
        Vector512<float> f = t - (whole - Vector512.Create(Large));
        Vector512<float> power = Vector512.FusedMultiplyAdd(f, Vector512.Create(Sixth), Vector512.Create(Fifth));
        power = Vector512.FusedMultiplyAdd(f, power, Vector512.Create(Fourth));
        power = Vector512.FusedMultiplyAdd(f, power, Vector512.Create(Third));
        power = Vector512.FusedMultiplyAdd(f, power, Vector512.Create(Second));
        power = Vector512.FusedMultiplyAdd(f, power, Vector512.Create(First));
        power = Vector512.FusedMultiplyAdd(f, power, Vector512<float>.One);
        power = (power.AsInt32() + Vector512.ShiftLeft(whole.AsInt32(), Mantissa)).AsSingle();
        return Vector512<float>.One - (Vector512.Create(2f) / (Vector512<float>.One + power));
    }

    /// <summary>tanh of eight numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> Of(Vector256<float> x)
    {
        Vector256<float> t = Vector256.Min(Vector256.Max(x, Vector256.Create(-Most)), Vector256.Create(Most))
            * Vector256.Create(TwoOverLog2);
        Vector256<float> whole = t + Vector256.Create(Large);
        Vector256<float> f = t - (whole - Vector256.Create(Large));
        Vector256<float> power = Vector256.FusedMultiplyAdd(f, Vector256.Create(Sixth), Vector256.Create(Fifth));
        power = Vector256.FusedMultiplyAdd(f, power, Vector256.Create(Fourth));
        power = Vector256.FusedMultiplyAdd(f, power, Vector256.Create(Third));
        power = Vector256.FusedMultiplyAdd(f, power, Vector256.Create(Second));
        power = Vector256.FusedMultiplyAdd(f, power, Vector256.Create(First));
        power = Vector256.FusedMultiplyAdd(f, power, Vector256<float>.One);
        power = (power.AsInt32() + Vector256.ShiftLeft(whole.AsInt32(), Mantissa)).AsSingle();
        return Vector256<float>.One - (Vector256.Create(2f) / (Vector256<float>.One + power));
    }
}
