namespace Praxis.Bayes;

/// <summary>Prior of a node's parent set, alike for all sets of one size.</summary>
internal interface IParentSetPrior
{
    /// <summary>ln of the prior of one set.</summary>
    /// <param name="candidateCount">How many columns could be parents.</param>
    /// <param name="size">s, at most as many.</param>
    double LogProbability(int candidateCount, int size);
}
