namespace Praxis.Bayes;

/// <summary>Observations of at least 2 variables in at least 3 rows, in one group or several: finite, and no variable
/// constant in a group. Immutable.</summary>
public sealed class NumericTable
{
    internal NumericTable(
        SourceColumns source, IReadOnlyList<string> names, double[] values, IReadOnlyList<string> notices)
    {
        Path = source.Path;
        Names = names;
        RowCount = source.RowCount;
        Values = values;
        GroupNames = source.GroupNames;
        GroupOfRow = source.GroupOfRow;
        Response = source.Response;
        Notices = notices;
    }

    /// <summary>The file's path, as given.</summary>
    public string Path { get; }

    /// <summary>The variables' names, distinct: [columns].</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Number of rows.</summary>
    public int RowCount { get; }

    /// <summary>The numbers as they stand in the file, row-major: [rows, columns].</summary>
    public ReadOnlyMemory<double> Values { get; }

    /// <summary>The groups' names in the order of first appearance; "all" when the rows are in no groups.</summary>
    public IReadOnlyList<string> GroupNames { get; }

    /// <summary>The index into <see cref="GroupNames"/> of each row: [rows].</summary>
    public ReadOnlyMemory<int> GroupOfRow { get; }

    /// <summary>The response: [rows]; empty when there is none.</summary>
    public ReadOnlyMemory<double> Response { get; }

    /// <summary>What was left out and why, one sentence each.</summary>
    public IReadOnlyList<string> Notices { get; }
}
