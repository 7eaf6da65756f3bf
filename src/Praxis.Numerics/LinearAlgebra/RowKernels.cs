using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Praxis.Numerics;

// Loops over one or two rows. Elementwise ones round each element alike at any vector width; the sum of a product has
// sixteen partial sums always, so its bytes do not depend on the width either.
internal static class RowKernels
{
    private const int Lanes = 4;

    public static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        ref double first = ref MemoryMarshal.GetReference(x);
        ref double second = ref MemoryMarshal.GetReference(y[..x.Length]);
        Vector256<double> a = Vector256<double>.Zero;
        Vector256<double> b = Vector256<double>.Zero;
        Vector256<double> c = Vector256<double>.Zero;
        Vector256<double> d = Vector256<double>.Zero;
        int i = 0;
        for (; i <= x.Length - (4 * Lanes); i += 4 * Lanes)
        {
            a = MultiplyAdd(ref first, ref second, i, a);
            b = MultiplyAdd(ref first, ref second, i + Lanes, b);
            c = MultiplyAdd(ref first, ref second, i + (2 * Lanes), c);
            d = MultiplyAdd(ref first, ref second, i + (3 * Lanes), d);
        }

        Vector256<double> sums = a + b + (c + d);
        double sum = sums[0] + sums[1] + (sums[2] + sums[3]);
        for (; i < x.Length; i++)
        {
            sum = Math.FusedMultiplyAdd(x[i], y[i], sum);
        }

        return sum;
    }

    /// <summary>y += factor x.</summary>
    public static void AddScaled(double factor, ReadOnlySpan<double> x, Span<double> y)
    {
        var factors = new Vector<double>(factor);
        int i = 0;
        for (; i <= x.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            Span<double> place = y.Slice(i, Vector<double>.Count);
            Vector.FusedMultiplyAdd(factors, new Vector<double>(x[i..]), new Vector<double>(place)).CopyTo(place);
        }

        for (; i < x.Length; i++)
        {
            y[i] = Math.FusedMultiplyAdd(factor, x[i], y[i]);
        }
    }

    /// <summary>(x, y) becomes (c x - s y, s x + c y).</summary>
    public static void Rotate(double c, double s, Span<double> x, Span<double> y)
    {
        var cosines = new Vector<double>(c);
        var sines = new Vector<double>(s);
        int i = 0;
        for (; i <= x.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            var first = new Vector<double>(x[i..]);
            var second = new Vector<double>(y[i..]);
            Vector.FusedMultiplyAdd(cosines, first, -(sines * second)).CopyTo(x[i..]);
            Vector.FusedMultiplyAdd(sines, first, cosines * second).CopyTo(y[i..]);
        }

        for (; i < x.Length; i++)
        {
            double first = x[i];
            double second = y[i];
            x[i] = Math.FusedMultiplyAdd(c, first, -(s * second));
            y[i] = Math.FusedMultiplyAdd(s, first, c * second);
        }
    }

    private static Vector256<double> MultiplyAdd(ref double x, ref double y, int place, Vector256<double> sum) =>
        Vector256.FusedMultiplyAdd(
            Vector256.LoadUnsafe(ref x, (nuint)place), Vector256.LoadUnsafe(ref y, (nuint)place), sum);
}
