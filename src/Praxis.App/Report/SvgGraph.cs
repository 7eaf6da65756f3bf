using System.Globalization;
using System.Text;
using Praxis.Core;
using static Praxis.App.GraphText;

namespace Praxis.App;

/// <summary>Draws graphs as inline SVG, a panel beside the other. The page's script moves, zooms and thins them;
/// without it they stand at their threshold.</summary>
internal sealed class SvgGraph
{
    private const double HeadLength = 9;
    private const double HeadHalfWidth = 4;
    private const double HeadGap = 1.5;
    private const double Bend = 0.16;
    private readonly GraphFigure _whole;
    private readonly GraphFigure _figure;
    private readonly GraphLayout _layout;
    private readonly StringBuilder _page = new();

    private SvgGraph(GraphFigure figure)
    {
        _whole = figure;
        _figure = DrawnGraph.Of(figure);
        _layout = GraphLayout.Of(_figure);
    }

    private bool HasWeights => _figure.Panels.Any(panel => panel.Edges.Any(edge => edge.Weight is not null));

    private bool HasNodeProbabilities => _figure.Panels.Any(panel => panel.NodeProbabilities is not null);

    private string ThresholdText => _figure.Threshold.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>Draws a figure with its title, legend and panels.</summary>
    /// <param name="figure">The figure.</param>
    /// <returns>HTML.</returns>
    public static string Render(GraphFigure figure) => new SvgGraph(figure).Draw();

    private string Draw()
    {
        _page.Append(
            CultureInfo.InvariantCulture,
            $"<figure class=\"graph across{_layout.Columns}\" data-radius=\"{_layout.Radius}\" "
                + $"data-order=\"{string.Join(' ', _layout.Order)}\" style=\"--radius:{_layout.Radius}px\">\n"
                + $"<figcaption>{Html(_figure.Title)}</figcaption>\n");
        Tools();
        Legend();
        _page.Append("<div class=\"panels\">\n");
        foreach (GraphPanel panel in _figure.Panels)
        {
            Panel(panel);
        }

        _page.Append("</div>\n<p class=\"picked\" role=\"status\"></p>\n");
        Caption();
        _page.Append("</figure>\n");
        return _page.ToString();
    }

    // Shown by the script.
    private void Tools() =>
        _page.Append(
            CultureInfo.InvariantCulture,
            $"<div class=\"tools\" hidden=\"\">\n<label>Probability at least <input type=\"range\" min=\"0.01\" "
                + $"max=\"1\" step=\"0.01\" value=\"{ThresholdText}\"/> <output>{ThresholdText}</output></label>\n"
                + $"<span class=\"buttons\">"
                + $"<button type=\"button\" data-zoom=\"0.714\" aria-label=\"Zoom out\">−</button>"
                + $"<button type=\"button\" data-zoom=\"1.4\" aria-label=\"Zoom in\">+</button>"
                + $"<button type=\"button\" data-reset=\"\">Reset</button></span>\n</div>\n");

    private void Legend()
    {
        if (!HasWeights && !HasNodeProbabilities)
        {
            return;
        }

        _page.Append("<ul class=\"legend\">\n");
        if (HasWeights)
        {
            LegendItem("edge positive", "<path class=\"shaft\" d=\"M0 7H22\"/>", "positive");
            LegendItem("edge negative", "<path class=\"shaft\" d=\"M0 7H22\"/>", "negative");
        }

        if (HasNodeProbabilities)
        {
            foreach (string share in (string[])["0", "0.5", "1"])
            {
                LegendItem(
                    "node",
                    "<circle class=\"ground\" cx=\"11\" cy=\"7\" r=\"6\"/>"
                        + $"<circle class=\"share\" style=\"--p:{share}\" cx=\"11\" cy=\"7\" r=\"6\"/>",
                    $"variable included with probability {share}");
            }
        }

        _page.Append("</ul>\n");
    }

    private void LegendItem(string kind, string drawing, string text) =>
        _page.Append(
            CultureInfo.InvariantCulture,
            $"<li><svg class=\"swatch\" viewBox=\"0 0 22 14\" aria-hidden=\"true\"><g class=\"{kind}\" "
                + $"style=\"--p:1\">{drawing}</g></svg>{text}</li>\n");

    private void Panel(GraphPanel panel)
    {
        IReadOnlyList<GraphEdge> edges = panel.Edges;
        int shown = edges.Count(edge => edge.Probability >= _figure.Threshold);
        string name = _figure.Panels.Count > 1 ? $"{Html(panel.Name)} " : string.Empty;
        string label = $"{_figure.Title}. {panel.Name}: {shown} edges between {_figure.Nodes.Count} nodes.";
        _page.Append(
            CultureInfo.InvariantCulture,
            $"<div class=\"net\"><p>{name}<span class=\"muted\"><span class=\"count\">{shown}</span> of {edges.Count} "
                + $"edges</span></p>\n<svg viewBox=\"0 0 {_layout.Width} {Math.Ceiling(_layout.Height)}\" role=\"img\" "
                + $"aria-label=\"{Html(label)}\">\n<g>\n");
        HashSet<(int, int)> ends = [.. edges.Select(edge => (edge.From, edge.To))];

        // The most probable are drawn last, over the others.
        foreach (GraphEdge edge in edges.Reverse())
        {
            Edge(edge, isBent: _figure.IsDirected && ends.Contains((edge.To, edge.From)));
        }

        _page.Append("</g>\n<g>\n");
        for (int i = 0; i < _figure.Nodes.Count; i++)
        {
            Node(i, panel.NodeProbabilities?[i]);
        }

        _page.Append("</g>\n</svg></div>\n");
    }

    private void Edge(GraphEdge edge, bool isBent)
    {
        string kind = edge.Weight is not { } weight ? string.Empty : weight < 0 ? " negative" : " positive";
        string off = edge.Probability >= _figure.Threshold ? string.Empty : " off";
        string title = GraphText.Edge(
            _figure.Nodes[edge.From], _figure.Nodes[edge.To], _figure.IsDirected, edge);
        (string shaft, string head) = Paths(_layout.Points[edge.From], _layout.Points[edge.To], isBent);
        _page.Append(
            CultureInfo.InvariantCulture,
            $"<g class=\"edge{kind}{off}\" data-f=\"{edge.From}\" data-t=\"{edge.To}\" data-p=\"{edge.Probability}\""
                + $"{(isBent ? " data-bent=\"\"" : string.Empty)} style=\"--p:{Share(edge.Probability)}\">"
                + $"<title>{Html(title)}</title><path class=\"shaft\" d=\"{shaft}\"/>");
        if (_figure.IsDirected)
        {
            _page.Append(CultureInfo.InvariantCulture, $"<path class=\"tip\" d=\"{head}\"/>");
        }

        _page.Append("</g>\n");
    }

    // The script draws by the same formulas while nodes move.
    private (string Shaft, string Head) Paths(GraphPoint from, GraphPoint to, bool isBent)
    {
        if (!_figure.IsDirected)
        {
            return ($"M{Number(from.X)} {Number(from.Y)}L{Number(to.X)} {Number(to.Y)}", string.Empty);
        }

        (double dx, double dy) = (to.X - from.X, to.Y - from.Y);
        double bend = isBent ? Bend : 0;
        (double middleX, double middleY) = (((from.X + to.X) / 2) - (dy * bend), ((from.Y + to.Y) / 2) + (dx * bend));
        (double ux, double uy) = (to.X - middleX, to.Y - middleY);
        double length = Math.Max(1e-9, Math.Sqrt((ux * ux) + (uy * uy)));
        (ux, uy) = (ux / length, uy / length);
        double tip = _layout.Radius + HeadGap;
        (double tipX, double tipY) = (to.X - (ux * tip), to.Y - (uy * tip));
        (double endX, double endY) = (tipX - (ux * HeadLength), tipY - (uy * HeadLength));
        (double sideX, double sideY) = (-uy * HeadHalfWidth, ux * HeadHalfWidth);
        string curve = isBent ? $"Q{Number(middleX)} {Number(middleY)} " : "L";
        return (
            $"M{Number(from.X)} {Number(from.Y)}{curve}{Number(endX)} {Number(endY)}",
            $"M{Number(tipX)} {Number(tipY)}L{Number(endX + sideX)} {Number(endY + sideY)}L{Number(endX - sideX)} "
                + $"{Number(endY - sideY)}z");
    }

    private void Node(int index, double? probability)
    {
        string name = _figure.Nodes[index];
        GraphPoint place = _layout.Points[index];
        string far = _layout.AreNamed[index] ? string.Empty : " far";
        string title = probability is { } value
            ? $"{name}: included with probability {TableText.Readable(value)}" : name;
        _page.Append(
            CultureInfo.InvariantCulture,
            $"<g class=\"node{far}\" transform=\"translate({Number(place.X)} {Number(place.Y)})\">"
                + $"<title>{Html(title)}</title>"
                + $"<circle class=\"ground\" r=\"{_layout.Radius}\"/>");
        if (probability is { } share)
        {
            _page.Append(
                CultureInfo.InvariantCulture,
                $"<circle class=\"share\" style=\"--p:{Share(share)}\" r=\"{_layout.Radius}\"/>");
        }

        _page.Append(
            CultureInfo.InvariantCulture,
            $"<text y=\"{Number(_layout.Radius + GraphLayout.FontSize)}\">{Html(Short(name))}</text></g>\n");
    }

    private void Caption()
    {
        _page
            .Append("<p class=\"muted\">Drawn: edges of probability at least <span class=\"least\">")
            .Append(ThresholdText).Append("</span>; the wider the more probable.");
        // An edge whose probability is not a number is left out too.
        string[] leftOut =
        [
            .. _whole.Panels
                .Select((panel, i) => (Count: panel.Edges.Count - _figure.Panels[i].Edges.Count, panel.Name))
                .Where(panel => panel.Count > 0)
                .Select(panel => _figure.Panels.Count > 1 ? $"{panel.Count} of {Html(panel.Name)}" : $"{panel.Count}"),
        ];
        if (leftOut.Length > 0)
        {
            _page
                .Append(
                    CultureInfo.InvariantCulture,
                    $" Edges left out, below {DrawnGraph.Least} or after the {DrawnGraph.MostEdges} most probable: ")
                .AppendJoin(", ", leftOut).Append('.');
        }

        if (_figure.Nodes.Count < _whole.Nodes.Count)
        {
            _page.Append(
                CultureInfo.InvariantCulture,
                $" Nodes left out, without any drawn edge: {_whole.Nodes.Count - _figure.Nodes.Count}.");
        }

        _page.Append(
            " <span class=\"hint\" hidden=\"\">Drag to move, click a node to mark its neighbours or an edge to read "
                + "it, wheel with Ctrl or after a click, or pinch, to zoom; by keyboard: Tab to the graph, arrows from "
                + "node to node, Enter marks, E reads the node's edges one by one, Escape clears.</span></p>\n");
    }
}
