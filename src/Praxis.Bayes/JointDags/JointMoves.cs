namespace Praxis.Bayes;

/// <summary>What a sweep does in each row of a joint DAG.</summary>
internal enum JointMoves
{
    /// <summary>For each group: adds or deletes a parent; now and then swaps one, or flips one in all groups.</summary>
    Mixed,

    /// <summary>For each group: adds or deletes a parent.</summary>
    AddDelete,

    /// <summary>Flips one candidate in all groups at once.</summary>
    JointFlip,

    /// <summary>For each group: swaps one parent for another, or adds or deletes one, each half the time.</summary>
    Swap,

    /// <summary>For each group: draws every candidate from its conditional; inclusion is the mean of the
    /// probabilities.</summary>
    Gibbs,
}
