using System.Net;
using System.Text;
using Praxis.Core;

namespace Praxis.App;

/// <summary>Renders a grid of sizes with its fitted law as one HTML file that needs nothing beside it.</summary>
internal static class ScaleReport
{
    /// <summary>Renders the report.</summary>
    /// <param name="title">The grid's name.</param>
    /// <param name="results">Table, figure and notes.</param>
    /// <param name="command">The command that makes it again.</param>
    public static string Render(string title, RunResults results, string command)
    {
        var page = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        page.Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        page.Append(
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
                + "script-src 'unsafe-inline'\">\n");
        page
            .Append("<title>").Append(Html(title)).Append("</title>\n<style>\n").Append(ReportStyle.Css)
            .Append(FigureStyle.Css).Append("</style>\n</head>\n<body>\n<header>\n<div class=\"head\"><h1>")
            .Append(Html(title))
            .Append("</h1><button id=\"theme\" type=\"button\" hidden>Light or dark</button></div>\n")
            .Append("</header>\n<main>\n");
        page.Append("<section>\n<h2>Figures</h2>\n<div class=\"charts\">\n");
        foreach (Chart chart in results.Charts)
        {
            page.Append(SvgChart.Render(chart));
        }

        page.Append("</div>\n</section>\n<section>\n<h2>Results</h2>\n");
        foreach (ResultTable table in results.Tables)
        {
            HtmlTable.Append(page, table, "scale.json");
        }

        page.Append("</section>\n<section>\n<h2>Notes</h2>\n<ul>\n");
        foreach (string note in results.Notes)
        {
            page.Append("<li>").Append(Html(note)).Append("</li>\n");
        }

        page
            .Append("</ul>\n<h3>Repeat</h3>\n<pre><code>").Append(Html(command))
            .Append("</code></pre>\n</section>\n</main>\n<script>\n").Append(ReportStyle.Script)
            .Append("</script>\n</body>\n</html>\n");
        return page.ToString();
    }

    private static string Html(string text) => WebUtility.HtmlEncode(text);
}
