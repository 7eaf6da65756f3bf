namespace Praxis.Bayes;

/// <summary>How a table is read for the selection of variables with the graph that ties them.</summary>
public sealed record ProbitGraphInputOptions : SelectionInputOptions
{
    /// <summary>Path of a file of edges that every graph must have; empty for none.</summary>
    public string RequiredEdges { get; init; } = "";

    /// <summary>Path of a file of edges that no graph may have; empty for none.</summary>
    public string ForbiddenEdges { get; init; } = "";

    /// <summary>Path of a file of edges that the graph is compared with; empty for none.</summary>
    public string TruthEdges { get; init; } = "";
}
