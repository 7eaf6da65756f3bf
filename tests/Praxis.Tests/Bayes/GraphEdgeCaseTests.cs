using System.Globalization;
using Praxis.App;
using Praxis.Core;
using Praxis.Numerics;
using Praxis.Tests.Contracts;

namespace Praxis.Tests.Bayes;

/// <summary>Awkward tables and contradicting wishes: a right answer or one clear line, never a number that is
/// none.</summary>
public sealed class GraphEdgeCaseTests
{
    [Theory]
    [InlineData("decomposable-graph")]
    [InlineData("joint-dags")]
    [InlineData("dag-regression")]
    public void Fit_MoreColumnsThanRowsAndACopiedColumn_GivesFiniteNumbers(string method)
    {
        using var place = new GraphPlace(method);
        place.DataPath = place.Write("wide.csv", Table(method, [8, 12], 30, copy: true));

        FinishedRun run = place.Fit("run");

        Assert.All(
            run.Results.Metrics.Where(metric => !metric.Key.Contains("log posterior", StringComparison.Ordinal)),
            metric => Assert.True(double.IsFinite(metric.Value), metric.Key));
        string edges = File.ReadAllText(Path.Combine(run.Folder.ModelPath, "edges.csv"));
        Assert.DoesNotContain("NaN", edges, StringComparison.Ordinal);
        Assert.DoesNotContain("∞", edges, StringComparison.Ordinal);
        Assert.Contains(edges.Split('\n'), line => line.Contains("x1,x2,1", StringComparison.Ordinal));
    }

    [Fact]
    public void Fit_OneGroup_IsASingleDag()
    {
        using var place = new GraphPlace("joint-dags");
        place.DataPath = place.Write("one.csv", Table("joint-dags", [40], 6, copy: false));

        FinishedRun run = place.Fit("run");

        Assert.False(File.Exists(Path.Combine(run.Folder.ModelPath, "differences.csv")));
        Assert.True(File.Exists(Path.Combine(run.Folder.ModelPath, "graph.dot")));
    }

    [Fact]
    public void Fit_UnequalGroups_KeepsTheirRows()
    {
        using var place = new GraphPlace("joint-dags");
        place.DataPath = place.Write("unequal.csv", Table("joint-dags", [60, 5, 17], 6, copy: false));

        ResultTable summary = place.Fit("run").Results.Tables.Single(table => table.Name == "summary");

        Assert.Equal(["60", "5", "17"], summary.Rows.Select(row => TableText.Exact(row[1])));
    }

    [Theory]
    [InlineData("joint-dags", "order", "x1\nx2\n", "order")]
    [InlineData("joint-dags", "order", "x1\nx2\nx3\nx4\nx5\nx5\n", "x5")]
    [InlineData("joint-dags", "required-edges", "from,to\nx3,x1\n", "against the order")]
    [InlineData("dag-regression", "required-edges", "from,to\nx1,x2\nx2,x3\nx3,x1\n", "against the order")]
    [InlineData("decomposable-graph", "required-edges", "from,to\nx1,x2\nx2,x3\nx3,x4\nx4,x1\n", "not decomposable")]
    [InlineData("decomposable-graph", "truth", "from,to\nx1,x9\n", "x9")]
    public void Fit_WishesThatCannotBe_AreRefusedInOneLine(string method, string flag, string text, string words)
    {
        using var place = new GraphPlace(method);
        place.DataPath = place.Write("table.csv", Table(method, [20, 20], 5, copy: false));
        place.Input[flag] = place.Write("wish.txt", text);

        InputException error = Assert.Throws<InputException>(() => place.Fit("run"));

        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        Assert.False(Directory.Exists(place["runs/run.partial"]));
    }

    [Theory]
    [InlineData("decomposable-graph")]
    [InlineData("joint-dags")]
    [InlineData("dag-regression")]
    public void Fit_RequiredAndForbiddenEdges_AreKept(string method)
    {
        using var place = new GraphPlace(method);
        place.DataPath = place.Write("table.csv", Table(method, [30, 30], 5, copy: false));
        place.Input["required-edges"] = place.Write("must.csv", "from,to\nx1,x4\n");
        place.Input["forbidden-edges"] = place.Write("never.csv", "from,to\nx2,x3\n");

        FinishedRun run = place.Fit("run");

        string[] edges = File.ReadAllLines(Path.Combine(run.Folder.ModelPath, "edges.csv"));
        Assert.Contains(edges, line => line.Contains("x1,x4,1,", StringComparison.Ordinal));
        Assert.DoesNotContain(edges, line => line.Contains("x2,x3,", StringComparison.Ordinal));
        place.Input["forbidden-edges"] = place.Input["required-edges"];
        Assert.Contains(
            "both name", Assert.Throws<InputException>(() => place.Fit("both")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_NamesThatAreMarkup_AreEscapedEverywhere()
    {
        using var place = new GraphPlace("decomposable-graph");
        string table = Table("decomposable-graph", [30], 4, copy: true)
            .Replace("x1,", "<script>alert(1)</script>,", StringComparison.Ordinal)
            .Replace(",x2", ",\"a \"\"quoted\"\", name & more\"", StringComparison.Ordinal);
        place.DataPath = place.Write("markup.csv", table);

        FinishedRun run = place.Fit("run");

        Assert.DoesNotContain(
            "<script>alert", File.ReadAllText(run.Folder.ReportPath), StringComparison.OrdinalIgnoreCase);
        System.Xml.Linq.XDocument.Load(Path.Combine(run.Folder.ModelPath, "graph.graphml"));
        Assert.Contains(
            "\"a \"\"quoted\"\", name & more\"",
            File.ReadAllText(Path.Combine(run.Folder.ModelPath, "edges.csv")),
            StringComparison.Ordinal);
    }

    private static string Table(string method, int[] groups, int columns, bool copy)
    {
        var random = new RandomStream(31, (ulong)columns);
        string[] extra = method switch { "joint-dags" => ["group"], "dag-regression" => ["y"], _ => [] };
        var lines = new List<string>
        {
            string.Join(',', extra.Concat(Enumerable.Range(1, columns).Select(static column => $"x{column}"))),
        };
        for (int group = 0; group < groups.Length; group++)
        {
            for (int row = 0; row < groups[group]; row++)
            {
                double[] values = [.. Enumerable.Range(0, columns).Select(_ => NormalDistribution.Sample(random))];
                values[1] = copy ? values[0] : values[1];
                string[] head = method switch
                {
                    "joint-dags" => [$"g{group}"],
                    "dag-regression" => [Text(values[0] + NormalDistribution.Sample(random))],
                    _ => [],
                };
                lines.Add(string.Join(',', head.Concat(values.Select(Text))));
            }
        }

        return string.Join('\n', lines) + "\n";
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
