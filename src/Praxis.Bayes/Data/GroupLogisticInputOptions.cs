namespace Praxis.Bayes;

/// <summary>How a table is read for the selection of groups of columns.</summary>
public sealed record GroupLogisticInputOptions : SelectionInputOptions
{
    /// <summary>Path of a file of groups: one name for each column in order, or lines of column and group; empty for
    /// --group-prefix, or each column alone.</summary>
    public string Groups { get; init; } = "";

    /// <summary>Text that ends the part of a column's name that is its group, as _ in lh_volume; empty for none. The
    /// levels of a factor are always one group.</summary>
    public string GroupPrefix { get; init; } = "";
}
