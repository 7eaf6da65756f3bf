using Praxis.Core;

namespace Praxis.Bayes;

/// <summary>Turns a posterior over models into what the run folder keeps and the report draws.</summary>
internal sealed class SelectionReport(SelectionPosterior posterior, bool[]? truth)
{
    private const int ListedRows = 60;
    private const int ListedModels = 20;
    private const int ListedCoefficients = 30;
    private const int Bars = 30;
    private readonly List<string> _notes = [];

    /// <summary>Builds the results of a fit.</summary>
    /// <param name="validation">The cross-validation, or null.</param>
    internal RunResults Build(CrossValidation? validation)
    {
        var metrics = new Dictionary<string, double>();
        var tables = new List<ResultTable>();
        var charts = new List<Chart> { Inclusion(), Coefficients() };
        if (truth is not null)
        {
            tables.Add(Truth(metrics));
        }

        if (validation is not null)
        {
            var report = new ValidationReport(posterior, validation);
            tables.Add(report.Table(metrics));
            tables.Add(report.Stability(metrics));
            charts.Add(ValidationReport.Calibration(validation));
        }
        else
        {
            _notes.Add("There is no cross-validation (--folds 0): nothing here says how well new rows are foretold.");
        }

        metrics["units of the median model"] = posterior.Median.Units.Count;
        metrics["expected units"] = posterior.Units.Sum(static unit => unit.Probability);
        tables.Add(SelectionLists.Chosen(posterior));
        tables.Add(First(SelectionLists.Inclusion(posterior, 0.01) with
        {
            Title = "Inclusion probabilities of 0.01 and more",
        }, "inclusion.csv"));
        tables.Add(First(SelectionLists.Models(posterior), "models.csv", ListedModels));
        tables.Add(First(SelectionLists.Coefficients(posterior), "coefficients.csv", ListedCoefficients));
        tables.Add(SelectionLists.FalseDiscovery(posterior));
        tables.Add(posterior.Search is null ? Convergence(metrics) : Search(metrics));
        if (posterior.Moves.Count > 0)
        {
            tables.Add(ChainReport.Moves(posterior.Moves));
            charts.Add(ChainReport.Trace(posterior.LogPosterior, posterior.Thin));
        }

        charts.Add(Sizes());
        if (posterior.Edges.Count > 0)
        {
            tables.Add(First(SelectionLists.Edges(posterior, 0.5), "edges.csv"));
        }

        AddNotes();
        return new RunResults(metrics, tables, charts, _notes)
        {
            Graphs = posterior.AveragePrecision is null ? null : [Figure()],
        };
    }

    /// <summary>How the median model compares with the truth.</summary>
    internal ResultTable Truth(Dictionary<string, double> metrics)
    {
        StructureMetrics found = StructureMetrics.Of(
            truth!, [.. posterior.Units.Select(static unit => unit.Probability)]);
        metrics["MCC"] = found.MatthewsCorrelation;
        metrics["AUC of inclusion"] = found.Auc;
        return new ResultTable(
            "truth",
            $"Median model against the {truth!.Count(static one => one)} units of --truth",
            ["found", "false", "missed", "sensitivity", "precision", "MCC", "AUC"],
            [
                [
                    found.TruePositives, found.FalsePositives, found.FalseNegatives, found.Sensitivity,
                    found.Precision, found.MatthewsCorrelation, found.Auc,
                ],
            ]);
    }

    private static ResultTable First(ResultTable table, string file, int count = ListedRows) =>
        table.Rows.Count <= count ? table : table with
        {
            Title = $"{table.Title} (the first {count} of {table.Rows.Count}; all are in model/{file})",
            Rows = [.. table.Rows.Take(count)],
        };

    private ResultTable Convergence(Dictionary<string, double> metrics) => ChainReport.Convergence(
        posterior.LogPosterior,
        [
            ("units in the model", posterior.Sizes),
            .. posterior.EdgeCounts.Count > 0
                ? ((string, IReadOnlyList<IReadOnlyList<double>>)[])[("edges", posterior.EdgeCounts)]
                : [],
        ],
        [.. posterior.Units.Select(static unit => unit.RHat), .. posterior.Edges.Select(static edge => edge.RHat)],
        metrics,
        _notes);

    private ResultTable Search(Dictionary<string, double> metrics)
    {
        SearchSummary search = posterior.Search!;
        if (search.Moves.Count == 0)
        {
            return new ResultTable(
                "search", "Search: all models were scored", ["models scored"], [[search.ModelCount]]);
        }

        double? difference = double.IsNaN(search.GreatestDifference) ? null : search.GreatestDifference;
        if (difference is { } known)
        {
            metrics["greatest difference between restarts"] = known;
        }

        const double most = 0.05;
        const int leastMoves = 1000;
        bool agree = search.GreatestDifference < most;
        bool hasWalked = search.WalkMoves > 0;
        bool canTell = search.Moves.Count > 1 && !search.WasWalkCut
            && (!hasWalked || search.WalkMoves >= leastMoves);
        string who = hasWalked ? "chains" : "restarts";
        if (canTell && !agree)
        {
            _notes.Add(hasWalked
                ? $"Chains behind the search disagree by more than {most} on a probability: raise --walk, or take "
                    + "--engine metropolis, which has R-hat."
                : $"Restarts of the search disagree by more than {most} on a probability: raise --iterations and "
                    + "--restarts.");
        }

        _notes.Add(hasWalked
            ? "Known models have exact weights among each other; the share of all others, and its error, are those of "
                + "the chains behind the search."
            : "Probabilities are shares among the models that the search met, not among all"
                + (search.Moves.Count > 1 ? ", and their errors those of its restarts" : "")
                + "; --walk accounts for the others.");
        return new ResultTable(
            "search",
            !canTell ? $"Search: too few or too short {who} to compare"
                : agree ? $"Search: {who} agree" : $"Search: {who} do NOT agree",
            [
                "restarts", "moves", "models scored", $"greatest difference of a probability between {who}",
                "moves of each chain", "posterior share of models not known",
            ],
            [
                [
                    search.Moves.Count, string.Join(", ", search.Moves), search.ModelCount, difference,
                    search.WalkMoves, hasWalked ? search.UnknownShare : null,
                ],
            ]);
    }

    private static double TwoErrors(UnitPosterior unit) => double.IsNaN(unit.Error) ? 0 : 2 * unit.Error;

    private Chart Inclusion()
    {
        (int Index, UnitPosterior Item)[] shown =
        [
            .. posterior.Units.Index().OrderByDescending(static one => one.Item.Probability)
                .ThenBy(static one => one.Index).Take(Bars),
        ];
        return new Chart(
            "inclusion",
            "Inclusion probabilities, the greatest first, with two Monte Carlo errors",
            "unit",
            "probability",
            ChartKind.Bar,
            [
                new ChartSeries(
                    "posterior",
                    [.. shown.Select(static (_, i) => (double)i)],
                    [.. shown.Select(static one => one.Item.Probability)])
                {
                    Low = [.. shown.Select(static one => Math.Max(0, one.Item.Probability - TwoErrors(one.Item)))],
                    High = [.. shown.Select(static one => Math.Min(1, one.Item.Probability + TwoErrors(one.Item)))],
                },
            ])
        {
            Categories = [.. shown.Select(one => posterior.UnitNames[one.Index])],
        };
    }

    private Chart Coefficients()
    {
        IReadOnlyList<object?>[] rows =
        [
            .. SelectionLists.Coefficients(posterior, ofPrepared: true).Rows
                .Where(static row => (string)row[0]! != "(intercept)" && (double)row[1]! >= 0.05 && row[4] is not null)
                .Take(Bars),
        ];
        return new Chart(
            "coefficients",
            "Coefficients in the draws that have them: mean and 95 % interval, by standard deviation of the column",
            "column",
            posterior.IsProbit ? "probit" : "log odds",
            ChartKind.Bar,
            [
                new ChartSeries(
                    "mean",
                    [.. rows.Select(static (_, i) => (double)i)],
                    [.. rows.Select(static row => (double)row[3]!)])
                {
                    Low = [.. rows.Select(static row => (double)row[4]!)],
                    High = [.. rows.Select(static row => (double)row[5]!)],
                },
            ])
        {
            Categories = [.. rows.Select(static row => (string)row[0]!)],
        };
    }

    private Chart Sizes()
    {
        bool areDrawn = posterior.Sizes.Count > 0;
        return ChainReport.Counts(
            "model-size",
            "Posterior of the number of units in the model",
            "units",
            areDrawn ? "share of draws" : "probability",
            areDrawn ? ChainReport.Shares(posterior.Sizes) : SizesOfModels());
    }

    // Runs that are older than the shares have those of the models that they kept.
    private (int Count, double Share)[] SizesOfModels()
    {
        if (posterior.SizeShares.Count > 0)
        {
            return [.. posterior.SizeShares.Index().Where(static one => one.Item > 0)];
        }

        return
        [
            .. posterior.Models.GroupBy(static model => model.Units.Count).OrderBy(static group => group.Key)
                .Select(static group => (group.Key, group.Sum(static model => model.Probability))),
        ];
    }

    private void AddNotes()
    {
        _notes.Add($"{posterior.RowCount} rows, {posterior.PositiveCount} of them '{posterior.Levels[1]}', which is "
            + "what is foretold. " + posterior.Preparation);
        if (posterior.Prior.Length > 0)
        {
            _notes.Add(posterior.Prior);
        }

        if (posterior.IsCut)
        {
            _notes.Add("The time limit cut the chains; a run with the same seed on another machine may end elsewhere.");
        }
    }

    private GraphFigure Figure() => new(
        "graph",
        "Edges by posterior probability; variables filled by theirs",
        posterior.Names,
        [
            new GraphPanel(
                "all",
                [
                    .. posterior.Edges.Where(static edge => edge.Probability >= 0.01).Select(static edge =>
                        new GraphEdge(edge.From, edge.To, edge.Probability)
                        {
                            Weight = edge.PartialCorrelation,
                            LogBayesFactor = double.IsFinite(edge.LogBayesFactor) ? edge.LogBayesFactor : null,
                        }),
                ])
            {
                NodeProbabilities = [.. posterior.Units.Select(static unit => unit.Probability)],
            },
        ]);
}
