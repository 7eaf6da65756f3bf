using System.Globalization;
using System.Net;
using System.Text;
using Praxis.Core;

namespace Praxis.App;

/// <summary>Draws charts as inline SVG whose colours and sizes follow the page's style sheet.</summary>
internal sealed class SvgChart
{
    private const double Width = 480;
    private const double Height = 300;
    private const double LeastLeft = 62;
    private const double LabelRoom = 20;
    private const double TickGap = 6;
    private const double LetterWidth = 9;
    private const double Right = 26;
    private const double Top = 14;
    private const int SeriesColours = 6;
    private const int MostDots = 400;
    private const int MostLetters = 18;
    private readonly Chart _chart;
    private readonly IReadOnlyList<ChartMark> _marks;
    private readonly StringBuilder _svg = new();
    private readonly double _left;
    private readonly double _bottom;
    private readonly AxisScale _x;
    private readonly AxisScale _y;

    private SvgChart(Chart chart, IReadOnlyList<ChartMark> marks)
    {
        _chart = chart;
        _marks = marks;
        IEnumerable<double> values = chart.Series.SelectMany(
            series => series.Y.Concat(series.Low ?? []).Concat(series.High ?? []));
        IEnumerable<double> floor = chart.Kind == ChartKind.Bar && !chart.LogY ? [0] : [];
        _y = AxisScale.Spanning(values.Concat(floor), chart.LogY, length: 1, tickCount: 5, snap: true);

        // Between the axis and its label the longest of the ticks' texts has room, in the letters of a narrow screen.
        int letters = _y.Ticks.Max(tick => _y.TickText(tick).Length);
        _left = Math.Max(LeastLeft, LabelRoom + (LetterWidth * letters) + TickGap);
        _bottom = StandsUpright ? 44 + (6.6 * Math.Min(MostLetters, LongestCategory))
            : TurnsCategories ? 110
            : 52;
        _x = chart.Categories is null
            ? AxisScale.Spanning(XValues, chart.LogX, PlotWidth, tickCount: 6, snap: chart.LogX, room: HalfBar())
            : AxisScale.Spanning(
                [-0.5, chart.Categories.Count - 0.5], isLog: false, PlotWidth, tickCount: 6, snap: false);
    }

    private double PlotWidth => Width - _left - Right;

    private double PlotHeight => Height - Top - _bottom;

    // Names that would run into each other are written aslant.
    private bool TurnsCategories => _chart.Categories is { Count: > 0 } names
        && LongestCategory * 8.5 > PlotWidth / names.Count;

    // Slanting lines of text need room beside each other, and the first of them to its left.
    private bool StandsUpright => TurnsCategories
        && (BarSlot < 22 || LongestCategory > 12);

    private int LongestCategory =>
        _chart.Categories is { Count: > 0 } names ? names.Max(static name => name.Length) : 0;

    private double BarSlot => _chart.Categories is { } names
        ? PlotWidth / names.Count
        : PlotWidth / (XValues.Distinct().Count() + 2);

    private IEnumerable<double> XValues => _chart.Series.SelectMany(series => series.X);

    /// <summary>Draws a chart as a figure with its title, legend and drawing.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="marks">Points to ring.</param>
    /// <returns>HTML.</returns>
    public static string Render(Chart chart, params IReadOnlyList<ChartMark> marks) =>
        new SvgChart(chart, marks).Draw();

    private string Draw()
    {
        _svg.Append("<figure class=\"chart\">\n<figcaption>").Append(Html(_chart.Title)).Append("</figcaption>\n");
        bool isEmpty = !_chart.Series.Any(series => series.Y.Any(double.IsFinite));
        if (isEmpty)
        {
            _svg.Append("<p class=\"muted\">There is no finite value to draw.</p>\n</figure>\n");
            return _svg.ToString();
        }

        Legend();
        string label = $"{_chart.Title}. {_chart.YLabel} against {_chart.XLabel}.";
        _svg.Append(
            CultureInfo.InvariantCulture,
            $"<svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{Html(label)}\">\n");
        Axes();
        for (int i = 0; i < _chart.Series.Count; i++)
        {
            _svg.Append(CultureInfo.InvariantCulture, $"<g class=\"series s{i % SeriesColours}\">\n");
            if (_chart.Kind == ChartKind.Bar)
            {
                Bars(_chart.Series[i], i);
            }
            else
            {
                Line(_chart.Series[i], i);
            }

            _svg.Append("</g>\n");
        }

        foreach (ChartMark mark in _marks)
        {
            Mark(mark);
        }

        _svg.Append("</svg>\n</figure>\n");
        return _svg.ToString();
    }

    private void Legend()
    {
        if (_chart.Series.Count < 2 && _marks.Count == 0)
        {
            return;
        }

        _svg.Append("<ul class=\"legend\">\n");
        for (int i = 0; i < _chart.Series.Count; i++)
        {
            string swatch = _chart.Kind == ChartKind.Bar
                ? "<rect class=\"bar\" x=\"4\" y=\"1\" width=\"14\" height=\"12\"/>"
                : _chart.Series[i].IsScattered ? Dot(i, 11, 7)
                : $"<path class=\"line\" d=\"M0 7H22\"/>{Dot(i, 11, 7)}";
            _svg.Append(
                CultureInfo.InvariantCulture,
                $"<li><svg viewBox=\"0 0 22 14\" class=\"swatch s{i % SeriesColours}\" "
                    + $"aria-hidden=\"true\">{swatch}</svg>{Html(_chart.Series[i].Name)}</li>\n");
        }

        foreach (string text in _marks.Select(mark => mark.Text).Distinct())
        {
            _svg.Append(
                CultureInfo.InvariantCulture,
                $"<li><svg viewBox=\"0 0 22 14\" class=\"swatch\" aria-hidden=\"true\">"
                    + $"<circle class=\"ring\" cx=\"11\" cy=\"7\" r=\"5.5\"/></svg>{Html(text)}</li>\n");
        }

        _svg.Append("</ul>\n");
    }

    private void Axes()
    {
        double floor = Top + PlotHeight;
        _svg.Append("<g class=\"axis\">\n");
        foreach (double tick in _y.Ticks)
        {
            double y = PlaceY(tick);
            _svg.Append(
                CultureInfo.InvariantCulture,
                $"<path class=\"grid\" d=\"M{_left:0.##} {y:0.##}H{Width - Right}\"/>");
            Text(_left - TickGap, y, _y.TickText(tick), "end middle");
        }

        if (_chart.Categories is { } names)
        {
            for (int i = 0; i < names.Count; i++)
            {
                Category(names[i], PlaceX(i), floor);
            }
        }
        else
        {
            foreach (double tick in _x.Ticks)
            {
                double x = PlaceX(tick);
                _svg.Append(CultureInfo.InvariantCulture, $"<path class=\"rule\" d=\"M{x:0.##} {floor:0.##}v4\"/>");
                Text(x, floor + 18, _x.TickText(tick), "center");
            }
        }

        _svg.Append(
            CultureInfo.InvariantCulture, $"<path class=\"rule\" d=\"M{_left:0.##} {floor:0.##}H{Width - Right}\"/>\n");
        Text(_left + (PlotWidth / 2), Height - 6, _chart.XLabel, "center label");
        _svg.Append(
            CultureInfo.InvariantCulture,
            $"<text class=\"center label\" transform=\"translate(14 {Top + (PlotHeight / 2):0.##}) "
                + $"rotate(-90)\">{Html(_chart.YLabel)}</text>\n</g>\n");
    }

    private void Category(string name, double x, double floor)
    {
        string shown = name.Length > MostLetters ? name[..(MostLetters - 1)] + "…" : name;
        string place = StandsUpright
            ? $"class=\"end middle\" transform=\"translate({Number(x)} {Number(floor + 6)}) rotate(-90)\""
            : TurnsCategories
            ? $"class=\"end\" transform=\"translate({Number(x + 4)} {Number(floor + 14)}) rotate(-35)\""
            : $"class=\"center\" x=\"{Number(x)}\" y=\"{Number(floor + 18)}\"";
        _svg.Append("<text ").Append(place).Append('>').Append(Html(shown));
        _svg.Append("<title>").Append(Html(name)).Append("</title></text>\n");
    }

    private void Line(ChartSeries series, int index)
    {
        Band(series);
        var path = new StringBuilder();
        bool isDown = false;
        for (int i = 0; i < series.X.Count; i++)
        {
            (double x, double y) = (PlaceX(series.X[i]), PlaceY(series.Y[i]));
            if (!double.IsFinite(x) || !double.IsFinite(y))
            {
                isDown = false;
                continue;
            }

            path.Append(isDown ? 'L' : 'M').Append(Number(x)).Append(' ').Append(Number(y));
            isDown = true;
        }

        if (!series.IsScattered)
        {
            _svg.Append("<path class=\"line\" d=\"").Append(path).Append("\"/>\n");
        }

        if (series.X.Count > MostDots)
        {
            return;
        }

        // Dots carry the text shown on hover; where they stand too dense to be told apart they are drawn invisible.
        string visibility = series.X.Count > 40 ? "quiet" : "shown";
        _svg.Append("<g class=\"").Append(visibility).Append("\">\n");
        for (int i = 0; i < series.X.Count; i++)
        {
            (double x, double y) = (PlaceX(series.X[i]), PlaceY(series.Y[i]));
            if (double.IsFinite(x) && double.IsFinite(y))
            {
                _svg
                    .Append("<g>").Append(Dot(index, x, y)).Append("<title>").Append(Html(Hover(series, i)))
                    .Append("</title></g>\n");
            }
        }

        _svg.Append("</g>\n");
    }

    private void Band(ChartSeries series)
    {
        if (series.Low is not { } low || series.High is not { } high)
        {
            return;
        }

        int[] drawn = [.. Enumerable.Range(0, series.X.Count).Where(i =>
            double.IsFinite(PlaceX(series.X[i]))
                && double.IsFinite(PlaceY(low[i]))
                && double.IsFinite(PlaceY(high[i])))];
        IEnumerable<string> there = drawn.Select(i => $"{Number(PlaceX(series.X[i]))} {Number(PlaceY(high[i]))}");
        IEnumerable<string> back = drawn.Reverse()
            .Select(i => $"{Number(PlaceX(series.X[i]))} {Number(PlaceY(low[i]))}");
        _svg.Append("<polygon class=\"band\" points=\"").AppendJoin(' ', there.Concat(back)).Append("\"/>\n");
    }

    private void Bars(ChartSeries series, int index)
    {
        double group = Math.Min(BarSlot * 0.78, 54 * _chart.Series.Count);
        double width = group / _chart.Series.Count;
        double floor = _y.IsLog ? Top + PlotHeight : PlaceY(0);
        for (int i = 0; i < series.X.Count; i++)
        {
            double x = PlaceX(series.X[i]) - (group / 2) + (index * width);
            double y = PlaceY(series.Y[i]);
            if (!double.IsFinite(x) || !double.IsFinite(y))
            {
                continue;
            }

            _svg.Append(
                CultureInfo.InvariantCulture,
                $"<rect class=\"bar\" x=\"{x:0.##}\" y=\"{Math.Min(y, floor):0.##}\" "
                    + $"width=\"{Math.Max(0.5, width - 1):0.##}\" height=\"{Math.Abs(floor - y):0.##}\">"
                    + $"<title>{Html(Hover(series, i))}</title></rect>\n");
            Whisker(series, i, x + (width / 2));
        }
    }

    private void Whisker(ChartSeries series, int i, double x)
    {
        if (series.Low is not { } low || series.High is not { } high)
        {
            return;
        }

        (double bottom, double top) = (PlaceY(low[i]), PlaceY(high[i]));
        if (double.IsFinite(bottom) && double.IsFinite(top))
        {
            _svg.Append(
                CultureInfo.InvariantCulture,
                $"<path class=\"whisker\" d=\"M{x:0.##} {bottom:0.##}V{top:0.##}M{x - 5:0.##} "
                    + $"{bottom:0.##}h10M{x - 5:0.##} {top:0.##}h10\"/>\n");
        }
    }

    private void Mark(ChartMark mark)
    {
        ChartSeries series = _chart.Series[mark.Series];
        int i = series.X.ToList().IndexOf(mark.X);
        if (i >= 0 && double.IsFinite(PlaceY(series.Y[i])))
        {
            _svg.Append(
                CultureInfo.InvariantCulture,
                $"<circle class=\"ring\" cx=\"{PlaceX(mark.X):0.##}\" cy=\"{PlaceY(series.Y[i]):0.##}\" "
                    + $"r=\"8\"><title>{Html($"{mark.Text}: {Hover(series, i)}")}</title></circle>\n");
        }
    }

    // Shape as well as colour tells the series apart.
    private static string Dot(int index, double x, double y)
    {
        (string cx, string cy) = (Number(x), Number(y));
        return (index % 4) switch
        {
            0 => $"<circle class=\"dot\" cx=\"{cx}\" cy=\"{cy}\" r=\"3.2\"/>",
            1 => $"<path class=\"dot\" d=\"M{cx} {cy}m-3 -3h6v6h-6z\"/>",
            2 => $"<path class=\"dot\" d=\"M{cx} {cy}m0 -4l4 7h-8z\"/>",
            _ => $"<path class=\"dot\" d=\"M{cx} {cy}m0 -4.4l4.4 4.4l-4.4 4.4l-4.4 -4.4z\"/>",
        };
    }

    private string Hover(ChartSeries series, int i)
    {
        int category = (int)Math.Round(series.X[i]);
        string x = _chart.Categories is { } names && category >= 0 && category < names.Count
            ? names[category]
            : $"{_chart.XLabel} {TableText.Number(series.X[i])}";
        string interval = series.Low is { } low && series.High is { } high
            ? $" [{TableText.Number(low[i])}, {TableText.Number(high[i])}]"
            : string.Empty;
        return $"{series.Name}, {x}: {TableText.Number(series.Y[i])}{interval}";
    }

    private void Text(double x, double y, string text, string classes) =>
        _svg.Append(
            CultureInfo.InvariantCulture,
            $"<text class=\"{classes}\" x=\"{x:0.##}\" y=\"{y:0.##}\">{Html(text)}</text>\n");

    // Half the least distance of two bars, which is their room at either end.
    private double HalfBar()
    {
        double[] sorted = [.. XValues.Distinct().Order()];
        return _chart.Kind != ChartKind.Bar ? 0
            : sorted.Length < 2 ? 0.5
            : sorted.Zip(sorted.Skip(1), (left, right) => right - left).Min() / 2;
    }

    private double PlaceX(double value) => _left + _x.Place(value);

    private double PlaceY(double value) => Top + (PlotHeight * (1 - _y.Place(value)));

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Html(string text) => WebUtility.HtmlEncode(text);
}
