using Praxis.Data;

namespace Praxis.Tests.Data;

/// <summary>The columns that the table tests ask for, and the short way to ask.</summary>
internal static class TableRequests
{
    public static readonly ColumnRequest Name = new("name", ColumnKind.Category) { NameFlag = "--name-column" };

    public static readonly ColumnRequest When = new("when", ColumnKind.Time) { NameFlag = "--when-column" };

    public static readonly ColumnRequest Size = new("size", ColumnKind.Number);

    public static readonly ColumnRequest Count = new("count", ColumnKind.WholeNumber);

    public static readonly ColumnRequest Note = new("note", ColumnKind.Text);

    /// <summary>Rows as "name|second" texts, in order.</summary>
    public static string[] Rows(Table table)
    {
        CategoryColumn names = table.Category("name");
        ReadOnlyMemory<long> times = table.Times("when");
        return [.. Enumerable.Range(0, table.RowCount)
            .Select(row => $"{names.Levels[names.Codes.Span[row]]}|{times.Span[row]}")];
    }
}
