using Praxis.Numerics;

namespace Praxis.Bayes;

/// <summary>P(y = 1) = Φ(η).</summary>
internal sealed class ProbitLikelihood : ILikelihood
{
    private const double LeastWeight = 1e-12;

    /// <summary>The one of it.</summary>
    internal static ProbitLikelihood Instance { get; } = new();

    /// <inheritdoc/>
    public double Mean(double eta) => NormalDistribution.Cdf(eta);

    /// <inheritdoc/>
    /// <remarks>With z = ±η by outcome and m(z) = φ(z) / Φ(z), the slope is ±m and the weight m (m + z).</remarks>
    public double Evaluate(
        ReadOnlySpan<double> eta,
        ReadOnlySpan<double> response,
        int rowCount,
        Span<double> slope,
        Span<double> weight)
    {
        double sum = 0;
        for (int i = 0; i < rowCount; i++)
        {
            double sign = response[i] > 0 ? 1 : -1;
            double z = sign * eta[i];
            double log = NormalDistribution.LogCdf(z);
            double ratio = Math.Exp(NormalDistribution.LogDensity(z) - log);
            sum += log;
            slope[i] = sign * ratio;
            weight[i] = Math.Max(ratio * (ratio + z), LeastWeight);
        }

        slope[rowCount..].Clear();
        weight[rowCount..].Fill(LeastWeight);
        return sum;
    }
}
