using Praxis.Numerics;

namespace Praxis.Bayes;

/// <summary>Size with weight c₁^-s p^(-c₂ s), sets of a size alike: -s ln c₁ - c₂ s ln p - ln C(m, s), not
/// normalised.</summary>
/// <param name="BaseRate">c₁.</param>
/// <param name="Power">c₂.</param>
/// <param name="ColumnCount">p.</param>
internal sealed record ComplexityPrior(double BaseRate, double Power, int ColumnCount) : IParentSetPrior
{
    /// <inheritdoc/>
    public double LogProbability(int candidateCount, int size) =>
        (-size * (Math.Log(BaseRate) + (Power * Math.Log(ColumnCount))))
        - SpecialFunctions.LogBinomial(candidateCount, size);
}
