namespace Praxis.App;

/// <summary>Finds for each label the least zoom at which it covers no label before it and no node. Labels and nodes
/// keep their size while distances grow.</summary>
internal static class LabelLevels
{
    private const double HalfHeight = 6;
    private static readonly double[] Zooms = [0.5, 0.7, 1, 1.4, 2, 2.8, 4, 5.6, 8, 11, 16];

    /// <summary>The zoom of each label; the last one where it never has room.</summary>
    /// <param name="points">The nodes' centres.</param>
    /// <param name="widths">The labels' widths.</param>
    /// <param name="radius">Radius of a node.</param>
    /// <param name="order">Nodes, the most important first.</param>
    public static IReadOnlyList<double> Of(
        IReadOnlyList<GraphPoint> points, double[] widths, double radius, int[] order)
    {
        double[] levels = new double[points.Count];
        var shown = new List<int>(points.Count);
        foreach (double zoom in Zooms)
        {
            foreach (int node in order.Where(node => levels[node] == 0))
            {
                if (zoom == Zooms[^1] || HasRoom(node, zoom))
                {
                    levels[node] = zoom;
                    shown.Add(node);
                }
            }
        }

        return levels;

        bool HasRoom(int node, double zoom)
        {
            GraphPoint place = points[node];
            double drop = radius + HalfHeight + 4;
            foreach (int other in shown)
            {
                if (Math.Abs(points[other].X - place.X) * zoom < (widths[node] + widths[other]) / 2
                    && Math.Abs(points[other].Y - place.Y) * zoom < 2 * HalfHeight)
                {
                    return false;
                }
            }

            for (int other = 0; other < points.Count; other++)
            {
                if (other != node
                    && Math.Abs(points[other].X - place.X) * zoom < (widths[node] / 2) + (radius / 2)
                    && Math.Abs((points[other].Y - place.Y) * zoom - drop) < HalfHeight + (radius / 2))
                {
                    return false;
                }
            }

            return true;
        }
    }
}
