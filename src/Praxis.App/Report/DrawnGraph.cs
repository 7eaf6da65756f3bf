using Praxis.Core;

namespace Praxis.App;

/// <summary>Which part of a figure the report draws, so that its size stays bounded.</summary>
internal static class DrawnGraph
{
    /// <summary>The least probability of an edge that is drawn.</summary>
    public const double Least = 0.01;

    /// <summary>The most edges of a panel.</summary>
    public const int MostEdges = 3000;

    /// <summary>The most nodes that are drawn although no edge touches them.</summary>
    public const int MostLone = 1000;

    /// <summary>The figure with the edges that are drawn, the most probable first, and its threshold in hundredths as
    /// the slider has it. Loops are not drawn, nor the nodes without an edge where there are too many.</summary>
    public static GraphFigure Of(GraphFigure figure)
    {
        GraphFigure drawn = figure with
        {
            Panels = [.. figure.Panels.Select(panel => panel with { Edges = Edges(panel) })],
            Threshold = Math.Clamp(Math.Round(figure.Threshold, 2), Least, 1),
        };
        bool[] isLinked = new bool[figure.Nodes.Count];
        foreach (GraphEdge edge in drawn.Panels.SelectMany(panel => panel.Edges))
        {
            isLinked[edge.From] = true;
            isLinked[edge.To] = true;
        }

        return isLinked.Count(linked => !linked) > MostLone ? Restrict(drawn, isLinked) : drawn;
    }

    private static GraphEdge[] Edges(GraphPanel panel) =>
    [
        .. panel.Edges
            .Where(edge => edge.Probability >= Least && edge.From != edge.To)
            .OrderByDescending(edge => edge.Probability)
            .ThenBy(edge => edge.From)
            .ThenBy(edge => edge.To)
            .Take(MostEdges),
    ];

    private static GraphFigure Restrict(GraphFigure figure, bool[] isKept)
    {
        int[] ranks = new int[isKept.Length];
        for (int i = 1; i < ranks.Length; i++)
        {
            ranks[i] = ranks[i - 1] + (isKept[i - 1] ? 1 : 0);
        }

        return figure with
        {
            Nodes = [.. Kept(figure.Nodes)],
            Panels = [.. figure.Panels.Select(panel => panel with
            {
                Edges =
                [
                    .. panel.Edges.Select(edge => edge with { From = ranks[edge.From], To = ranks[edge.To] }),
                ],
                NodeProbabilities = panel.NodeProbabilities is { } shares ? [.. Kept(shares)] : null,
            })],
        };

        IEnumerable<T> Kept<T>(IReadOnlyList<T> items) => items.Where((_, i) => isKept[i]);
    }
}
