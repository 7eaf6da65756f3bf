using Praxis.App;
using Praxis.Core;

namespace Praxis.Tests.App;

public sealed class ReportPartsTests
{
    [Fact]
    public void Curves_OfRuns_StandInOneFigureBesideEachOther()
    {
        IReadOnlyList<string> curves = ReportParts.DrawCurves([("first <run>", Fit(0.5)), ("second", Fit(0.25))]);

        Assert.Equal(2, curves.Count);
        Assert.All(curves, static curve =>
        {
            Assert.Contains("first &lt;run&gt;", curve, StringComparison.Ordinal);
            Assert.Contains("second", curve, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Curves_BeforeTheFirstEpoch_AreNone() =>
        Assert.Empty(ReportParts.DrawCurves([new PhaseEvent("reading")]));

    [Fact]
    public void Edge_WithBayesFactor_TellsIt()
    {
        var figure = new GraphFigure(
            "graph", "Graph", ["a", "b"], [new GraphPanel("all", [new GraphEdge(0, 1, 0.75) { LogBayesFactor = 3 }])]);

        Assert.Contains(
            "a – b: probability 0.7500, log Bayes factor 3",
            System.Net.WebUtility.HtmlDecode(ReportParts.Draw(figure)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Module_Script_ExportsWhatPagesCall()
    {
        Assert.EndsWith("export { drawGraphs };\n", ReportParts.Script, StringComparison.Ordinal);
        Assert.Contains("const drawGraphs = root =>", ReportParts.Script, StringComparison.Ordinal);
        Assert.DoesNotContain("</style", ReportParts.Css, StringComparison.Ordinal);
    }

    private static FitEvent[] Fit(double loss) =>
    [
        new PhaseEvent("training"),
        .. Enumerable.Range(1, 3).Select(epoch => new EpochEvent(
            epoch,
            3,
            loss / epoch,
            new Dictionary<string, double> { ["NDCG@10"] = 0.1 * epoch },
            epoch == 3,
            epoch,
            0)),
    ];
}
