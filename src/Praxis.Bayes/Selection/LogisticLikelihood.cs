using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Praxis.Bayes;

/// <summary>P(y = 1) = 1 / (1 + exp(-η)).</summary>
internal sealed class LogisticLikelihood : ILikelihood
{
    private const double LeastWeight = 1e-12;
    private const int Lanes = 4;

    /// <summary>The one of it.</summary>
    internal static LogisticLikelihood Instance { get; } = new();

    /// <inheritdoc/>
    public double Mean(double eta)
    {
        double e = Math.Exp(-Math.Abs(eta));
        return eta >= 0 ? 1 / (1 + e) : e / (1 + e);
    }

    /// <inheritdoc/>
    /// <remarks>One pass: with e = exp(-|η|), ln P = yη - max(η, 0) - ln(1 + e), slope y - μ and weight e / (1 + e)².
    /// Filling rows count ln 2 each and are taken off.</remarks>
    public double Evaluate(
        ReadOnlySpan<double> eta,
        ReadOnlySpan<double> response,
        int rowCount,
        Span<double> slope,
        Span<double> weight)
    {
        ref double predictor = ref MemoryMarshal.GetReference(eta);
        ref double outcome = ref MemoryMarshal.GetReference(response);
        ref double first = ref MemoryMarshal.GetReference(slope);
        ref double second = ref MemoryMarshal.GetReference(weight);
        Vector256<double> sum = Vector256<double>.Zero;
        Vector256<double> one = Vector256<double>.One;
        var least = Vector256.Create(LeastWeight);
        for (nuint i = 0; i < (nuint)eta.Length; i += Lanes)
        {
            var x = Vector256.LoadUnsafe(ref predictor, i);
            var y = Vector256.LoadUnsafe(ref outcome, i);
            Vector256<double> e = Vector256.Exp(-Vector256.Abs(x));
            Vector256<double> onePlus = one + e;
            Vector256<double> small = e / onePlus;
            Vector256<double> mu = Vector256.ConditionalSelect(
                Vector256.GreaterThanOrEqual(x, Vector256<double>.Zero), one / onePlus, small);
            sum += (y * x) - Vector256.Max(x, Vector256<double>.Zero) - Vector256.Log(onePlus);
            (y - mu).StoreUnsafe(ref first, i);
            Vector256.Max(small / onePlus, least).StoreUnsafe(ref second, i);
        }

        return sum[0] + sum[1] + (sum[2] + sum[3]) + ((eta.Length - rowCount) * Math.Log(2));
    }
}
