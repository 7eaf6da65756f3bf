namespace Praxis.Bayes;

/// <summary>Observations of an outcome of two values with variables, covariates and groups. Immutable.</summary>
public sealed class SelectionTable
{
    internal SelectionTable(NumericTable numbers, IReadOnlyList<EncodedColumn> columns)
    {
        Numbers = numbers;
        Columns = columns;
        var kept = numbers.Names.ToHashSet();
        Names = [.. columns.Where(static column => !column.IsCovariate).SelectMany(static column => column.Names)
            .Where(kept.Contains)];
        LevelNames = columns.Where(static column => column.Levels.Count > 0)
            .SelectMany(static column => column.Names).ToHashSet();
        CovariateNames = [.. columns.Where(static column => column.IsCovariate)
            .SelectMany(static column => column.Names).Where(kept.Contains)];
    }

    /// <summary>The file's path, as given.</summary>
    public string Path => Numbers.Path;

    /// <summary>Number of rows.</summary>
    public int RowCount => Numbers.RowCount;

    /// <summary>The columns as they are encoded, of the file's names.</summary>
    public IReadOnlyList<EncodedColumn> Columns { get; }

    /// <summary>The variables' names, distinct: [variables].</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The covariates' names, distinct: [covariates].</summary>
    public IReadOnlyList<string> CovariateNames { get; }

    /// <summary>Whether each row has the positive outcome: [rows]; empty where no outcome was read.</summary>
    public ReadOnlyMemory<bool> IsPositive { get; internal init; }

    /// <summary>The outcome's two values, the positive one last.</summary>
    public IReadOnlyList<string> Levels { get; internal init; } = [];

    /// <summary>The subject of each row: [rows]; rows are their own subjects where there is no such column.</summary>
    public ReadOnlyMemory<int> SubjectOfRow { get; internal init; }

    /// <summary>The groups' names.</summary>
    public IReadOnlyList<string> GroupNames { get; internal init; } = [];

    /// <summary>The group of each variable: [variables].</summary>
    public IReadOnlyList<int> GroupOfColumn { get; internal init; } = [];

    /// <summary>What was left out and why, one sentence each.</summary>
    public IReadOnlyList<string> Notices => Numbers.Notices;

    /// <summary>Names of the columns that are levels of factors.</summary>
    internal IReadOnlySet<string> LevelNames { get; }

    /// <summary>All numbers, by name.</summary>
    internal NumericTable Numbers { get; }
}
