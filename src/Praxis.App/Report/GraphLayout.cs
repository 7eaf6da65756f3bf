using Praxis.Core;

namespace Praxis.App;

/// <summary>A place in a drawing.</summary>
internal readonly record struct GraphPoint(double X, double Y);

/// <summary>Where the nodes of a figure stand; all panels share it.</summary>
/// <remarks>Nodes with an edge above the threshold in any panel are placed by <see cref="StressLayout"/>, fitted to the
/// width and pushed apart; the others stand in rows below. The height follows.</remarks>
internal sealed class GraphLayout
{
    /// <summary>The font's size of the labels.</summary>
    public const double FontSize = 11.5;

    // Up to so many nodes there is room to keep the labels apart, not only the nodes.
    private const int MostLabelled = 40;
    private const double LongestEdge = 130;
    private const double Gap = 4;
    private readonly GraphPoint[] _points;
    private readonly double[] _labelWidths;
    private readonly bool _hasRoomForLabels;

    private GraphLayout(GraphFigure figure)
    {
        int count = figure.Nodes.Count;
        _points = new GraphPoint[count];
        _labelWidths = [.. figure.Nodes.Select(name => GraphText.Width(name) * FontSize)];
        _hasRoomForLabels = count <= MostLabelled;
        Columns = Math.Min(figure.Panels.Count, _hasRoomForLabels ? 3 : 2);
        Width = Columns switch
        {
            <= 1 => _hasRoomForLabels ? 720 : 1060,
            2 => 520,
            _ => 350,
        };
        Radius = count <= MostLabelled ? 7 : count <= 200 ? 5.5 : 4;
    }

    /// <summary>How many panels stand side by side on a wide screen.</summary>
    public int Columns { get; }

    /// <summary>Width of a panel.</summary>
    public double Width { get; }

    /// <summary>Height of a panel.</summary>
    public double Height { get; private set; }

    /// <summary>Radius of a node.</summary>
    public double Radius { get; }

    /// <summary>The nodes' centres.</summary>
    public IReadOnlyList<GraphPoint> Points => _points;

    /// <summary>The nodes in the order in which they are named where there is no room for all: by neighbours.</summary>
    public IReadOnlyList<int> Order { get; private set; } = [];

    /// <summary>For each label whether it has room.</summary>
    public IReadOnlyList<bool> AreNamed { get; private set; } = [];

    /// <summary>Places the nodes of a figure.</summary>
    /// <param name="figure">The figure as it is drawn.</param>
    public static GraphLayout Of(GraphFigure figure)
    {
        var neighbours = new SortedSet<int>[figure.Nodes.Count];
        for (int i = 0; i < neighbours.Length; i++)
        {
            neighbours[i] = [];
        }

        foreach (GraphEdge edge in figure.Panels
            .SelectMany(panel => panel.Edges)
            .Where(edge => edge.Probability >= figure.Threshold))
        {
            neighbours[edge.From].Add(edge.To);
            neighbours[edge.To].Add(edge.From);
        }

        var layout = new GraphLayout(figure);
        layout.PlaceLinked(neighbours);
        layout.PlaceLone([.. Enumerable.Range(0, neighbours.Length).Where(i => neighbours[i].Count == 0)]);
        layout.Order =
        [
            .. Enumerable.Range(0, neighbours.Length).OrderByDescending(i => neighbours[i].Count).ThenBy(i => i),
        ];
        layout.AreNamed = FreeLabels.Of(layout._points, layout._labelWidths, layout.Radius, layout.Order);
        return layout;
    }

    private void PlaceLinked(SortedSet<int>[] neighbours)
    {
        int[] linked = [.. Enumerable.Range(0, neighbours.Length).Where(i => neighbours[i].Count > 0)];
        Height = Radius + Gap;
        if (linked.Length == 0)
        {
            return;
        }

        Dictionary<int, int> ranks = linked.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        (double[] x, double[] y) = StressLayout.Place(
            [.. linked.Select(i => (IReadOnlyList<int>)[.. neighbours[i].Select(j => ranks[j])])]);
        Turn(x, y);
        Fit(x, y);
        double[] halfWidths = [.. linked.Select(HalfWidth)];
        double[] margins = [.. linked.Select(Margin)];
        PushApart(x, y, halfWidths, margins);
        double top = y.Min() - Height;
        for (int rank = 0; rank < linked.Length; rank++)
        {
            _points[linked[rank]] = new GraphPoint(x[rank], y[rank] - top);
        }

        Height = y.Max() - top + LabelDrop + Gap;
    }

    // From a node's centre to the lower end of its label.
    private double LabelDrop => Radius + FontSize + 4;

    private double HalfHeight => _hasRoomForLabels ? ((Radius + LabelDrop) / 2) + Gap : Radius + (Gap / 2);

    private double HalfWidth(int node) =>
        _hasRoomForLabels ? Math.Max(Radius, _labelWidths[node] / 2) + Gap : Radius + (Gap / 2);

    private double Margin(int node) => Math.Max(Radius, _labelWidths[node] / 2) + Gap;

    // Turns the longest extent to the horizontal: the larger eigenvector of the positions' scatter.
    private static void Turn(double[] x, double[] y)
    {
        (double meanX, double meanY) = (x.Average(), y.Average());
        (double xx, double xy, double yy) = (0, 0, 0);
        for (int i = 0; i < x.Length; i++)
        {
            (x[i], y[i]) = (x[i] - meanX, y[i] - meanY);
            xx += x[i] * x[i];
            xy += x[i] * y[i];
            yy += y[i] * y[i];
        }

        (double sin, double cos) = Math.SinCos(0.5 * Math.Atan2(2 * xy, xx - yy));
        for (int i = 0; i < x.Length; i++)
        {
            (x[i], y[i]) = ((cos * x[i]) + (sin * y[i]), (cos * y[i]) - (sin * x[i]));
        }
    }

    // Fills the panel; the two directions may be stretched by a little different factors.
    private void Fit(double[] x, double[] y)
    {
        // Few nodes need less height.
        double share = Math.Min(1, 0.35 + (0.05 * x.Length));
        double scaleX = (Width - 80) / Math.Max(1e-6, x.Max() - x.Min());
        double scaleY = Width * (Columns > 1 ? 0.85 : 0.66) * share / Math.Max(1e-6, y.Max() - y.Min());
        double scale = Math.Min(LongestEdge, Math.Min(scaleX, scaleY));
        double middle = (x.Max() + x.Min()) / 2;
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = (Width / 2) + ((x[i] - middle) * Math.Min(scaleX, scale * 1.5));
            y[i] *= Math.Min(scaleY, scale * 1.5);
        }
    }

    // Boxes of nodes and labels that overlap move apart along the axis on which they overlap less.
    private void PushApart(double[] x, double[] y, double[] halfWidths, double[] margins)
    {
        int passes = (int)Math.Clamp(6e7 / ((double)x.Length * x.Length), 3, 400);
        bool isMoved = true;
        for (int pass = 0; pass < passes && isMoved; pass++)
        {
            isMoved = false;
            for (int i = 0; i < x.Length; i++)
            {
                x[i] = Math.Clamp(x[i], margins[i], Width - margins[i]);
                for (int j = 0; j < i; j++)
                {
                    isMoved |= Push(x, y, i, j, halfWidths[i] + halfWidths[j]);
                }
            }
        }

        for (int i = 0; i < x.Length; i++)
        {
            x[i] = Math.Clamp(x[i], margins[i], Width - margins[i]);
        }
    }

    private bool Push(double[] x, double[] y, int i, int j, double wide)
    {
        double overlapX = wide - Math.Abs(x[i] - x[j]);
        double overlapY = (2 * HalfHeight) - Math.Abs(y[i] - y[j]);
        if (overlapX <= 0.01 || overlapY <= 0.01)
        {
            return false;
        }

        if (overlapX < overlapY)
        {
            double step = (x[i] >= x[j] ? 0.5 : -0.5) * overlapX;
            (x[i], x[j]) = (x[i] + step, x[j] - step);
        }
        else
        {
            double step = (y[i] >= y[j] ? 0.5 : -0.5) * overlapY;
            (y[i], y[j]) = (y[i] + step, y[j] - step);
        }

        return true;
    }

    private void PlaceLone(int[] lone)
    {
        if (lone.Length == 0)
        {
            return;
        }

        double column = _hasRoomForLabels ? 2 * lone.Max(Margin) : Math.Max(4 * Radius, 2 * lone.Average(Margin));
        double row = _hasRoomForLabels ? 2 * HalfHeight : Radius + LabelDrop + Gap;
        int perRow = Math.Max(1, (int)((Width - (2 * Gap)) / column));
        int rowCount = (lone.Length + perRow - 1) / perRow;
        perRow = (lone.Length + rowCount - 1) / rowCount;
        column = (Width - (2 * Gap)) / perRow;
        double top = Height + Radius;
        for (int rank = 0; rank < lone.Length; rank++)
        {
            _points[lone[rank]] = new GraphPoint(
                Gap + (((rank % perRow) + 0.5) * column), top + (rank / perRow * row));
        }

        Height = top + ((rowCount - 1) * row) + LabelDrop + Gap;
    }
}
