using Praxis.Core;

namespace Praxis.Tests.Core;

public sealed class CheckpointStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Save_SameNumberTwice_HasTheSecondAlone()
    {
        Save(5, "one");
        Save(5, "two");

        Assert.Equal("two", Latest());
        Assert.Equal(["checkpoint-000000000005"], Names);
    }

    // A kill between the two renames leaves the replaced one aside; one after them leaves both.
    [Fact]
    public void Latest_KilledWhileReplacing_IsAWholeOne()
    {
        Save(4, "four");
        _folder.Write("fit/checkpoint-000000000005.old/state.txt", "old");
        _folder.Write("fit/checkpoint-000000000005.tmp/state.txt", "half");

        Assert.False(Store.IsEmpty);
        Assert.Equal("old", Latest());

        _folder.Write("fit/checkpoint-000000000005/state.txt", "new");
        Assert.Equal("new", Latest());

        Save(5, "again");
        Assert.Equal("again", Latest());
        Assert.Equal(["checkpoint-000000000005"], Names);
    }

    [Fact]
    public void Save_Failure_LeavesTheOneBeforeAndNoTemporary()
    {
        Save(4, "four");
        _folder.Write("fit/checkpoint-000000000003.tmp/state.txt", "half");

        Assert.Throws<StorageException>(
            () => Store.Save("fit", 5, static _ => throw new IOException("No space left on device")));
        Assert.Throws<OperationCanceledException>(
            () => Store.Save("fit", 4, static _ => throw new OperationCanceledException()));

        Assert.Equal("four", Latest());
        Assert.Equal(["checkpoint-000000000004"], Names);
    }

    private CheckpointStore Store => new(_folder.Path);

    private IEnumerable<string?> Names =>
        Directory.GetDirectories(_folder["fit"]).Select(static path => Path.GetFileName(path));

    private void Save(long number, string text) => Store.Save(
        "fit", number, folder => File.WriteAllText(Path.Combine(folder, "state.txt"), text));

    private string Latest() => File.ReadAllText(Path.Combine(Store.Latest("fit")!, "state.txt"));
}
