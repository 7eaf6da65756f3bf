using DuckDB.NET.Native;
using Praxis.Core;

namespace Praxis.Data;

/// <summary>Takes the rows of a delimited file as they come from DuckDB and keeps count of their lines.</summary>
internal sealed class DelimitedRows
{
    private readonly TextSource _source;
    private readonly CellColumn[] _columns;
    private readonly LineSplit? _split;
    private readonly bool _countsLines;
    private readonly RowLines _places;
    private bool _isHeader;
    private int _count;
    private long _textLines;

    /// <summary>Begins a table.</summary>
    /// <param name="source">The file.</param>
    /// <param name="requests">The columns, in the order in which they come.</param>
    /// <param name="hasHeader">Whether the first row is the header's and passed over.</param>
    /// <param name="countsLines">Whether one more column says how many lines each row takes; else it is one.</param>
    /// <param name="split">Where each row comes as one list of all its cells, which of them are taken.</param>
    public DelimitedRows(
        TextSource source,
        IReadOnlyList<ColumnRequest> requests,
        bool hasHeader,
        bool countsLines,
        LineSplit? split = null)
    {
        _source = source;
        _split = split;
        _columns = [.. requests.Select(request => new CellColumn(ColumnBuilder.For(request), CellForm.Text))];
        _countsLines = countsLines;
        _places = new RowLines(source.Path, source.Check.TextLines);
        _isHeader = hasHeader;
    }

    /// <summary>Whether the rows took all lines: DuckDB leaves out, without a word, a last row whose quotation mark is
    /// not closed.</summary>
    public bool AreAll => _textLines == _source.Check.TextLineCount;

    /// <summary>Whether a row had too few cells or too many; it and what follows are not taken.</summary>
    public bool IsRagged { get; private set; }

    /// <summary>The place after the rows taken.</summary>
    public string NextPlace => $"{_source.Path}:{_source.Check.TextLines[_textLines]}";

    /// <summary>Takes the rows of a chunk.</summary>
    /// <exception cref="InputException">A cell cannot be used.</exception>
    public void Append(DuckDBDataChunk chunk)
    {
        int size = ChunkRows.Size(chunk);
        int start = _isHeader && size > 0 ? 1 : 0;
        _isHeader &= size == 0;
        if (_split?.FirstRagged(chunk, start, size) is { } ragged)
        {
            IsRagged = true;
            size = ragged;
        }

        VectorView lines = _countsLines ? new VectorView(chunk, _columns.Length) : default;
        for (int row = 0; row < size; row++)
        {
            if (row >= start)
            {
                _places.Add(_count + row - start, _textLines);
            }

            _textLines += _countsLines ? lines.Int64(row) : 1;
        }

        ChunkRows.Append(
            column => _split is null
                ? new VectorView(chunk, column)
                : VectorView.OfLists(chunk, 0, _split.Columns[column]),
            _columns,
            start,
            size,
            row => _places.Place(_count + row - start));
        _count += size - start;
    }

    /// <summary>The finished table.</summary>
    /// <exception cref="InputException">There are no rows.</exception>
    public Table Build() => _count > 0
        ? TableColumns.Build(_source.Path, _count, _columns.Select(column => column.Builder), _places)
        : throw new InputException($"{_source.Path}: has no rows; add rows");
}
