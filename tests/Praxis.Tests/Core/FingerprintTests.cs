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

    [Fact]
    public void Of_RunsBesideTheData_LeavesThemOut()
    {
        _folder.Write("data.txt", "1");
        _folder.Write("runs/mine.partial/run.json", "{}");
        _folder.Write("runs/notes.txt", "mine");
        _folder.Write("copied/run.json", "{}");

        Assert.Equal([_folder["data.txt"]], Fingerprint.Of(_folder.Path).Select(static file => file.Path));
    }
}
