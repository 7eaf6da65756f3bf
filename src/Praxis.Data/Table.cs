namespace Praxis.Data;

/// <summary>The columns that were asked for of a table file, each of one kind, in the file's row order.
/// Immutable.</summary>
public sealed class Table
{
    private readonly Dictionary<string, object> _columns;
    private readonly RowPlaces _places;

    internal Table(string path, int rowCount, Dictionary<string, object> columns, RowPlaces places)
    {
        Path = path;
        RowCount = rowCount;
        _columns = columns;
        _places = places;
    }

    /// <summary>The file's path, as given.</summary>
    public string Path { get; }

    /// <summary>Number of rows, at least 1.</summary>
    public int RowCount { get; }

    /// <summary>A category column.</summary>
    /// <param name="name">The name asked for.</param>
    /// <returns>Levels and codes.</returns>
    /// <exception cref="ArgumentException">The column was not asked for as a category.</exception>
    public CategoryColumn Category(string name) => Column<CategoryColumn>(name);

    /// <summary>A column of whole numbers: [rows].</summary>
    /// <param name="name">The name asked for.</param>
    /// <returns>A view, not a copy.</returns>
    /// <exception cref="ArgumentException">The column was not asked for as whole numbers.</exception>
    public ReadOnlyMemory<long> Integers(string name) => Column<NumberColumn<long>>(name).Values;

    /// <summary>A column of Unix seconds, each at least 0: [rows].</summary>
    /// <param name="name">The name asked for.</param>
    /// <returns>A view, not a copy.</returns>
    /// <exception cref="ArgumentException">The column was not asked for as times.</exception>
    public ReadOnlyMemory<long> Times(string name) => Column<TimeColumn>(name).Values;

    /// <summary>A column of finite numbers, of optional ones with NaN in the gaps: [rows].</summary>
    /// <param name="name">The name asked for.</param>
    /// <returns>A view, not a copy.</returns>
    /// <exception cref="ArgumentException">The column was not asked for as numbers.</exception>
    public ReadOnlyMemory<double> Numbers(string name) => Column<NumberColumn<double>>(name).Values;

    /// <summary>Why a column that <see cref="ColumnRequest.MayBeText"/> has no numbers.</summary>
    /// <param name="name">The name asked for.</param>
    /// <returns>The first cell that is no number and its place, as in "\"abc\" at t.csv:7"; null when all are
    /// numbers.</returns>
    public string? SetAside(string name)
        => _columns.TryGetValue(name, out object? column) && column is TextInsteadColumn text
            ? $"{text.Cell} at {Place(text.Row)}"
            : null;

    /// <summary>A column of text: [rows].</summary>
    /// <param name="name">The name asked for.</param>
    /// <returns>A view, not a copy.</returns>
    /// <exception cref="ArgumentException">The column was not asked for as text.</exception>
    public IReadOnlyList<string> Texts(string name) => Column<TextColumn>(name).Values;

    /// <summary>Number columns side by side, row-major: [rows, names].</summary>
    /// <param name="names">Columns asked for as numbers, in the order wanted.</param>
    /// <returns>A new array.</returns>
    /// <exception cref="ArgumentException">A column was not asked for as numbers.</exception>
    public double[] Matrix(IReadOnlyList<string> names)
    {
        var matrix = new double[(long)RowCount * names.Count];
        for (int column = 0; column < names.Count; column++)
        {
            ReadOnlySpan<double> values = Numbers(names[column]).Span;
            for (int row = 0; row < values.Length; row++)
            {
                matrix[((long)row * names.Count) + column] = values[row];
            }
        }

        return matrix;
    }

    /// <summary>Where a row stands in the file, to begin an error with: "events.csv:1042" or "events.parquet: row
    /// 12".</summary>
    /// <param name="row">Row index, from 0.</param>
    /// <returns>Path and line of text formats, path and row number from 1 of others.</returns>
    public string Place(int row) => _places.Place(row);

    private T Column<T>(string name)
        where T : class
        => _columns.TryGetValue(name, out object? column) && column is T typed
            ? typed
            : throw new ArgumentException($"column '{name}' was not asked for as a {typeof(T).Name}", nameof(name));
}
