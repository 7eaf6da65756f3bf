using DuckDB.NET.Data;

namespace Praxis.Bench;

/// <summary>Writes the same made-up events in several formats; the same count gives the same events on every
/// machine.</summary>
internal static class EventFiles
{
    private const int Users = 200_000;
    private const int Items = 50_000;

    /// <summary>Writes the files that are not there yet.</summary>
    public static IReadOnlyList<string> Write(string folder, long events)
    {
        Directory.CreateDirectory(folder);
        (string Name, string Ids, string Copy)[] files =
        [
            ("text-ids.parquet", TextIds, "FORMAT parquet, COMPRESSION zstd"),
            ("text-ids.csv", TextIds, "FORMAT csv, HEADER"),
            ("text-ids.csv.gz", TextIds, "FORMAT csv, HEADER, COMPRESSION gzip"),
            ("number-ids.parquet", NumberIds, "FORMAT parquet, COMPRESSION zstd"),
            ("number-ids.csv", NumberIds, "FORMAT csv, HEADER"),
            ("text-ids.jsonl", TextIds, "FORMAT json"),
        ];
        var paths = new List<string>();
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        foreach ((string name, string ids, string copy) in files)
        {
            string path = Path.Combine(folder, $"{events}-{name}");
            paths.Add(path);
            if (!File.Exists(path))
            {
                using DuckDBCommand command = connection.CreateCommand();
                // Users by a product that mixes the bits, items crowded towards the low numbers, one event in 20 ms.
                command.CommandText = $"""
                    COPY (SELECT {ids}, 1300000000 + e // 50 AS timestamp FROM (
                        SELECT e, (e * 2654435761) % 4294967291 % {Users} AS u,
                            CAST(floor({Items} * pow((e * 40503 + 12345) % 1000003 / 1000003.0, 2)) AS BIGINT) AS i
                        FROM range({events}) AS r(e))) TO '{path}.tmp' ({copy})
                    """;
                command.ExecuteNonQuery();
                File.Move($"{path}.tmp", path);
            }
        }

        return paths;
    }

    private static string TextIds => "'user_' || lpad(CAST(u AS VARCHAR), 6, '0') AS user_id, "
        + "'item_' || lpad(CAST(i AS VARCHAR), 5, '0') AS item_id";

    private static string NumberIds => "u AS user_id, i AS item_id";
}
