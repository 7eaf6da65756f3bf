using DuckDB.NET.Native;
using Praxis.Core;

namespace Praxis.Data;

/// <summary>
/// The lines of a UTF-8 text file, plain or compressed as <c>.gz</c>, as bytes and without a string for each; read by
/// DuckDB as a table of one column. A byte order mark is passed over; line ends are LF or CRLF.
/// </summary>
/// <remarks>
/// Refused with file and line: bytes that are not UTF-8, NUL bytes, UTF-16, gzip that is damaged or cut off, lines
/// longer than <see cref="LongestLine"/>, and a CR without LF. No line after the fault is handed out.
/// </remarks>
public sealed class LineReader : IDisposable
{
    /// <summary>The longest line, in bytes: 16 MiB.</summary>
    public const int LongestLine = TextCheck.LongestLine;

    private readonly DuckDbSession _session = new();
    private TextSource? _source;
    private DuckDbResult? _lines;
    private DuckDBDataChunk? _chunk;
    private VectorView _cells;
    private int _size;
    private int _row;

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file; decompressed when its name ends in <c>.gz</c>.</param>
    /// <exception cref="InputException">The file is absent, empty, a folder, not readable, or not what its name
    /// says.</exception>
    public LineReader(string path)
    {
        Path = path;
        try
        {
            new TextStream(path).Dispose();
        }
        catch
        {
            _session.Dispose();
            throw;
        }
    }

    /// <summary>The file's path, as given.</summary>
    public string Path { get; }

    /// <summary>The number of the line last read, from 1; 0 before the first.</summary>
    public long LineNumber { get; private set; }

    /// <summary>The line last read, without its line end; good until the next call of <see cref="Next"/>.</summary>
    public ReadOnlySpan<byte> Line => LineNumber == 0 || _cells.IsNull(_row) ? [] : _cells.Text(_row);

    /// <summary>Path and number of the line last read, to begin an error with.</summary>
    public string Place => $"{Path}:{LineNumber}";

    /// <summary>Reads the next line.</summary>
    /// <returns>False at the end of the file.</returns>
    /// <exception cref="InputException">The line cannot be read as text; the message has file and line.</exception>
    public bool Next()
    {
        try
        {
            return TryNext();
        }
        catch (DuckDbException failure) when (!failure.IsOutOfMemory)
        {
            throw new InputException(
                $"{Path}:{LineNumber + 1}: cannot be read ({CellText.Plain(failure.Finding)}); write the file again",
                failure);
        }
        catch (DuckDbException failure)
        {
            throw new EnvironmentException(
                $"{Path}: does not fit into the {DuckDbSession.MemoryLimitMebibytes} MiB set for reading text;"
                + " split the file", failure);
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        _chunk?.Dispose();
        _lines?.Dispose();
        _session.Dispose();
    }

    private bool TryNext()
    {
        _source ??= TextSource.Open(Path, _session);
        if (LineNumber == _source.Check.LineCount)
        {
            return _source.Check.Fault is null ? false : throw _source.Check.Fault;
        }

        _lines ??= _session.Query($"SELECT * FROM {CsvScan.Lines(_source.ReadPath)}");
        _row++;
        while (_row >= _size)
        {
            _chunk?.Dispose();
            if (!_lines.TryFetch(out _chunk))
            {
                throw new DuckDbException($"it has {_source.Check.LineCount} lines and DuckDB ends here");
            }

            _cells = new VectorView(_chunk, 0);
            _size = ChunkRows.Size(_chunk);
            _row = 0;
        }

        LineNumber++;
        return true;
    }
}
