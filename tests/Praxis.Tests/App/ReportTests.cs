using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Praxis.App;
using Praxis.Core;

namespace Praxis.Tests.App;

public sealed partial class ReportTests : IDisposable
{
    private const string Evil = "<script>alert('x')</script>\"&";
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void Render_NamesWithMarkup_AreInert()
    {
        string page = HtmlReport.Render(Content(Evil));

        Assert.DoesNotContain(Evil, page, StringComparison.Ordinal);
        Assert.DoesNotContain("alert('x')", page, StringComparison.Ordinal);
        Assert.Single(ScriptTag().Matches(page));
    }

    [Fact]
    public void Render_Page_AsksNoHost()
    {
        string page = HtmlReport.Render(Content("plain"));

        Assert.DoesNotContain("http:", page, StringComparison.Ordinal);
        Assert.DoesNotContain("https:", page, StringComparison.Ordinal);
        Assert.DoesNotContain("url(", page, StringComparison.Ordinal);
        Assert.DoesNotContain("src=", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_Page_HasAllThatRepeatsTheRun()
    {
        string page = HtmlReport.Render(Content("plain"));

        Assert.Contains("praxis rerun first", page, StringComparison.Ordinal);
        Assert.Contains("--epoch-count 3", page, StringComparison.Ordinal);
        Assert.Contains(
            "<tr class=\"changed\"><th scope=\"row\"><code>--epoch-count</code></th><td>3</td><td>5</td>"
                + "<td class=\"text\">Most epochs of gradient descent.</td>",
            page,
            StringComparison.Ordinal);
        Assert.Contains("best epoch", page, StringComparison.Ordinal);
        Assert.Contains(
            _place.Environment.Store.Open("first").ReadManifest().Data[0].Sha256, page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ChartKind.Line, false)]
    [InlineData(ChartKind.Line, true)]
    [InlineData(ChartKind.Bar, false)]
    [InlineData(ChartKind.Bar, true)]
    public void Chart_AnyKind_IsWellFormedWithoutNaN(ChartKind kind, bool isLog)
    {
        var series =
            new ChartSeries(Evil, [1, 2, 3], [0.1, double.NaN, 10]) { Low = [0.05, 0.1, -1], High = [0.2, 1, 20] };
        var chart =
            new Chart("c", Evil, "x", "y", kind, [series, series with { Name = "b" }]) { LogY = isLog, LogX = isLog };

        string svg = SvgChart.Render(chart);

        Assert.NotNull(XElement.Parse(svg));
        Assert.DoesNotContain("NaN", DrawingNumbers().Replace(svg, string.Empty), StringComparison.Ordinal);
        Assert.Contains("<title>", svg, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.0101, 0.0104)]
    [InlineData(-98765.4, -98765.3)]
    [InlineData(0.25, 0.75)]
    public void Chart_LongTicks_LeaveRoomForTheLabel(double low, double high)
    {
        var series = new ChartSeries("s", [1, 2], [low, high]);
        var chart = new Chart("c", "C", "epoch", "NDCG@10", ChartKind.Line, [series]);

        XElement[] ticks =
        [
            .. XElement.Parse(SvgChart.Render(chart)).Descendants("text")
                .Where(text => text.Attribute("class")!.Value == "end middle"),
        ];

        // The label's line ends at 17; a digit is 9 wide at most.
        Assert.NotEmpty(ticks);
        Assert.All(ticks, tick => Assert.True(
            double.Parse(tick.Attribute("x")!.Value, CultureInfo.InvariantCulture) - (9 * tick.Value.Length) > 17));
    }

    [Fact]
    public void Chart_NothingFinite_SaysSo()
    {
        var chart = new Chart("c", "C", "x", "y", ChartKind.Line, [new ChartSeries("s", [1], [double.NaN])]);

        Assert.Contains("no finite value", SvgChart.Render(chart), StringComparison.Ordinal);
    }

    private ReportContent Content(string name)
    {
        FinishedRun run = new FitJob(_place.Environment).Run(_place.Order with
        {
            Name = "first",
            OptionValues = new Dictionary<string, string> { ["epoch-count"] = "3" },
        });
        RunResults results = run.Results with
        {
            Metrics = new Dictionary<string, double> { [name] = 1 },
            Tables = [new ResultTable(name, name, [name, "n"], [[name, 1.5]])],
            Notes = [name],
            Charts =
            [
                new Chart(name, name, name, name, ChartKind.Bar, [new ChartSeries(name, [0], [1])])
                {
                    Categories = [name],
                },
            ],
        };
        RunManifest manifest = run.Manifest with
        {
            DataPath = $"/data/{name}",
            Data = [.. run.Manifest.Data.Select(file => file with { Path = name })],
        };
        FitEvent[] events =
        [
            .. run.Folder.ReadEvents(),
            new PhaseEvent(name),
            .. run.Folder.ReadEvents().OfType<EpochEvent>(),
            new NoticeEvent(name, IsWarning: true),
        ];
        return new ReportContent(manifest, new MeanMethod(), results, events);
    }

    [GeneratedRegex("<script")]
    private static partial Regex ScriptTag();

    [GeneratedRegex("<title>[^<]*</title>")]
    private static partial Regex DrawingNumbers();
}
