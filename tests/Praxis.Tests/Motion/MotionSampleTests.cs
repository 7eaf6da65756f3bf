using System.Formats.Tar;
using System.IO.Compression;
using Praxis.Motion;

namespace Praxis.Tests.Motion;

public sealed class MotionSampleTests
{
    [Fact]
    public void Folder_OfTheSample_HasActionsAndSplits()
    {
        MotionSet set = MotionFolder.Read(MotionSample.Folder);

        Assert.Equal(10, set.Of(MotionSplit.Train).Count);
        Assert.Equal(3, set.Of(MotionSplit.Test).Count);
        Assert.Equal(
            ["basketball", "jumping", "running", "soccer", "walking"],
            set.Of(MotionSplit.Train).Select(entry => entry.Action).Distinct().Order(StringComparer.Ordinal));
        long bytes = Directory.GetFiles(MotionSample.Folder, "*", SearchOption.AllDirectories)
            .Sum(file => new FileInfo(file).Length);
        Assert.InRange(bytes, 1, 4_000_000);
    }

    // Five decimals of the original's nine: a hundredth of a millimetre at the end of a limb.
    [Fact]
    public void Texts_OfTheSample_AreTheOriginalsRounded()
    {
        string archive = SharedData.PathOf("motion/cmu_expmap.tar.gz");
        using var folder = new TemporaryFolder();
        using (var stream = new GZipStream(File.OpenRead(archive), CompressionMode.Decompress))
        {
            TarFile.ExtractToDirectory(stream, folder.Path, overwriteFiles: false);
        }

        foreach (string file in Directory.GetFiles(MotionSample.Folder, "*.txt", SearchOption.AllDirectories))
        {
            PoseMatrix rounded = BenchmarkTextReader.ReadRows(file);
            PoseMatrix original = BenchmarkTextReader.ReadRows(
                folder[Path.GetRelativePath(MotionSample.Folder, file)]);
            Assert.Equal(original.FrameCount, rounded.FrameCount);
            for (int i = 0; i < original.Values.Length; i++)
            {
                Assert.InRange(rounded.Values[i] - original.Values[i], -5.0001e-6, 5.0001e-6);
            }
        }
    }

    [Fact]
    public void Texts_WrittenAgain_AreTheSameBytes()
    {
        using var folder = new TemporaryFolder();
        foreach (string file in Directory.GetFiles(MotionSample.Folder, "*.txt", SearchOption.AllDirectories))
        {
            BenchmarkTextWriter.Write(folder["a.txt"], BenchmarkTextReader.ReadRows(file));
            Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(folder["a.txt"]));
        }
    }
}
