namespace Praxis.Core;

/// <summary>A table of results as hosts print it and the run folder keeps it.</summary>
/// <param name="Name">A short name without blanks, as in "metrics".</param>
/// <param name="Title">One line above the table.</param>
/// <param name="Columns">The column heads.</param>
/// <param name="Rows">The cells, row by row; a cell is a string, a number, a Boolean or null.</param>
public sealed record ResultTable(
    string Name,
    string Title,
    IReadOnlyList<string> Columns,
    IReadOnlyList<IReadOnlyList<object?>> Rows);
