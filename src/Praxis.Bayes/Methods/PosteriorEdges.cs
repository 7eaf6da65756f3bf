namespace Praxis.Bayes;

/// <summary>Edges of a posterior from what chains have counted.</summary>
internal static class PosteriorEdges
{
    /// <summary>One edge, or null where no chain ever drew it.</summary>
    /// <param name="chains">The accumulators of all chains.</param>
    /// <param name="indicator">The edge's indicator.</param>
    /// <param name="group">The group.</param>
    /// <param name="from">The parent.</param>
    /// <param name="to">The child.</param>
    /// <param name="logBayesFactor">ln of its Bayes factor in the highest-probability graph; asked only where the edge
    /// was drawn.</param>
    internal static EdgePosterior? Of(
        IReadOnlyList<InclusionAccumulator> chains,
        int indicator,
        int group,
        int from,
        int to,
        Func<double> logBayesFactor)
    {
        InclusionSummary summary = InclusionSummary.Of(chains, indicator);
        return summary.Probability > 0
            ? new EdgePosterior(
                group, from, to, summary.Probability, summary.Error, summary.RHat, logBayesFactor(), 0)
            : null;
    }

    /// <summary>The edges with partial correlations from their groups' precision matrices.</summary>
    internal static IReadOnlyList<EdgePosterior> WithCorrelations(
        IReadOnlyList<EdgePosterior> edges, IReadOnlyList<SymmetricMatrix> precision)
    {
        Dictionary<(int, int), double>[] elements = [.. precision.Select(static matrix => matrix.Values.Index()
            .ToDictionary(one => (matrix.Rows[one.Index], matrix.Columns[one.Index]), static one => one.Item))];
        return
        [
            .. edges.Select(edge =>
            {
                Dictionary<(int, int), double> matrix = elements[edge.Group];
                int high = Math.Max(edge.From, edge.To);
                int low = Math.Min(edge.From, edge.To);
                double correlation = -matrix.GetValueOrDefault((high, low))
                    / Math.Sqrt(matrix[(high, high)] * matrix[(low, low)]);
                return edge with { PartialCorrelation = correlation };
            }),
        ];
    }

    /// <summary>ln of the Bayes factor of a parent, all others as they are.</summary>
    /// <param name="score">The score of the node.</param>
    /// <param name="node">The node.</param>
    /// <param name="parents">Its parents in the highest-probability graph.</param>
    /// <param name="parent">The parent, one of them or not.</param>
    /// <param name="capacity">The most parents that are allowed.</param>
    /// <returns>The logarithm; not a number where the parent would be one too many, or a combination of the
    /// others.</returns>
    internal static double LogBayesFactor(ILocalScore score, int node, int[] parents, int parent, int capacity)
    {
        int[] without = [.. parents.Where(other => other != parent)];
        double with = without.Length < capacity ? score.Score(node, [.. without, parent]) : double.NegativeInfinity;
        return double.IsFinite(with) ? with - score.Score(node, without) : double.NaN;
    }

    /// <summary>Counts of moves over all chains.</summary>
    internal static IReadOnlyList<MoveSummary> Moves<TChain>(IReadOnlyList<TChain> chains)
        where TChain : IChain =>
    [
        .. chains.SelectMany(static chain => chain.Moves)
            .GroupBy(static move => move.Name)
            .Select(static moves => new MoveSummary(
                moves.Key,
                moves.Sum(static move => move.Counts.Proposed),
                moves.Sum(static move => move.Counts.Accepted)))
            .Where(static move => move.Proposed > 0),
    ];
}
