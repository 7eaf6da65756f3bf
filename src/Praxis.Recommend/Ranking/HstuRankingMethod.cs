using Praxis.Core;

namespace Praxis.Recommend;

/// <summary>The catalogue entry of the HSTU ranking model.</summary>
public sealed class HstuRankingMethod : Method
{
    private readonly DataKind<RankingLog, RankingInputOptions> _data;

    /// <summary>Makes the entry.</summary>
    /// <param name="data">The readers of logs of events with actions.</param>
    public HstuRankingMethod(DataKind<RankingLog, RankingInputOptions> data) => _data = data;

    /// <inheritdoc/>
    public override string Name => "hstu-ranking";

    /// <inheritdoc/>
    public override string Summary =>
        "Foretells what a user would do with each candidate item: several actions and numbers at once.";

    /// <inheritdoc/>
    public override string Family => "recommend";

    /// <inheritdoc/>
    public override string Source => "arXiv 2402.17152 (ranking)";

    /// <inheritdoc/>
    public override string Input => "event log with actions: who met which item when, and what was done";

    /// <inheritdoc/>
    public override MethodStatus Status => MethodStatus.Reconstruction;

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputEndings => InteractionLogs.Endings;

    /// <inheritdoc/>
    public override SampleData Sample { get; } = new(
        "recommend/online-retail/online_retail_events.csv.gz",
        new Dictionary<string, string> { ["tasks"] = "return=action:2,quantity=log(quantity)" },
        RecommendSample.OnlineRetail.Credit);

    /// <inheritdoc/>
    public override OptionsSchema InputOptions { get; } = OptionsSchema.Of<RankingInputOptions>();

    /// <inheritdoc/>
    public override OptionsSchema Options { get; } = OptionsSchema.Of<HstuRankingOptions>();

    /// <inheritdoc/>
    public override OptionsSchema PredictOptions { get; } = OptionsSchema.Of<RankingPredictOptions>();

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputFileFlags => ["user-table"];

    /// <inheritdoc/>
    public override RunResults Fit(FitRequest request, FitContext context)
    {
        var input = (RankingInputOptions)request.InputOptions;
        RankingSplit split = RankingSplit.Make(Read(request, input, context), input);
        context.Report(new PhaseEvent($"training {Name}"));
        using FittedHstuRanking fitted =
            new HstuRankingEstimator((HstuRankingOptions)request.Options).Fit(split, context);
        RankingModelFiles.Save(request.ModelPath, split.Log, fitted);
        return Report(fitted, split, input.Baselines, context, []);
    }

    /// <inheritdoc/>
    public override RunResults Evaluate(FitRequest request, FitContext context)
    {
        var input = (RankingInputOptions)request.InputOptions;
        (_, FittedHstuRanking fitted) = RankingModelFiles.Load(request.ModelPath);
        using (fitted)
        {
            RankingSplit split = RankingSplit.Make(Read(request, input, context), input);
            RefuseOtherColumns(fitted.Model.Vocabulary, split.Log);
            string[] notes =
            [
                "The model was not trained again; whether it has learnt from these events before is not checked.",
            ];
            return Report(fitted, split, input.Baselines, context, notes);
        }
    }

    /// <inheritdoc/>
    public override IOpenModel Open(string modelPath, FitContext context)
    {
        (RankingLog log, FittedHstuRanking fitted) = RankingModelFiles.Load(modelPath);
        return new OpenRanking(log, fitted);
    }

    private RankingLog Read(FitRequest request, RankingInputOptions input, FitContext context)
    {
        OptionsSchema.Validate(input);
        context.Report(new PhaseEvent("reading"));
        RankingLog log = _data.Read(request.DataPath, input.Format, input);
        foreach (string sentence in log.Events.Notices)
        {
            context.Report(new NoticeEvent($"{request.DataPath}: {sentence}", IsWarning: false));
        }

        return log;
    }

    private RunResults Report(
        FittedHstuRanking fitted,
        RankingSplit split,
        RankingBaselineSet wanted,
        FitContext context,
        IReadOnlyList<string> notes)
    {
        context.Report(new PhaseEvent($"evaluating {Name}"));
        var methods = new List<(string Name, TaskResult[] Tasks)>
        {
            (Name, TaskResults.Of(split, RankingPart.Test, PredictTest(fitted, split, context))),
        };
        foreach (RankingBaseline baseline in RankingBaseline.All.Where(baseline => wanted >= baseline.Level))
        {
            context.Report(new PhaseEvent($"training {baseline.Name}"));
            float[] predictions = baseline.Predict(split, context);
            methods.Add((baseline.Name, TaskResults.Of(split, RankingPart.Test, predictions)));
        }

        return new RankingReport(split, methods, context).Build(notes);
    }

    /// <summary>Foretells the test events of a split: [events, tasks].</summary>
    internal static float[] PredictTest(FittedHstuRanking fitted, RankingSplit split, FitContext context)
    {
        var rows = new VocabularyRows(fitted.Model.Vocabulary, split.Log);
        return new WindowScorer(fitted.Model, rows, fitted.Options)
            .Score(split, RankingPart.Test, context.ThreadCount, context.Cancellation);
    }

    private static void RefuseOtherColumns(RankingVocabulary vocabulary, RankingLog log)
    {
        Refuse("--tasks", vocabulary.Tasks.Select(task => task.Name), log.Tasks.Select(task => task.Name));
        Refuse(
            "--context-columns",
            vocabulary.ContextColumns.Select(column => column.Name),
            log.ContextColumns.Select(column => column.Name));
        Refuse(
            "--slow-columns",
            vocabulary.SlowColumns.Select(column => column.Name),
            log.SlowColumns.Select(column => column.Name));

        static void Refuse(string flag, IEnumerable<string> known, IEnumerable<string> given)
        {
            if (!known.SequenceEqual(given))
            {
                throw new InputException(
                    $"{flag} names {string.Join(", ", given)}, and the model was fitted with "
                    + $"{string.Join(", ", known)}; name the same");
            }
        }
    }
}
