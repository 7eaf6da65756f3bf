using System.Formats.Tar;
using System.IO.Compression;
using Praxis.Motion;
using Praxis.Tests;

namespace Praxis.Exactness.Tests.Motion;

/// <summary>The CMU benchmark text, unpacked for one test class.</summary>
public sealed class CmuBenchmark : IDisposable
{
    private DirectoryInfo? _folder;

    /// <summary>The folder with train and test; skips the test where the archive is absent.</summary>
    public string Folder => (_folder ??= Unpack()).FullName;

    /// <summary>The one test file of an action, every second row.</summary>
    public PoseMatrix TestRows(string action) =>
        BenchmarkTextReader.ReadRows(Path.Combine(Folder, "test", action, $"{action}_1.txt")).EveryNth(2);

    public void Dispose() => _folder?.Delete(recursive: true);

    private static DirectoryInfo Unpack()
    {
        string archive = SharedData.PathOf("motion/cmu_expmap.tar.gz");
        DirectoryInfo folder = Directory.CreateTempSubdirectory("praxis-test-");
        using var gzip = new GZipStream(File.OpenRead(archive), CompressionMode.Decompress);
        TarFile.ExtractToDirectory(gzip, folder.FullName, overwriteFiles: false);
        return folder;
    }
}
