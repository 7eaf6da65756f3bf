namespace Praxis.Bayes;

/// <summary>How a table of numbers is read and prepared, whatever the method.</summary>
public abstract record TableInputOptions
{
    /// <summary>Columns that are the variables, separated by commas; empty for all columns of numbers.</summary>
    public string Columns { get; init; } = "";

    /// <summary>Columns that are left out, separated by commas.</summary>
    public string LeaveOut { get; init; } = "";

    /// <summary>What happens when cells are missing: refuse, or drop-columns, which leaves out the columns that have
    /// them.</summary>
    public MissingPolicy Missing { get; init; } = MissingPolicy.Refuse;

    /// <summary>What is done to each column: standard (centred and divided by its standard deviation), centre or
    /// none.</summary>
    public ColumnScaling Scaling { get; init; } = ColumnScaling.Standard;

    /// <summary>The variables of a fitted model whose new rows are read, in place of <see cref="Columns"/>: one row
    /// will do, and columns need not vary. Null for rows to fit.</summary>
    internal IReadOnlyList<string>? FittedNames { get; init; }

    /// <summary>Columns that are no variables.</summary>
    internal virtual IReadOnlyList<ColumnRole> Roles => [];
}

/// <summary>What happens when cells are missing.</summary>
public enum MissingPolicy
{
    /// <summary>An error names the first of them.</summary>
    Refuse,

    /// <summary>Columns with missing cells are left out, with a notice.</summary>
    DropColumns,
}

/// <summary>What is done to each column before the method sees it.</summary>
public enum ColumnScaling
{
    /// <summary>Centred and divided by the sample standard deviation.</summary>
    Standard,

    /// <summary>Centred.</summary>
    Centre,

    /// <summary>Nothing.</summary>
    None,
}
