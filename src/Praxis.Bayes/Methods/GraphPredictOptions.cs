using System.ComponentModel.DataAnnotations;

namespace Praxis.Bayes;

/// <summary>What can be asked of a fitted graph.</summary>
public sealed record GraphPredictOptions
{
    /// <summary>What to list: edges, nodes, differences between groups, or the equivalence class.</summary>
    public GraphQuestion Ask { get; init; } = GraphQuestion.Edges;

    /// <summary>The least probability of what is listed.</summary>
    [Range(0, 1)]
    public double Threshold { get; init; } = 0.5;

    /// <summary>Lists only edges at this node; empty for all.</summary>
    public string Node { get; init; } = "";
}

/// <summary>What to list of a fitted graph.</summary>
public enum GraphQuestion
{
    /// <summary>Edges with their probabilities.</summary>
    Edges,

    /// <summary>Nodes with their log scores.</summary>
    Nodes,

    /// <summary>Edges that differ between groups.</summary>
    Differences,

    /// <summary>The Markov equivalence class of the median probability DAG.</summary>
    EquivalenceClass,
}

/// <summary>What can be asked of a fitted regression.</summary>
public sealed record DagRegressionPredictOptions
{
    /// <summary>Table whose rows to predict, with a column for each variable; empty to list what --ask names
    /// instead.</summary>
    public string Data { get; init; } = "";

    /// <summary>What to list: variables, edges of the DAG, nodes, or the equivalence class.</summary>
    public RegressionQuestion Ask { get; init; } = RegressionQuestion.Variables;

    /// <summary>The least probability of a variable or edge that is listed.</summary>
    [Range(0, 1)]
    public double Threshold { get; init; }
}

/// <summary>What to list of a fitted regression.</summary>
public enum RegressionQuestion
{
    /// <summary>Variables with their probabilities and coefficients.</summary>
    Variables,

    /// <summary>Edges of the DAG with their probabilities.</summary>
    Edges,

    /// <summary>Nodes with their log scores.</summary>
    Nodes,

    /// <summary>The Markov equivalence class of the median probability DAG.</summary>
    EquivalenceClass,
}
