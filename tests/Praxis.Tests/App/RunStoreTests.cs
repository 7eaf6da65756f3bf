using System.Text.Json.Nodes;
using Praxis.App;
using Praxis.Core;

namespace Praxis.Tests.App;

public sealed class RunStoreTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void List_NoFolder_IsEmpty() => Assert.Empty(_place.Environment.Store.List());

    [Fact]
    public void List_WholePartialAndDamaged_TellsThemApart()
    {
        new FitJob(_place.Environment).Run(_place.Order with { Name = "whole" });
        Assert.Throws<RunCancelledException>(
            () => new FitJob(_place.CancellingAt(epoch: 1)).Run(_place.Order with { Name = "broken" }));
        Directory.CreateDirectory(Path.Combine(_place.Environment.Store.Root, "bad"));
        File.WriteAllText(Path.Combine(_place.Environment.Store.Root, "bad", "run.json"), "{");

        Dictionary<string, RunEntry> runs = _place.Environment.Store.List().ToDictionary(run => run.Id);

        Assert.Equal(RunState.Whole, runs["whole"].State);
        Assert.Equal("error", runs["whole"].MetricName);
        Assert.NotNull(runs["whole"].Duration);
        Assert.Equal(RunState.Partial, runs["broken"].State);
        Assert.Null(runs["broken"].MetricValue);
        Assert.Equal(RunState.Damaged, runs["bad"].State);
    }

    [Fact]
    public void List_AfterAChange_IsReadAgain()
    {
        new FitJob(_place.Environment).Run(_place.Order with { Name = "whole" });
        RunStore store = _place.Environment.Store;
        Assert.Equal("whole", Assert.Single(store.List()).Id);
        RunFolder folder = store.Open("whole");
        folder.WriteResults(folder.ReadResults() with { Metrics = new Dictionary<string, double> { ["other"] = 3 } });

        Assert.Equal(("other", 3.0), (Assert.Single(store.List()).MetricName, store.List()[0].MetricValue));
        store.Rename("whole", "renamed");
        Assert.Equal("renamed", Assert.Single(store.List()).Id);
    }

    [Fact]
    public void Open_IdentityOrPath_FindsTheRun()
    {
        new FitJob(_place.Environment).Run(_place.Order with { Name = "whole" });

        Assert.Equal("whole", _place.Environment.Store.Open("whole").Id);
        Assert.Equal("whole", new RunStore("/nowhere").Open(Path.Combine(_place.Environment.Store.Root, "whole")).Id);
        UsageException error = Assert.Throws<UsageException>(() => _place.Environment.Store.Open("whoel"));
        Assert.Contains("did you mean whole?", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OpenWhole_PartialRun_SaysHowToFinishIt()
    {
        Assert.Throws<RunCancelledException>(
            () => new FitJob(_place.CancellingAt(epoch: 1)).Run(_place.Order with { Name = "broken" }));

        UsageException error = Assert.Throws<UsageException>(() => _place.Environment.Store.OpenWhole("broken"));

        Assert.Equal("run broken is not whole; 'praxis resume broken' finishes it", error.Message);
    }

    [Theory]
    [InlineData("a.partial.b")]
    [InlineData(".partial.a")]
    public void Id_SuffixAmidAName_IsKept(string id)
    {
        string path = Path.Combine(_place.Root, id + RunFolder.PartialSuffix);
        Directory.CreateDirectory(path);
        File.WriteAllText(Path.Combine(path, "run.json"), "{}");

        Assert.Equal(id, RunFolder.Open(path).Id);
    }

    [Theory]
    [InlineData("metrics.json", "null")]
    [InlineData("metrics.json", "{}")]
    [InlineData("metrics.json", "{\"metrics\":null}")]
    [InlineData("run.json", "null")]
    [InlineData("metrics.json", "{\"metrics\":{},\"tables\":[null],\"charts\":[],\"notes\":[]}")]
    [InlineData("run.json", "{\"method\":null}")]
    public void List_FileThatSaysNull_IsDamaged(string file, string text)
    {
        FinishedRun run = new FitJob(_place.Environment).Run(_place.Order with { Name = "whole" });
        File.WriteAllText(Path.Combine(run.Folder.Path, file), text);

        Assert.Equal(RunState.Damaged, Assert.Single(_place.Environment.Store.List()).State);
    }

    // A folder cannot be opened as a file, as a file of somebody else cannot.
    [Fact]
    public void List_FileThatMayNotBeRead_IsDamaged()
    {
        FinishedRun run = new FitJob(_place.Environment).Run(_place.Order with { Name = "whole" });
        File.Delete(run.Folder.ResultsPath);
        Directory.CreateDirectory(run.Folder.ResultsPath);

        Assert.Equal(RunState.Damaged, Assert.Single(_place.Environment.Store.List()).State);
    }

    [Theory]
    [InlineData("options")]
    [InlineData("inputOptions")]
    [InlineData("data")]
    public void List_ManifestWhosePartSaysNull_IsDamaged(string part)
    {
        FinishedRun run = new FitJob(_place.Environment).Run(_place.Order with { Name = "whole" });
        string path = Path.Combine(run.Folder.Path, "run.json");
        JsonObject manifest = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        manifest[part] = null;
        File.WriteAllText(path, manifest.ToJsonString());

        Assert.Equal(RunState.Damaged, Assert.Single(_place.Environment.Store.List()).State);
    }

    [Fact]
    public void Create_AfterProcessesThatWereKilled_RemovesWhatTheyLeft()
    {
        RunStore store = _place.Environment.Store;
        RunManifest manifest = new FitJob(_place.Environment).Run(_place.Order with { Name = "old" }).Manifest;
        foreach (string left in (string[])[".new-unborn", ".deleted-gone", ".kept"])
        {
            Directory.CreateDirectory(Path.Combine(store.Root, left, "model"));
        }

        File.WriteAllText(Path.Combine(store.Root, ".dead.lock"), string.Empty);
        Directory.CreateDirectory(Path.Combine(store.Root, ".new-alive"));
        using FileStream alive = RunLock.Take(store.Root, "alive");

        store.Create(manifest, "new", TimeProvider.System).Hold.Dispose();

        Assert.Equal(
            [".alive.lock", ".kept", ".new-alive", "new.partial", "old"],
            Directory.GetFileSystemEntries(store.Root).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void OpenWhole_RunThatIsBeingFitted_SaysToWait()
    {
        RunStore store = _place.Environment.Store;
        RunManifest manifest = new FitJob(_place.Environment).Run(_place.Order with { Name = "old" }).Manifest;
        using IDisposable hold = store.Create(manifest, "new", TimeProvider.System).Hold;

        Assert.Equal(
            "run new is being fitted; wait for its end",
            Assert.Throws<UsageException>(() => store.OpenWhole("new")).Message);
        Assert.StartsWith(
            "run new is being fitted by another process",
            Assert.Throws<UsageException>(() => store.Delete("new")).Message,
            StringComparison.Ordinal);
        Assert.StartsWith(
            "run new is being fitted by another process",
            Assert.Throws<UsageException>(() => store.Rename("new", "newer")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void List_RunThatIsNotBornYet_IsLeftOut()
    {
        string path = Path.Combine(_place.Environment.Store.Root, ".new-a");
        Directory.CreateDirectory(path);
        File.WriteAllText(Path.Combine(path, "run.json"), "{}");

        Assert.Empty(_place.Environment.Store.List());
    }

    [Fact]
    public void Create_NameThatIsTaken_RefusesAndLeavesNothing()
    {
        RunStore store = _place.Environment.Store;
        RunManifest manifest = new FitJob(_place.Environment).Run(_place.Order with { Name = "old" }).Manifest;

        (RunFolder first, _, IDisposable hold) = store.Create(manifest, "new", TimeProvider.System);
        UsageException error = Assert.Throws<UsageException>(() => store.Create(manifest, "new", TimeProvider.System));

        Assert.Contains("--name new: a run of that name exists", error.Message, StringComparison.Ordinal);
        Assert.Equal("new", first.ReadManifest().Id);
        Assert.Equal(RunState.Partial, store.List().Single(static run => run.Id == "new").State);
        Assert.True(RunStore.IsBeingFitted(first));
        hold.Dispose();
        Assert.False(RunStore.IsBeingFitted(first));
        Assert.Equal(
            ["new.partial", "old"],
            Directory.GetFileSystemEntries(store.Root).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Create_ManyAtOnce_GivesEachAFolderOfItsOwn()
    {
        RunManifest manifest = new FitJob(_place.Environment).Run(_place.Order).Folder.ReadManifest();
        for (int round = 0; round < 20; round++)
        {
            var store = new RunStore(Path.Combine(_place.Root, $"race-{round}"));
            Directory.CreateDirectory(store.Root);
            using var gate = new Barrier(4);
            var ids = new string[4];
            Thread[] threads = [.. Enumerable.Range(0, ids.Length).Select(index => new Thread(() =>
            {
                gate.SignalAndWait();
                ids[index] = store.Create(manifest, null, _place.Environment.Clock).Manifest.Id;
            }))];
            Array.ForEach(threads, thread => thread.Start());
            Array.ForEach(threads, thread => thread.Join());

            Assert.Equal(ids.Length, ids.Distinct().Count());
        }
    }
}
