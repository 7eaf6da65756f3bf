using Praxis.Numerics;

namespace Praxis.Bayes;

/// <summary>A fixed distribution over pairs of vertices: one in five uniform, the others uniform over the 10 p pairs of
/// greatest correlation.</summary>
/// <remarks>As it does not depend on the graph, toggling a pair drawn from it is a symmetric proposal.</remarks>
internal sealed class PairProposal
{
    private const int ShareOfUniform = 5;
    private const int ListPerVertex = 10;
    private readonly int _vertexCount;
    private readonly (int I, int J)[] _likely;

    /// <summary>Ranks the pairs.</summary>
    /// <param name="gram">X'X.</param>
    /// <param name="isWeighted">Whether likely pairs are preferred; otherwise all pairs are alike.</param>
    internal PairProposal(GramMatrix gram, bool isWeighted)
    {
        _vertexCount = gram.ColumnCount;
        _likely = isWeighted && _vertexCount > (2 * ListPerVertex) + 1 ? Rank(gram) : [];
    }

    /// <summary>Draws a pair.</summary>
    internal (int I, int J) Draw(RandomStream random)
    {
        if (_likely.Length > 0 && random.NextInt(ShareOfUniform) > 0)
        {
            return _likely[random.NextInt(_likely.Length)];
        }

        int i = random.NextInt(_vertexCount);
        int j = random.NextInt(_vertexCount - 1);
        return (i, j >= i ? j + 1 : j);
    }

    private static (int I, int J)[] Rank(GramMatrix gram)
    {
        int count = gram.ColumnCount;
        var squares = new double[count * (count - 1) / 2];
        var pairs = new (int I, int J)[squares.Length];
        int place = 0;
        for (int i = 1; i < count; i++)
        {
            ReadOnlySpan<double> row = gram.Row(i);
            for (int j = 0; j < i; j++)
            {
                squares[place] = -(row[j] * row[j]) / (row[i] * gram[j, j]);
                pairs[place++] = (i, j);
            }
        }

        // Sorted stably by a key with the place in it, so that ties have one order.
        var keys = new (double Square, int Place)[squares.Length];
        for (int k = 0; k < keys.Length; k++)
        {
            keys[k] = (squares[k], k);
        }

        Array.Sort(keys);
        return [.. keys.Take(ListPerVertex * count).Select(key => pairs[key.Place])];
    }
}
