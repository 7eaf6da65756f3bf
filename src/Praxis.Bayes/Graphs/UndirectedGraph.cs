using System.Numerics;

namespace Praxis.Bayes;

/// <summary>An undirected graph without loops: a row of bits for each vertex.</summary>
internal sealed class UndirectedGraph
{
    private readonly ulong[] _rows;
    private readonly int _words;

    /// <summary>Makes a graph without edges.</summary>
    /// <param name="vertexCount">p.</param>
    internal UndirectedGraph(int vertexCount)
    {
        VertexCount = vertexCount;
        _words = (vertexCount + 63) / 64;
        _rows = new ulong[vertexCount * _words];
    }

    /// <summary>p.</summary>
    internal int VertexCount { get; }

    /// <summary>Number of edges.</summary>
    internal int EdgeCount { get; private set; }

    /// <summary>The neighbours of a vertex as bits: [⌈p / 64⌉].</summary>
    internal ReadOnlySpan<ulong> Row(int vertex) => _rows.AsSpan(vertex * _words, _words);

    internal bool HasEdge(int i, int j) => (_rows[(i * _words) + (j >> 6)] >> (j & 63) & 1) != 0;

    /// <summary>Adds the edge if it is absent, removes it if it is there.</summary>
    internal void Toggle(int i, int j)
    {
        _rows[(i * _words) + (j >> 6)] ^= 1UL << (j & 63);
        _rows[(j * _words) + (i >> 6)] ^= 1UL << (i & 63);
        EdgeCount += HasEdge(i, j) ? 1 : -1;
    }

    /// <summary>Writes the common neighbours of two vertices, ascending.</summary>
    /// <param name="i">One vertex.</param>
    /// <param name="j">The other.</param>
    /// <param name="common">Receives them; as long as p suffices.</param>
    /// <returns>How many there are.</returns>
    internal int CommonNeighbours(int i, int j, Span<int> common)
    {
        int count = 0;
        for (int word = 0; word < _words; word++)
        {
            for (ulong bits = Row(i)[word] & Row(j)[word]; bits != 0; bits &= bits - 1)
            {
                common[count++] = (word << 6) + BitOperations.TrailingZeroCount(bits);
            }
        }

        return count;
    }

    /// <summary>Whether all pairs of a set are joined.</summary>
    internal bool IsComplete(ReadOnlySpan<int> set)
    {
        for (int i = 1; i < set.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                if (!HasEdge(set[i], set[j]))
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>Whether every path between two vertices goes through their common neighbours.</summary>
    internal bool IsSeparatedByCommonNeighbours(int i, int j)
    {
        // A search from i in the graph without S, word by word.
        Span<ulong> open = stackalloc ulong[_words];
        Span<ulong> closed = stackalloc ulong[_words];
        for (int word = 0; word < _words; word++)
        {
            closed[word] = Row(i)[word] & Row(j)[word];
        }

        open.Clear();
        open[i >> 6] |= 1UL << (i & 63);
        closed[i >> 6] |= 1UL << (i & 63);
        for (int vertex; (vertex = First(open)) >= 0;)
        {
            open[vertex >> 6] &= ~(1UL << (vertex & 63));
            if (HasEdge(vertex, j))
            {
                return false;
            }

            ReadOnlySpan<ulong> row = Row(vertex);
            for (int word = 0; word < _words; word++)
            {
                ulong fresh = row[word] & ~closed[word];
                open[word] |= fresh;
                closed[word] |= fresh;
            }
        }

        return true;
    }

    private static int First(ReadOnlySpan<ulong> bits)
    {
        for (int word = 0; word < bits.Length; word++)
        {
            if (bits[word] != 0)
            {
                return (word << 6) + BitOperations.TrailingZeroCount(bits[word]);
            }
        }

        return -1;
    }
}
