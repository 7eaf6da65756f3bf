using Praxis.Numerics;

namespace Praxis.Bayes;

/// <summary>The edges of a changing graph, to choose from uniformly: adding and removing are O(1).</summary>
internal sealed class EdgeList
{
    private readonly List<(int I, int J)> _edges = [];
    private readonly Dictionary<int, int> _places = [];

    internal int Count => _edges.Count;

    internal (int I, int J) this[int place] => _edges[place];

    /// <summary>Number of a pair: i (i - 1) / 2 + j for i above j.</summary>
    internal static int Pair(int i, int j) => i > j ? (i * (i - 1) / 2) + j : (j * (j - 1) / 2) + i;

    internal void Add(int i, int j)
    {
        _places[Pair(i, j)] = _edges.Count;
        _edges.Add((i, j));
    }

    internal void Remove(int i, int j)
    {
        _places.Remove(Pair(i, j), out int place);
        (int I, int J) last = _edges[^1];
        _edges.RemoveAt(_edges.Count - 1);
        if (place < _edges.Count)
        {
            _edges[place] = last;
            _places[Pair(last.I, last.J)] = place;
        }
    }

    internal (int I, int J) Draw(RandomStream random) => _edges[random.NextInt(_edges.Count)];
}
