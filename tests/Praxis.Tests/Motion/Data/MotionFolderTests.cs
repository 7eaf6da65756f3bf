using Praxis.Motion;

namespace Praxis.Tests.Motion.Data;

public sealed class MotionFolderTests : IDisposable
{
    private static readonly string Row = string.Join(',', Enumerable.Repeat("0", 117)) + "\n";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_BenchmarkTree_HasSplitsActionsAndFilesAsSubjects()
    {
        _folder.Write("train/walking/walking_1.txt", Row);
        _folder.Write("train/running/running_2.txt", Row);
        _folder.Write("test/walking/walking_1.txt", Row);
        _folder.Write("train/walking/notes.txt", "About these files\n");

        MotionSet set = MotionFolder.Read(_folder.Path);

        Assert.Equal(["running", "walking"], set.Actions);
        Assert.Equal(["running", "walking"], set.Of(MotionSplit.Train).Select(entry => entry.Action));
        Assert.Equal("test/walking/walking_1", Assert.Single(set.Of(MotionSplit.Test)).Subject);
        Assert.EndsWith("notes.txt", Assert.Single(set.PassedOver), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_Human36MTree_HasActorsAsSubjects()
    {
        string row = string.Join(',', Enumerable.Repeat("0", 99)) + "\n";
        _folder.Write("S5/walking_1.txt", row);
        _folder.Write("S11/walking_1.txt", row);
        _folder.Write("S1/walkingdog_2.txt", row);

        MotionSet set = MotionFolder.Read(_folder.Path);

        Assert.Equal(
            [
                ("walkingdog", "S1", MotionSplit.Train),
                ("walking", "S11", MotionSplit.Validation),
                ("walking", "S5", MotionSplit.Test),
            ],
            set.Entries.Select(entry => (entry.Action, entry.Subject, entry.Split)));
    }

    [Fact]
    public void Read_OtherTree_TakesFolderAndPrefix()
    {
        _folder.Write("dance/131_02.bvh", BvhText.Good);
        _folder.Write("131_01.bvh", BvhText.Good);
        _folder.Write("jump_3.bvh", BvhText.Good);

        MotionSet set = MotionFolder.Read(_folder.Path);

        Assert.Equal(
            [("all", "131"), ("dance", "131"), ("jump", "jump_3")],
            set.Entries.Select(entry => (entry.Action, entry.Subject)));
        Assert.All(set.Entries, entry => Assert.Equal(MotionSplit.None, entry.Split));
    }

    [Fact]
    public void Read_NoMotion_SaysWhatIsRead()
    {
        _folder.Write("a.md", "x");

        Assert.StartsWith(
            ".: holds 1 files and no motion;",
            _folder.Error(() => MotionFolder.Read(_folder.Path)),
            StringComparison.Ordinal);
    }
}
