using CsCheck;
using Praxis.Recommend;

namespace Praxis.Tests.Recommend.Data;

public sealed class TableFormatsTests
{
    private static readonly Gen<string> Id = Gen.OneOf(
        Gen.Int[0, 9].Select(number => $"{number}"),
        Gen.String[Gen.Char["abc,\"\t\n ;é日'"], 1, 20]);

    private static readonly Gen<(string User, string Item, long Time)[]> Events =
        Gen.Select(Id, Id, Gen.Long[0, 99_999_999_999]).Array[1, 60];

    [Fact]
    public void Log_WrittenInAnyFormat_ReadsBackEqual()
    {
        Events.Where(events => events.DistinctBy(e => e.User).Count() > 1 && events.DistinctBy(e => e.Item).Count() > 1)
            .Sample(Check, iter: 40);

        static void Check((string User, string Item, long Time)[] events)
        {
            using var folder = new TemporaryFolder();
            string csv = LogFiles.Delimited(events, ',');
            string json = LogFiles.JsonLines(events);
            LogFiles.Parquet(folder["log.parquet"], events);
            string[] paths =
            [
                folder.Write("log.csv", csv),
                folder.Write("log.csv.gz", TemporaryFolder.Gzip(csv)),
                folder.Write("log.tsv", LogFiles.Delimited(events, '\t')),
                folder.Write("log.jsonl", json),
                folder.Write("log.ndjson.gz", TemporaryFolder.Gzip(json)),
                folder["log.parquet"],
            ];
            string[] expected = Expected(events);
            foreach (string path in paths)
            {
                Assert.Equal(expected, LogFiles.Show(InteractionLogs.Read(path, LogFiles.Everything, _ => { })));
            }
        }
    }

    /// <summary>Users by first appearance, each one's events by time, by a library sort that is stable.</summary>
    private static string[] Expected((string User, string Item, long Time)[] events)
        => [.. events.GroupBy(e => e.User).Select(own => $"{own.Key}: "
            + string.Join(' ', own.OrderBy(e => e.Time).Select(e => $"{e.Item}@{e.Time}")))];
}
