using Praxis.Core;

namespace Praxis.Data;

/// <summary>The one door to tables on disk: CSV, TSV, JSON lines and Parquet, the format told by the file's
/// name.</summary>
/// <remarks>
/// All go through DuckDB. Text is UTF-8, also compressed as <c>.gz</c>, and checked before, so that each fault is found
/// at its line. Rows keep the file's order in every format.
/// </remarks>
public static class TableFile
{
    /// <summary>The endings of table files, with their dots; all but Parquet also with .gz.</summary>
    public static IReadOnlyList<string> Endings { get; } = [".csv", ".tsv", ".jsonl", ".ndjson", ".parquet"];

    /// <summary>Whether the name ends like a table file: csv, tsv, jsonl or ndjson, each also with .gz, or
    /// parquet.</summary>
    /// <param name="path">A path; the file need not exist.</param>
    /// <returns>True when <see cref="Read"/> knows the ending.</returns>
    public static bool Accepts(string path) => Endings.Contains(Ending(path));

    /// <summary>The names of a file's columns; a nameless one, as programs write for row numbers, is passed
    /// over.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Distinct names in the file's order; of JSON lines the keys of the first object.</returns>
    /// <exception cref="InputException">The file or its header cannot be used; one line with place and
    /// mend.</exception>
    public static IReadOnlyList<string> ColumnNames(string path) => Ending(path) switch
    {
        _ when Directory.Exists(path) => throw InputFile.Folder(path),
        ".csv" => DelimitedReader.ColumnNames(path, new TextLayout()),
        ".tsv" => DelimitedReader.ColumnNames(path, TabLayout),
        ".jsonl" or ".ndjson" => JsonLinesReader.ColumnNames(path),
        ".parquet" => ParquetReader.ColumnNames(path),
        _ => throw UnknownEnding(path),
    };

    /// <summary>Columns that cannot be asked for, as their names in the header are empty: programs that write row
    /// numbers leave that of the first so.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Their places, from 1; only text files have such.</returns>
    /// <exception cref="InputException">The file cannot be read.</exception>
    public static IReadOnlyList<int> NamelessColumns(string path) => Ending(path) switch
    {
        ".csv" => DelimitedReader.NamelessColumns(path, new TextLayout()),
        ".tsv" => DelimitedReader.NamelessColumns(path, TabLayout),
        _ => [],
    };

    /// <summary>Reads the columns asked for.</summary>
    /// <param name="path">The file.</param>
    /// <param name="requests">The columns; other columns of the file are passed over.</param>
    /// <returns>The table, with at least one row and no empty cell but in optional columns.</returns>
    /// <exception cref="InputException">The file or a cell cannot be used; one line with file, line, column and
    /// mend.</exception>
    public static Table Read(string path, params IReadOnlyList<ColumnRequest> requests)
    {
        string ending = Directory.Exists(path) ? throw InputFile.Folder(path) : Ending(path);
        return ending switch
        {
            ".csv" => DelimitedReader.Read(path, new TextLayout(), requests),
            ".tsv" => DelimitedReader.Read(path, TabLayout, requests),
            ".jsonl" or ".ndjson" => JsonLinesReader.Read(path, requests),
            ".parquet" => ParquetReader.Read(path, requests),
            _ => throw UnknownEnding(path),
        };
    }

    /// <summary>Reads the columns asked for of a delimited text file of another layout.</summary>
    /// <param name="path">The file; decompressed when its name ends in <c>.gz</c>.</param>
    /// <param name="layout">How the file is laid out.</param>
    /// <param name="requests">The columns; other columns of the file are passed over.</param>
    /// <returns>The table, with at least one row and no empty cell but in optional columns.</returns>
    /// <exception cref="ArgumentException">The delimiter has no or more than four characters, or several where there
    /// are quotes.</exception>
    /// <exception cref="InputException">The file or a cell cannot be used; one line with file, line, column and
    /// mend.</exception>
    public static Table ReadText(string path, TextLayout layout, params IReadOnlyList<ColumnRequest> requests)
    {
        if (layout.Delimiter.Length is < 1 or > 4 || (layout.Quotes && layout.Delimiter.Length > 1))
        {
            throw new ArgumentException(
                "a delimiter must have one character, or up to four where there are no quotes", nameof(layout));
        }

        return DelimitedReader.Read(path, layout, requests);
    }

    private static TextLayout TabLayout => new() { Delimiter = "\t" };

    private static InputException UnknownEnding(string path)
        => new($"{path}: is not a table file by its name; it must end in .csv, .tsv, .jsonl"
            + " or .ndjson (each also with .gz) or .parquet");

    private static string Ending(string path)
    {
        bool isGzip = TextStream.IsGzipName(path);
        string ending = Path.GetExtension(isGzip ? path[..^3] : path).ToLowerInvariant();
        return isGzip && ending == ".parquet" ? "" : ending;
    }
}
