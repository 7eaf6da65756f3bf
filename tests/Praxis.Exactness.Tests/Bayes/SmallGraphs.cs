using Praxis.Bayes;

namespace Praxis.Exactness.Tests.Bayes;

/// <summary>All graphs of a few vertices; bit k of a mask is the k-th pair in the order 12, 13, ..., 23, ...</summary>
internal static class SmallGraphs
{
    internal static (int I, int J)[] Pairs(int vertexCount) =>
    [
        .. from i in Enumerable.Range(0, vertexCount)
           from j in Enumerable.Range(i + 1, vertexCount - i - 1)
           select (i, j),
    ];

    internal static UndirectedGraph Of(int vertexCount, int mask)
    {
        var graph = new UndirectedGraph(vertexCount);
        (int I, int J)[] pairs = Pairs(vertexCount);
        for (int k = 0; k < pairs.Length; k++)
        {
            if ((mask >> k & 1) != 0)
            {
                graph.Toggle(pairs[k].I, pairs[k].J);
            }
        }

        return graph;
    }

    internal static IEnumerable<int> Masks(int vertexCount) =>
        Enumerable.Range(0, 1 << (vertexCount * (vertexCount - 1) / 2));

    /// <summary>The masks of all decomposable graphs.</summary>
    internal static HashSet<int> Decomposable(int vertexCount) =>
        [.. Masks(vertexCount).Where(mask => CliqueForest.Of(Of(vertexCount, mask)) is not null)];

    /// <summary>All subsets of columns 0..count - 1.</summary>
    internal static IEnumerable<int[]> Subsets(int count) => Enumerable.Range(0, 1 << count)
        .Select(mask => Enumerable.Range(0, count).Where(k => (mask >> k & 1) != 0).ToArray());
}
