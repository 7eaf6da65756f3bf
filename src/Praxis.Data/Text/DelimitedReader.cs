using DuckDB.NET.Native;
using Praxis.Core;

namespace Praxis.Data;

/// <summary>Reads delimited text into column builders, through DuckDB.</summary>
/// <remarks>
/// A sound file is gone through twice: bytes are checked, then DuckDB cuts them into cells. Only when something is
/// wrong is more read, to find the place of the first fault.
/// </remarks>
internal sealed class DelimitedReader
{
    private const int ManyCells = 200;
    private readonly DuckDbSession _session;
    private readonly TextLayout _layout;
    private readonly IReadOnlyList<ColumnRequest> _requests;

    private DelimitedReader(DuckDbSession session, TextLayout layout, IReadOnlyList<ColumnRequest> requests)
    {
        _session = session;
        _layout = layout;
        _requests = requests;
    }

    public static Table Read(string path, TextLayout layout, IReadOnlyList<ColumnRequest> requests)
        => With(path, session => new DelimitedReader(session, layout, requests).Read(TextSource.Open(path, session)));

    /// <summary>The names in the file's header.</summary>
    public static IReadOnlyList<string> ColumnNames(string path, TextLayout layout) => With(path, session =>
    {
        TextSource source = TextSource.Open(path, session);
        IReadOnlyList<string> names = new HeaderReader(session, source, layout).Read();
        return TableColumns.Known($"{path}:{source.Check.TextLines[0]}", names);
    });

    /// <summary>The columns, from 1, that have no name in the file's header.</summary>
    public static IReadOnlyList<int> NamelessColumns(string path, TextLayout layout) => With(path, session =>
        new HeaderReader(session, TextSource.Open(path, session), layout).Read().Index()
            .Where(static one => one.Item.Length == 0).Select(static one => one.Index + 1).ToArray());

    private static T With<T>(string path, Func<DuckDbSession, T> read)
    {
        try
        {
            using var session = new DuckDbSession();
            return read(session);
        }
        catch (DuckDbException failure) when (failure.IsOutOfMemory)
        {
            throw new EnvironmentException(
                $"{path}: does not fit into the {DuckDbSession.MemoryLimitMebibytes} MiB set for reading text;"
                + " split the file or its longest cells", failure);
        }
        catch (DuckDbException failure)
        {
            throw new InputException(
                $"{path}: cannot be read as a table ({CellText.Plain(failure.Finding)}); write the file again",
                failure);
        }
    }

    private Table Read(TextSource source)
    {
        bool hasHeader = _layout.Columns.Count == 0;
        IReadOnlyList<string> names = hasHeader
            ? new HeaderReader(_session, source, _layout).Read()
            : _layout.Columns;
        string place = hasHeader ? $"{source.Path}:{source.Check.TextLines[0]}" : source.Path;
        int[] columns = TableColumns.Find(place, names, _requests, Hint(names));
        DelimitedRows rows;
        try
        {
            rows = ReadRows(source, names.Count, columns);
        }
        catch (DuckDbException failure) when (!failure.IsOutOfMemory)
        {
            throw FirstFault(source, names.Count, columns) ?? (Exception)failure;
        }

        if (!rows.AreAll)
        {
            throw source.Check.Fault ?? RowProblems.NeverClosed(rows.NextPlace);
        }

        return source.Check.Fault is not null ? throw source.Check.Fault : rows.Build();
    }

    private DelimitedRows ReadRows(TextSource source, int cellCount, int[] columns)
    {
        bool hasHeader = _layout.Columns.Count == 0;
        bool mayQuote = _layout.Quotes && source.Check.HasQuotes;
        var scan = new CsvScan(source.ReadPath, _layout, cellCount) { InParts = !mayQuote };
        if (cellCount >= ManyCells && !(mayQuote && (source.Check.HasQuotesBelowHeader || !hasHeader)))
        {
            var split = new DelimitedRows(
                source, _requests, hasHeader, countsLines: false, new LineSplit(cellCount, columns));
            Read(scan.SplitLines(), split);
            if (!split.IsRagged)
            {
                return split;
            }

            // Read again, to be refused in the words for all tables.
        }

        var rows = new DelimitedRows(source, _requests, hasHeader, countsLines: mayQuote);
        IEnumerable<string> cells = columns.Select(CsvScan.Column);
        if (mayQuote && source.Check.HasCarriageReturns)
        {
            cells = cells.Select(cell => $"replace({cell}, chr(13) || chr(10), chr(10))");
        }

        string lines = mayQuote ? ", " + scan.TextLines() : "";

        // A blank line of a single column comes out as NULL, an empty cell in quotation marks does not.
        string filter = cellCount == 1 ? $" WHERE {CsvScan.Column(0)} IS NOT NULL" : "";
        Read($"SELECT {string.Join(", ", cells)}{lines} FROM {scan.Rows()}{filter}", rows);
        return rows;
    }

    private void Read(string query, DelimitedRows rows)
    {
        using DuckDbResult result = _session.Query(query);
        while (!rows.IsRagged && result.TryFetch(out DuckDBDataChunk chunk))
        {
            using (chunk)
            {
                rows.Append(chunk);
            }
        }
    }

    /// <summary>The error of the row that DuckDB refused, unless a cell before it cannot be used: then of that
    /// cell.</summary>
    private InputException? FirstFault(TextSource source, int cellCount, int[] columns)
    {
        var scan = new CsvScan(source.ReadPath, _layout, cellCount);
        if (RecordFault.Find(_session, scan) is not { } fault)
        {
            return null;
        }

        long line = source.LineOf(fault.Kind == RecordFault.BadQuotes ? fault.CellPosition : fault.Position);
        if (fault.Position > 0)
        {
            ReadRows(source.Head(fault.Position), cellCount, columns);
        }

        return RowProblems.Of(fault, $"{source.Path}:{line}", _layout, cellCount);
    }

    private string Hint(IReadOnlyList<string> names)
    {
        char other = ";\t,|".FirstOrDefault(c =>
            names.Count == 1 && !_layout.Delimiter.Contains(c) && names[0].Contains(c));
        return other == default ? "" : $" (the cells seem to be separated by {TableColumns.Shown(other.ToString())},"
            + $" where {TableColumns.Shown(_layout.Delimiter)} is read)";
    }
}
