using System.Text;
using DuckDB.NET.Native;
using Praxis.Core;

namespace Praxis.Data;

/// <summary>Finds the names in the first row of a file, and with them how many cells each row must have.</summary>
/// <remarks>DuckDB has to be told the number of columns. At first it is told the most that the header's line can hold,
/// and then says itself how many there are.</remarks>
internal sealed class HeaderReader(DuckDbSession session, TextSource source, TextLayout layout)
{
    // A quoted name may hold line ends; a mark that is open for so many lines was not meant to be one.
    private const int MostLines = 64;

    /// <summary>Reads the names.</summary>
    /// <exception cref="InputException">The file has no header, or its quotation marks are wrong.</exception>
    public IReadOnlyList<string> Read()
    {
        if (source.Check.TextLineCount == 0)
        {
            throw source.Check.Fault ?? new InputException($"{source.Path}: the file is empty; write it again");
        }

        long most = Math.Min(MostLines, source.Check.TextLineCount);
        for (int lines = 1; lines <= most; lines++)
        {
            if (TryRead(source.FirstTextLines(lines)) is { } names)
            {
                return names;
            }
        }

        throw source.Check.TextLineCount < MostLines && source.Check.Fault is not null
            ? source.Check.Fault
            : RowProblems.NeverClosed(Place);
    }

    private string Place => $"{source.Path}:{source.Check.TextLines[0]}";

    private List<string>? TryRead(string header)
    {
        if (Plain(header) is { } plain)
        {
            return plain;
        }

        string file = session.NewFile();
        File.WriteAllText(file, header);
        var scan = new CsvScan(file, layout, header.AsSpan().Count(layout.Delimiter) + 1);
        RecordFault? fault = RecordFault.Find(session, scan);
        if (fault is { Kind: RecordFault.TooFewCells })
        {
            scan = scan with { ColumnCount = fault.Found };
            fault = RecordFault.Find(session, scan);
        }

        return fault is null ? FirstRow(scan) : throw RowProblems.Of(fault, Place, layout, scan.ColumnCount);
    }

    // Of one line whose cells are wholly in quotation marks or have none, as most are: DuckDB is slow to prepare
    // thousands of columns. Null for any other.
    private List<string>? Plain(string header)
    {
        string[] cells = header.Split(layout.Delimiter);
        for (int i = 0; i < cells.Length && layout.Quotes; i++)
        {
            string cell = cells[i];
            bool isQuoted = cell.Length > 1 && cell[0] == '"' && cell[^1] == '"';
            cells[i] = isQuoted ? cell[1..^1] : cell;
            if (cells[i].Contains('"'))
            {
                return null;
            }
        }

        return header.Contains('\n') ? null : [.. cells.Select(NameOf)];
    }

    private List<string>? FirstRow(CsvScan scan)
    {
        using DuckDbResult result = session.Query($"SELECT * FROM {scan.Rows()}");
        if (!result.TryFetch(out DuckDBDataChunk chunk))
        {
            return null;
        }

        using (chunk)
        {
            if (ChunkRows.Size(chunk) == 0)
            {
                return null;
            }

            var names = new List<string>();
            for (int column = 0; column < scan.ColumnCount; column++)
            {
                var cells = new VectorView(chunk, column);
                names.Add(cells.IsNull(0) ? "" : NameOf(Encoding.UTF8.GetString(cells.Text(0))));
            }

            return names;
        }
    }

    private string NameOf(string cell)
    {
        string name = cell.Trim();
        int type = layout.TypedHeader ? name.IndexOf(':') : -1;
        return type < 0 ? name : name[..type];
    }
}
