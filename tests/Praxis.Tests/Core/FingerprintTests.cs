using Praxis.Core;

namespace Praxis.Tests.Core;

public sealed class FingerprintTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // By the whole path inside: "a-b.txt" comes before "a/b.txt", and "b/..." after both.
    [Fact]
    public void Of_FoldersInAFolder_HasAllFilesByRelativePath()
    {
        foreach (string name in (string[])["b/x.txt", "a/c/y.txt", "a/b.txt", "a-b.txt"])
        {
            _folder.Write(name, name);
        }

        Assert.Equal(
            [_folder["a-b.txt"], _folder["a/b.txt"], _folder["a/c/y.txt"], _folder["b/x.txt"]],
            Fingerprint.Of(_folder.Path).Select(static file => file.Path));
        Assert.Equal(
            [_folder["a-b.txt"]], Fingerprint.OfTopLevel(_folder.Path).Select(static file => file.Path));
    }

    // Of a folder that holds runs everything else is data, and so is a run.json that is no run's.
    [Fact]
    public void Of_RunsAmongTheData_LeavesThemOut()
    {
        _folder.Write("data.txt", "1");
        _folder.Write("runs/mine.partial/run.json", "{}");
        _folder.Write("runs/mine.partial/log.txt", "started");
        _folder.Write("runs/sizes/scale.json", "{}");
        _folder.Write("runs/notes.txt", "mine");
        _folder.Write("walks/run.json", "{}");

        Assert.Equal(
            [_folder["data.txt"], _folder["runs/notes.txt"], _folder["walks/run.json"]],
            Fingerprint.Of(_folder.Path).Select(static file => file.Path));
    }

    [Fact]
    public void Of_HiddenFilesAndFolders_LeavesThemOut()
    {
        _folder.Write(".git/HEAD", "main");
        _folder.Write("a/._clip.bvh", "thumbnail");
        _folder.Write("a/clip.bvh", "1");

        Assert.Equal([_folder["a/clip.bvh"]], Fingerprint.Of(_folder.Path).Select(static file => file.Path));
    }

    // A link to another folder is as good as the folder; one that leads back would never end.
    [Fact]
    public void Of_LinkedFolders_AreFollowedButNotInARound()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need rights on Windows");
        _folder.Write("elsewhere/far.txt", "1");
        _folder.Write("data/near.txt", "2");
        Directory.CreateSymbolicLink(_folder["data/linked"], _folder["elsewhere"]);
        Directory.CreateSymbolicLink(_folder["data/up"], _folder.Path);
        Directory.CreateSymbolicLink(_folder["elsewhere/back"], _folder["data"]);

        Assert.Equal(
            [_folder["data/linked/far.txt"], _folder["data/near.txt"]],
            Fingerprint.Of(_folder["data"]).Select(static file => file.Path));
    }
}
