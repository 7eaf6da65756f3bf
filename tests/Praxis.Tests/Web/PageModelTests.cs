using Praxis.App;
using Praxis.Core;
using Praxis.Web;
using Praxis.Web.Components.Forms;
using Praxis.Web.Components.RunList;
using Praxis.Web.Components.Shared;

namespace Praxis.Tests.Web;

/// <summary>What stands behind the pages, without a browser.</summary>
public sealed class PageModelTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddDays(20_000);

    public static TheoryData<string> Methods => [.. MethodCatalog.All.Select(static method => method.Name)];

    [Fact]
    public void Form_Untouched_SendsNothing()
    {
        Method method = MethodCatalog.Find("hstu");
        var values = new OptionValues(method.Options);
        OptionSpec epochs = method.Options.Specs.First(static spec => spec.Flag == "epoch-count");

        values[epochs] = "5";
        Assert.Equal(["epoch-count"], values.Changed.Keys);
        values[epochs] = epochs.DefaultText;

        Assert.Empty(values.Changed);
        Assert.Null(values.Refusal());
    }

    [Fact]
    public void Form_WrongValue_IsRefusedInTheWordsOfTheCommandLine()
    {
        Method method = MethodCatalog.Find("hstu");
        var values = new OptionValues(method.Options);
        OptionSpec epochs = method.Options.Specs.First(static spec => spec.Flag == "epoch-count");

        values[epochs] = "none";

        Assert.Equal("--epoch-count must be an integer in [1, 100000]; got none", values.Refusal(epochs));
        Assert.Equal(values.Refusal(epochs), values.Refusal());
    }

    [Fact]
    public void Form_UsualValues_AreThoseOfTheSample()
    {
        Method method = MethodCatalog.Find("markov");
        var values = new OptionValues(method.InputOptions, method.Sample.InputValues);
        OptionSpec least = method.InputOptions.Specs.First(static spec => spec.Flag == "min-user-events");

        Assert.Equal(method.Sample.InputValues["min-user-events"], values[least]);
        values[least] = least.DefaultText;
        Assert.Equal([least.Flag], values.Changed.Keys);
    }

    [Fact]
    public void CommandLine_OfAnOrder_SaysWhatTheUserSaid()
    {
        var order = new FitOrder("hstu")
        {
            DataPath = "/data/my events.csv",
            Name = "mine",
            Seed = 7,
            OptionValues = new Dictionary<string, string> { ["loss"] = "in-batch" },
        };

        Assert.Equal(
            "praxis fit hstu --data '/data/my events.csv' --name mine --seed 7 --loss in-batch",
            RepeatCommand.Of(order));
        Assert.Equal("praxis fit hstu --sample", RepeatCommand.Of(new FitOrder("hstu")));
    }

    [Fact]
    public void Rows_OfStoreAndQueue_AreJoined()
    {
        RunEntry[] runs =
        [
            new("done", "hstu", RunState.Whole, Now.AddHours(-2), TimeSpan.FromMinutes(3), "NDCG@10", 0.2),
            new("begun", "hstu", RunState.Partial, Now.AddMinutes(-1), null, null, null) { DataPath = "/x/shop.csv" },
            new("left", "hstu", RunState.Partial, Now.AddHours(-1), null, null, null),
            new("broken", "", RunState.Damaged, null, null, null, null),
        ];
        FitJobState[] jobs =
        [
            Job("later", FitStage.Waiting) with { Before = 1 },
            Job("next", FitStage.Waiting),
            Job("begun", FitStage.Running) with { Started = Now.AddMinutes(-1), Progress = "epoch 1/5" },
            Job("gone", FitStage.Failed) with { Message = "no memory" },
            Job("done", FitStage.Done),
        ];

        IReadOnlyList<RunRow> rows = RunRow.Join(
            runs, jobs, MethodCatalog.All, Now);

        Assert.Equal(["begun", "next", "later", "gone", "left", "done", "broken"], rows.Select(static row => row.Id));
        Assert.Equal(
            [
                RunStage.Running, RunStage.Waiting, RunStage.Waiting, RunStage.Failed, RunStage.Interrupted,
                RunStage.Done, RunStage.Damaged,
            ],
            rows.Select(static row => row.Stage));
        Assert.Equal(("shop.csv", "epoch 1/5"), (rows[0].Data, rows[0].Note));
        Assert.Equal(TimeSpan.FromMinutes(1), rows[0].Duration);
        Assert.Equal("1 before it", rows[2].Note);
        Assert.Equal("no memory", rows[3].Note);
        Assert.False(rows[3].CanResume);
        Assert.True(rows[4].CanResume);
        Assert.Equal("recommend", rows[5].Family);
    }

    [Theory]
    [InlineData(false, new[] { "poor", "counted", "good", "pose", "begun", "broken" })]
    [InlineData(true, new[] { "good", "counted", "poor", "pose", "begun", "broken" })]
    public void Rows_ByMainMetric_StandWithTheirLike(bool isFalling, string[] order)
    {
        RunRow[] rows =
        [
            new("begun", "hstu", RunStage.Interrupted),
            new("pose", "asda", RunStage.Done) { MetricName = "PCK", Metric = 70 },
            new("good", "hstu", RunStage.Done) { MetricName = "hstu/NDCG@10", Metric = 0.2 },
            new("counted", "markov", RunStage.Done) { MetricName = "markov/NDCG@10", Metric = 0.15 },
            new("broken", "", RunStage.Damaged),
            new("poor", "hstu", RunStage.Done) { MetricName = "hstu/NDCG@10", Metric = 0.1 },
        ];

        Assert.Equal(order, RunOrdering.Of(rows, "Main metric", isFalling).Select(static row => row.Id));
    }

    [Fact]
    public void Draft_WrittenAndRead_IsTheSame()
    {
        var draft = new FitDraft
        {
            IsSample = false,
            Place = "upload:0.csv",
            Minutes = "1.5",
            Options = new Dictionary<string, string> { ["epoch-count"] = "3" },
        };

        FitDraft read = FitDraft.Read(draft.Write())!;

        Assert.Equal(draft.Write(), read.Write());
        Assert.Equal("3", read.Options["epoch-count"]);
        Assert.Null(FitDraft.Read(null));
        Assert.Null(FitDraft.Read("{"));
        Assert.Null(FitDraft.Read("[1]"));
        Assert.Null(FitDraft.Read("null"));
        Assert.Null(FitDraft.Read("{\"name\":null}"));
        Assert.Null(FitDraft.Read("{\"options\":{\"a\":null}}"));
    }

    [Fact]
    public void Endings_OfEachMethod_HoldItsSample() => Assert.All(
        MethodCatalog.All,
        static method => Assert.True(
            Path.GetExtension(method.Sample.Path.Replace(".gz", string.Empty, StringComparison.Ordinal)) is var ending
            && (ending.Length == 0 || method.InputEndings.Contains(ending)),
            $"{method.Name}: {method.Sample.Path}"));

    // Also where an older fit of the queue was cancelled: whoever fits it now holds it.
    [Fact]
    public void Row_OfARunThatAnotherProcessFits_RunsAndCannotBeTouched()
    {
        RunEntry run = new("mine", "hstu", RunState.Partial, Now.AddMinutes(-2), null, null, null)
        {
            IsBeingFitted = true,
        };
        FitJobState[] jobs = [Job("mine", FitStage.Cancelled) with { Message = "cancelled" }];

        RunRow row = Assert.Single(RunRow.Join([run], jobs, MethodCatalog.All, Now));

        Assert.Equal((RunStage.Running, "by another process"), (row.Stage, row.Note));
        Assert.Equal(TimeSpan.FromMinutes(2), row.Duration);
        Assert.True(row.IsElsewhere && row.IsActive && !row.CanResume);
    }

    [Fact]
    public void RowBudget_OfOneRequest_IsForAllItsAnswers()
    {
        var budget = new RowBudget();
        budget.Spend(150_000);
        budget.Require(50_000);

        RefusalException refusal = Assert.Throws<RefusalException>(() => budget.Require(50_001));

        Assert.Equal(413, refusal.Status);
        Assert.StartsWith("the answer would have 200001 rows", refusal.Message, StringComparison.Ordinal);
        budget.Spend(50_000);
    }

    [Theory]
    [InlineData("hstu", true)]
    [InlineData("method-of-a-later-version", false)]
    public void Row_OfAnInterruptedRun_IsGoneOnWithWhereItsMethodIsKnown(string method, bool isKnown)
    {
        RunEntry run = new("mine", method, RunState.Partial, Now, null, null, null);

        RunRow row = Assert.Single(RunRow.Join([run], [], MethodCatalog.All, Now));

        Assert.Equal((RunStage.Interrupted, isKnown, isKnown), (row.Stage, row.IsKnown, row.CanResume));
    }

    [Fact]
    public void Order_OfARun_IsWhatWasAskedAndNoMore()
    {
        Method method = MethodCatalog.Find("markov");
        var manifest = new RunManifest
        {
            Id = "run",
            Method = method.Name,
            DataPath = null,
            InputOptions = method.InputOptions.ToJson(method.InputOptions.Create(method.Sample.InputValues)),
            Options = method.Options.ToJson(method.Options.Create(new Dictionary<string, string>())),
            Seed = 7,
            ThreadCount = 1,
            TimeLimitSeconds = 90,
            Data = [],
            Start = Now,
            Version = "",
            Runtime = "",
            Machine = "",
        };

        FitOrder order = RunOrder.Of(manifest, method);

        Assert.Equal((7UL, TimeSpan.FromSeconds(90)), (order.Seed, order.TimeLimit));
        Assert.Empty(order.InputValues);
        Assert.Empty(order.OptionValues);
        Assert.Equal("praxis fit markov --sample --seed 7 --time-limit 90s", RepeatCommand.Of(manifest, method));
    }

    [Fact]
    public void Cells_OfAnyKind_AreOrdered()
    {
        object?[] cells = ["b", 10, null, 9.5, "A", -1L];

        Assert.Equal([null, -1L, 9.5, 10, "A", "b"], cells.Order(CellOrder.Instance));
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Docs_OfEachMethod_AreAPageWithoutForeignLinks(string method)
    {
        string page = DocsPages.OfMethod(method)!;

        Assert.Contains("<h2", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<h1", page, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"http", page, StringComparison.Ordinal);
        Assert.DoesNotContain(".md\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Docs_OfNoMethod_AreNone()
    {
        Assert.Null(DocsPages.OfMethod("../formats/motion"));
        Assert.Null(DocsPages.OfMethod("nothing"));
        Assert.NotNull(DocsPages.OfFormat("motion"));
    }

    private static FitJobState Job(string run, FitStage stage) =>
        new(run, "hstu", FitKind.Fit, stage, Now.AddMinutes(-30));
}
