using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Praxis.App;
using Praxis.Core;

namespace Praxis.Tests.App;

public sealed partial class GraphReportTests : IDisposable
{
    private const string Evil = "<script>alert('x')</script>\"&";
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void Graph_NamesWithMarkup_AreInertAndWellFormed()
    {
        GraphFigure figure = Figure(isDirected: true, panelCount: 2);
        figure = figure with
        {
            Title = Evil,
            Nodes = [Evil, new string('n', 400), .. figure.Nodes.Skip(2)],
            Panels = [.. figure.Panels.Select(panel => panel with { Name = Evil })],
        };

        string graph = SvgGraph.Render(figure);

        Assert.All(
            [graph, .. figure.Panels.Select(panel => SvgHeatMap.Render(figure, panel))],
            drawing =>
            {
                Assert.NotNull(XElement.Parse(drawing));
                Assert.DoesNotContain("alert('x')", drawing, StringComparison.Ordinal);
                Assert.DoesNotContain("<script", drawing, StringComparison.Ordinal);
                Assert.DoesNotContain("NaN", drawing, StringComparison.Ordinal);
            });
        Assert.Contains(new string('n', 17) + "…</text>", graph, StringComparison.Ordinal);
        Assert.Contains($"<title>{new string('n', 400)}: included", graph, StringComparison.Ordinal);
    }

    [Fact]
    public void Graph_DrawnTwice_HasTheSameBytes()
    {
        GraphFigure figure = Ring(200, 3);

        Assert.Equal(SvgGraph.Render(figure), SvgGraph.Render(figure));
        Assert.Equal(SvgHeatMap.Render(figure, figure.Panels[0]), SvgHeatMap.Render(figure, figure.Panels[0]));
    }

    [Fact]
    public void Graph_EdgesBelowTheThreshold_AreThereButOff()
    {
        GraphFigure figure = Figure(isDirected: false, panelCount: 1) with { Threshold = 0.4 };

        XElement graph = XElement.Parse(SvgGraph.Render(figure));

        foreach (XElement edge in OfClass(graph, "edge").Where(edge => edge.Attribute("data-p") is not null))
        {
            double probability = double.Parse(edge.Attribute("data-p")!.Value, CultureInfo.InvariantCulture);
            Assert.Equal(probability < 0.4, Classes(edge).Contains("off"));
        }

        Assert.Equal(2, OfClass(graph, "off").Count());
        Assert.Equal("3", OfClass(graph, "count").Single().Value);
        Assert.Equal("0.4", OfClass(graph, "least").Single().Value);
    }

    [Fact]
    public void Graph_Edges_TellRoundedProbabilityAndCorrelation()
    {
        GraphFigure figure = Figure(isDirected: true, panelCount: 1);

        string graph = SvgGraph.Render(figure);

        Assert.Contains("<title>a → b: probability 0.9123, partial correlation 0.5000</title>", WebText(graph));
        Assert.Contains("<title>c → b: probability 0.7000, partial correlation -0.2500</title>", WebText(graph));
        XElement negative = OfClass(XElement.Parse(graph), "negative")
            .Single(edge => edge.Attribute("data-p") is not null);
        Assert.Equal("0.7", negative.Attribute("data-p")!.Value);
        Assert.Single(OfClass(negative, "tip"));
    }

    [Fact]
    public void Style_EdgeThatIsRead_KeepsTheColourOfItsSign()
    {
        string[] rules =
        [
            .. GraphStyle.Css.Split('\n').Where(line => line.StartsWith(".edge.read", StringComparison.Ordinal)),
        ];

        Assert.Equal(2, rules.Length);
        Assert.All(rules, rule => Assert.DoesNotMatch(@"(stroke|color|fill):", rule));
    }

    [Fact]
    public void Graph_EdgesBothWays_AreBent()
    {
        GraphFigure figure = Figure(isDirected: true, panelCount: 1);

        string[] bent =
        [
            .. XElement.Parse(SvgGraph.Render(figure)).Descendants()
                .Where(edge => edge.Attribute("data-bent") is not null)
                .Select(edge => edge.Attribute("data-f")!.Value + edge.Attribute("data-t")!.Value),
        ];

        Assert.Equal(["32", "23"], bent);
    }

    [Fact]
    public void Graph_Panels_SharePositions()
    {
        XElement graph = XElement.Parse(SvgGraph.Render(Figure(isDirected: true, panelCount: 3)));

        string[][] places =
        [
            .. graph.Descendants("svg")
                .Select(svg => OfClass(svg, "node").Attributes("transform").Select(place => place.Value).ToArray())
                .Where(nodes => nodes.Length > 0),
        ];

        Assert.Equal(3, places.Length);
        Assert.All(places, panel => Assert.Equal(places[0], panel));
        Assert.Equal(6, places[0].Distinct().Count());
    }

    [Fact]
    public void Graph_MoreEdgesThanTheMost_KeepsTheMostProbableAndSaysSo()
    {
        GraphEdge[] edges =
        [
            .. from i in Enumerable.Range(0, 100)
               from j in Enumerable.Range(0, i)
               select new GraphEdge(j, i, 0.02 + ((i * 100) + j) / 20000.0),
        ];
        string[] nodes = [.. Enumerable.Range(0, 100).Select(i => $"v{i}")];
        GraphEdge[] faint = [new(0, 1, 0.001), new(0, 2, double.NaN), new(3, 3, 0.9)];

        string graph = SvgGraph.Render(new GraphFigure("g", "G", nodes, [new GraphPanel("all", [.. edges, .. faint])]));

        double[] kept = [.. Probability().Matches(graph).Select(match => double.Parse(
            match.Groups[1].Value, CultureInfo.InvariantCulture))];
        Assert.Equal(edges.Select(edge => edge.Probability).OrderDescending().Take(DrawnGraph.MostEdges).Order(), kept);
        Assert.Contains($"3000 most probable: {edges.Length + faint.Length - DrawnGraph.MostEdges}.", graph);
    }

    [Fact]
    public void Graph_ManyLoneNodes_AreLeftOut()
    {
        string[] nodes = [.. Enumerable.Range(0, 5000).Select(i => $"v{i}")];
        var panel = new GraphPanel("all", [new(17, 4000, 0.9)])
        {
            NodeProbabilities = [.. nodes.Select((_, i) => i / 5000.0)],
        };

        string graph = SvgGraph.Render(new GraphFigure("g", "G", nodes, [panel]));

        Assert.Contains("v17: included with probability 0.0034<", graph, StringComparison.Ordinal);
        Assert.Contains("v4000: included with probability 0.8000<", graph, StringComparison.Ordinal);
        Assert.Equal(2, OfClass(XElement.Parse(graph), "node").Count(node => node.Attribute("transform") is not null));
        Assert.Contains("without any drawn edge: 4998.", graph, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(12, 1)]
    [InlineData(30, 3)]
    [InlineData(150, 1)]
    [InlineData(300, 2)]
    [InlineData(1000, 1)]
    public void Layout_AnySize_IsFiniteSeparateAndInside(int nodeCount, int panelCount)
    {
        GraphFigure figure = Ring(nodeCount, panelCount);

        var layout = GraphLayout.Of(DrawnGraph.Of(figure));

        Assert.All(layout.Points, point =>
        {
            Assert.InRange(point.X, layout.Radius, layout.Width - layout.Radius);
            Assert.InRange(point.Y, layout.Radius, layout.Height - layout.Radius);
        });
        Assert.InRange(layout.Height, 10, 3 * layout.Width);
        Assert.True(nodeCount == 1 || LeastDistance(layout.Points) > 2 * layout.Radius);
    }

    [Fact]
    public void Layout_LoneNodes_StandInRowsBelow()
    {
        GraphFigure figure = Figure(isDirected: false, panelCount: 1);

        var layout = GraphLayout.Of(DrawnGraph.Of(figure));

        // Node e has an edge below the threshold only, node f none.
        Assert.Equal(layout.Points[4].Y, layout.Points[5].Y);
        Assert.All(layout.Points.Take(4), point => Assert.True(point.Y < layout.Points[4].Y));
    }

    [Fact]
    public void Layout_LongPath_IsUnfolded()
    {
        GraphEdge[] edges = [.. Enumerable.Range(0, 11).Select(i => new GraphEdge(i, i + 1, 1))];
        string[] nodes = [.. Enumerable.Range(0, 12).Select(i => $"v{i}")];
        var figure = new GraphFigure("g", "G", nodes, [new GraphPanel("all", edges)]);

        double[] x = [.. GraphLayout.Of(figure).Points.Select(point => point.X)];

        Assert.Equal(x[0] < x[11] ? x.Order() : x.OrderDescending(), x);
    }

    [Fact]
    public void Labels_ThatWouldCover_LeaveTheRoomToTheFirst()
    {
        GraphPoint[] points = [new(0, 0), new(30, 0), new(500, 0), new(500, 15)];

        Assert.Equal([false, true, false, true], FreeLabels.Of(points, [50, 50, 50, 50], 4, [1, 0, 2, 3]));
        Assert.Equal([true, false, false, true], FreeLabels.Of(points, [50, 50, 50, 50], 4, [0, 1, 2, 3]));
        Assert.Equal([true, true, false, true], FreeLabels.Of(points, [28, 28, 28, 28], 4, [0, 1, 2, 3]));
    }

    [Theory]
    [InlineData(12, 1)]
    [InlineData(40, 3)]
    public void Labels_FewNodes_AllHaveRoom(int nodeCount, int panelCount)
    {
        XElement graph = XElement.Parse(SvgGraph.Render(Ring(nodeCount, panelCount)));

        Assert.Empty(OfClass(graph, "far"));
        Assert.Equal(nodeCount, graph.Attribute("data-order")!.Value.Split(' ').Distinct().Count());
    }

    [Fact]
    public void Drawings_OfAThousandNodes_StaySmall()
    {
        GraphFigure figure = Ring(1000, 1);
        GraphPanel dense = figure.Panels[0] with
        {
            Edges =
            [
                .. from i in Enumerable.Range(0, 1000)
                   from j in Enumerable.Range(0, i)
                   select new GraphEdge(j, i, (((i * 31) + (j * 17)) % 100) / 100.0),
            ],
        };

        Assert.InRange(SvgGraph.Render(figure with { Panels = [dense] }).Length, 100_000, 1_500_000);
        Assert.InRange(SvgHeatMap.Render(figure, figure.Panels[0]).Length, 1000, 500_000);
        Assert.InRange(SvgHeatMap.Render(figure, dense).Length, 1000, 1_500_000);
    }

    [Fact]
    public void HeatMap_Directed_HasChildrenInRowsAndParentsInColumns()
    {
        GraphFigure figure = Figure(isDirected: true, panelCount: 1);

        XElement map = XElement.Parse(SvgHeatMap.Render(figure, figure.Panels[0]));

        Assert.Contains("M0 1h1v1h-1z", PathOf(map, "heat9"), StringComparison.Ordinal);
        Assert.Equal("M2 1h1v1h-1z", PathOf(map, "heat7"));
        Assert.Equal("M2 3h1v1h-1z", PathOf(map, "heat5"));
        XElement cell = map.Descendants("rect")
            .Single(rect => rect.Value.StartsWith("c → b", StringComparison.Ordinal));
        Assert.Equal("2", cell.Attribute("x")!.Value);
        Assert.Equal("1", cell.Attribute("y")!.Value);
        Assert.Contains("Row: child; column: parent.", map.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void HeatMap_Undirected_IsSymmetric()
    {
        GraphFigure figure = Figure(isDirected: false, panelCount: 1);

        XElement map = XElement.Parse(SvgHeatMap.Render(figure, figure.Panels[0]));

        Assert.Equal("M1 0h1v1h-1zM0 1h1v1h-1z", PathOf(map, "heat9"));
    }

    [Fact]
    public void HeatMap_ManyNodes_BlocksShowTheMostProbable()
    {
        string[] nodes = [.. Enumerable.Range(0, 500).Select(i => $"v{i}")];
        var panel = new GraphPanel("all", [new(10, 21, 0.2), new(11, 20, 0.95), new(10, 20, 0.4)]);
        var figure = new GraphFigure("g", "G", nodes, [panel]) { IsDirected = true };

        XElement map = XElement.Parse(SvgHeatMap.Render(figure, panel));

        Assert.Equal("M5 10h1v1h-1z", PathOf(map, "heat9"));
        Assert.Single(OfClass(map, "cells").Elements());
        Assert.Contains("2 × 2", map.Value, StringComparison.Ordinal);
        Assert.InRange(map.Descendants("text").Count(), 60, 130);
    }

    [Fact]
    public void Report_WithGraphs_IsInertAndAsksNoHost()
    {
        GraphFigure figure = Figure(isDirected: true, panelCount: 2) with { Title = Evil };

        string page = HtmlReport.Render(Content([figure]));

        Assert.Single(ScriptTag().Matches(page));
        Assert.Contains("<h2>Graph</h2>", page, StringComparison.Ordinal);
        Assert.Contains(GraphScript.Text, page, StringComparison.Ordinal);
        Assert.All(
            ["alert('x')", "http:", "https:", "url(", "src="],
            text => Assert.DoesNotContain(text, page, StringComparison.Ordinal));
    }

    [Fact]
    public void Report_WithoutGraphs_HasNothingOfThem()
    {
        string page = HtmlReport.Render(Content(null));

        Assert.Equal(page, HtmlReport.Render(Content([])));
        Assert.DoesNotContain("graph", page, StringComparison.OrdinalIgnoreCase);
        Assert.EndsWith($"<script>\n{ReportStyle.Script}</script>\n</body>\n</html>\n", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, 0)]
    [InlineData(201, 1)]
    [InlineData(1200, 1000)]
    public void Report_LongTable_ShowsTheFirstRows(int rowCount, int hiddenCount)
    {
        object?[][] rows = [.. Enumerable.Range(0, rowCount).Select(i => new object?[] { $"row{i}", i })];
        ReportContent content = Content(null);
        content = content with
        {
            Results = content.Results with { Tables = [new ResultTable("t", "T", ["name", "n"], rows)] },
        };

        string page = HtmlReport.Render(content);

        Assert.Contains(">row199<", page, StringComparison.Ordinal);
        Assert.DoesNotContain(">row200<", page, StringComparison.Ordinal);
        Assert.Equal(
            hiddenCount > 0, page.Contains($">{hiddenCount} rows more in metrics.json<", StringComparison.Ordinal));
        Assert.Equal(hiddenCount > 0, page.Contains("<tfoot>", StringComparison.Ordinal));
    }

    [Fact]
    public void Results_WithGraphs_ComeBackFromJson()
    {
        GraphFigure figure = Figure(isDirected: true, panelCount: 2);
        RunResults results = Content([figure]).Results;

        string json = JsonSerializer.Serialize(results, PraxisJson.Indented);
        RunResults back = JsonSerializer.Deserialize<RunResults>(json, PraxisJson.Indented)!;

        GraphFigure found = Assert.Single(back.Graphs!);
        Assert.Equal(
            (figure.Name, figure.Title, true, 0.5), (found.Name, found.Title, found.IsDirected, found.Threshold));
        Assert.Equal(figure.Nodes, found.Nodes);
        Assert.Equal(figure.Panels[1].Edges, found.Panels[1].Edges);
        Assert.Equal(figure.Panels[1].NodeProbabilities, found.Panels[1].NodeProbabilities);
        Assert.Equal(json, JsonSerializer.Serialize(back, PraxisJson.Indented));
    }

    [Fact]
    public void Results_WithoutGraphs_HaveNoSuchPropertyInJson() =>
        Assert.DoesNotContain(
            "graphs", JsonSerializer.Serialize(Content(null).Results, PraxisJson.Indented), StringComparison.Ordinal);

    private static GraphFigure Figure(bool isDirected, int panelCount)
    {
        GraphEdge[] edges =
        [
            new(0, 1, 0.91234567) { Weight = 0.5 },
            new(2, 1, 0.7) { Weight = -0.25 },
            new(2, 3, 0.5),
            new(3, 2, 0.3),
            new(0, 4, 0.05),
        ];
        return new GraphFigure(
            "graph",
            "A graph",
            ["a", "b", "c", "d", "e", "f"],
            [.. Enumerable.Range(0, panelCount).Select(i => new GraphPanel(
                $"group {i}", [.. edges.Select(edge => edge with { Probability = edge.Probability / (i + 1) })])
            {
                NodeProbabilities = [0, 0.2, 0.4, 0.6, 0.8, 1],
            })])
        {
            IsDirected = isDirected,
        };
    }

    // A ring with chords; the last tenth of the nodes has no edge.
    private static GraphFigure Ring(int nodeCount, int panelCount)
    {
        int linked = nodeCount - (nodeCount / 10);
        GraphEdge[] edges =
        [
            .. from i in Enumerable.Range(0, linked)
               from step in (int[])[1, 7, 20]
               where linked > step
               select new GraphEdge(i, (i + step) % linked, step == 20 && i % 5 > 0 ? 0.1 : 0.6 + (i % 4 * 0.1)),
        ];
        return new GraphFigure(
            "ring",
            "A ring",
            [.. Enumerable.Range(0, nodeCount).Select(i => $"node {i}")],
            [.. Enumerable.Range(0, panelCount).Select(i => new GraphPanel($"group {i}", edges))]);
    }

    private static double LeastDistance(IReadOnlyList<GraphPoint> points)
    {
        double least = double.PositiveInfinity;
        for (int i = 0; i < points.Count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                double dx = points[i].X - points[j].X;
                double dy = points[i].Y - points[j].Y;
                least = Math.Min(least, Math.Sqrt((dx * dx) + (dy * dy)));
            }
        }

        return least;
    }

    private static IEnumerable<XElement> OfClass(XElement root, string name) =>
        root.Descendants().Where(element => Classes(element).Contains(name));

    private static string[] Classes(XElement element) => element.Attribute("class")?.Value.Split(' ') ?? [];

    private static string PathOf(XElement map, string level) =>
        map.Descendants("path").Single(path => Classes(path).Contains(level)).Attribute("d")!.Value;

    private static string WebText(string html) => System.Net.WebUtility.HtmlDecode(html);

    private ReportContent Content(IReadOnlyList<GraphFigure>? graphs)
    {
        FinishedRun run = new FitJob(_place.Environment).Run(
            _place.Order with { Name = $"run{_place.RunFolders.Count}" });
        RunManifest manifest = run.Manifest with { Id = "run" };
        return new ReportContent(
            manifest, new MeanMethod(), run.Results with { Graphs = graphs }, run.Folder.ReadEvents());
    }

    [GeneratedRegex("data-p=\"([^\"]*)\"")]
    private static partial Regex Probability();

    [GeneratedRegex("<script")]
    private static partial Regex ScriptTag();
}
