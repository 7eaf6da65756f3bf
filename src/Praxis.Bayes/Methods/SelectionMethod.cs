using Praxis.Core;
using Praxis.Data;

namespace Praxis.Bayes;

/// <summary>A catalogued method that selects what is behind an outcome of two values: reads, fits, cross-validates,
/// saves and reports.</summary>
/// <typeparam name="TInput">What can be said about the table.</typeparam>
/// <typeparam name="TOptions">The method's options.</typeparam>
public abstract class SelectionMethod<TInput, TOptions> : Method
    where TInput : SelectionInputOptions, new()
    where TOptions : ChainOptions, new()
{
    private readonly DataKind<SelectionTable, TInput> _data;

    /// <summary>Makes the entry.</summary>
    /// <param name="data">The readers of tables.</param>
    protected SelectionMethod(DataKind<SelectionTable, TInput> data) => _data = data;

    /// <inheritdoc/>
    public override string Family => "bayes";

    /// <inheritdoc/>
    public override MethodStatus Status => MethodStatus.Reconstruction;

    /// <inheritdoc/>
    public override OptionsSchema InputOptions { get; } = OptionsSchema.Of<TInput>();

    /// <inheritdoc/>
    public override OptionsSchema Options { get; } = OptionsSchema.Of<TOptions>();

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputEndings => TableFile.Endings;

    /// <inheritdoc/>
    public override OptionsSchema PredictOptions { get; } = OptionsSchema.Of<SelectionPredictOptions>();

    /// <inheritdoc/>
    public override IReadOnlyList<string> PredictFileFlags => ["data"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputFileFlags =>
        [.. ((string[])["groups", "network", "truth", "required-edges", "forbidden-edges", "truth-edges"])
            .Where(flag => InputOptions.Specs.Any(spec => spec.Flag == flag))];

    /// <inheritdoc/>
    public override RunResults Fit(FitRequest request, FitContext context)
    {
        if (request.PreviousModelPath is not null)
        {
            throw new UsageException("--continue goes on with a stream; a selection is fitted anew");
        }

        var input = (TInput)request.InputOptions;
        SelectionData data = SelectionData.Of(Read(request.DataPath, input, context), input);
        bool[]? truth = data.Truth();
        bool[]? edges = TruthEdges(data);
        RefuseFolds(data);
        IEstimator<SelectionData, SelectionPosterior> estimator = Estimator((TOptions)request.Options);
        context.Report(new PhaseEvent($"fitting {Name}"));
        SelectionPosterior posterior = estimator.Fit(data, context);
        CrossValidation? validation = input.Folds > 1 ? CrossValidation.Run(data, estimator, context) : null;
        context.Report(new PhaseEvent("writing"));
        posterior.Save(request.ModelPath);
        RunResults results = new SelectionReport(posterior, truth).Build(validation);
        results = results with { Notes = [.. results.Notes, .. data.Table.Notices.Select(Sentence)] };
        return edges is null ? results : WithEdges(results, posterior, edges);
    }

    /// <inheritdoc/>
    public override RunResults Evaluate(FitRequest request, FitContext context)
    {
        var input = (TInput)request.InputOptions;
        SelectionPosterior posterior = SelectionPosterior.Load(request.ModelPath);
        SelectionTable rows = Read(
            request.DataPath,
            input with { FittedColumns = posterior.Columns, FittedLevels = posterior.Levels },
            context);
        if (SelectionResult.MarkOf(rows) != posterior.RowsMark)
        {
            return HeldOutRows(posterior, rows);
        }

        if (input.Folds < 2)
        {
            throw new InputException(
                "--folds: these are the rows of the fit, which can only be foretold by fits without them; "
                + "pass 2 or more, or --data with new rows");
        }

        SelectionData data = SelectionData.Of(Read(request.DataPath, input, context), input);
        RefuseFolds(data);
        var validation = CrossValidation.Run(data, Estimator((TOptions)request.Options), context);
        var metrics = new Dictionary<string, double>();
        var report = new ValidationReport(posterior, validation);
        var tables = new List<ResultTable> { report.Table(metrics), report.Stability(metrics) };
        if (data.Truth() is { } truth)
        {
            tables.Add(new SelectionReport(posterior, truth).Truth(metrics));
        }

        return new RunResults(metrics, tables, [ValidationReport.Calibration(validation)], []);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<RowColumn> RowColumns(string modelPath)
    {
        SelectionPosterior posterior = SelectionPosterior.Load(modelPath);
        string[] covariates = [.. posterior.ForcedNames.Skip(posterior.HasIntercept ? 1 : 0)];
        Dictionary<string, double> means = covariates.Concat(posterior.Names).Zip(posterior.Means).ToDictionary();
        Dictionary<string, double> shares = covariates.ToDictionary(static name => name, static _ => 1.0);
        foreach ((int[] members, UnitPosterior unit) in posterior.Members.Zip(posterior.Units))
        {
            foreach (string name in members.Select(member => posterior.Names[member]))
            {
                shares[name] = Math.Max(shares.GetValueOrDefault(name), unit.Probability);
            }
        }

        return
        [
            .. posterior.Columns.Select(column => new RowColumn(
                column.Name,
                column.Levels.Count > 0
                    ? column.Levels[0]
                    : OptionSpec.Format(Math.Round(means.GetValueOrDefault(column.Name), 6)),
                column.Levels,
                column.Names.Select(name => shares.GetValueOrDefault(name)).DefaultIfEmpty().Max())),
        ];
    }

    /// <inheritdoc/>
    public override IOpenModel Open(string modelPath, FitContext context) =>
        new OpenModel<SelectionPosterior, SelectionPredictOptions>(SelectionPosterior.Load(modelPath), Answer);

    private ResultTable Answer(SelectionPosterior posterior, SelectionPredictOptions question, FitContext context)
    {
        bool hasRows = question.Data.Length > 0;
        if (hasRows ? question.Ask != SelectionQuestion.Units : question.Model != PredictionModel.Average)
        {
            context.Report(new NoticeEvent(
                hasRows
                    ? "--ask: of use without --data alone, and without effect here"
                    : "--model: of use to the rows of --data alone, and without effect here",
                IsWarning: false));
        }

        if (!hasRows)
        {
            return question.Ask switch
            {
                SelectionQuestion.Coefficients => SelectionLists.Coefficients(posterior),
                SelectionQuestion.Models => SelectionLists.Models(posterior),
                SelectionQuestion.FalseDiscovery => SelectionLists.FalseDiscovery(posterior),
                SelectionQuestion.Edges => posterior.AveragePrecision is not null
                    ? SelectionLists.Edges(posterior, question.Threshold)
                    : throw new InputException("--ask edges needs a run of probit-graph; this one has no graph"),
                _ => SelectionLists.AtLeast(posterior, question.Threshold, context),
            };
        }

        // An outcome is not needed to predict it.
        SelectionTable table = Read(question.Data, new TInput { FittedColumns = posterior.Columns }, context);
        var predictor = new SelectionPredictor(posterior);
        int[] rows = [.. Enumerable.Range(0, table.RowCount)];
        Prediction[] predictions = question.Model switch
        {
            PredictionModel.Highest => predictor.Of(posterior.Highest, table, rows, question.Level),
            PredictionModel.Median => predictor.Of(posterior.Median, table, rows, question.Level),
            _ => predictor.Average(table, rows, question.Level),
        };
        return new ResultTable(
            "predictions",
            $"Probability of '{posterior.Levels[1]}'",
            ["row", "outcome", "probability", "low", "high"],
            [
                .. predictions.Select((one, row) =>
                    (IReadOnlyList<object?>)[row + 1, posterior.Levels[1], one.Mean, one.Low, one.High]),
            ]);
    }

    /// <summary>Makes the estimator.</summary>
    /// <param name="options">The method's options.</param>
    /// <returns>The estimator.</returns>
    protected abstract IEstimator<SelectionData, SelectionPosterior> Estimator(TOptions options);

    private static string Sentence(string notice) => $"{char.ToUpperInvariant(notice[0])}{notice[1..]}.";

    // Folds that cannot be made are refused before anything is fitted.
    private static void RefuseFolds(SelectionData data)
    {
        if (data.Options.Folds == 1)
        {
            throw new InputException("--folds 1 leaves no rows to fit; pass 2 or more, or 0 for no cross-validation");
        }

        if (data.Options.Folds > 1)
        {
            CrossValidation.Folds(data, data.Options.Folds, new Numerics.RandomStream(0, 0));
        }
    }

    private static RunResults HeldOutRows(SelectionPosterior posterior, SelectionTable rows)
    {
        bool[] outcomes = rows.IsPositive.ToArray();
        var predictor = new SelectionPredictor(posterior);
        int[] all = [.. Enumerable.Range(0, rows.RowCount)];
        double share = posterior.PositiveCount / (double)posterior.RowCount;
        var metrics = new Dictionary<string, double>();
        var cells = new List<IReadOnlyList<object?>>();
        (string Name, Prediction[] Values)[] kinds =
        [
            ("average over models", predictor.Average(rows, all, 0.95)),
            ("highest-probability model", predictor.Of(posterior.Highest, rows, all, 0.95)),
            ("median model", predictor.Of(posterior.Median, rows, all, 0.95)),
            ("share of outcomes in the fit", [.. outcomes.Select(_ => new Prediction(share, share, share))]),
        ];
        foreach ((string name, Prediction[] values) in kinds)
        {
            double[] means = [.. values.Select(static one => one.Mean)];
            double area = BinaryMetrics.AreaUnderCurve(means, outcomes);
            double brier = BinaryMetrics.Brier(means, outcomes);
            double loss = BinaryMetrics.LogLoss(means, outcomes);
            cells.Add([name, GraphTables.Known(area), brier, loss]);
            if (metrics.Count == 0)
            {
                metrics["Brier score"] = brier;
                metrics["log loss"] = loss;
                if (double.IsFinite(area))
                {
                    metrics["AUC"] = area;
                }
            }
        }

        return new RunResults(
            metrics,
            [new ResultTable("held-out", $"{rows.RowCount} new rows", ["by", "AUC", "Brier score", "log loss"], cells)],
            [],
            ["The model was not fitted again; only rows that the run has not seen are a test of it."]);
    }

    private static bool[]? TruthEdges(SelectionData data)
    {
        if (data.Options is not ProbitGraphInputOptions { TruthEdges.Length: > 0 } input)
        {
            return null;
        }

        int p = data.UnitNames.Count;
        var truth = new bool[p * (p - 1) / 2];
        foreach ((int from, int to) in EdgeFile.Read(input.TruthEdges, data.UnitNames))
        {
            truth[EdgeList.Pair(from, to)] = true;
        }

        return truth;
    }

    private static RunResults WithEdges(RunResults results, SelectionPosterior posterior, bool[] truth)
    {
        var probabilities = new double[truth.Length];
        foreach (EdgePosterior edge in posterior.Edges)
        {
            probabilities[EdgeList.Pair(edge.From, edge.To)] = edge.Probability;
        }

        StructureMetrics found = StructureMetrics.Of(truth, probabilities);
        var metrics = new Dictionary<string, double>(results.Metrics) { ["MCC of edges"] = found.MatthewsCorrelation };
        var table = new ResultTable(
            "truth-edges",
            $"Median graph against the {truth.Count(static one => one)} edges of --truth-edges",
            ["found", "false", "missed", "sensitivity", "precision", "MCC", "AUC"],
            [
                [
                    found.TruePositives, found.FalsePositives, found.FalseNegatives, found.Sensitivity, found.Precision,
                    found.MatthewsCorrelation, GraphTables.Known(found.Auc),
                ],
            ]);
        return results with { Metrics = metrics, Tables = [table, .. results.Tables] };
    }

    private SelectionTable Read(string path, TInput input, FitContext context)
    {
        OptionsSchema.Validate(input);
        context.Report(new PhaseEvent("reading"));
        SelectionTable table = _data.Read(path, "auto", input);
        foreach (string sentence in table.Notices)
        {
            context.Report(new NoticeEvent($"{path}: {sentence}", IsWarning: false));
        }

        return table;
    }
}
