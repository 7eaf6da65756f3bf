using Praxis.Core;

namespace Praxis.Data;

/// <summary>Makes a table of text cells, for readers of formats that are not plain tables.</summary>
/// <remarks>For each row call <see cref="AddRow"/>, then <see cref="Append"/> once for every column.</remarks>
public sealed class TableBuilder
{
    private readonly string _path;
    private readonly ColumnBuilder[] _builders;
    private readonly RowLines _places;

    /// <summary>Begins a table.</summary>
    /// <param name="path">The file's path, which begins the place of each row.</param>
    /// <param name="requests">The columns.</param>
    public TableBuilder(string path, IReadOnlyList<ColumnRequest> requests)
    {
        _path = path;
        _places = new RowLines(path);
        _builders = [.. requests.Select(ColumnBuilder.For)];
    }

    /// <summary>Number of rows begun.</summary>
    public int RowCount { get; private set; }

    /// <summary>Begins a row.</summary>
    /// <param name="line">The line on which it begins, from 1.</param>
    public void AddRow(long line) => _places.Add(RowCount++, line);

    /// <summary>Takes one cell of the row.</summary>
    /// <param name="column">Index of the column among those asked for.</param>
    /// <param name="cell">The cell, UTF-8; not kept.</param>
    /// <param name="path">The file the cell was found in, for the error.</param>
    /// <param name="line">The line it was found on, for the error.</param>
    /// <exception cref="InputException">The cell is empty where it may not be, or not of the column's kind.</exception>
    public void Append(int column, ReadOnlySpan<byte> cell, string path, long line)
    {
        ColumnBuilder builder = _builders[column];
        if (!(cell.IsEmpty ? builder.TryAppendEmpty() : builder.TryAppend(cell)))
        {
            string place = $"{path}:{line}";
            throw cell.IsEmpty ? builder.EmptyCell(place) : builder.Error(place, builder.Problem(cell));
        }
    }

    /// <summary>Ends the table.</summary>
    /// <returns>The table.</returns>
    /// <exception cref="InputException">No row was added.</exception>
    public Table Build() => RowCount > 0
        ? TableColumns.Build(_path, RowCount, _builders, _places)
        : throw new InputException($"{_path}: has no rows; add rows");
}
