using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Praxis.App;
using Praxis.Core;
using Praxis.Web;

namespace Praxis.Tests.Web;

public sealed class DataPlacesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ServerFolder _server;
    private readonly UploadStore _uploads;
    private readonly DataPlaces _places;
    private readonly ShownPaths _paths;

    public DataPlacesTests()
    {
        _folder.Write("allowed/inner/data.csv", "x\n1\n");
        _folder.Write("allowed-too/data.csv", "x\n1\n");
        _folder.Write("secret.csv", "x\n1\n");
        File.CreateSymbolicLink(_folder["allowed/out.csv"], _folder["secret.csv"]);
        File.CreateSymbolicLink(_folder["allowed/in.csv"], "inner/data.csv");
        Directory.CreateSymbolicLink(_folder["allowed/up"], "..");
        File.CreateSymbolicLink(_folder["allowed/loop"], "loop");
        var options = new ServeOptions { DataFolders = [_folder["allowed"]], UploadLimit = 100 };
        var environment = new JobEnvironment
        {
            Store = new RunStore(_folder["runs"]),
            SampleRoot = _folder["samples"],
        };
        _server = new ServerFolder(environment.Store);
        _paths = new ShownPaths(environment, _server);
        _uploads = new UploadStore(environment, options, _server);
        _folder.Write("samples/motion/test/clip.bvh", "HIERARCHY");
        _folder.Write("samples/motion/train/learnt.bvh", "HIERARCHY");
        _folder.Write("samples/motion/table.csv", "x");
        _places = new DataPlaces(options, _uploads, _folder["samples"]);
    }

    public void Dispose()
    {
        _server.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("inner/data.csv")]
    [InlineData("in.csv")]
    [InlineData("inner/../inner/data.csv")]
    public void Resolve_OfAPathBelow_IsTheRealPath(string place) =>
        Assert.EndsWith("allowed/inner/data.csv", _places.Resolve(place), StringComparison.Ordinal);

    [Theory]
    [InlineData("../secret.csv")]
    [InlineData("inner/../../secret.csv")]
    [InlineData("out.csv")]
    [InlineData("up/secret.csv")]
    [InlineData("up/allowed-too/data.csv")]
    [InlineData("loop")]
    [InlineData("/etc/passwd")]
    [InlineData("../allowed-too/data.csv")]
    [InlineData("not-there.csv")]
    [InlineData("")]
    [InlineData("nul\0byte")]
    [InlineData("upload:../../secret.csv")]
    [InlineData("upload:0123456789abcdef0123456789abcdef.csv")]
    public void Resolve_OfAnyOtherPath_IsRefused(string place) =>
        Assert.ThrowsAny<PraxisException>(() => _places.Resolve(place));

    [Fact]
    public void Bundled_OfAFamily_AreFilesToTryARunOn()
    {
        Assert.Equal(["motion/test/clip.bvh"], _places.Bundled("motion"));
        Assert.Empty(_places.Bundled("pose"));
        Assert.Equal(_folder["samples/motion/test/clip.bvh"], _places.Resolve("sample:motion/test/clip.bvh"));
    }

    [Theory]
    [InlineData("sample:motion/train/learnt.bvh")]
    [InlineData("sample:../secret.csv")]
    [InlineData("sample:motion/../../secret.csv")]
    [InlineData("sample:/etc/passwd")]
    [InlineData("sample:")]
    public void Resolve_OfWhatIsNotBundled_IsRefused(string place) =>
        Assert.ThrowsAny<PraxisException>(() => _places.Resolve(place));

    [Fact]
    public void Resolve_OfAForbiddenPath_DoesNotTellWhetherItIsThere()
    {
        string there = Assert.Throws<InputException>(() => _places.Resolve(_folder["secret.csv"])).Message;
        string gone = Assert.Throws<InputException>(() => _places.Resolve(_folder["gonest.csv"])).Message;

        Assert.Equal(there.Replace("secret", "gonest", StringComparison.Ordinal), gone);
    }

    [Fact]
    public async Task Save_OfAFile_IsFoundByItsIdentityOnly()
    {
        Upload upload = await Save("../../evil <b>.csv", "x\n1\n");

        Assert.Equal("evil <b>.csv", upload.Name);
        Assert.Matches("^[0-9a-f]{32}[.]csv$", upload.Id);
        Assert.Equal("x\n1\n", File.ReadAllText(_places.Resolve("upload:" + upload.Id)));
        Assert.Equal(upload, Assert.Single(_uploads.List()));
        Assert.True(_uploads.Delete(upload.Id));
        Assert.Throws<RefusalException>(() => _uploads.PathOf(upload.Id));
        Assert.Empty(_uploads.List());
    }

    [Theory]
    [InlineData("bomb.zip", 415)]
    [InlineData("run.sh", 415)]
    [InlineData("none", 415)]
    [InlineData("large.csv", 413)]
    public async Task Save_OfWhatIsNotTaken_IsRefusedAndLeavesNothing(string name, int status)
    {
        RefusalException refusal = await Assert.ThrowsAsync<RefusalException>(() => Save(name, new string('x', 101)));

        Assert.Equal(status, refusal.Status);
        Assert.Empty(Directory.GetFiles(Path.Combine(_server.Root, "uploads")));
    }

    [Fact]
    public async Task Save_OfAnArchiveThatUnpacksToMuch_IsRefused()
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            using Stream entry = archive.CreateEntry("a.npy", CompressionLevel.SmallestSize).Open();
            entry.Write(new byte[5_000_000]);
        }

        Assert.InRange(bytes.Length, 1, 100_000);
        var options = new ServeOptions { UploadLimit = 100_000 };
        var uploads = new UploadStore(new JobEnvironment(), options, _server);
        bytes.Position = 0;
        RefusalException refusal = await Assert.ThrowsAsync<RefusalException>(
            () => uploads.Save("bomb.npz", bytes, CancellationToken.None));

        Assert.Equal(413, refusal.Status);
        Assert.Empty(uploads.List());
        await Assert.ThrowsAsync<InputException>(() => Save("half.npz", "PK"));
    }

    [Fact]
    public async Task Save_OfAPackedTable_KeepsItsWholeEnding()
    {
        Upload upload = await _uploads.Save("My log.CSV.gz", Packed("x\n1\n"u8), CancellationToken.None);

        Assert.Matches("^[0-9a-f]{32}[.]csv[.]gz$", upload.Id);
        Assert.EndsWith("/My log.csv.gz", _places.Resolve("upload:" + upload.Id), StringComparison.Ordinal);
        Assert.Equal(upload, _uploads.At(_uploads.PathOf(upload.Id)));
        Assert.True(_uploads.Owns(_uploads.PathOf(upload.Id)));
        RefusalException large = await Assert.ThrowsAsync<RefusalException>(
            () => _uploads.Save("bomb.csv.gz", Packed(new byte[5000]), CancellationToken.None));
        Assert.Equal(413, large.Status);
        await Assert.ThrowsAsync<InputException>(() => Save("half.tsv.gz", "no gzip"));
        await Assert.ThrowsAsync<RefusalException>(() => Save("other.tar.gz", "x"));
        Assert.Single(_uploads.List());
    }

    [Fact]
    public async Task Paths_OfTheServer_AreShownAsUsersKnowThem()
    {
        Upload upload = await Save("my.csv", "x");
        string path = _uploads.PathOf(upload.Id);
        var manifest = new RunManifest
        {
            Id = "run",
            Method = "mean",
            DataPath = path,
            InputOptions = JsonSerializer.SerializeToElement(new { notes = path, rate = 2, none = (string?)null }),
            Options = JsonSerializer.SerializeToElement(new { }),
            Data = [new Fingerprint(path, 1, "00")],
            ContinuedFrom = _folder["runs/earlier"],
            Version = "",
            Runtime = "",
            Machine = "",
        };

        RunManifest shown = _paths.Of(manifest);

        Assert.Equal(("my.csv", "my.csv", "earlier"), (shown.DataPath, shown.Data[0].Path, shown.ContinuedFrom));
        Assert.Equal("{\"notes\":\"my.csv\",\"rate\":2,\"none\":null}", shown.InputOptions.GetRawText());
        Assert.Equal("run: my.csv:2", _paths.Of($"run: {path}:2"));
        Assert.Equal("samples/motion/table.csv: x", _paths.Of(_folder["samples/motion/table.csv"] + ": x"));
        Assert.Equal("exists in runs", _paths.Of($"exists in {_folder["runs"]}"));
        Assert.Equal("/srv/data/own.csv", _paths.Of("/srv/data/own.csv"));
        Assert.Equal(
            new NoticeEvent("reading my.csv", IsWarning: false),
            _paths.Of(new NoticeEvent($"reading {path}", IsWarning: false)));
    }

    private static MemoryStream Packed(ReadOnlySpan<byte> content)
    {
        var bytes = new MemoryStream();
        using (var packer = new GZipStream(bytes, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            packer.Write(content);
        }

        bytes.Position = 0;
        return bytes;
    }

    private Task<Upload> Save(string name, string text) =>
        _uploads.Save(name, new MemoryStream(Encoding.UTF8.GetBytes(text)), CancellationToken.None);
}
