namespace Praxis.Bayes;

/// <summary>How well a set of columns explains one column, as a log marginal likelihood.</summary>
internal interface ILocalScore
{
    /// <summary>Scores a column with a set of parents.</summary>
    /// <param name="node">The column.</param>
    /// <param name="parents">Other columns, each once, in any order.</param>
    /// <returns>The log score; minus infinity where the parents are collinear.</returns>
    double Score(int node, ReadOnlySpan<int> parents);
}
