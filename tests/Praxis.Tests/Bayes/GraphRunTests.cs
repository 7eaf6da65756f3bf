using System.Globalization;
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
    [InlineData("standard")]
    [InlineData("centre")]
    [InlineData("none")]
    public void DagRegression_ResponseFarFromZero_IsForetoldFromItsMean(string scaling)
    {
        using var place = new GraphTablePlace("dag-regression");
        string[] lines = GraphFits.Csv(60, 4).TrimEnd('\n').Split('\n');
        double[] responses =
        [
            .. lines.Skip(1).Select(static line =>
                1000 + double.Parse(line[(line.LastIndexOf(',') + 1)..], CultureInfo.InvariantCulture)),
        ];
        IEnumerable<string> moved = lines.Select((line, row) => row == 0 ? line
            : line[..(line.LastIndexOf(',') + 1)] + responses[row - 1].ToString("R", CultureInfo.InvariantCulture));
        (Praxis.Bayes.GraphPosterior posterior, _) = place.Fit(string.Join('\n', moved) + "\n", ("scaling", scaling));
        IReadOnlyDictionary<string, double> found = place.Evaluate();

        double mean = responses.Average();
        Assert.Equal(mean, posterior.ResponseMean, 1e-9);
        Assert.Equal(
            responses.Average(value => (value - mean) * (value - mean)), found["mean squared error of the mean"], 1e-6);
        Assert.InRange(found["explained share"], .5, 1);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Evaluate_ColumnsInAnotherOrder_ComparesTheSameEdges(string method)
    {
        using var place = new GraphTablePlace(method);
        string csv = GraphFits.Csv(60, 5);
        string truth = place.Write("truth.csv", "from,to\nx1,x2\nx2,x3\n");
        IReadOnlyDictionary<string, double> fitted = place.Run(csv, ("truth", truth)).Results.Metrics;
        IReadOnlyDictionary<string, double> own = place.Evaluate();

        IReadOnlyDictionary<string, double> turned = place.Evaluate(place.Write("turned.csv", Turned(Lines(csv))));

        string[] compared =
        [
            .. fitted.Keys.Where(static name => name.Contains("MCC", StringComparison.Ordinal)
                || name.StartsWith("AUC", StringComparison.Ordinal)),
        ];
        Assert.Contains(compared, static name => name.StartsWith("AUC", StringComparison.Ordinal));
        Assert.All(compared, name => Assert.Equal(fitted[name], turned[name]));
        Assert.Equal(own, turned);
    }

    // In the file the second group of the run comes first, and the columns in another order.
    [Fact]
    public void JointDags_WhitenedGroupsInAnotherOrder_AreThoseOfTheirNames()
    {
        using var place = new GraphTablePlace("joint-dags");
        string csv = GraphFits.Csv(60, 5);
        place.Run(
            csv, ("whiten", "true"), ("truth", place.Write("truth.csv", "from,to\nx1,x2\nx2,x3\n")));
        IReadOnlyDictionary<string, double> own = place.Evaluate();
        string[] lines = Lines(csv);
        string[] sorted = [lines[0], .. Of(lines, "even"), .. Of(lines, "odd")];

        Assert.NotEqual(own["log density/odd"], own["log density/even"]);
        Assert.Equal(own, place.Evaluate(place.Write("turned.csv", Turned(sorted))));
    }

    [Theory]
    [InlineData("false")]
    [InlineData("true")]
    public void JointDags_RowsWithoutAGroupOfTheRun_AreRefused(string whiten)
    {
        using var place = new GraphTablePlace("joint-dags");
        string[] lines = Lines(GraphFits.Csv(40, 4));
        place.Run(string.Join('\n', lines) + "\n", ("whiten", whiten));
        string path = place.Write("odd.csv", string.Join('\n', [lines[0], .. Of(lines, "odd")]) + "\n");

        Assert.EndsWith(
            "odd.csv: has no rows of group 'even', which the run was fitted on; add them",
            Assert.Throws<InputException>(() => place.Evaluate(path)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void JointDags_RunOfOneGroup_TakesTheRowsOfItsNameOrOfTheOnlyGroup()
    {
        using var place = new GraphTablePlace("joint-dags");
        string[] lines = Lines(GraphFits.Csv(40, 4));
        string[] odd = Of(lines, "odd");
        string[] even = Of(lines, "even");
        string[] third = [.. even.Select(static line => "third" + line[line.IndexOf(',')..])];
        place.Run(string.Join('\n', [lines[0], .. even]) + "\n");
        double own = place.Evaluate()["log density"];

        Assert.Equal(own, Density("both.csv", [.. odd, .. even]));
        Assert.Equal(own, Density("renamed.csv", third));
        Assert.Contains(
            "has no rows of group 'even'",
            Assert.Throws<InputException>(() => Density("others.csv", [.. odd, .. third])).Message,
            StringComparison.Ordinal);

        double Density(string name, string[] rows) =>
            place.Evaluate(place.Write(name, string.Join('\n', [lines[0], .. rows]) + "\n"))["log density"];
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

    private static string[] Lines(string csv) => csv.TrimEnd('\n').Split('\n');

    private static string[] Of(string[] lines, string group) =>
        [.. lines.Where(line => line.StartsWith(group + ",", StringComparison.Ordinal))];

    // The columns from the last to the first.
    private static string Turned(IEnumerable<string> lines) =>
        string.Concat(lines.Select(static line => string.Join(',', Enumerable.Reverse(line.Split(','))) + "\n"));
}
