namespace Praxis.Bayes;

/// <summary>How a table of several groups is read for one directed graph a group.</summary>
public sealed record JointDagsInputOptions : GraphInputOptions
{
    /// <summary>Column that holds the group of a row.</summary>
    public string GroupColumn { get; init; } = "group";

    /// <summary>Path of a text file with the variables in order, causes first, one name a line; empty for the order of
    /// the table.</summary>
    public string Order { get; init; } = "";

    /// <inheritdoc/>
    internal override IReadOnlyList<ColumnRole> Roles => [new(GroupColumn, "the group column")];
}
