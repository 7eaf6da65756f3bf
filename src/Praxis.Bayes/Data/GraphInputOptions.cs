namespace Praxis.Bayes;

/// <summary>How a table is read and prepared for any graph method, and what is known of the edges.</summary>
public abstract record GraphInputOptions : TableInputOptions
{
    /// <summary>Whether the rows are a time series in order, in each group, from which first-order autocorrelation is
    /// removed.</summary>
    public bool Whiten { get; init; }

    /// <summary>Path of a file of edges that every graph must have; empty for none.</summary>
    public string RequiredEdges { get; init; } = "";

    /// <summary>Path of a file of edges that no graph may have; empty for none.</summary>
    public string ForbiddenEdges { get; init; } = "";

    /// <summary>Path of a file of edges that the result is compared with; empty for none.</summary>
    public string Truth { get; init; } = "";
}
