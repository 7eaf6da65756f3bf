using System.Globalization;

namespace Praxis.Data;

/// <summary>The call of DuckDB's CSV reader for one file; nothing is left to its guesses but the line end.</summary>
/// <param name="Path">The file DuckDB reads.</param>
/// <param name="Layout">Delimiter and quotes.</param>
/// <param name="ColumnCount">How many cells each row has.</param>
internal sealed record CsvScan(string Path, TextLayout Layout, int ColumnCount)
{
    // A row with quoted line ends may be longer than a line; the buffer must hold more than one row.
    private const int BufferSize = 4 * LongestRow;
    private const int LongestRow = TextCheck.LongestLine;

    /// <summary>
    /// Whether DuckDB may scan the file in parts: only when no cell is quoted. In parts it refuses sound files whose
    /// quoted cells hold many lines.
    /// </summary>
    public bool InParts { get; init; }

    /// <summary>The name of a column; the file's own names may repeat.</summary>
    public static string Column(int index) => string.Create(CultureInfo.InvariantCulture, $"c{index}");

    /// <summary>The lines of a file as the column c0, NULL where blank.</summary>
    public static string Lines(string path)
        => Call(path, 1, "delim = '', quote = '', escape = '', strict_mode = false");

    /// <summary>The lines that are not blank, each cut at the delimiter into one list of cells: for rows without
    /// quotation marks, and so many columns that DuckDB is slow to prepare as many.</summary>
    public string SplitLines() => $"SELECT string_split({Column(0)}, {DuckDbSession.Literal(Layout.Delimiter)})"
        + $" FROM {Lines(Path)} WHERE {Column(0)} IS NOT NULL";

    /// <summary>All rows, the header's too; refused at the first fault.</summary>
    public string Rows() => Call(Path, ColumnCount, Dialect());

    /// <summary>The sound rows; the first others go to a table.</summary>
    public string SoundRows(string faultTable, string scanTable) => Call(Path, ColumnCount, Dialect()
        + $", store_rejects = true, rejects_limit = 1000, rejects_table = '{faultTable}',"
        + $" rejects_scan = '{scanTable}'");

    /// <summary>
    /// How many lines that are not blank a row takes: one, and for each cell with line ends those within and at its
    /// end.
    /// </summary>
    public string TextLines()
    {
        // One list of all cells, whatever their number: DuckDB refuses a sum of a thousand terms, and is slow to
        // prepare as many terms of any form.
        string cells = string.Join(", ", Enumerable.Range(0, ColumnCount).Select(Column));
        return $"CAST(1 + coalesce(list_sum(list_transform(list_filter([{cells}],"
            + " lambda cell: contains(cell, chr(10))), lambda cell: 1 + len(list_filter(list_slice("
            + "string_split(replace(cell, chr(13), ''), chr(10)), 2, -2), lambda line: line <> '')))), 0) AS BIGINT)";
    }

    private static string Call(string path, int columnCount, string dialect)
    {
        string columns = string.Join(", ", Enumerable.Range(0, columnCount).Select(i => $"'{Column(i)}': 'VARCHAR'"));
        string compression = TextStream.IsGzipName(path) ? "gzip" : "none";
        return string.Create(CultureInfo.InvariantCulture, $"""
            read_csv({DuckDbSession.PathLiteral(path)}, auto_detect = false, header = false,
                columns = {"{"}{columns}{"}"}, {dialect}, compression = '{compression}', allow_quoted_nulls = false,
                max_line_size = {LongestRow}, buffer_size = {BufferSize})
            """);
    }

    private string Dialect()
    {
        string quote = Layout.Quotes ? "\"" : "";
        return $"delim = {DuckDbSession.Literal(Layout.Delimiter)}, quote = '{quote}', escape = '{quote}',"
            + $" strict_mode = true, parallel = {(InParts ? "true" : "false")}";
    }
}
