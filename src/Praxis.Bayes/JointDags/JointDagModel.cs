namespace Praxis.Bayes;

/// <summary>Prior and likelihood of the DAGs of several groups in one order, arXiv 2008.06190: what its chains
/// share.</summary>
/// <param name="Scores">The node scores of each group; columns stand in the order of the DAG.</param>
/// <param name="Prior">Prior of a parent set.</param>
/// <param name="Coupling">b: each pair of groups that share an edge adds 2 b to the log prior.</param>
/// <param name="Capacity">R, the most parents of a node.</param>
/// <param name="Required">Edges that are in all groups, parent first.</param>
/// <param name="Forbidden">Edges that are in none.</param>
internal sealed record JointDagModel(
    IReadOnlyList<IActiveSetScore> Scores,
    IParentSetPrior Prior,
    double Coupling,
    int Capacity,
    IReadOnlyCollection<(int From, int To)> Required,
    IReadOnlyCollection<(int From, int To)> Forbidden)
{
    /// <summary>p.</summary>
    internal int NodeCount => Scores[0].Matrix.ColumnCount;

    /// <summary>K.</summary>
    internal int GroupCount => Scores.Count;

    /// <summary>p (p - 1) / 2; pair <c>child (child - 1) / 2 + parent</c> is the edge from parent to child.</summary>
    internal int PairCount => NodeCount * (NodeCount - 1) / 2;

    /// <summary>The columns that may be parents of a node.</summary>
    internal CandidateSet Candidates(int node) => CandidateSet.Below(
        node, parent => Required.Contains((parent, node)), parent => Forbidden.Contains((parent, node)), Capacity);

    /// <summary>ln of the prior of one parent set of a node, by size.</summary>
    internal double[] LogPriorOfSize(int node, int capacity) =>
        [.. Enumerable.Range(0, capacity + 1).Select(size => Prior.LogProbability(node, size))];
}
