using Praxis.App;
using Praxis.Core;

namespace Praxis.Tests.Bayes;

/// <summary>Runs of the graph methods as users have them, evaluated and predicted from.</summary>
public sealed class GraphRunTests
{
    public static TheoryData<string> Methods => GraphFits.Methods;

    [Theory]
    [MemberData(nameof(Methods))]
    public void Evaluate_MoreVariablesThanRowsWithCopies_HasFiniteMetrics(string method)
    {
        using var place = new GraphTablePlace(method);
        string[] lines = GraphFits.Csv(24, 30).TrimEnd('\n').Split('\n');
        IEnumerable<string> copied = lines.Select(static (line, row) =>
        {
            string[] cells = line.Split(',');
            cells[9] = row == 0 ? cells[9] : cells[2];
            return string.Join(',', cells);
        });
        place.Fit(string.Join('\n', copied) + '\n');

        IReadOnlyDictionary<string, double> metrics = place.Evaluate();

        Assert.NotEmpty(metrics);
        Assert.All(metrics, static one => Assert.True(double.IsFinite(one.Value), $"{one.Key} is {one.Value}"));
    }

    [Fact]
    public void DagRegression_ResponseThatIsAVariable_IsFoundAndForetold()
    {
        using var place = new GraphTablePlace("dag-regression");
        string[] lines = GraphFits.Csv(60, 6).TrimEnd('\n').Split('\n');
        IEnumerable<string> copied = lines.Select(static (line, row) =>
        {
            string[] cells = line.Split(',');
            cells[7] = row == 0 ? cells[7] : cells[3];
            return string.Join(',', cells);
        });
        (Praxis.Bayes.GraphPosterior posterior, _) = place.Fit(string.Join('\n', copied) + '\n');

        GraphPosteriorAsserts.AssertSound(posterior);
        Assert.InRange(posterior.Variables[2].Probability, .95, 1);
        Assert.InRange(posterior.Variables[2].Coefficient, .95, 1);
        Assert.InRange(place.Evaluate()["explained share"], .99, 1);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Evaluate_OneRowOfEach_NeedsNoVariation(string method)
    {
        using var place = new GraphTablePlace(method);
        string csv = GraphFits.Csv(40, 4);
        string[] lines = csv.Split('\n');
        string stranger = "third" + lines[3][lines[3].IndexOf(',')..];
        place.Fit(csv);
        string rows = place.Write("new.csv", string.Join('\n', [.. lines.Take(3), stranger]) + "\n");

        RunResults results = new EvaluateJob(place.Environment).Run("run", rows, new Dictionary<string, string>(), 1);

        Assert.All(results.Metrics.Values, static value => Assert.True(double.IsFinite(value)));
        bool isTold = results.Notes.Any(static note => note.Contains("third", StringComparison.Ordinal));
        Assert.Equal(method == "joint-dags", isTold);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Fit_ThinBeyondABatch_IsRefused(string method)
    {
        using var place = new GraphTablePlace(method);
        Assert.StartsWith(
            "--thin 5 is more than 4", place.Refusal(GraphFits.Csv(40, 3), ("thin", "5")), StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_CellsSeparatedBySemicolons_IsRefusedWithTheMend()
    {
        using var place = new GraphTablePlace("decomposable-graph");
        Assert.Contains(
            "separate them by ','",
            place.Refusal(GraphFits.Csv(40, 3).Replace(',', ';'), ("leave-out", "")),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_ColumnTooSmallToBeSquared_IsRefusedAsSuch()
    {
        using var place = new GraphTablePlace("decomposable-graph");
        Assert.Contains(
            "too small to be squared: b",
            place.Refusal("a,b,c\n1,1e-300,2\n3,2e-300,5\n2,5e-300,1\n4,1e-299,1\n", ("leave-out", "")),
            StringComparison.Ordinal);
    }

    // Documented of StructureMetrics.Auc: where all pairs are true there is no curve. Nothing else is no number.
    [Fact]
    public void Fit_TruthOfAllPairs_HasNoAreaUnderCurveAlone()
    {
        using var place = new GraphTablePlace("decomposable-graph");
        (_, Dictionary<string, double> metrics) = place.Fit(
            GraphFits.Csv(40, 3), ("truth", place.Write("truth.csv", "from,to\nx1,x2\nx1,x3\nx2,x3\n")));
        Assert.Equal(["AUC"], metrics.Where(static one => !double.IsFinite(one.Value)).Select(static one => one.Key));
    }

    [Fact]
    public void Fit_TruthWithAnUnknownName_IsRefused()
    {
        using var place = new GraphTablePlace("decomposable-graph");
        Assert.Contains(
            "x9",
            place.Refusal(GraphFits.Csv(40, 3), ("truth", place.Write("truth.csv", "from,to\nx1,x9\n"))),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_NamesThatAreMarkup_AreEscapedEverywhere()
    {
        using var place = new GraphTablePlace("decomposable-graph");
        string csv = GraphFits.Csv(40, 3)
            .Replace(",x1,", ",<script>alert(1)</script>,", StringComparison.Ordinal)
            .Replace(",x2,", ",\"a \"\"quoted\"\", name & more\",", StringComparison.Ordinal);

        FinishedRun run = place.Run(csv);

        Assert.DoesNotContain(
            "<script>alert", File.ReadAllText(run.Folder.ReportPath), StringComparison.OrdinalIgnoreCase);
        System.Xml.Linq.XDocument.Load(Path.Combine(run.Folder.ModelPath, "graph.graphml"));
        Assert.Contains(
            "\"a \"\"quoted\"\", name & more\"",
            File.ReadAllText(Path.Combine(run.Folder.ModelPath, "edges.csv")),
            StringComparison.Ordinal);
    }
}
