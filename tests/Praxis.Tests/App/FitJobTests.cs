using System.Text.Json;
using Praxis.App;
using Praxis.Core;

namespace Praxis.Tests.App;

public sealed class FitJobTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void Run_WithData_LeavesAWholeRun()
    {
        FinishedRun run = new FitJob(_place.Environment).Run(_place.Order);

        Assert.Equal(["mean-20260102-030405"], _place.RunFolders);
        Assert.True(run.Folder.IsWhole);
        Assert.False(Directory.Exists(run.Folder.CheckpointPath));
        Assert.Equal(
            ["log.txt", "metrics.json", "metrics.jsonl", "model", "report.html", "run.json"],
            Directory.GetFileSystemEntries(run.Folder.Path)
                .Select(path => Path.GetFileName(path))
                .Order(StringComparer.Ordinal));
        RunManifest manifest = run.Folder.ReadManifest();
        Assert.Equal("mean", manifest.Method);
        Assert.Equal(_place.DataPath, manifest.DataPath);
        Assert.Single(manifest.Data);
        Assert.NotNull(manifest.End);
        Assert.NotEmpty(manifest.Version);
        Assert.Equal(5, manifest.Options.GetProperty("epochCount").GetInt32());
        Assert.Equal(run.Results.Metrics["mean"], run.Folder.ReadResults().Metrics["mean"]);
        IReadOnlyList<FitEvent> events = run.Folder.ReadEvents();
        Assert.Equal([1, 2, 3, 4, 5], events.OfType<EpochEvent>().Select(epoch => epoch.Epoch));
        Assert.Empty(events.OfType<StepEvent>());
        Assert.Contains("epoch 5/5, loss", File.ReadAllText(run.Folder.LogPath), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_WithSample_TakesItsInputOptionsUnlessGiven()
    {
        FinishedRun run = new FitJob(_place.Environment).Run(_place.Order with { DataPath = null });

        Assert.Null(run.Manifest.DataPath);
        Assert.Equal(1, run.Manifest.InputOptions.GetProperty("skipLines").GetInt32());
        Assert.Throws<InputException>(() => new FitJob(_place.Environment).Run(
            _place.Order with
            {
                DataPath = null,
                InputValues = new Dictionary<string, string> { ["skip-lines"] = "0" },
            }));
    }

    [Fact]
    public void Run_SameSecond_GetsANumberedIdentity()
    {
        new FitJob(_place.Environment).Run(_place.Order);
        new FitJob(_place.Environment).Run(_place.Order);
        new FitJob(_place.Environment).Run(_place.Order);

        Assert.Equal(["mean-20260102-030405", "mean-20260102-030405-2", "mean-20260102-030405-3"], _place.RunFolders);
    }

    [Fact]
    public void Run_BadData_NamesTheLineAndLeavesNothing()
    {
        File.WriteAllText(_place.DataPath, "1\ntwo\n");

        InputException error = Assert.Throws<InputException>(() => new FitJob(_place.Environment).Run(_place.Order));

        Assert.Equal($"{_place.DataPath}:2: \"two\" is not a number", error.Message);
        Assert.Empty(_place.RunFolders);
    }

    [Fact]
    public void Run_MissingData_LeavesNothing()
    {
        InputException error = Assert.Throws<InputException>(
            () => new FitJob(_place.Environment).Run(_place.Order with { DataPath = "/nowhere/data.csv" }));

        Assert.Equal("/nowhere/data.csv: no such file or folder; check the path given to --data", error.Message);
        Assert.Empty(_place.RunFolders);
    }

    [Fact]
    public void Run_BadOption_IsRefusedBeforeAnythingIsMade()
    {
        InputException range = Assert.Throws<InputException>(() => new FitJob(_place.Environment).Run(
            _place.Order with { OptionValues = new Dictionary<string, string> { ["epoch-count"] = "0" } }));
        Assert.Throws<UsageException>(() => new FitJob(_place.Environment).Run(_place.Order with { Name = "a/b" }));

        Assert.Equal("--epoch-count must be an integer in [1, 1000]; got 0", range.Message);
        Assert.Empty(_place.RunFolders);
    }

    [Fact]
    public void Run_UnknownMethod_SuggestsTheNearest()
    {
        UsageException error = Assert.Throws<UsageException>(
            () => new FitJob(_place.Environment).Run(new FitOrder("maen")));

        Assert.Equal("method maen is not known; did you mean mean? known are mean", error.Message);
    }

    [Fact]
    public void Run_Cancelled_KeepsThePartialRunWhenACheckpointExists()
    {
        RunCancelledException error = Assert.Throws<RunCancelledException>(
            () => new FitJob(_place.CancellingAt(epoch: 2)).Run(_place.Order));

        Assert.Equal(["mean-20260102-030405.partial"], _place.RunFolders);
        Assert.Equal(ExitCode.Cancelled, error.ExitCode);
        Assert.Contains("'praxis resume mean-20260102-030405'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_CancelledWithoutCheckpoint_LeavesNothing()
    {
        Assert.Throws<RunCancelledException>(() => new FitJob(_place.CancellingAt(epoch: 2)).Run(
            _place.Order with { OptionValues = new Dictionary<string, string> { ["checkpoints"] = "false" } }));

        Assert.Empty(_place.RunFolders);
    }

    [Fact]
    public void Resume_AfterCancel_GivesWhatAnUnbrokenRunGives()
    {
        FinishedRun unbroken = new FitJob(_place.Environment).Run(_place.Order with { Name = "unbroken" });
        Assert.Throws<RunCancelledException>(
            () => new FitJob(_place.CancellingAt(epoch: 2)).Run(_place.Order with { Name = "broken" }));

        // A kill in the middle of a write, and an epoch that was told but not checkpointed.
        string events = Path.Combine(_place.Environment.Store.Root, "broken.partial", "metrics.jsonl");
        string told = File.ReadAllLines(events)[^1].Replace("\"epoch\":2", "\"epoch\":3", StringComparison.Ordinal);
        File.AppendAllText(events, told + "\n{\"event\":\"epo");
        FinishedRun resumed = new ResumeJob(_place.Environment).Run("broken");

        Assert.Equal(["broken", "unbroken"], _place.RunFolders);
        Assert.Equal(File.ReadAllText(unbroken.Folder.EventsPath), File.ReadAllText(resumed.Folder.EventsPath));
        Assert.Equal(File.ReadAllText(unbroken.Folder.ResultsPath), File.ReadAllText(resumed.Folder.ResultsPath));
    }

    [Fact]
    public void Resume_KilledBeforeTheFirstCheckpoint_SaysThatItStartsAnew()
    {
        FinishedRun unbroken = new FitJob(_place.Environment).Run(_place.Order with { Name = "unbroken" });
        Assert.Throws<RunCancelledException>(
            () => new FitJob(_place.CancellingAt(epoch: 2)).Run(_place.Order with { Name = "broken" }));
        var notices = new List<NoticeEvent>();
        JobEnvironment listening = _place.Environment with
        {
            Report = happened => notices.AddRange(new[] { happened }.OfType<NoticeEvent>()),
        };

        // What a kill leaves: no whole checkpoint, or half of the first.
        string checkpoints = Path.Combine(_place.Environment.Store.Root, "broken.partial", "checkpoints", "mean");
        string whole = Assert.Single(Directory.GetDirectories(checkpoints));
        Directory.Move(whole, whole + ".tmp");
        FinishedRun resumed = new ResumeJob(listening).Run("broken");

        NoticeEvent notice = Assert.Single(notices);
        Assert.Equal(
            "run broken had written no checkpoint when it stopped; it starts from the first step", notice.Message);
        Assert.Contains(notice.Message, File.ReadAllText(resumed.Folder.LogPath), StringComparison.Ordinal);
        Assert.Equal(File.ReadAllText(unbroken.Folder.EventsPath), File.ReadAllText(resumed.Folder.EventsPath));
    }

    [Fact]
    public void Resume_FromACheckpoint_SaysNothingOfStartingAnew()
    {
        Assert.Throws<RunCancelledException>(
            () => new FitJob(_place.CancellingAt(epoch: 2)).Run(_place.Order with { Name = "broken" }));
        var notices = new List<FitEvent>();

        new ResumeJob(_place.Environment with { Report = notices.Add }).Run("broken");

        Assert.Empty(notices.OfType<NoticeEvent>());
    }

    [Fact]
    public void Resume_ChangedData_IsRefusedAndKeepsTheRun()
    {
        Assert.Throws<RunCancelledException>(
            () => new FitJob(_place.CancellingAt(epoch: 2)).Run(_place.Order with { Name = "broken" }));
        File.AppendAllText(_place.DataPath, "9\n");

        Assert.Throws<InputException>(() => new ResumeJob(_place.Environment).Run("broken"));

        Assert.Equal(["broken.partial"], _place.RunFolders);
    }

    [Fact]
    public void ResumeAndRerun_ChangedSideFile_AreRefusedByItsName()
    {
        string notes = Path.Combine(_place.Root, "notes.txt");
        File.WriteAllText(notes, "old");
        string typed = Path.GetRelativePath(Environment.CurrentDirectory, notes);
        FitOrder order = _place.Order with { InputValues = new Dictionary<string, string> { ["notes"] = typed } };
        FinishedRun whole = new FitJob(_place.Environment).Run(order with { Name = "whole" });
        Assert.Throws<RunCancelledException>(
            () => new FitJob(_place.CancellingAt(epoch: 2)).Run(order with { Name = "broken" }));
        File.WriteAllText(notes, "new");

        InputException resumed = Assert.Throws<InputException>(() => new ResumeJob(_place.Environment).Run("broken"));
        InputException rerun = Assert.Throws<InputException>(() => new FitJob(_place.Environment).Rerun("whole"));
        File.Delete(notes);
        InputException gone = Assert.Throws<InputException>(() => new FitJob(_place.Environment).Run(order));

        Assert.Equal(notes, whole.Manifest.InputOptions.GetProperty("notes").GetString());
        Assert.Equal([_place.DataPath, notes], whole.Manifest.Data.Select(file => file.Path));
        Assert.StartsWith($"{notes}: has changed since run broken read it;", resumed.Message, StringComparison.Ordinal);
        Assert.StartsWith($"{notes}: has changed since run whole read it;", rerun.Message, StringComparison.Ordinal);
        Assert.Equal($"{notes}: no such file or folder; check the path given to --notes", gone.Message);
        Assert.Equal(["broken.partial", "whole"], _place.RunFolders);
    }

    [Fact]
    public void Resume_RunThatIsBeingFitted_IsRefusedAndLeftAlone()
    {
        string? refusal = null;
        JobEnvironment watching = _place.Environment with
        {
            Report = happened =>
            {
                if (happened is PhaseEvent)
                {
                    refusal =
                        Assert.Throws<UsageException>(() => new ResumeJob(_place.Environment).Run("busy")).Message;
                }
            },
        };

        FinishedRun run = new FitJob(watching).Run(_place.Order with { Name = "busy" });

        Assert.Equal("run busy is being fitted by another process; wait for its end", refusal);
        Assert.Equal(5, run.Folder.ReadEvents().OfType<EpochEvent>().Count());
        Assert.Equal(["busy"], Directory.GetFileSystemEntries(_place.Environment.Store.Root).Select(Path.GetFileName));
    }

    // Results, manifest and report are written after the last event: who renamed the run then would lose it.
    [Fact]
    public void Run_WhileItIsWrittenUp_IsHeld()
    {
        string partial = Path.Combine(_place.Environment.Store.Root, "mine" + RunFolder.PartialSuffix);
        var clock = new WatchingClock(
            () => Directory.Exists(partial) ? RunStore.IsBeingFitted(RunFolder.Open(partial)) : null);

        FinishedRun run =
            new FitJob(_place.Environment with { Clock = clock }).Run(_place.Order with { Name = "mine" });

        Assert.True(clock.Seen.Count > 1);
        Assert.All(clock.Seen, Assert.True);
        Assert.False(RunStore.IsBeingFitted(run.Folder));
    }

    [Fact]
    public void Run_NameOfAFile_IsRefusedBeforeTheFit()
    {
        Directory.CreateDirectory(_place.Environment.Store.Root);
        File.WriteAllText(Path.Combine(_place.Environment.Store.Root, "notes"), "mine");

        UsageException error = Assert.Throws<UsageException>(
            () => new FitJob(_place.Environment).Run(_place.Order with { Name = "notes" }));

        Assert.Contains("--name notes: a run of that name exists", error.Message, StringComparison.Ordinal);
    }

    private sealed class WatchingClock(Func<bool?> look) : TimeProvider
    {
        public List<bool> Seen { get; } = [];

        public override DateTimeOffset GetUtcNow()
        {
            if (look() is { } seen)
            {
                Seen.Add(seen);
            }

            return base.GetUtcNow();
        }
    }

    [Fact]
    public void Run_NameTakenBeforeItsEnd_KeepsTheFinishedRunWhichResumeOnlyRenames()
    {
        FinishedRun unbroken = new FitJob(_place.Environment).Run(_place.Order with { Name = "unbroken" });
        string taken = Path.Combine(_place.Environment.Store.Root, "mine");
        string partial = taken + RunFolder.PartialSuffix;
        JobEnvironment meddling = _place.Environment with { Report = _ => Directory.CreateDirectory(taken) };

        StorageException error = Assert.Throws<StorageException>(
            () => new FitJob(meddling).Run(_place.Order with { Name = "mine" }));

        Assert.StartsWith($"{taken}: the finished run stays in {partial} (", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("; 'praxis resume mine' finishes it", error.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(partial, "model", "mean.txt")));
        Assert.True(File.Exists(Path.Combine(partial, "metrics.json")));

        // Neither data nor training is needed any more; a report that lacks is made.
        Directory.Delete(taken);
        File.Delete(_place.DataPath);
        File.Delete(Path.Combine(partial, "report.html"));
        var events = new List<FitEvent>();
        FinishedRun resumed = new ResumeJob(_place.Environment with { Report = events.Add }).Run("mine");

        Assert.Empty(events);
        Assert.Equal(["mine", "unbroken"], _place.RunFolders);
        Assert.False(Directory.Exists(resumed.Folder.CheckpointPath));
        Assert.True(File.Exists(resumed.Folder.ReportPath));
        Assert.Equal(File.ReadAllText(unbroken.Folder.ResultsPath), File.ReadAllText(resumed.Folder.ResultsPath));
    }

    // A kill, or a full disk, between the results and the last writing of run.json: all that costs time is there.
    [Fact]
    public void Resume_ResultsThereButNoEndNoted_KeepsThem()
    {
        FinishedRun whole = new FitJob(_place.Environment).Run(_place.Order with { Name = "mine" });
        string results = File.ReadAllText(whole.Folder.ResultsPath);
        whole.Folder.WriteManifest(whole.Manifest with { End = null });
        Directory.Move(whole.Folder.Path, whole.Folder.Path + RunFolder.PartialSuffix);
        File.Delete(_place.DataPath);
        var events = new List<FitEvent>();

        FinishedRun resumed = new ResumeJob(_place.Environment with { Report = events.Add }).Run("mine");

        Assert.Empty(events);
        Assert.Equal(results, File.ReadAllText(resumed.Folder.ResultsPath));
        Assert.NotNull(_place.Environment.Store.OpenWhole("mine").ReadManifest().End);
    }

    [Fact]
    public void Resume_EndNotedButResultsDamaged_TrainsAgain()
    {
        FinishedRun unbroken = new FitJob(_place.Environment).Run(_place.Order with { Name = "unbroken" });
        Assert.Throws<RunCancelledException>(
            () => new FitJob(_place.CancellingAt(epoch: 2)).Run(_place.Order with { Name = "broken" }));
        RunFolder folder = _place.Environment.Store.Open("broken");
        folder.WriteManifest(folder.ReadManifest() with { End = _place.Environment.Clock.GetUtcNow() });
        File.WriteAllText(folder.ResultsPath, "{");

        FinishedRun resumed = new ResumeJob(_place.Environment).Run("broken");

        Assert.Equal(File.ReadAllText(unbroken.Folder.ResultsPath), File.ReadAllText(resumed.Folder.ResultsPath));
    }

    [Fact]
    public void Run_CancelledInsideAParallelLoop_IsCancelled()
    {
        JobEnvironment stopping = _place.Environment with
        {
            Report = happened =>
            {
                if (happened is EpochEvent { Epoch: 2 })
                {
                    throw new AggregateException(new OperationCanceledException(), new OperationCanceledException());
                }
            },
        };

        Assert.Throws<RunCancelledException>(
            () => new FitJob(stopping).Run(_place.Order with { Name = "broken" }));

        Assert.Equal(["broken.partial"], _place.RunFolders);
    }

    [Fact]
    public void Rerun_ChangedFileInAFolderOfAFolder_IsRefused()
    {
        string nested = NestedNotes();
        new FitJob(_place.Environment).Run(WithNotes("first"));
        File.WriteAllText(nested, "new");

        InputException error = Assert.Throws<InputException>(() => new FitJob(_place.Environment).Rerun("first"));

        Assert.StartsWith($"{nested}: has changed since run first read it;", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rerun_RunOfTheFirstForm_IsComparedByWhatItNotedAndWrittenInTheNewest()
    {
        string nested = NestedNotes();
        FinishedRun first = new FitJob(_place.Environment).Run(WithNotes("first"));
        first.Folder.WriteManifest(first.Manifest with
        {
            FormatVersion = 1,
            Data = [.. first.Manifest.Data.Where(file => file.Path != nested)],
            Options = JsonSerializer.SerializeToElement(new { epochCount = 3 }),
        });

        FinishedRun again = new FitJob(_place.Environment).Rerun("first", "again");

        Assert.Equal(RunManifest.NewestFormat, again.Manifest.FormatVersion);
        Assert.Equal(first.Manifest.Data, again.Manifest.Data);
        Assert.Equal(3, again.Manifest.Options.GetProperty("epochCount").GetInt32());
        Assert.Equal(0.5, again.Manifest.Options.GetProperty("learningRate").GetDouble());
    }

    private string NestedNotes()
    {
        string nested = Path.Combine(_place.Root, "notes", "more", "b.txt");
        Directory.CreateDirectory(Path.GetDirectoryName(nested)!);
        File.WriteAllText(nested, "old");
        File.WriteAllText(Path.Combine(_place.Root, "notes", "a.txt"), "old");
        return nested;
    }

    private FitOrder WithNotes(string name) => _place.Order with
    {
        Name = name,
        InputValues = new Dictionary<string, string> { ["notes"] = Path.Combine(_place.Root, "notes") },
    };

    [Fact]
    public void Resume_WholeRun_IsRefused()
    {
        new FitJob(_place.Environment).Run(_place.Order with { Name = "whole" });

        UsageException error = Assert.Throws<UsageException>(() => new ResumeJob(_place.Environment).Run("whole"));

        Assert.Equal("run whole is whole; 'praxis rerun whole' repeats it", error.Message);
    }

    [Fact]
    public void Rerun_FromTheManifestAlone_GivesTheSameBytes()
    {
        FinishedRun first = new FitJob(_place.Environment).Run(_place.Order with
        {
            Name = "first",
            Seed = 7,
            OptionValues = new Dictionary<string, string> { ["epoch-count"] = "3" },
        });
        FinishedRun again = new FitJob(_place.Environment).Rerun("first", "again");

        Assert.Equal(7UL, again.Manifest.Seed);
        Assert.Equal(File.ReadAllBytes(first.Folder.ResultsPath), File.ReadAllBytes(again.Folder.ResultsPath));
        Assert.Equal(File.ReadAllBytes(first.Folder.EventsPath), File.ReadAllBytes(again.Folder.EventsPath));
    }
}
