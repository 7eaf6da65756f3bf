using System.Globalization;
using Praxis.Bayes;

namespace Praxis.Tests.Bayes;

/// <summary>Tables and edges at the edge of what can be used: a right answer, or one line.</summary>
public sealed class GraphEdgeCaseTests
{
    public static TheoryData<string> Methods => GraphFits.Methods;

    [Theory]
    [MemberData(nameof(Methods))]
    public void Fit_MoreVariablesThanRows_IsSound(string method)
    {
        using var place = new GraphTablePlace(method);
        AssertSound(place.Fit(GraphFits.Csv(16, 40)));
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Fit_LeastRows_IsSound(string method)
    {
        using var place = new GraphTablePlace(method);
        AssertSound(place.Fit(GraphFits.Csv(6, 5)));
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Fit_TwoRows_IsRefused(string method)
    {
        using var place = new GraphTablePlace(method);
        string error = place.Refusal(OneGroup(GraphFits.Csv(2, 4)));
        Assert.StartsWith("table.csv: has 2 rows, and at least 3 are needed", error, StringComparison.Ordinal);
    }

    // x3 is x1 again, x4 is x1 + x2: neither may be a number that is none.
    [Theory]
    [MemberData(nameof(Methods))]
    public void Fit_CopiesAndSumsOfColumns_IsSound(string method)
    {
        using var place = new GraphTablePlace(method);
        string csv = Changed(GraphFits.Csv(40, 6), static cells =>
        {
            cells[3] = cells[1];
            cells[4] = Text(Number(cells[1]) + Number(cells[2]));
        });

        (GraphPosterior posterior, Dictionary<string, double> metrics) = place.Fit(csv);

        AssertSound((posterior, metrics));
        for (int group = 0; group < posterior.Groups.Count; group++)
        {
            // A node that another one equals is joined to it, or both to what they are made of.
            Assert.Contains(posterior.Edges, edge => edge.Group == group && edge.Probability > .9
                && Math.Max(edge.From, edge.To) is 2 or 3);
        }
    }

    [Theory]
    [InlineData("decomposable-graph")]
    [InlineData("dag-regression")]
    public void Fit_ThreeCopiesAmongMany_JoinsThem(string method)
    {
        using var place = new GraphTablePlace(method);
        string csv = Changed(GraphFits.Csv(40, 8), static cells => cells[5] = cells[7] = cells[2]);
        (GraphPosterior Posterior, Dictionary<string, double> Metrics) fit = place.Fit(csv);
        AssertSound(fit);
        Assert.True(fit.Posterior.Edges.Count(static edge => edge.Probability > .5
            && edge.From is 1 or 4 or 6 && edge.To is 1 or 4 or 6) >= 2);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Fit_ConstantColumn_IsRefusedByName(string method)
    {
        using var place = new GraphTablePlace(method);
        string error = place.Refusal(Changed(GraphFits.Csv(20, 4), static cells => cells[2] = "7.25"));
        Assert.StartsWith("table.csv: constant columns: x2", error, StringComparison.Ordinal);
        Assert.EndsWith("name them in --leave-out", error, StringComparison.Ordinal);
    }

    [Fact]
    public void JointDags_ColumnConstantInOneGroup_IsRefusedWithTheGroup()
    {
        using var place = new GraphTablePlace("joint-dags");
        string error = place.Refusal(Changed(
            GraphFits.Csv(20, 4), static cells => cells[2] = cells[0] == "even" ? "1" : cells[2]));
        Assert.Equal(
            "table.csv: constant columns: x2 (in group 'even'); name them in --leave-out", error);
    }

    [Fact]
    public void JointDags_OneGroup_IsThatGroupAlone()
    {
        using var place = new GraphTablePlace("joint-dags");
        (GraphPosterior Posterior, Dictionary<string, double> Metrics) fit = place.Fit(OneGroup(GraphFits.Csv(40, 5)));
        AssertSound(fit);
        Assert.Equal(["all of them"], fit.Posterior.Groups);
        Assert.Empty(fit.Posterior.Differences);
        Assert.Contains(fit.Posterior.MedianGraph(0), static edge => (edge.From, edge.To) == (0, 1));
    }

    [Fact]
    public void JointDags_GroupsOfFourAndThirtySix_AreSound()
    {
        using var place = new GraphTablePlace("joint-dags");
        int row = 0;
        (GraphPosterior Posterior, Dictionary<string, double> Metrics) fit = place.Fit(
            Changed(GraphFits.Csv(40, 6), cells => cells[0] = ++row % 10 == 0 ? "few" : "many"));
        AssertSound(fit);
        Assert.Equal([36, 4], fit.Posterior.RowCounts);
        Assert.True(fit.Posterior.BestGraphs[1].GroupBy(static edge => edge[1]).All(static node => node.Count() <= 2));
    }

    [Fact]
    public void JointDags_GroupOfTwoRows_IsRefusedByName()
    {
        using var place = new GraphTablePlace("joint-dags");
        int row = 0;
        string error = place.Refusal(
            Changed(GraphFits.Csv(20, 4), cells => cells[0] = ++row > 18 ? "few" : "many"));
        Assert.StartsWith(
            "table.csv: group 'few' has 2 rows, and at least 3 are needed", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("joint-dags", "x1\nx3\nx2\n", "order.txt: line 3: the order ends without x4; add what is missing")]
    [InlineData("joint-dags", "x1\nx2\nx1\nx3\nx4\n", "order.txt: line 3: 'x1' also stands on line 1; remove one")]
    [InlineData("dag-regression", "x1\nx2\nx3\nx9\n", "order.txt: line 4: no variable 'x9'")]
    [InlineData("dag-regression", "", "order.txt: the file is empty")]
    public void Fit_OrderThatIsNoPermutation_IsRefused(string method, string order, string start)
    {
        using var place = new GraphTablePlace(method);
        string error = place.Refusal(GraphFits.Csv(20, 4), ("order", place.Write("order.txt", order)));
        Assert.StartsWith(start.Replace(": line ", ":", StringComparison.Ordinal), error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("joint-dags")]
    [InlineData("dag-regression")]
    public void Fit_AnotherOrder_TurnsTheEdges(string method)
    {
        using var place = new GraphTablePlace(method);
        (GraphPosterior Posterior, Dictionary<string, double> Metrics) fit = place.Fit(
            GraphFits.Csv(60, 4), ("order", place.Write("order.txt", "x4\nx3\nx2\nx1\n")));
        AssertSound(fit);
        Assert.Equal(["x4", "x3", "x2", "x1"], fit.Posterior.Names);
        Assert.Equal([1, 2, 3], fit.Posterior.MedianGraph(0).Where(static edge => edge.To == edge.From + 1)
            .Select(static edge => edge.To).Order());
    }

    [Theory]
    [InlineData("joint-dags")]
    [InlineData("dag-regression")]
    public void Fit_RequiredEdgeAgainstTheOrder_IsRefused(string method)
    {
        using var place = new GraphTablePlace(method);
        string error = place.Refusal(
            GraphFits.Csv(20, 4), ("required-edges", place.Write("edges.csv", "from,to\nx3,x1\n")));
        Assert.Equal(
            "--required-edges: 'x3' -> 'x1' goes against the order, in which 'x1' comes before 'x3'; turn the edge or "
            + "give another --order",
            error);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Fit_EdgeRequiredAndForbidden_IsRefused(string method)
    {
        using var place = new GraphTablePlace(method);
        bool isDirected = method != "decomposable-graph";
        string error = place.Refusal(
            GraphFits.Csv(20, 4),
            ("required-edges", place.Write("required.csv", "from,to\nx1,x2\n")),
            ("forbidden-edges", place.Write("forbidden.csv", isDirected ? "from,to\nx1,x2\n" : "from,to\nx2,x1\n")));
        Assert.StartsWith(
            "--required-edges and --forbidden-edges both name 'x1' and 'x2'", error, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Fit_RequiredAndForbiddenEdges_AreAlwaysAndNeverThere(string method)
    {
        using var place = new GraphTablePlace(method);
        (GraphPosterior Posterior, Dictionary<string, double> Metrics) fit = place.Fit(
            GraphFits.Csv(60, 5),
            ("required-edges", place.Write("required.csv", "from,to\nx1,x5\nx1,x4\n")),
            ("forbidden-edges", place.Write("forbidden.csv", "from,to\nx1,x2\nx2,x3\n")));
        AssertSound(fit);
        for (int group = 0; group < fit.Posterior.Groups.Count; group++)
        {
            (int, int)[] certain = [.. fit.Posterior.Edges
                .Where(edge => edge.Group == group && edge.Probability == 1)
                .Select(static edge => (edge.From, edge.To))];
            Assert.Contains((0, 4), certain);
            Assert.Contains((0, 3), certain);
            Assert.DoesNotContain(fit.Posterior.Edges, static edge => (edge.From, edge.To) is (0, 1) or (1, 2));
        }
    }

    [Fact]
    public void Decomposable_RequiredRingOfFour_IsRefused()
    {
        using var place = new GraphTablePlace("decomposable-graph");
        string error = place.Refusal(
            GraphFits.Csv(20, 5),
            ("required-edges", place.Write("edges.csv", "from,to\nx1,x2\nx2,x3\nx3,x4\nx4,x1\n")));
        Assert.StartsWith(
            "--required-edges: they make a graph that is not decomposable", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Decomposable_RequiredRingWithChord_IsAlwaysThere()
    {
        using var place = new GraphTablePlace("decomposable-graph");
        (GraphPosterior Posterior, Dictionary<string, double> Metrics) fit = place.Fit(
            GraphFits.Csv(20, 5),
            ("required-edges", place.Write("edges.csv", "from,to\nx1,x2\nx2,x3\nx3,x4\nx4,x1\nx3,x1\n")));
        AssertSound(fit);
        Assert.Equal(5, fit.Posterior.Edges.Count(static edge => edge.Probability == 1));
    }

    [Theory]
    [InlineData("max-clique", "3")]
    [InlineData("max-edges", "5")]
    public void Decomposable_RequiredEdgesBeyondALimit_IsRefused(string flag, string limit)
    {
        using var place = new GraphTablePlace("decomposable-graph");
        string error = place.Refusal(
            GraphFits.Csv(20, 5),
            ("required-edges", place.Write("edges.csv", "x1,x2\nx1,x3\nx1,x4\nx2,x3\nx2,x4\nx3,x4\n")),
            (flag, limit));
        Assert.StartsWith("--required-edges: ", error, StringComparison.Ordinal);
        Assert.Contains("--" + flag, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("joint-dags")]
    [InlineData("dag-regression")]
    public void Fit_RequiredCopiesAsParents_IsRefused(string method)
    {
        using var place = new GraphTablePlace(method);
        string csv = Changed(GraphFits.Csv(40, 4), static cells => cells[3] = cells[1]);
        (string, string) required = ("required-edges", place.Write("edges.csv", "from,to\nx1,x4\nx3,x4\n"));
        if (method == "joint-dags")
        {
            Assert.StartsWith("required edges: the parents of one node are collinear", place.Refusal(csv, required),
                StringComparison.Ordinal);
        }
        else
        {
            // The prior's scale holds copies apart.
            AssertSound(place.Fit(csv, required));
        }
    }

    [Theory]
    [InlineData("joint-dags")]
    [InlineData("dag-regression")]
    public void Fit_MoreRequiredParentsThanTheLimit_HasJustThese(string method)
    {
        using var place = new GraphTablePlace(method);
        (GraphPosterior Posterior, Dictionary<string, double> Metrics) fit = place.Fit(
            GraphFits.Csv(60, 6),
            ("required-edges", place.Write("edges.csv", "x1,x5\nx2,x5\nx3,x5\n")),
            ("max-parents", "2"));
        AssertSound(fit);
        Assert.All(fit.Posterior.BestGraphs, static graph => Assert.Equal(
            [0, 1, 2], graph.Where(static edge => edge[1] == 4).Select(static edge => edge[0])));
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Fit_EverythingForbidden_IsTheEmptyGraph(string method)
    {
        using var place = new GraphTablePlace(method);
        (GraphPosterior Posterior, Dictionary<string, double> Metrics) fit = place.Fit(
            GraphFits.Csv(30, 3),
            ("forbidden-edges", place.Write("edges.csv", "from,to\nx1,x2\nx1,x3\nx2,x3\n")));
        GraphPosteriorAsserts.AssertSound(fit.Posterior);
        Assert.Empty(fit.Posterior.Edges);
        Assert.Equal(0, fit.Metrics["edges of the median graph"]);

        // No draw differs from another, which the report says: these two alone may be no numbers.
        string[] known = ["R-hat of the log posterior", "effective draws of the log posterior"];
        Assert.All(fit.Metrics, one => Assert.True(double.IsFinite(one.Value) || known.Contains(one.Key), one.Key));
    }

    private static void AssertSound((GraphPosterior Posterior, Dictionary<string, double> Metrics) fit)
    {
        GraphPosteriorAsserts.AssertSound(fit.Posterior);
        Assert.NotEmpty(fit.Metrics);
        Assert.All(fit.Metrics, static one => Assert.True(double.IsFinite(one.Value), $"{one.Key} is {one.Value}"));
    }

    private static string OneGroup(string csv) => Changed(csv, static cells => cells[0] = "all of them");

    private static string Changed(string csv, Action<string[]> change)
    {
        string[] lines = csv.TrimEnd('\n').Split('\n');
        for (int line = 1; line < lines.Length; line++)
        {
            string[] cells = lines[line].Split(',');
            change(cells);
            lines[line] = string.Join(',', cells);
        }

        return string.Join('\n', lines) + "\n";
    }

    private static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
