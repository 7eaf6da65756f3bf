using Praxis.Numerics;

namespace Praxis.Bayes;

/// <summary>Groups with DAGs in one order, each a little different from the one before, as in the example of arXiv
/// 2008.06190.</summary>
/// <remarks>Coefficients are uniform in (0.3, 0.7) with either sign, noise variances uniform in (2, 5); each group
/// draws its own.</remarks>
/// <param name="ColumnCount">p.</param>
/// <param name="GroupCount">K.</param>
/// <param name="EdgeShare">Share of the p (p - 1) / 2 pairs that are edges, rounded down.</param>
/// <param name="ChangedEdges">How many edges go from one group to the next; as many come.</param>
internal sealed record JointDagDesign(int ColumnCount, int GroupCount, double EdgeShare, int ChangedEdges)
{
    private int PairCount => ColumnCount * (ColumnCount - 1) / 2;

    /// <summary>Draws DAGs and rows.</summary>
    /// <param name="rowCount">n of each group.</param>
    /// <param name="random">The stream.</param>
    /// <returns>The groups in order.</returns>
    internal GraphSample[] Sample(int rowCount, RandomStream random)
    {
        string[] names = [.. Enumerable.Range(1, ColumnCount).Select(static j => $"x{j}")];
        var groups = new GraphSample[GroupCount];
        var edges = new bool[PairCount];
        Move(edges, new bool[PairCount], false, (int)(EdgeShare * PairCount), random);
        for (int group = 0; group < GroupCount; group++)
        {
            if (group > 0)
            {
                edges = Change(edges, random);
            }

            groups[group] = new GraphSample(names, Rows(rowCount, edges, random), edges);
        }

        return groups;
    }

    /// <summary>Which edges of each group differ from the group before or behind it.</summary>
    /// <param name="groups">Groups in order.</param>
    /// <returns>[groups][pairs].</returns>
    internal static bool[][] Changed(IReadOnlyList<GraphSample> groups) =>
    [
        .. Enumerable.Range(0, groups.Count).Select(group => Enumerable.Range(0, groups[group].Edges.Length)
            .Select(pair => (group > 0 && groups[group].Edges[pair] != groups[group - 1].Edges[pair])
                || (group + 1 < groups.Count && groups[group].Edges[pair] != groups[group + 1].Edges[pair]))
            .ToArray()),
    ];

    private bool[] Change(bool[] edges, RandomStream random)
    {
        bool[] changed = [.. edges];
        Move(changed, edges, true, ChangedEdges, random);
        Move(changed, edges, false, ChangedEdges, random);
        return changed;
    }

    // Turns pairs over that are edges, or are none, in both lists, so that none is turned back.
    private static void Move(bool[] changed, bool[] edges, bool isEdge, int count, RandomStream random)
    {
        while (count > 0)
        {
            int pair = random.NextInt(edges.Length);
            if (changed[pair] == isEdge && edges[pair] == isEdge)
            {
                changed[pair] = !isEdge;
                count--;
            }
        }
    }

    private double[] Rows(int rowCount, bool[] edges, RandomStream random)
    {
        double[] coefficients = [.. edges.Select(isEdge => isEdge ? Coefficient(random) : 0)];
        double[] deviations = [.. Enumerable.Range(0, ColumnCount).Select(_ => Math.Sqrt(Uniform(random, 2, 5)))];
        var rows = new double[rowCount * ColumnCount];
        for (int r = 0; r < rowCount; r++)
        {
            Span<double> row = rows.AsSpan(r * ColumnCount, ColumnCount);
            for (int j = 0; j < ColumnCount; j++)
            {
                row[j] = deviations[j] * NormalDistribution.Sample(random);
                for (int parent = 0; parent < j; parent++)
                {
                    row[j] += coefficients[EdgeList.Pair(j, parent)] * row[parent];
                }
            }
        }

        return rows;
    }

    private static double Coefficient(RandomStream random) =>
        Uniform(random, 0.3, 0.7) * (random.NextInt(2) == 0 ? 1 : -1);

    private static double Uniform(RandomStream random, double low, double high) =>
        low + ((high - low) * random.NextDouble());
}
