namespace Praxis.Bayes;

/// <summary>The columns chosen of a file, as read: gaps are NaN.</summary>
/// <param name="Path">The file's path, as given.</param>
/// <param name="Names">The variables' names.</param>
/// <param name="Columns">The numbers of each variable, as long as the names: [rows] each.</param>
/// <param name="Place">Where a row stands in the file, to begin an error with.</param>
internal sealed record SourceColumns(
    string Path, IReadOnlyList<string> Names, IReadOnlyList<ReadOnlyMemory<double>> Columns, Func<int, string> Place)
{
    /// <summary>Number of rows.</summary>
    public required int RowCount { get; init; }

    /// <summary>The groups' names.</summary>
    public IReadOnlyList<string> GroupNames { get; init; } = ["all"];

    /// <summary>The group of each row.</summary>
    public required ReadOnlyMemory<int> GroupOfRow { get; init; }

    /// <summary>The response's name; empty when there is none.</summary>
    public string ResponseName { get; init; } = "";

    /// <summary>The response; empty when there is none.</summary>
    public ReadOnlyMemory<double> Response { get; init; }

    /// <summary>What was left out of the file and why.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];
}
