namespace Praxis.Bayes;

/// <summary>Which single edges a decomposable graph may gain or lose and stay decomposable.</summary>
/// <remarks>With S the common neighbours of the ends: an edge may come where S separates its ends, and go where S is
/// complete. Both agree with a test of the whole graph on all graphs of up to six vertices.</remarks>
internal static class Decomposability
{
    /// <summary>Whether a graph that is decomposable stays so when an edge is toggled.</summary>
    /// <param name="graph">A decomposable graph.</param>
    /// <param name="i">One end.</param>
    /// <param name="j">The other end.</param>
    /// <param name="common">Their common neighbours.</param>
    internal static bool AllowsToggle(UndirectedGraph graph, int i, int j, ReadOnlySpan<int> common) =>
        graph.HasEdge(i, j) ? graph.IsComplete(common) : graph.IsSeparatedByCommonNeighbours(i, j);
}
