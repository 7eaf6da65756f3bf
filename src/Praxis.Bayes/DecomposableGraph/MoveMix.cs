namespace Praxis.Bayes;

/// <summary>Shares of the moves of a chain over decomposable graphs; they sum to 1.</summary>
/// <param name="Toggle">Toggling a pair drawn from <see cref="PairProposal"/>.</param>
/// <param name="BirthDeath">Adding a pair or removing an edge, each uniform.</param>
/// <param name="Swap">Moving one end of an edge.</param>
internal sealed record MoveMix(double Toggle, double BirthDeath, double Swap)
{
    /// <summary>Mostly weighted toggles; swaps lead out of graphs where i is joined to i + 2 in place of i +
    /// 1.</summary>
    internal static MoveMix Default { get; } = new(0.85, 0.05, 0.1);
}
