using Praxis.Numerics;

namespace Praxis.Bayes;

/// <summary>Size Poisson with mean 1, sets of a size alike: -1 - ln s! - ln C(m, s).</summary>
internal sealed record PoissonSizePrior : IParentSetPrior
{
    /// <inheritdoc/>
    public double LogProbability(int candidateCount, int size) =>
        -1 - SpecialFunctions.LogGamma(size + 1.0) - SpecialFunctions.LogBinomial(candidateCount, size);
}
