using System.Text;
using System.Text.Json;
using Praxis.App;
using Praxis.Core;

namespace Praxis.Tests.Contracts;

/// <summary>What a stream promises: no leakage, the same bytes however it is cut, and a model like any other.</summary>
public sealed class StreamContractTests
{
    private const long Day = 86_400;

    // A midnight in the middle of the planted log.
    private const long Cut = 1_700_000_000 / Day * Day + (8 * Day);

    public static TheoryData<string> Streams =>
        [.. MethodCatalog.All.Where(IsStream).Select(static method => method.Name)];

    [Theory]
    [MemberData(nameof(Streams))]
    public void Fit_AnyThreadCount_GivesTheSameBytes(string name)
    {
        using var place = new FitPlace(name);
        FinishedRun one = Fit(place, "one");
        FinishedRun two = new FitJob(place.Environment).Run(Order(place, "two") with { ThreadCount = 3 });
        Assert.Equal(FitPlace.Bytes(one), FitPlace.Bytes(two));
        Assert.True(one.Results.Metrics[$"{name}/HR@10"] > 0);
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public void Resume_AfterDeathAtAnyStep_GivesTheBytesOfAnUnbrokenRun(string name)
    {
        using var place = new FitPlace(name);
        SortedDictionary<string, string> unbroken = FitPlace.Bytes(Fit(place, "unbroken"));
        Assert.All([5, 12, 20], killedAt =>
        {
            int step = 0;
            JobEnvironment dying = place.Environment with
            {
                Report = happened =>
                {
                    if (happened is StepEvent && ++step == killedAt)
                    {
                        throw new TimeoutException();
                    }
                },
            };
            string run = $"broken-{killedAt}";
            Assert.Throws<TimeoutException>(() => new FitJob(dying).Run(Order(place, run)));
            Assert.Contains(run + ".partial", place.RunFolders);
            Assert.Equal(unbroken, FitPlace.Bytes(new ResumeJob(place.Environment).Run(run)));
        });
    }

    // The next window is being foretold then, and the clock has made no checkpoint.
    [Theory]
    [MemberData(nameof(Streams))]
    public void Resume_AfterCancellationBetweenWindows_GivesTheBytesOfAnUnbrokenRun(string name)
    {
        using var place = new FitPlace(name);
        SortedDictionary<string, string> unbroken = FitPlace.Bytes(Fit(place, "unbroken"));
        using var cancellation = new CancellationTokenSource();
        JobEnvironment cancelled = place.Environment with
        {
            Clock = new ManualClock(TimeSpan.Zero),
            Cancellation = cancellation.Token,
            Report = happened =>
            {
                if (happened is EpochEvent { Epoch: 6 })
                {
                    cancellation.Cancel();
                }
            },
        };

        RunCancelledException error = Assert.Throws<RunCancelledException>(
            () => new FitJob(cancelled).Run(Order(place, "broken")));

        Assert.EndsWith("goes on from the last checkpoint", error.Message, StringComparison.Ordinal);
        Assert.Equal(unbroken, FitPlace.Bytes(new ResumeJob(place.Environment).Run("broken")));
    }

    [Fact]
    public void Resume_WithATimeLimit_CountsTheSecondsBefore()
    {
        using var place = new FitPlace("hstu");
        EpochEvent[] whole = Epochs(Fit(place, "whole"));
        Assert.True(whole.Length > 8);
        var limit = TimeSpan.FromSeconds(whole[6].Seconds);
        FinishedRun unbroken = new FitJob(place.Environment).Run(Order(place, "unbroken") with { TimeLimit = limit });
        Assert.Equal(7, Windows(unbroken).Length);
        using var cancellation = new CancellationTokenSource();
        JobEnvironment cancelled = place.Environment with
        {
            Cancellation = cancellation.Token,
            Report = happened =>
            {
                if (happened is EpochEvent { Epoch: 6 })
                {
                    cancellation.Cancel();
                }
            },
        };
        Assert.Throws<RunCancelledException>(
            () => new FitJob(cancelled).Run(Order(place, "broken") with { TimeLimit = limit }));

        FinishedRun resumed = new ResumeJob(place.Environment).Run("broken");

        Assert.Equal(FitPlace.Bytes(unbroken), FitPlace.Bytes(resumed));
        double[] seconds = [.. Epochs(resumed).Select(static epoch => epoch.Seconds)];
        Assert.Equal(7, seconds.Length);
        Assert.Equal(seconds.Order(), seconds);
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public void Continue_LogThatHasGrown_GivesTheBytesOfOneRunOverAll(string name)
    {
        using var place = new FitPlace(name);
        SortedDictionary<string, string> whole = FitPlace.Bytes(Fit(place, "whole"));
        string all = place.DataPath;
        place.DataPath = place.Write(
            "first.csv", Encoding.UTF8.GetBytes(PlantedEvents.Csv(PlantedEvents.Rows.Where(row => row.Time < Cut))));
        FinishedRun first = Fit(place, "first");
        place.DataPath = all;
        FinishedRun second = new FitJob(place.Environment).Run(
            Order(place, "second") with { ContinueFrom = "first" });

        Assert.Equal(whole, FitPlace.Bytes(second));
        Assert.NotEqual(whole, FitPlace.Bytes(first));
        Assert.Equal(first.Folder.Path, second.Manifest.ContinuedFrom);
        Assert.NotEmpty(second.Manifest.ContinuedModel);
    }

    [Fact]
    public void Windows_OfALogThatEndsEarlier_AreForetoldAlike()
    {
        using var place = new FitPlace("hstu");
        JsonElement[] whole = Windows(Fit(place, "whole"));
        place.DataPath = place.Write(
            "first.csv", Encoding.UTF8.GetBytes(PlantedEvents.Csv(PlantedEvents.Rows.Where(row => row.Time < Cut))));
        JsonElement[] first = Windows(Fit(place, "first"));
        Assert.InRange(first.Length, 4, whole.Length - 4);
        Assert.Equal(whole[..first.Length].Select(Text), first.Select(Text));
    }

    [Fact]
    public void Continue_LateEvents_AreToldAndLeftOutOfTheLoss()
    {
        using var place = new FitPlace("hstu");
        string all = place.DataPath;
        place.DataPath = place.Write(
            "first.csv",
            Encoding.UTF8.GetBytes(PlantedEvents.Csv(
                PlantedEvents.Rows.Where(row => row.Time < Cut).Where((_, index) => index % 50 != 7))));
        int late = PlantedEvents.Rows.Where(row => row.Time < Cut).Where((_, index) => index % 50 == 7).Count();
        Fit(place, "first");
        place.DataPath = all;
        var notices = new List<string>();
        JobEnvironment listening = place.Environment with
        {
            Report = happened => notices.AddRange(happened is NoticeEvent notice ? [notice.Message] : []),
        };
        FinishedRun second = new FitJob(listening).Run(Order(place, "second") with { ContinueFrom = "first" });
        Assert.Contains(notices, notice => notice.StartsWith($"{late} events came late", StringComparison.Ordinal));
        Assert.Equal(PlantedEvents.Rows.Count - late, second.Results.Metrics["stream/events"]);
    }

    [Fact]
    public void Fit_ItemsComeAndGo_EvictsAndUsesRowsAgain()
    {
        using var place = new FitPlace("hstu");
        FinishedRun run = Fit(place, "run", ("evict-days", "2"), ("most-items", "25"), ("admit-count", "2"));
        JsonElement[] windows = Windows(run);
        Assert.Contains(windows, window => window.GetProperty("evictedCount").GetInt32() > 0);
        Assert.All(windows, window => Assert.InRange(window.GetProperty("itemCount").GetInt32(), 0, 25));
        ResultTable answers = new PredictJob(place.Environment).Run(
            "run", new Dictionary<string, string> { ["top-k"] = "40", ["at"] = "1702000000", ["users"] = "user 3" }, 1);
        Assert.Equal(windows[^1].GetProperty("itemCount").GetInt32(), answers.Rows.Count);
    }

    [Fact]
    public void Predict_LoadedStream_NamesOnlyItemsWithARow()
    {
        using var place = new FitPlace("hstu");
        Fit(place, "run");
        ResultTable answers = new PredictJob(place.Environment).Run(
            "run", new Dictionary<string, string> { ["top-k"] = "5", ["at"] = "1702000000" }, 2);
        Assert.Equal(5 * PlantedEvents.UserCount, answers.Rows.Count);
        RunResults evaluated = new EvaluateJob(place.Environment).Run("run", null, new Dictionary<string, string>(), 1);
        Assert.True(evaluated.Metrics["hstu/HR@10"] > 0);
        Assert.Contains(
            evaluated.Notes, note => note.Contains("has learnt from every event up to", StringComparison.Ordinal));
    }

    [Fact]
    public void Continue_WhatCannotBe_SaysWhatToDo()
    {
        using var place = new FitPlace("hstu");
        Fit(place, "stream");
        place.Fit("epochs");
        Refused("the log has no event after", Order(place, "a") with { ContinueFrom = "stream" });
        Refused("only a streamed run can be continued", Order(place, "b") with { ContinueFrom = "epochs" });
        Refused(
            "--continue goes on with a stream", place.Order("c") with { ContinueFrom = "stream" });
        Refused(
            "--width is 16 in the run to continue; got 32",
            Order(place, "d", ("width", "32")) with { ContinueFrom = "stream" });
        Refused(
            "--encoder is hstu in the run to continue; got transformer",
            Order(place, "g", ("encoder", "transformer")) with { ContinueFrom = "stream" });
        Refused(
            "--bias is position-and-time in the run to continue; got none",
            Order(place, "h", ("bias", "none")) with { ContinueFrom = "stream" });
        FitOrder seen = Order(place, "i");
        Refused(
            "--seen-items is ",
            seen with
            {
                ContinueFrom = "stream",
                InputValues = new Dictionary<string, string>(seen.InputValues) { ["seen-items"] = "remove" },
            });
        Refused(
            "--stochastic-length shortens the histories of an epoch",
            Order(place, "j", ("stochastic-length", "1.6")));
        Refused("run nowhere is not in", Order(place, "e") with { ContinueFrom = "nowhere" });
        Refused("--stream learns with negatives", Order(place, "f", ("negative-count", "0")));
        Assert.Equal(["epochs", "stream"], place.RunFolders);

        void Refused(string message, FitOrder order) => Assert.Contains(
            message,
            Assert.ThrowsAny<PraxisException>(() => new FitJob(place.Environment).Run(order)).Message,
            StringComparison.Ordinal);
    }

    private static bool IsStream(Method method) => method.Options.Specs.Any(static spec => spec.Flag == "stream");

    private static FinishedRun Fit(FitPlace place, string name, params (string Flag, string Value)[] options) =>
        new FitJob(place.Environment).Run(Order(place, name, options));

    private static FitOrder Order(FitPlace place, string name, params (string Flag, string Value)[] options)
    {
        var values = new Dictionary<string, string>(place.FastOptions)
        {
            ["stream"] = "true",
            ["weight-decay"] = "0.1",
        };
        // Histories of an epoch alone are shortened.
        values.Remove("stochastic-length");
        foreach ((string flag, string value) in options)
        {
            values[flag] = value;
        }

        return place.Order(name) with
        {
            OptionValues = values,
            InputValues = new Dictionary<string, string> { ["seen-items"] = "keep" },
        };
    }

    private static JsonElement[] Windows(FinishedRun run)
    {
        string path = Path.Combine(run.Folder.ModelPath, "fitted", "stream.json");
        using JsonDocument state = JsonDocument.Parse(File.ReadAllText(path));
        return [.. state.RootElement.GetProperty("windows").EnumerateArray().Select(static window => window.Clone())];
    }

    private static EpochEvent[] Epochs(FinishedRun run) => [.. run.Folder.ReadEvents().OfType<EpochEvent>()];

    private static string Text(JsonElement element) => element.GetRawText();
}
