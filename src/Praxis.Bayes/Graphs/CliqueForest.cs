namespace Praxis.Bayes;

/// <summary>A perfect order of a decomposable graph, and the cliques and separators that it gives.</summary>
/// <remarks>Maximum cardinality search (Tarjan and Yannakakis 1984): the next vertex is the one with most neighbours
/// behind it, the smallest number first; the graph is decomposable where these are always complete.</remarks>
internal sealed class CliqueForest
{
    private CliqueForest(int[] order, int[][] parents)
    {
        Order = order;
        Parents = parents;
        var cliques = new List<int[]>();
        var separators = new List<int[]>();
        for (int place = 0; place < order.Length; place++)
        {
            int next = place + 1;
            int[] clique = [.. parents[place], order[place]];
            Array.Sort(clique);

            // A clique is whole once the next vertex has no more neighbours behind it than this one had.
            if (next == order.Length || parents[next].Length <= parents[place].Length)
            {
                cliques.Add(clique);
            }

            if (place > 0 && parents[place].Length <= parents[place - 1].Length && parents[place].Length > 0)
            {
                separators.Add(parents[place]);
            }
        }

        Cliques = cliques;
        Separators = separators;
    }

    /// <summary>The perfect order.</summary>
    internal IReadOnlyList<int> Order { get; }

    /// <summary>For each place of the order, the vertex's neighbours before it, ascending.</summary>
    internal IReadOnlyList<int[]> Parents { get; }

    /// <summary>The maximal complete sets, each ascending.</summary>
    internal IReadOnlyList<int[]> Cliques { get; }

    /// <summary>The separators, as often as they occur; empty ones are left out.</summary>
    internal IReadOnlyList<int[]> Separators { get; }

    /// <summary>Searches a graph.</summary>
    /// <param name="graph">Any graph.</param>
    /// <returns>The forest, or null where the graph is not decomposable.</returns>
    internal static CliqueForest? Of(UndirectedGraph graph)
    {
        int count = graph.VertexCount;
        var order = new int[count];
        var parents = new int[count][];
        var behind = new int[count];
        var isOrdered = new bool[count];
        var near = new int[count];
        for (int place = 0; place < count; place++)
        {
            int vertex = -1;
            for (int candidate = 0; candidate < count; candidate++)
            {
                if (!isOrdered[candidate] && (vertex < 0 || behind[candidate] > behind[vertex]))
                {
                    vertex = candidate;
                }
            }

            ReadOnlySpan<int> neighbours = near.AsSpan(0, graph.CommonNeighbours(vertex, vertex, near));
            var earlier = new int[behind[vertex]];
            int filled = 0;
            foreach (int other in neighbours)
            {
                if (isOrdered[other])
                {
                    earlier[filled++] = other;
                }
            }

            parents[place] = earlier;
            if (!graph.IsComplete(parents[place]))
            {
                return null;
            }

            order[place] = vertex;
            isOrdered[vertex] = true;
            foreach (int other in neighbours)
            {
                behind[other]++;
            }
        }

        return new CliqueForest(order, parents);
    }
}
