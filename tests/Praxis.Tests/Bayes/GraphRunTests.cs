using Praxis.App;
using Praxis.Core;
using Praxis.Tests.Contracts;

namespace Praxis.Tests.Bayes;

/// <summary>Runs of the graph methods as users have them: broken off and resumed, and evaluated.</summary>
public sealed class GraphRunTests
{
    public static TheoryData<string> Methods => GraphFits.Methods;

    [Theory]
    [MemberData(nameof(Methods))]
    public void Resume_OfACancelledRun_GivesTheBytesOfAnUnbrokenRun(string method)
    {
        using var place = new GraphPlace(method);
        string csv = GraphFits.Csv(40, 6);
        SortedDictionary<string, string> unbroken = FitPlace.Bytes(place.Run("unbroken", csv, place.Environment));
        using var source = new CancellationTokenSource();
        int rounds = 0;
        JobEnvironment cancelling = place.Environment with
        {
            Cancellation = source.Token,
            Report = happened =>
            {
                if (happened is ChainEvent && ++rounds == 20)
                {
                    source.Cancel();
                }
            },
        };

        RunCancelledException error = Assert.Throws<RunCancelledException>(
            () => place.Run("broken", csv, cancelling));

        Assert.Contains("'praxis resume broken'", error.Message, StringComparison.Ordinal);
        Assert.Equal(unbroken, FitPlace.Bytes(new ResumeJob(place.Environment).Run("broken")));
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Evaluate_MoreVariablesThanRowsWithCopies_HasFiniteMetrics(string method)
    {
        using var place = new GraphPlace(method);
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
        using var place = new GraphPlace("dag-regression");
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

    // Documented of StructureMetrics.Auc: where all pairs are true there is no curve. Nothing else is no number.
    [Fact]
    public void Fit_TruthOfAllPairs_HasNoAreaUnderCurveAlone()
    {
        using var place = new GraphPlace("decomposable-graph");
        (_, Dictionary<string, double> metrics) = place.Fit(
            GraphFits.Csv(40, 3), ("truth", place.Write("truth.csv", "from,to\nx1,x2\nx1,x3\nx2,x3\n")));
        Assert.Equal(["AUC"], metrics.Where(static one => !double.IsFinite(one.Value)).Select(static one => one.Key));
    }
}
