namespace Praxis.Bayes;

/// <summary>How a table is read for a directed graph of the predictors and a regression on them.</summary>
public sealed record DagRegressionInputOptions : GraphInputOptions
{
    /// <summary>Column that holds the response.</summary>
    public string Response { get; init; } = "y";

    /// <summary>Path of a text file with the variables in order, causes first, one name a line; empty for the order of
    /// the table.</summary>
    public string Order { get; init; } = "";

    /// <inheritdoc/>
    internal override IReadOnlyList<ColumnRole> Roles => [new(Response, "the response")];
}
