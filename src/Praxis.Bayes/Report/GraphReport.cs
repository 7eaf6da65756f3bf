using Praxis.Core;

namespace Praxis.Bayes;

/// <summary>Turns a posterior over graphs into what the run folder keeps and the report draws.</summary>
/// <param name="posterior">The fitted result.</param>
/// <param name="trueEdges">Edges of the true graph, as places of the posterior's nodes; null where it is not
/// known.</param>
internal sealed class GraphReport(GraphPosterior posterior, IReadOnlyList<(int From, int To)>? trueEdges)
{
    private const int ListedRows = 60;
    private readonly List<string> _notes = [];

    /// <summary>Builds the results of a fit.</summary>
    internal RunResults Build()
    {
        var metrics = new Dictionary<string, double>();
        var tables = new List<ResultTable>();
        if (trueEdges is not null)
        {
            tables.Add(Truth(metrics));
        }

        metrics["edges of the median graph"] = Enumerable.Range(0, posterior.Groups.Count)
            .Sum(group => posterior.MedianGraph(group).Count());
        if (posterior.Variables.Count > 0)
        {
            metrics["variables of the median model"] =
                posterior.Variables.Count(static variable => variable.Probability > 0.5);
            tables.Add(First(GraphTables.Variables(posterior), "variables.csv"));
        }

        tables.Add(Summary());
        tables.Add(Convergence(metrics));
        tables.Add(First(
            GraphTables.Edges(posterior, 0.5) with
            {
                Title = "Edges of the median probability graph"
                    + (posterior.IsDirected ? ", parent to child" : string.Empty),
            },
            "edges.csv"));
        if (posterior.Groups.Count > 1)
        {
            ResultTable differences = GraphTables.Differences(posterior, 0.5);
            tables.Add(First(
                differences with { Title = differences.Title + ", of probability one half and more" },
                "differences.csv"));
        }

        if (posterior.IsDirected)
        {
            tables.Add(First(GraphTables.Classes(posterior), "cpdag.csv"));
        }

        tables.Add(ChainReport.Moves(posterior.Moves));
        AddNotes();
        return new RunResults(metrics, tables, Charts(), _notes) { Graphs = [Figure()] };
    }

    /// <summary>How the median graphs compare with the truth.</summary>
    internal ResultTable Truth(Dictionary<string, double> metrics)
    {
        var rows = new List<IReadOnlyList<object?>>();
        if (posterior.Groups.Count > 1)
        {
            metrics["mean MCC of groups"] = Enumerable.Range(0, posterior.Groups.Count)
                .Average(group => StructureOf(group, isSkeleton: false).MatthewsCorrelation);
        }

        for (int group = 0; group < posterior.Groups.Count; group++)
        {
            StructureMetrics found = StructureOf(group, isSkeleton: false);
            string suffix = posterior.Groups.Count == 1 ? string.Empty : "/" + posterior.Groups[group];
            metrics["MCC" + suffix] = found.MatthewsCorrelation;
            metrics["AUC" + suffix] = found.Auc;
            rows.Add(Row(posterior.IsDirected ? "directed" : "undirected", group, found));
            if (posterior.IsDirected)
            {
                StructureMetrics skeleton = StructureOf(group, isSkeleton: true);
                metrics["skeleton MCC" + suffix] = skeleton.MatthewsCorrelation;
                rows.Add(Row("skeleton", group, skeleton));
            }
        }

        return new ResultTable(
            "truth",
            $"Median probability graph against the {trueEdges!.Count} edges of --truth",
            ["group", "edges as", "found", "false", "missed", "sensitivity", "precision", "MCC", "AUC"],
            rows);

        IReadOnlyList<object?> Row(string kind, int group, StructureMetrics found) =>
        [
            posterior.Groups[group], kind, found.TruePositives, found.FalsePositives, found.FalseNegatives,
            found.Sensitivity, found.Precision, found.MatthewsCorrelation, found.Auc,
        ];
    }

    private StructureMetrics StructureOf(int group, bool isSkeleton)
    {
        int p = posterior.Names.Count;
        bool isDirected = posterior.IsDirected && !isSkeleton;
        var probabilities = new double[isDirected ? p * p : p * (p - 1) / 2];
        var truth = new bool[probabilities.Length];
        foreach (EdgePosterior edge in posterior.Edges.Where(edge => edge.Group == group))
        {
            probabilities[Number(edge.From, edge.To)] = edge.Probability;
        }

        foreach ((int from, int to) in trueEdges!)
        {
            truth[Number(from, to)] = true;
        }

        // A node is no parent of itself: those cells are neither true nor false.
        int[] cells = isDirected
            ? [.. Enumerable.Range(0, p * p).Where(cell => cell / p != cell % p)]
            : [.. Enumerable.Range(0, truth.Length)];
        return StructureMetrics.Of(
            cells.Select(cell => truth[cell]).ToArray(), cells.Select(cell => probabilities[cell]).ToArray());

        int Number(int from, int to) => isDirected ? (from * p) + to : EdgeList.Pair(from, to);
    }

    private ResultTable Summary() => new(
        "summary",
        "Graphs",
        ["group", "rows", "nodes", "edges of the median graph", "edges of the highest-probability graph",
            "expected edges"],
        [
            .. posterior.Groups.Select((name, group) => (IReadOnlyList<object?>)[
                name,
                posterior.RowCounts[group],
                posterior.Names.Count,
                posterior.MedianGraph(group).Count(),
                posterior.BestGraphs[group].Count,
                posterior.Edges.Where(edge => edge.Group == group).Sum(static edge => edge.Probability)]),
        ]);

    private ResultTable Convergence(Dictionary<string, double> metrics) => ChainReport.Convergence(
        posterior.LogPosterior,
        [("edges", posterior.EdgeCounts)],
        [
            .. posterior.Edges.Select(static edge => edge.RHat),
            .. posterior.Variables.Select(static variable => variable.RHat),
        ],
        metrics,
        _notes);

    // Long tables are in the run's files; the report has the figure.
    private static ResultTable First(ResultTable table, string file) =>
        table.Rows.Count <= ListedRows ? table : table with
        {
            Title = $"{table.Title} (the first {ListedRows} of {table.Rows.Count}; all are in model/{file})",
            Rows = [.. table.Rows.Take(ListedRows)],
        };

    private void AddNotes()
    {
        _notes.Add(posterior.Preparation);
        _notes.Add("All edges, log scores of nodes, precision matrices, traces, GraphML and DOT files are in the run's "
            + "model folder; precision matrices are in the units of the columns as given.");
        if (posterior.IsCut)
        {
            _notes.Add("The time limit cut the chains; a run with the same seed on another machine may end elsewhere.");
        }
    }

    private Chart[] Charts() =>
    [
        ChainReport.Trace(posterior.LogPosterior, posterior.Thin),
        ChainReport.Counts(
            "graph-size",
            "Posterior of the number of edges" + (posterior.Groups.Count > 1 ? ", over all groups" : string.Empty),
            "edges",
            "share of draws",
            ChainReport.Shares(posterior.EdgeCounts)),
    ];

    private GraphFigure Figure() => new(
        "graph",
        posterior.Groups.Count > 1 ? "Edges by posterior probability, groups side by side"
            : "Edges by posterior probability",
        posterior.Names,
        [
            .. posterior.Groups.Select((name, group) => new GraphPanel(
                name,
                [
                    .. posterior.Edges.Where(edge => edge.Group == group && edge.Probability >= 0.01)
                        .Select(static edge => new GraphEdge(edge.From, edge.To, edge.Probability)
                        {
                            Weight = edge.PartialCorrelation,
                            LogBayesFactor = double.IsFinite(edge.LogBayesFactor) ? edge.LogBayesFactor : null,
                        }),
                ])
            {
                NodeProbabilities = posterior.Variables.Count > 0
                    ? [.. posterior.Variables.Select(static variable => variable.Probability)]
                    : null,
            }),
        ])
    {
        IsDirected = posterior.IsDirected,
    };
}
