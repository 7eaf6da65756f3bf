using System.Globalization;
using System.Text;
using Praxis.Core;
using static Praxis.App.GraphText;

namespace Praxis.App;

/// <summary>Draws the inclusion probabilities of a panel as a matrix of cells, one path for each of ten levels of
/// colour.</summary>
/// <remarks>Cells of many nodes would be smaller than a pixel, so a cell then stands for a block of pairs and shows the
/// most probable of them; the size stays bounded for any number of nodes.</remarks>
internal sealed class SvgHeatMap
{
    private const int MostBlocks = 250;
    private const int MostNames = 60;
    private const int MostTitles = 2000;
    private const int LevelCount = 10;
    private const double Gap = 5;
    private const double ScaleHeight = 46;
    private readonly GraphFigure _figure;
    private readonly GraphPanel _panel;
    private readonly int _blockSize;
    private readonly int _blockCount;
    private readonly double _cell;
    private readonly double _margin;
    private readonly double _fontSize;
    private readonly GraphEdge?[,] _cells;
    private readonly StringBuilder _svg = new();

    private SvgHeatMap(GraphFigure figure, GraphPanel panel)
    {
        _figure = figure;
        _panel = panel;
        int count = figure.Nodes.Count;
        _blockSize = (count + MostBlocks - 1) / MostBlocks;
        _blockCount = (count + _blockSize - 1) / _blockSize;
        double side = Math.Clamp(count * 20, 160, 480);
        _cell = side / _blockCount;
        _fontSize = Math.Clamp(side / Math.Min(count, MostNames) * 0.9, 6, 11.5);
        _margin = (figure.Nodes.Max(Width) * _fontSize) + (2 * Gap);
        _cells = Blocks();
    }

    private double Side => _cell * _blockCount;

    // Every how many nodes one has its name on the axes.
    private int NameStep => (_figure.Nodes.Count + MostNames - 1) / MostNames;

    /// <summary>Draws the matrix of a panel with its title and scale.</summary>
    /// <param name="figure">The figure.</param>
    /// <param name="panel">One of its panels.</param>
    /// <returns>HTML.</returns>
    public static string Render(GraphFigure figure, GraphPanel panel) => new SvgHeatMap(figure, panel).Draw();

    private string Draw()
    {
        string name = _figure.Panels.Count > 1 ? $", {_panel.Name}" : string.Empty;
        string sides = _figure.IsDirected ? "Row: child; column: parent." : "Symmetric.";
        string blocks = _blockSize == 1
            ? string.Empty
            : $" A cell is the most probable of {_blockSize} × {_blockSize} pairs.";
        string title = $"Probability of each edge{name}";
        double height = _margin + Side + ScaleHeight;
        double width = Math.Max(_margin + Side + Gap, 260);
        _svg.Append(
            CultureInfo.InvariantCulture,
            $"<figure class=\"chart heat\">\n<figcaption>{Html(title)}</figcaption>\n<p class=\"muted\">{sides}"
                + $"{blocks} Empty: below {DrawnGraph.Least}.</p>\n"
                + $"<svg viewBox=\"0 0 {width:0.##} {height:0.##}\" role=\"img\" "
                + $"aria-label=\"{Html($"{_figure.Title}. {title}. {sides}")}\" "
                + $"style=\"max-width:{width * 1.3:0}px\">\n");
        Names();
        _svg.Append(
            CultureInfo.InvariantCulture,
            $"<g transform=\"translate({_margin:0.##} {_margin:0.##}) scale({_cell:0.######})\">\n"
                + $"<rect class=\"field\" width=\"{_blockCount}\" height=\"{_blockCount}\"/>\n");
        Levels();
        Titles();
        _svg.Append(
            CultureInfo.InvariantCulture,
            $"</g>\n<rect class=\"frame\" x=\"{_margin:0.##}\" y=\"{_margin:0.##}\" width=\"{Side:0.##}\" "
                + $"height=\"{Side:0.##}\"/>\n");
        Scale(_margin + Side + 14);
        _svg.Append("</svg>\n</figure>\n");
        return _svg.ToString();
    }

    // [row, column]: the most probable edge of each block.
    private GraphEdge?[,] Blocks()
    {
        var cells = new GraphEdge?[_blockCount, _blockCount];
        foreach (GraphEdge edge in _panel.Edges.Where(edge => edge.Probability >= DrawnGraph.Least))
        {
            Raise(ref cells[edge.To / _blockSize, edge.From / _blockSize], edge);
            if (!_figure.IsDirected)
            {
                Raise(ref cells[edge.From / _blockSize, edge.To / _blockSize], edge);
            }
        }

        return cells;
    }

    private static void Raise(ref GraphEdge? cell, GraphEdge edge) =>
        cell = cell is { } best && best.Probability >= edge.Probability ? best : edge;

    private static int Level(double probability) => Math.Clamp((int)(probability * LevelCount), 0, LevelCount - 1);

    // Neighbours in a row that share a level are one rectangle.
    private void Levels()
    {
        var paths = new StringBuilder[LevelCount];
        for (int level = 0; level < LevelCount; level++)
        {
            paths[level] = new StringBuilder();
        }

        for (int row = 0; row < _blockCount; row++)
        {
            for (int column = 0, end; column < _blockCount; column = end)
            {
                end = column + 1;
                if (_cells[row, column] is not { } first)
                {
                    continue;
                }

                int level = Level(first.Probability);
                while (end < _blockCount && _cells[row, end] is { } next && Level(next.Probability) == level)
                {
                    end++;
                }

                int width = end - column;
                paths[level].Append(CultureInfo.InvariantCulture, $"M{column} {row}h{width}v1h-{width}z");
            }
        }

        for (int level = 0; level < LevelCount; level++)
        {
            if (paths[level].Length > 0)
            {
                _svg.Append(
                    CultureInfo.InvariantCulture, $"<path class=\"heat{level}\" d=\"{paths[level]}\"/>\n");
            }
        }
    }

    // Invisible cells that tell their exact value on hover.
    private void Titles()
    {
        IEnumerable<(int Row, int Column, GraphEdge Edge)> cells =
            from row in Enumerable.Range(0, _blockCount)
            from column in Enumerable.Range(0, _blockCount)
            where _cells[row, column] is not null
            select (row, column, _cells[row, column]!);
        _svg.Append("<g class=\"cells\">\n");
        foreach ((int row, int column, GraphEdge edge) in cells
            .OrderByDescending(cell => cell.Edge.Probability)
            .Take(MostTitles))
        {
            string title = GraphText.Edge(
                _figure.Nodes[edge.From], _figure.Nodes[edge.To], _figure.IsDirected, edge);
            _svg.Append(
                CultureInfo.InvariantCulture,
                $"<rect x=\"{column}\" y=\"{row}\" width=\"1\" height=\"1\"><title>{Html(title)}</title></rect>\n");
        }

        _svg.Append("</g>\n");
    }

    private void Names()
    {
        double pitch = Side / _figure.Nodes.Count;
        _svg.Append(CultureInfo.InvariantCulture, $"<g style=\"--size:{_fontSize:0.##}px\">\n");
        for (int i = 0; i < _figure.Nodes.Count; i += NameStep)
        {
            string name = _figure.Nodes[i];
            string text = $"{Html(Short(name))}<title>{Html(name)}</title></text>\n";
            double place = _margin + ((i + 0.5) * pitch);
            _svg.Append(
                CultureInfo.InvariantCulture,
                $"<text class=\"end middle\" x=\"{_margin - Gap:0.##}\" y=\"{place:0.##}\">{text}"
                    + $"<text class=\"middle\" transform=\"translate({place:0.##} {_margin - Gap:0.##}) "
                    + $"rotate(-90)\">{text}");
        }

        _svg.Append("</g>\n");
    }

    private void Scale(double top)
    {
        const double step = 18;
        double left = Math.Max(Gap + 8, _margin + Side - (LevelCount * step) - 8);
        for (int level = 0; level < LevelCount; level++)
        {
            _svg.Append(
                CultureInfo.InvariantCulture,
                $"<rect class=\"heat{level}\" x=\"{left + (level * step):0.##}\" y=\"{top:0.##}\" width=\"{step}\" "
                    + $"height=\"10\"/>\n");
        }

        foreach ((double share, string text) in ((double, string)[])[(0, "0.01"), (0.5, "0.5"), (1, "1")])
        {
            _svg.Append(
                CultureInfo.InvariantCulture,
                $"<text class=\"center\" x=\"{left + (share * LevelCount * step):0.##}\" y=\"{top + 23:0.##}\">{text}"
                    + $"</text>\n");
        }
    }
}
