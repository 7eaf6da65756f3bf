using System.Numerics;
using Praxis.Numerics;

namespace Praxis.Bayes;

/// <summary>The graph half of a chain over chosen variables and a graph among them: a precision matrix Ω and its graph
/// G, given which variables are chosen.</summary>
/// <remarks>Both halves meet in the factor e^(b γ'Gγ) alone. Time is counted in sweeps.</remarks>
internal interface IGraphHalf
{
    /// <summary>p.</summary>
    int NodeCount { get; }

    /// <summary>Edges of G.</summary>
    int EdgeCount { get; }

    /// <summary>Ω: [p, p], both triangles.</summary>
    ReadOnlySpan<double> Omega { get; }

    /// <summary>ln (likelihood × prior) of (Ω, G), without the factor that ties G to the chosen variables.</summary>
    double LogPosterior { get; }

    /// <summary>Proposals made in one sweep.</summary>
    long ProposalsPerSweep { get; }

    /// <summary>Edges looked at, and those that came or went.</summary>
    MoveCounts Moves { get; }

    /// <summary>For how much of the time each edge was there, by <see cref="EdgeList.Pair"/>.</summary>
    InclusionAccumulator Inclusion { get; }

    /// <summary>Mean of Ω over the draws that <see cref="AddDraw"/> saw.</summary>
    PrecisionSum Mean { get; }

    /// <summary>Whether two different nodes are joined.</summary>
    bool HasEdge(int i, int j);

    /// <summary>How many neighbours of a node are chosen.</summary>
    /// <param name="node">The node.</param>
    /// <param name="gamma">Which nodes are chosen: [p].</param>
    double NeighboursIn(int node, ReadOnlySpan<bool> gamma);

    /// <summary>Draws each element of (Ω, G) once, given the chosen variables.</summary>
    /// <param name="random">The chain's stream.</param>
    /// <param name="gamma">Which nodes are chosen: [p].</param>
    /// <param name="threadCount">Threads that may be used; the result does not depend on it.</param>
    void Sweep(RandomStream random, ReadOnlySpan<bool> gamma, int threadCount);

    /// <summary>Warm-up is over: from here on inclusion is counted.</summary>
    void BeginDraws();

    /// <summary>Adds Ω to its mean.</summary>
    void AddDraw();

    /// <summary>A batch of draws is over.</summary>
    void EndBatch();

    /// <summary>A round is over: what is kept beside (Ω, G) is computed anew, so that a state read again goes on with
    /// the same bytes.</summary>
    void EndRound();

    /// <summary>Writes the state; after <see cref="EndRound"/>.</summary>
    void Write(BinaryWriter writer);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    void Read(BinaryReader reader);

    /// <summary>How many nodes of a row of bits are chosen.</summary>
    /// <param name="row">A node's neighbours as bits.</param>
    /// <param name="gamma">Which nodes are chosen.</param>
    internal static double CountIn(ReadOnlySpan<ulong> row, ReadOnlySpan<bool> gamma)
    {
        int count = 0;
        for (int word = 0; word < row.Length; word++)
        {
            for (ulong bits = row[word]; bits != 0; bits &= bits - 1)
            {
                count += gamma[(word << 6) + BitOperations.TrailingZeroCount(bits)] ? 1 : 0;
            }
        }

        return count;
    }
}
