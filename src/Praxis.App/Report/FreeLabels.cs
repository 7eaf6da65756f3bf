namespace Praxis.App;

/// <summary>Finds the labels that cover no label before them and no node. The page's script finds more, by the same
/// rule over nodes too, as the screen has room, and anew while the graph is zoomed and nodes move.</summary>
internal static class FreeLabels
{
    private const double HalfHeight = 6;

    /// <summary>Whether each label has room.</summary>
    /// <param name="points">The nodes' centres.</param>
    /// <param name="widths">The labels' widths.</param>
    /// <param name="radius">Radius of a node.</param>
    /// <param name="order">Nodes, the most important first.</param>
    public static IReadOnlyList<bool> Of(
        IReadOnlyList<GraphPoint> points, double[] widths, double radius, IReadOnlyList<int> order)
    {
        bool[] isFree = new bool[points.Count];
        var named = new List<int>(points.Count);
        foreach (int node in order)
        {
            // Labels stand as far below their nodes, so that the drop matters between a label and a node only.
            isFree[node] =
                !named.Exists(other => Meet(other, (widths[node] + widths[other]) / 2, 0, 2 * HalfHeight))
                && !order.Any(other => other != node
                    && Meet(other, (widths[node] / 2) + radius, radius + HalfHeight + 2, radius + HalfHeight));
            if (isFree[node])
            {
                named.Add(node);
            }

            bool Meet(int other, double wide, double drop, double high) =>
                Math.Abs(points[other].X - points[node].X) < wide
                    && Math.Abs(points[other].Y - points[node].Y - drop) < high;
        }

        return isFree;
    }
}
