using CsCheck;
using Praxis.Core;
using Praxis.Recommend;

namespace Praxis.Tests.Recommend.Data;

public sealed class DamagedFilesTests
{
    private static readonly (string User, string Item, long Time)[] Events =
        [.. Enumerable.Range(0, 60).Select(i => ($"u{i % 7}", $"item, {i % 11}", 1_325_376_000L + i))];

    [Theory]
    [InlineData("log.csv")]
    [InlineData("log.tsv")]
    [InlineData("log.jsonl")]
    [InlineData("log.csv.gz")]
    [InlineData("log.parquet")]
    public void File_BytesOverwrittenOrCut_IsReadOrRefusedOnOneLine(string name)
    {
        using var folder = new TemporaryFolder();
        byte[] whole = Whole(folder, name);
        Gen.Select(Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte).Array[0, 4], Gen.Int[0, whole.Length]).Sample(
            (changes, cut) =>
            {
                byte[] damaged = [.. whole];
                foreach ((int place, byte value) in changes)
                {
                    damaged[place] = value;
                }

                // Half of the files are cut as well.
                string path = folder.Write(name, cut % 2 == 0 ? damaged : damaged[..cut]);
                try
                {
                    InteractionLog log = InteractionLogs.Read(path, LogFiles.Everything, _ => { });
                    Assert.InRange(log.EventCount, 1, Events.Length);
                }
                catch (InputException refused)
                {
                    Assert.DoesNotContain('\n', refused.Message);
                    Assert.StartsWith(path + ":", refused.Message, StringComparison.Ordinal);
                }
            },
            iter: 100,
            threads: 1);
    }

    private static byte[] Whole(TemporaryFolder folder, string name)
    {
        switch (Path.GetExtension(name))
        {
            case ".parquet":
                LogFiles.Parquet(folder[name], Events);
                return File.ReadAllBytes(folder[name]);
            case ".gz":
                return TemporaryFolder.Gzip(LogFiles.Delimited(Events, ','));
            case ".jsonl":
                return System.Text.Encoding.UTF8.GetBytes(LogFiles.JsonLines(Events));
            default:
                return System.Text.Encoding.UTF8.GetBytes(
                    LogFiles.Delimited(Events, name.EndsWith(".tsv", StringComparison.Ordinal) ? '\t' : ','));
        }
    }
}
