using System.Text.Json.Serialization;

namespace Praxis.Core;

/// <summary>Graphs over one set of nodes as numbers; the report draws them.</summary>
/// <param name="Name">A short name without blanks.</param>
/// <param name="Title">What the figure shows, and what to see in it.</param>
/// <param name="Nodes">Names of the nodes, at least one.</param>
/// <param name="Panels">One graph, or one of each group; drawn side by side with shared positions.</param>
public sealed record GraphFigure(
    string Name, string Title, IReadOnlyList<string> Nodes, IReadOnlyList<GraphPanel> Panels)
{
    /// <summary>Whether edges point from parent to child.</summary>
    /// <value>False by default: edges have no direction and each is listed once.</value>
    public bool IsDirected { get; init; }

    /// <summary>The least probability of an edge that is drawn at first, in [0, 1].</summary>
    /// <value>0.5 by default, the median probability graph.</value>
    public double Threshold { get; init; } = 0.5;
}

/// <summary>One graph of a figure.</summary>
/// <param name="Name">The group's name; shown where there are two panels and more.</param>
/// <param name="Edges">Its edges in any order; those of negligible probability may be left out.</param>
public sealed record GraphPanel(string Name, IReadOnlyList<GraphEdge> Edges)
{
    /// <summary>Inclusion probabilities of the nodes as variables, as many as nodes, in [0, 1].</summary>
    /// <value>Null where there are none.</value>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<double>? NodeProbabilities { get; init; }
}

/// <summary>An edge between two different nodes.</summary>
/// <param name="From">Index of the parent, or of either end where there is no direction.</param>
/// <param name="To">Index of the child, or of the other end.</param>
/// <param name="Probability">Posterior probability of inclusion, in [0, 1].</param>
public sealed record GraphEdge(int From, int To, double Probability)
{
    /// <summary>Strength, as a partial correlation; its sign decides how the edge is drawn.</summary>
    /// <value>Null where there is none.</value>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Weight { get; init; }

    /// <summary>ln of the Bayes factor of the edge, all other edges as they are.</summary>
    /// <value>Null where there is none.</value>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? LogBayesFactor { get; init; }
}
