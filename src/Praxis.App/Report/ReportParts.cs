using System.Text;
using Praxis.Core;

namespace Praxis.App;

/// <summary>Parts of a report for hosts that show them on pages of their own.</summary>
public static class ReportParts
{
    /// <summary>The style sheet of figures. It takes its colours from the page: --page, --ink, --muted, --line,
    /// --panel, --accent and --c0 to --c5.</summary>
    public static string Css => FigureStyle.Css + GraphStyle.Css;

    /// <summary>A script module with the function drawGraphs(root), which brings graphs below an element to life;
    /// twice does no harm.</summary>
    public static string Script => GraphScript.Text + "export { drawGraphs };\n";

    /// <summary>Draws a chart.</summary>
    /// <param name="chart">The chart; its texts may hold anything.</param>
    /// <returns>HTML in which all texts are inert.</returns>
    public static string Draw(Chart chart) => SvgChart.Render(chart);

    /// <summary>Draws a figure of graphs.</summary>
    /// <param name="figure">The figure; its texts may hold anything.</param>
    /// <returns>HTML in which all texts are inert.</returns>
    public static string Draw(GraphFigure figure) => SvgGraph.Render(figure);

    /// <summary>Draws the probabilities of all edges of a figure as matrices, one for each panel.</summary>
    /// <param name="figure">The figure; its texts may hold anything.</param>
    /// <returns>HTML in which all texts are inert.</returns>
    public static string DrawMatrices(GraphFigure figure)
    {
        var page = new StringBuilder("<div class=\"charts\">\n");
        foreach (GraphPanel panel in figure.Panels)
        {
            page.Append(SvgHeatMap.Render(figure, panel));
        }

        return page.Append("</div>\n").ToString();
    }

    /// <summary>Draws learning curves of what a fit told so far.</summary>
    /// <param name="events">The events as they came, over all interruptions.</param>
    /// <returns>HTML, a figure for each curve; empty before the first epoch.</returns>
    public static IReadOnlyList<string> DrawCurves(IReadOnlyList<FitEvent> events) =>
        [.. LearningCurves.Of(EventHistory.Merge(events)).Select(curve => SvgChart.Render(curve.Chart, curve.Marks))];

    /// <summary>Draws learning curves of several runs side by side.</summary>
    /// <param name="runs">Runs by name, with what their fits told.</param>
    /// <returns>HTML, a figure for each curve; empty where no run has epochs.</returns>
    public static IReadOnlyList<string> DrawCurves(
        IReadOnlyList<(string Run, IReadOnlyList<FitEvent> Events)> runs) =>
        [
            .. LearningCurves.Of([.. runs.Select(static run => (run.Run, EventHistory.Merge(run.Events)))])
                .Select(curve => SvgChart.Render(curve.Chart, curve.Marks)),
        ];
}
