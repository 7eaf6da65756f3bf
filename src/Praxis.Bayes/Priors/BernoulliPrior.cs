namespace Praxis.Bayes;

/// <summary>Each parent by itself with probability q: s ln q + (m - s) ln(1 - q).</summary>
internal sealed record BernoulliPrior(double Probability) : IParentSetPrior
{
    /// <inheritdoc/>
    public double LogProbability(int candidateCount, int size) =>
        (size * Math.Log(Probability)) + ((candidateCount - size) * Math.Log(1 - Probability));
}
