namespace Praxis.Data;

/// <summary>One column that a caller wants from a table file.</summary>
/// <param name="Name">The column's name in the file; the table knows the column by it.</param>
/// <param name="Kind">What its cells are read as.</param>
public sealed record ColumnRequest(string Name, ColumnKind Kind)
{
    /// <summary>Names taken instead when the file has no column <see cref="Name"/>, the first that is there.</summary>
    /// <value>None.</value>
    public IReadOnlyList<string> OtherNames { get; init; } = [];

    /// <summary>The flag by which a user names this column, for the mend in an error, as in "--user-column".</summary>
    /// <value>Empty: the error says to add or rename the column.</value>
    public string NameFlag { get; init; } = "";

    /// <summary>Whether the cells are the ids of users or items; of use for <see cref="ColumnKind.Category"/>
    /// only.</summary>
    /// <value>False. With true a cell that its file types as a truth value is refused.</value>
    public bool IsIdentity { get; init; }

    /// <summary>Whether a column with a cell that is no number at all is set aside, not refused; of use for
    /// <see cref="ColumnKind.OptionalNumber"/> only.</summary>
    /// <value>False. With true ask <see cref="Table.SetAside"/> before the numbers.</value>
    public bool MayBeText { get; init; }

    /// <summary>How a time is written; of use for <see cref="ColumnKind.Time"/> only.</summary>
    /// <value>Unix seconds, the commonest in event logs.</value>
    public TimeEncoding Time { get; init; } = TimeEncoding.Seconds;

    /// <summary>The flag by which a user says how a time is written, for the mend in an error.</summary>
    /// <value>"--time-unit".</value>
    public string TimeFlag { get; init; } = "--time-unit";
}
