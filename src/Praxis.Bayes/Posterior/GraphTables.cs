using Praxis.Core;

namespace Praxis.Bayes;

/// <summary>A posterior over graphs as tables, for files, reports and answers.</summary>
internal static class GraphTables
{
    /// <summary>Edges with their probabilities, the most probable first.</summary>
    internal static ResultTable Edges(GraphPosterior posterior, double least)
    {
        IEnumerable<EdgePosterior> edges = posterior.Edges
            .Where(edge => edge.Probability >= least)
            .OrderByDescending(static edge => edge.Probability)
            .ThenBy(static edge => edge.Group)
            .ThenBy(static edge => edge.To)
            .ThenBy(static edge => edge.From);
        bool hasGroups = posterior.Groups.Count > 1;
        string[] ends = posterior.IsDirected ? ["from", "to"] : ["node", "neighbour"];
        return new ResultTable(
            "edges",
            posterior.IsDirected ? "Edges, parent to child" : "Edges",
            [
                .. hasGroups ? (string[])["group"] : [], .. ends, "probability", "error", "R-hat", "log Bayes factor",
                "partial correlation",
            ],
            [
                .. edges.Select(edge => (IReadOnlyList<object?>)[
                    .. hasGroups ? (object?[])[posterior.Groups[edge.Group]] : [],
                    posterior.Names[edge.From],
                    posterior.Names[edge.To],
                    edge.Probability,
                    edge.Error,
                    Rated(edge.RHat),
                    Known(edge.LogBayesFactor),
                    edge.PartialCorrelation]),
            ]);
    }

    /// <summary>Variables of the regression, the most probable first.</summary>
    internal static ResultTable Variables(GraphPosterior posterior) => new(
        "variables",
        "Variables of the regression",
        ["variable", "probability", "error", "R-hat", "coefficient"],
        [
            .. posterior.Variables
                .OrderByDescending(static variable => variable.Probability)
                .ThenBy(static variable => variable.Variable)
                .Select(variable => (IReadOnlyList<object?>)[
                    posterior.Names[variable.Variable],
                    variable.Probability,
                    variable.Error,
                    Rated(variable.RHat),
                    variable.Coefficient]),
        ]);

    /// <summary>Differences between groups of at least a probability.</summary>
    internal static ResultTable Differences(GraphPosterior posterior, double least) => new(
        "differences",
        "Edges that differ between two groups",
        ["from", "to", "group", "other group", "probability of a difference", "only in group", "only in other"],
        [
            .. posterior.Differences
                .Where(difference => difference.Probability >= least)
                .Select(difference => (IReadOnlyList<object?>)[
                    posterior.Names[difference.From],
                    posterior.Names[difference.To],
                    posterior.Groups[difference.FirstGroup],
                    posterior.Groups[difference.SecondGroup],
                    difference.Probability,
                    difference.OnlyFirst,
                    difference.OnlySecond]),
        ]);

    /// <summary>Score of each node in the highest-probability graph.</summary>
    internal static ResultTable Nodes(GraphPosterior posterior) => new(
        "nodes",
        "Log score of each node in the highest-probability graph",
        ["group", "node", "edges", "log score"],
        [
            .. from @group in Enumerable.Range(0, posterior.Groups.Count)
               from node in Enumerable.Range(0, posterior.Names.Count)
               select (IReadOnlyList<object?>)[
                   posterior.Groups[@group],
                   posterior.Names[node],
                   posterior.BestGraphs[@group].Count(edge => edge.Contains(node)),
                   posterior.NodeScores[@group][node]],
        ]);

    /// <summary>The kept draws.</summary>
    internal static ResultTable Trace(GraphPosterior posterior) => new(
        "trace",
        "Kept draws after warm-up",
        ["chain", "sweep", "log posterior", "edges"],
        [
            .. from chain in Enumerable.Range(0, posterior.LogPosterior.Count)
               from draw in Enumerable.Range(0, posterior.LogPosterior[chain].Count)
               select (IReadOnlyList<object?>)[
                   chain + 1,
                   (draw + 1) * posterior.Thin,
                   posterior.LogPosterior[chain][draw],
                   (int)posterior.EdgeCounts[chain][draw]],
        ]);

    /// <summary>A precision matrix by its elements that are not zero, in the units of the columns as given.</summary>
    internal static ResultTable Precision(GraphPosterior posterior, int group, SymmetricMatrix matrix)
    {
        IReadOnlyList<double> scales = posterior.Deviations[group];
        return new ResultTable(
            "precision",
            "Precision matrix",
            ["row", "column", "value"],
            [
                .. matrix.Values.Select((value, k) => (IReadOnlyList<object?>)[
                    posterior.Names[matrix.Rows[k]],
                    posterior.Names[matrix.Columns[k]],
                    value / (scales[matrix.Rows[k]] * scales[matrix.Columns[k]])]),
            ]);
    }

    /// <summary>The equivalence class of each group's median probability DAG.</summary>
    internal static ResultTable Classes(GraphPosterior posterior) => new(
        "cpdag",
        "Median probability DAG and its Markov equivalence class: only compelled directions are in the data",
        ["group", "from", "to", "direction"],
        [
            .. from @group in Enumerable.Range(0, posterior.Groups.Count)
               from edge in Cpdag.Of(
                   posterior.Names.Count,
                   [.. posterior.MedianGraph(@group).Select(static edge => (edge.From, edge.To))])
               select (IReadOnlyList<object?>)[
                   posterior.Groups[@group],
                   posterior.Names[edge.From],
                   posterior.Names[edge.To],
                   edge.IsCompelled ? "compelled" : "reversible"],
        ]);

    /// <summary>A number, or nothing where it is none: tables show a blank.</summary>
    internal static double? Known(double value) => double.IsFinite(value) ? value : null;

    // R-hat: infinite where chains disagree without ever changing, nothing where nothing ever changed.
    private static double? Rated(double value) => double.IsNaN(value) ? null : value;
}
