namespace Praxis.Bayes;

/// <summary>The Markov equivalence class of a DAG: which edges have the same direction in all DAGs that the data cannot
/// tell apart.</summary>
/// <remarks>Edges into unshielded colliders are directed; the rules of Meek (1995), 1 to 3, carry directions on until
/// nothing changes.</remarks>
internal static class Cpdag
{
    /// <summary>Finds the class.</summary>
    /// <param name="nodeCount">p.</param>
    /// <param name="edges">Edges of a DAG, parent first.</param>
    /// <returns>The edges of the DAG, each with whether its direction is the same in the whole class.</returns>
    internal static IReadOnlyList<(int From, int To, bool IsCompelled)> Of(
        int nodeCount, IReadOnlyList<(int From, int To)> edges)
    {
        var joined = new bool[nodeCount, nodeCount];
        var directed = new bool[nodeCount, nodeCount];
        var parents = new List<int>[nodeCount];
        var neighbours = new List<int>[nodeCount];
        for (int node = 0; node < nodeCount; node++)
        {
            parents[node] = [];
            neighbours[node] = [];
        }

        foreach ((int from, int to) in edges)
        {
            joined[from, to] = joined[to, from] = true;
            parents[to].Add(from);
            neighbours[to].Add(from);
            neighbours[from].Add(to);
        }

        for (int child = 0; child < nodeCount; child++)
        {
            foreach (int one in parents[child])
            {
                directed[one, child] |= parents[child].Exists(other => other != one && !joined[one, other]);
            }
        }

        bool hasChanged;
        do
        {
            hasChanged = false;
            foreach ((int from, int to) in edges)
            {
                if (!directed[from, to] && IsForced(from, to))
                {
                    directed[from, to] = true;
                    hasChanged = true;
                }
            }
        }
        while (hasChanged);

        return [.. edges.Select(edge => (edge.From, edge.To, directed[edge.From, edge.To]))];

        bool IsForced(int a, int b)
        {
            bool isFirst = neighbours[a].Exists(c => directed[c, a] && c != b && !joined[c, b]);
            bool isSecond = neighbours[a].Exists(c => directed[a, c] && joined[c, b] && directed[c, b]);
            bool isThird = neighbours[a].Exists(c => c != b && !directed[a, c] && !directed[c, a]
                && joined[c, b] && directed[c, b]
                && neighbours[a].Exists(d => d != c && d != b && !directed[a, d] && !directed[d, a]
                    && joined[d, b] && directed[d, b] && !joined[c, d]));
            return isFirst || isSecond || isThird;
        }
    }
}
