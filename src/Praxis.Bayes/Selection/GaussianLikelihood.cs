using Praxis.Numerics;

namespace Praxis.Bayes;

/// <summary>y = η + N(0, σ²) with known variance: with a normal slab, Laplace's approximation is exact.</summary>
/// <param name="variance">σ².</param>
internal sealed class GaussianLikelihood(double variance) : ILikelihood
{
    private readonly double _constant = -SpecialFunctions.HalfLogTwoPi - (Math.Log(variance) / 2);

    /// <inheritdoc/>
    public double Mean(double eta) => eta;

    /// <inheritdoc/>
    public double Evaluate(
        ReadOnlySpan<double> eta,
        ReadOnlySpan<double> response,
        int rowCount,
        Span<double> slope,
        Span<double> weight)
    {
        double squares = 0;
        for (int i = 0; i < rowCount; i++)
        {
            double rest = response[i] - eta[i];
            squares += rest * rest;
            slope[i] = rest / variance;
            weight[i] = 1 / variance;
        }

        slope[rowCount..].Clear();
        weight[rowCount..].Clear();
        return (rowCount * _constant) - (squares / (2 * variance));
    }
}
