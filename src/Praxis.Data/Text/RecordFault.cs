using System.Globalization;
using System.Text;
using DuckDB.NET.Native;

namespace Praxis.Data;

/// <summary>The first row of a file that DuckDB cannot cut into cells.</summary>
/// <param name="Kind">DuckDB's name of the fault.</param>
/// <param name="Position">The byte at which the row begins, from 0; blank lines may stand between.</param>
/// <param name="CellPosition">The byte at which the cell begins, or near it.</param>
/// <param name="Found">How many cells were found, when that is the fault.</param>
internal sealed record RecordFault(string Kind, long Position, long CellPosition, int Found)
{
    public const string TooFewCells = "MISSING COLUMNS";
    public const string TooManyCells = "TOO MANY COLUMNS";
    public const string BadQuotes = "UNQUOTED VALUE";
    public const string TooLong = "LINE SIZE OVER MAXIMUM";

    /// <summary>Reads a file once more, with its faults kept by DuckDB; null when there is none.</summary>
    /// <exception cref="DuckDbException">DuckDB stops with a fault it does not keep.</exception>
    public static RecordFault? Find(DuckDbSession session, CsvScan scan)
    {
        string faults = session.NewName();

        // All columns: of rows that are only counted, DuckDB does not keep every fault.
        session.Run($"SELECT * FROM {scan.SoundRows(faults, session.NewName())}");

        // One row with too many cells is told once for each; the last has the whole count. With too few, the first.
        using DuckDbResult result = session.Query($"""
            SELECT CAST(error_type AS VARCHAR), line_byte_position, byte_position, error_message FROM {faults}
            WHERE line_byte_position = (SELECT min(line_byte_position) FROM {faults})
            ORDER BY error_type <> '{BadQuotes}',
                CASE WHEN error_type = '{TooManyCells}' THEN -column_idx ELSE column_idx END LIMIT 1
            """);
        if (!result.TryFetch(out DuckDBDataChunk chunk))
        {
            return null;
        }

        using (chunk)
        {
            string message = Encoding.UTF8.GetString(new VectorView(chunk, 3).Text(0));
            return ChunkRows.Size(chunk) == 0 ? null : new RecordFault(
                Encoding.UTF8.GetString(new VectorView(chunk, 0).Text(0)),
                new VectorView(chunk, 1).Int64(0) - 1,
                new VectorView(chunk, 2).Int64(0) - 1,
                CountIn(message));
        }
    }

    private static int CountIn(string message)
    {
        const string mark = "Found: ";
        int start = message.IndexOf(mark, StringComparison.Ordinal);
        return start >= 0 && int.TryParse(
            message.AsSpan(start + mark.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            ? count
            : 0;
    }
}
