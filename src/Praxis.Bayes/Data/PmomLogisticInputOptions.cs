namespace Praxis.Bayes;

/// <summary>How a table is read for the selection of variables by a nonlocal prior.</summary>
public sealed record PmomLogisticInputOptions : SelectionInputOptions
{
    /// <summary>Path of a file of edges between variables that tend to matter together, as genes of a pathway; empty
    /// for none.</summary>
    public string Network { get; init; } = "";
}
