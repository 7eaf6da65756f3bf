using System.Text.Json;
using Praxis.Core;
using Praxis.Recommend;

namespace Praxis.Tests.Recommend.Models;

public sealed class RecommendMethodTests
{
    private static readonly string[] Exotic = ["a\nb", "\"q\"", "ü€𝔘", "", " lead", "x,y", "\t", "\0"];

    [Theory]
    [InlineData("popularity")]
    [InlineData("markov")]
    public void Evaluate_SameData_RepeatsTheFit(string name)
    {
        using var folder = new TemporaryFolder();
        Method method = Make(name, TestLogs.Random(120, 30, 1500, 2));
        RunResults fitted = method.Fit(Request(folder, name), new FitContext());
        RunResults evaluated = method.Evaluate(Request(folder, name), new FitContext { ThreadCount = 3 });
        Assert.Equal($"{name}/NDCG@10", fitted.Metrics.Keys.First());
        Assert.Equal(fitted.Metrics, evaluated.Metrics);
        Assert.Equal(ToJson(fitted.Tables), ToJson(evaluated.Tables));
        Assert.Equal(ToJson(fitted.Charts), ToJson(evaluated.Charts));
        Assert.Contains("markov/HR@200", fitted.Metrics.Keys);
        Assert.Contains("popularity/MRR", fitted.Metrics.Keys);
    }

    [Fact]
    public void Fit_AnyThreadCount_GivesEqualBytes()
    {
        InteractionLog log = TestLogs.Random(200, 30, 2500, 4);
        using var one = new TemporaryFolder();
        using var four = new TemporaryFolder();
        RunResults first = Make("markov", log).Fit(Request(one), new FitContext { ThreadCount = 1 });
        RunResults second = Make("markov", log).Fit(Request(four), new FitContext { ThreadCount = 4 });
        Assert.Equal(ToJson(first), ToJson(second));
        foreach (string file in Directory.GetFiles(one.Path, "*", SearchOption.AllDirectories))
        {
            string other = Path.Combine(four.Path, Path.GetRelativePath(one.Path, file));
            Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(other));
        }

        Method method = Make("markov", log);
        Assert.Equal(
            ToJson(method.Predict(one.Path, new RecommendPredictOptions(), new FitContext { ThreadCount = 1 })),
            ToJson(method.Predict(four.Path, new RecommendPredictOptions(), new FitContext { ThreadCount = 4 })));
    }

    [Fact]
    public void Fit_Phases_AreReportedInOrder()
    {
        using var folder = new TemporaryFolder();
        var phases = new List<string>();
        var context = new FitContext { Report = found => phases.Add(((PhaseEvent)found).Name) };
        Make("markov", TestLogs.Random(20, 10, 100, 2)).Fit(Request(folder), context);
        Assert.Equal(
            ["reading", "training markov", "evaluating markov", "training popularity", "evaluating popularity"],
            phases);
    }

    [Fact]
    public void Fit_NoBaselines_HasNoDifferences()
    {
        using var folder = new TemporaryFolder();
        FitRequest request = Request(folder, "popularity") with
        {
            InputOptions = new RecommendInputOptions { Baselines = BaselineSet.None },
        };
        RunResults results = Make("popularity", TestLogs.Random(20, 10, 100, 2)).Fit(request, new FitContext());
        Assert.Equal(["metrics", "data"], results.Tables.Select(table => table.Name));
    }

    [Fact]
    public void Predict_ExoticIdentities_SurviveTheModelFolder()
    {
        using var folder = new TemporaryFolder();
        int[] users = [.. Enumerable.Range(0, 32).Select(place => place / 4)];
        int[] items = [.. Enumerable.Range(0, 32).Select(place => (place + (place / 4)) % 8)];
        long[] times = [.. Enumerable.Range(0, 32).Select(place => (long)place)];
        InteractionLog log = InteractionLog.FromEvents(Exotic, Exotic, users, items, times);
        Method method = Make("markov", log);
        method.Fit(Request(folder), new FitContext());
        string list = Path.Combine(folder.Path, "users.json");
        File.WriteAllText(list, JsonSerializer.Serialize(Exotic));
        var options = new RecommendPredictOptions { Users = "@" + list, TopK = 8, SeenItems = PredictSeenItems.Keep };
        ResultTable named = method.Predict(folder.Path, options, new FitContext());
        ResultTable all = method.Predict(folder.Path, options with { Users = "" }, new FitContext());
        Assert.Equal(ToJson(all), ToJson(named));
        Assert.Equal(Exotic, named.Rows.Select(row => (string)row[0]!).Distinct());
        Assert.Equal(Exotic.Order(), named.Rows.Take(8).Select(row => (string)row[2]!).Order());
    }

    [Fact]
    public void Predict_UnknownUser_GivesPopularItemsWithNote()
    {
        using var folder = new TemporaryFolder();
        Method method = Make("markov", TestLogs.Random(20, 10, 100, 2));
        method.Fit(Request(folder), new FitContext());
        var options = new RecommendPredictOptions { Users = "u1, nobody", TopK = 3, SeenItems = PredictSeenItems.Keep };
        ResultTable table = method.Predict(folder.Path, options, new FitContext());
        Assert.Equal(["user", "rank", "item", "score", "note"], table.Columns);
        Assert.Equal(6, table.Rows.Count);
        Assert.Null(table.Rows[0][4]);
        Assert.Equal("nobody", table.Rows[3][0]);
        Assert.Equal(1, table.Rows[3][1]);
        Assert.Equal("unknown user: popular items", table.Rows[3][4]);
    }

    [Fact]
    public void Predict_History_IgnoresUnknownItemsWithNote()
    {
        using var folder = new TemporaryFolder();
        Method method = Make("markov", TestLogs.Random(20, 10, 100, 2));
        method.Fit(Request(folder), new FitContext());
        var known = new RecommendPredictOptions { History = "i1,i2" };
        ResultTable expected = method.Predict(folder.Path, known, new FitContext());
        ResultTable found = method.Predict(folder.Path, known with { History = "i1,what,i2" }, new FitContext());
        Assert.Equal(expected.Rows.Select(row => row[2]), found.Rows.Select(row => row[2]));
        Assert.Equal("ignored, not in the catalogue: what", found.Rows[0][4]);
        ResultTable none = method.Predict(folder.Path, known with { History = "what" }, new FitContext());
        Assert.Equal("no item of the history is known: popular items", none.Rows[0][4]);
    }

    [Fact]
    public void Predict_SeenItemsRemoved_AreNotRecommended()
    {
        using var folder = new TemporaryFolder();
        Method method = Make("popularity", TestLogs.Random(20, 10, 100, 2));
        method.Fit(Request(folder, "popularity"), new FitContext());
        var options = new RecommendPredictOptions { History = "i0,i1", SeenItems = PredictSeenItems.Remove };
        ResultTable table = method.Predict(folder.Path, options, new FitContext());
        Assert.Equal(8, table.Rows.Count);
        Assert.DoesNotContain(table.Rows, row => row[2] is "i0" or "i1");
    }

    [Fact]
    public void Predict_AtEarlierTime_ForgetsLaterEvents()
    {
        using var folder = new TemporaryFolder();
        Method method = Make("markov", TestLogs.Of((0, 0, 10), (0, 1, 20), (0, 0, 30), (0, 2, 40), (0, 1, 50)));
        method.Fit(Request(folder), new FitContext());
        var options = new RecommendPredictOptions { TopK = 1, SeenItems = PredictSeenItems.Keep };
        Assert.Equal("i1", First("1970-01-01T00:00:15Z")[2]);
        Assert.Equal("i0", First("25")[2]);
        Assert.Equal("no events up to the request time: popular items", First("5")[4]);

        IReadOnlyList<object?> First(string at) =>
            method.Predict(folder.Path, options with { At = at }, new FitContext()).Rows[0];
    }

    [Theory]
    [InlineData("u1", "i1", "", "--users and --history")]
    [InlineData("@/nowhere/users.txt", "", "", "--users @/nowhere/users.txt: cannot be read")]
    [InlineData("", "", "soon", "--at must be")]
    public void Predict_BadQuestion_SaysTheMend(string users, string history, string at, string expected)
    {
        using var folder = new TemporaryFolder();
        Method method = Make("popularity", TestLogs.Random(20, 10, 100, 2));
        method.Fit(Request(folder, "popularity"), new FitContext());
        var options = new RecommendPredictOptions { Users = users, History = history, At = at };
        InputException error = Assert.Throws<InputException>(
            () => method.Predict(folder.Path, options, new FitContext()));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Predict_NoModel_SaysSo()
    {
        using var folder = new TemporaryFolder();
        Method method = Make("popularity", TestLogs.Random(20, 10, 100, 2));
        Assert.Throws<InputException>(
            () => method.Predict(folder.Path, new RecommendPredictOptions(), new FitContext()));
    }

    [Fact]
    public void Evaluate_OtherDataWithUnknownItems_NotesThem()
    {
        using var folder = new TemporaryFolder();
        Make("markov", TestLogs.Random(40, 10, 300, 2)).Fit(Request(folder), new FitContext());
        Method other = Make("markov", TestLogs.Random(40, 15, 300, 3));
        RunResults results = other.Evaluate(Request(folder), new FitContext());
        Assert.Contains(results.Notes, note => note.StartsWith("5 items are unknown", StringComparison.Ordinal));
    }

    private static Method Make(string name, InteractionLog log)
    {
        var kind = new DataKind<InteractionLog, RecommendInputOptions>("event log", new FixedLogReader(log));
        return name == "markov"
            ? MarkovMethod.Create(kind, RecommendBaseline.Counted)
            : PopularityMethod.Create(kind, RecommendBaseline.Counted);
    }

    private static FitRequest Request(TemporaryFolder folder, string name = "markov") => new(
        AppContext.BaseDirectory,
        new RecommendInputOptions(),
        name == "markov" ? new MarkovOptions() : new PopularityOptions(),
        folder.Path);

    private static string ToJson<T>(T value) => JsonSerializer.Serialize(value, PraxisJson.Line);
}
