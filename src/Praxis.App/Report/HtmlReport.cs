using System.Globalization;
using System.Net;
using System.Text;
using Praxis.Core;

namespace Praxis.App;

/// <summary>Renders a run as one HTML file that needs nothing beside it and asks no host for anything.</summary>
public sealed class HtmlReport
{
    private readonly ReportContent _content;
    private readonly StringBuilder _page = new();

    private HtmlReport(ReportContent content) => _content = content;

    private bool HasGraphs => _content.Results.Graphs is { Count: > 0 };

    /// <summary>Renders the report.</summary>
    /// <param name="content">All that it shows.</param>
    /// <returns>The HTML page.</returns>
    public static string Render(ReportContent content) => new HtmlReport(content).Render();

    private string Render()
    {
        RunManifest manifest = _content.Manifest;
        string title = $"{manifest.Method}: run {manifest.Id}";
        _page.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        _page.Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        _page.Append(
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
                + "script-src 'unsafe-inline'; img-src data:\">\n");
        _page
            .Append("<title>").Append(Html(title)).Append("</title>\n<style>\n").Append(ReportStyle.Css)
            .Append(FigureStyle.Css)
            .Append(HasGraphs ? GraphStyle.Css : string.Empty).Append("</style>\n</head>\n<body>\n");
        Header();
        _page.Append("<main>\n");
        Graphs();
        Tables();
        Notes();
        Pictures();
        Charts();
        Options();
        Origin();
        _page
            .Append("</main>\n<script>\n").Append(ReportStyle.Script)
            .Append(HasGraphs ? GraphScript.Text + "drawGraphs(document);\n" : string.Empty)
            .Append("</script>\n</body>\n</html>\n");
        return _page.ToString();
    }

    private void Header()
    {
        RunManifest manifest = _content.Manifest;
        _page
            .Append("<header>\n<div class=\"head\"><h1>").Append(Html(manifest.Method)).Append(" <small>run ")
            .Append(Html(manifest.Id));
        _page.Append("</small></h1><button id=\"theme\" type=\"button\" hidden>Light or dark</button></div>\n");
        _page
            .Append("<p>").Append(Html(_content.Method.Summary)).Append(" <span class=\"muted\">")
            .Append(Html(_content.Method.Source)).Append("</span></p>\n<dl class=\"facts\">\n");
        foreach ((string name, double value) in _content.Results.Metrics.Take(1))
        {
            Fact(name, TableText.Number(value), "main");
        }

        Fact(
            "data",
            manifest.DataPath is null
                ? $"bundled sample: {_content.Method.Sample.Path}"
                : Path.GetFileName(manifest.DataPath));
        Fact("started", $"{manifest.Start.ToUniversalTime():yyyy-MM-dd HH:mm:ss} UTC");
        Fact("took", manifest.End is { } end ? EventText.Span((end - manifest.Start).TotalSeconds) : "not finished");
        Fact("seed", manifest.Seed.ToString(CultureInfo.InvariantCulture));
        Fact("threads", manifest.ThreadCount.ToString(CultureInfo.InvariantCulture));
        _page.Append("</dl>\n</header>\n");
    }

    private void Tables()
    {
        _page.Append("<section>\n<h2>Results</h2>\n");
        foreach (ResultTable table in _content.Results.Tables)
        {
            Table(table);
        }

        if (_content.Results.Tables.Count == 0)
        {
            Table(new ResultTable(
                "metrics",
                "Metrics",
                ["metric", "value"],
                [.. _content.Results.Metrics.Select(metric => (IReadOnlyList<object?>)[metric.Key, metric.Value])]));
        }

        _page.Append("</section>\n");
    }

    private void Table(ResultTable table, string source = "metrics.json") => HtmlTable.Append(_page, table, source);

    private void Graphs()
    {
        if (!HasGraphs)
        {
            return;
        }

        _page.Append("<section>\n<h2>Graph</h2>\n");
        foreach (GraphFigure figure in _content.Results.Graphs!)
        {
            _page.Append(SvgGraph.Render(figure)).Append("<div class=\"charts\">\n");
            foreach (GraphPanel panel in figure.Panels)
            {
                _page.Append(SvgHeatMap.Render(figure, panel));
            }

            _page.Append("</div>\n");
        }

        _page.Append("</section>\n");
    }

    private void Pictures()
    {
        if (_content.Results.Pictures is not { Count: > 0 } pictures)
        {
            return;
        }

        _page.Append("<section>\n<h2>Pictures</h2>\n");
        foreach (ResultPicture picture in pictures)
        {
            _page.Append("<figure><figcaption>").Append(Html(picture.Title))
                .Append("</figcaption><img class=\"picture\" alt=\"").Append(Html(picture.Title))
                .Append("\" src=\"data:image/png;base64,").Append(Convert.ToBase64String(picture.Png))
                .Append("\"></figure>\n");
        }

        _page.Append("</section>\n");
    }

    private void Notes()
    {
        string[] notes =
        [
            .. _content.Results.Notes,
            .. _content.Events.OfType<NoticeEvent>()
                .Where(notice => notice.IsWarning)
                .Select(notice => "Warning: " + notice.Message),
        ];
        if (notes.Length == 0)
        {
            return;
        }

        _page.Append("<section>\n<h2>Notes</h2>\n<ul>\n");
        foreach (string note in notes.Distinct())
        {
            _page.Append("<li>").Append(Html(note)).Append("</li>\n");
        }

        _page.Append("</ul>\n</section>\n");
    }

    private void Charts()
    {
        IReadOnlyList<(Chart Chart, IReadOnlyList<ChartMark> Marks)> curves = LearningCurves.Of(_content.Events);
        if (_content.Results.Charts.Count > 0)
        {
            _page.Append("<section>\n<h2>Figures</h2>\n<div class=\"charts\">\n");
            foreach (Chart chart in _content.Results.Charts)
            {
                _page.Append(SvgChart.Render(chart));
            }

            _page.Append("</div>\n</section>\n");
        }

        if (curves.Count > 0)
        {
            _page.Append("<section>\n<h2>Learning curves</h2>\n<div class=\"charts\">\n");
            foreach ((Chart chart, IReadOnlyList<ChartMark> marks) in curves)
            {
                _page.Append(SvgChart.Render(chart, marks));
            }

            _page.Append("</div>\n</section>\n");
        }
    }

    private void Options()
    {
        Method method = _content.Method;
        _page.Append("<section>\n<h2>Options</h2>\n<p class=\"muted\">Marked rows differ from the default.</p>\n");
        OptionTable("Of the data", method.InputOptions, method.InputOptions.FromJson(_content.Manifest.InputOptions));
        OptionTable("Of the method", method.Options, method.Options.FromJson(_content.Manifest.Options));
        _page.Append("</section>\n");
    }

    private void OptionTable(string title, OptionsSchema schema, object options)
    {
        if (schema.Specs.Count == 0)
        {
            return;
        }

        HtmlTable.BeginBox(_page, title, "options");
        _page.Append(
            "<thead><tr><th scope=\"col\">option</th><th scope=\"col\">value</th><th scope=\"col\">default</th>"
                + "<th scope=\"col\">meaning</th></tr></thead>\n<tbody>\n");
        foreach (OptionSpec spec in schema.Specs)
        {
            string value = OptionSpec.Format(spec.Get(options));
            _page.Append(value == spec.DefaultText ? "<tr>" : "<tr class=\"changed\">");
            _page
                .Append("<th scope=\"row\"><code>--").Append(Html(spec.Flag)).Append("</code></th><td>")
                .Append(Shown(value));
            _page
                .Append("</td><td>").Append(Shown(spec.DefaultText)).Append("</td><td class=\"text\">")
                .Append(Html(spec.Text)).Append("</td></tr>\n");
        }

        _page.Append("</tbody>\n</table></div></div>\n");
    }

    private void Origin()
    {
        RunManifest manifest = _content.Manifest;
        _page
            .Append("<section>\n<h2>Origin</h2>\n<h3>Repeat this run</h3>\n<pre><code>praxis rerun ")
            .Append(Html(manifest.Id)).Append('\n');
        _page.Append(Html(RepeatCommand.Of(manifest, _content.Method))).Append("</code></pre>\n");
        Table(
            new ResultTable(
                "data",
                "Fingerprints of the data",
                ["file", "bytes", "SHA-256"],
                [.. manifest.Data.Select(file => (IReadOnlyList<object?>)[file.Path, file.ByteCount, file.Sha256])]),
            "run.json");
        if (manifest.DataPath is null)
        {
            _page.Append("<p class=\"muted\">").Append(Html(_content.Method.Sample.Credit)).Append("</p>\n");
        }

        _page.Append("<h3>Program and machine</h3>\n<dl class=\"facts\">\n");
        Fact("praxis", manifest.Version);
        Fact("runtime", manifest.Runtime);
        Fact("machine", manifest.Machine);
        Fact("vectors", $"{manifest.VectorBits} bits");
        Fact("time limit", manifest.TimeLimitSeconds is { } seconds ? EventText.Span(seconds) : "none");
        _page.Append("</dl>\n</section>\n");
    }

    private void Fact(string name, string value, string kind = "plain") =>
        _page
            .Append("<div class=\"").Append(kind).Append("\"><dt>").Append(Html(name)).Append("</dt><dd>")
            .Append(Html(value)).Append("</dd></div>\n");

    private static string Shown(string value) => value.Length == 0 ? "<span class=\"muted\">empty</span>" : Html(value);

    private static string Html(string text) => WebUtility.HtmlEncode(text);
}
