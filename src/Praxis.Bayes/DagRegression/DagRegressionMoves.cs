namespace Praxis.Bayes;

/// <summary>What a sweep does.</summary>
internal enum DagRegressionMoves
{
    /// <summary>In each row adds or deletes a parent, sometimes swaps one; flips p variables, sometimes swaps
    /// two.</summary>
    Mixed,

    /// <summary>Adds or deletes a parent in each row, flips p variables.</summary>
    Single,

    /// <summary>Draws every edge and every variable from its conditional; inclusion is the mean of the
    /// probabilities.</summary>
    Gibbs,
}
