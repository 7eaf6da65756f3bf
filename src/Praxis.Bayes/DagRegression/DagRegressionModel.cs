namespace Praxis.Bayes;

/// <summary>Prior and likelihood of a regression whose variables are tied by a DAG, arXiv 2004.09306: what its chains
/// share.</summary>
/// <param name="NodeScore">Scores of the variables' parent sets; columns stand in the order of the DAG.</param>
/// <param name="ResponseScore">Score of the response, which is the last column of its matrix.</param>
/// <param name="EdgeProbability">q.</param>
/// <param name="VariablePenalty">a: what each variable of the regression costs, in log odds.</param>
/// <param name="Coupling">b: each edge whose ends are both in the regression adds 2 b to the log prior.</param>
/// <param name="ParentCapacity">The most parents of a node.</param>
/// <param name="VariableCapacity">The most variables of the regression.</param>
/// <param name="Required">Edges that are there, parent first.</param>
/// <param name="Forbidden">Edges that are not.</param>
/// <remarks>ln π(γ, DAG) = -a |γ| + 2 b #{edges inside γ} + Σ over edges of their Bernoulli(q), a joint prior: no
/// constant depends on the DAG.</remarks>
internal sealed record DagRegressionModel(
    IActiveSetScore NodeScore,
    IActiveSetScore ResponseScore,
    double EdgeProbability,
    double VariablePenalty,
    double Coupling,
    int ParentCapacity,
    int VariableCapacity,
    IReadOnlyCollection<(int From, int To)> Required,
    IReadOnlyCollection<(int From, int To)> Forbidden)
{
    /// <summary>p.</summary>
    internal int VariableCount => NodeScore.Matrix.ColumnCount;

    /// <summary>p (p - 1) / 2; pairs are numbered as those of <see cref="JointDagModel"/>.</summary>
    internal int PairCount => VariableCount * (VariableCount - 1) / 2;

    /// <summary>The columns that may be parents of a node.</summary>
    internal CandidateSet Candidates(int node) => CandidateSet.Below(
        node,
        parent => Required.Contains((parent, node)),
        parent => Forbidden.Contains((parent, node)),
        ParentCapacity);
}
