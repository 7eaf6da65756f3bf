using Praxis.Core;

namespace Praxis.Recommend;

/// <summary>A catalogued recommender: reads a log, splits, fits, evaluates beside baselines, saves and
/// predicts.</summary>
/// <typeparam name="TOptions">The method's options record; its defaults work.</typeparam>
/// <typeparam name="TFitted">The fitted recommender. If it can be disposed, it is, at the end of each verb.</typeparam>
public sealed class RecommendMethod<TOptions, TFitted> : Method
    where TOptions : class, new()
    where TFitted : IFitted<TFitted>, IRecommender
{
    private readonly RecommendMethodInfo _info;
    private readonly DataKind<InteractionLog, RecommendInputOptions> _data;
    private readonly Func<TOptions, IEstimator<RecommendSplit, TFitted>> _estimator;
    private readonly IReadOnlyList<RecommendBaseline> _baselines;

    /// <summary>Makes the entry.</summary>
    /// <param name="info">What the catalogue tells.</param>
    /// <param name="data">The readers of event logs.</param>
    /// <param name="estimator">Makes the estimator from the options.</param>
    /// <param name="baselines">All methods to evaluate beside it, counted and trained; the one of its own name is
    /// skipped.</param>
    public RecommendMethod(
        RecommendMethodInfo info,
        DataKind<InteractionLog, RecommendInputOptions> data,
        Func<TOptions, IEstimator<RecommendSplit, TFitted>> estimator,
        IReadOnlyList<RecommendBaseline> baselines)
    {
        _info = info;
        _data = data;
        _estimator = estimator;
        _baselines = baselines;
        InputOptions = OptionsSchema.Of<RecommendInputOptions>();
        Options = OptionsSchema.Of<TOptions>();
        PredictOptions = OptionsSchema.Of<RecommendPredictOptions>();
    }

    /// <inheritdoc/>
    public override string Name => _info.Name;

    /// <inheritdoc/>
    public override string Summary => _info.Summary;

    /// <inheritdoc/>
    public override string Family => "recommend";

    /// <inheritdoc/>
    public override string Source => _info.Source;

    /// <inheritdoc/>
    public override string Input => "event log: who took which item when";

    /// <inheritdoc/>
    public override MethodStatus Status => _info.Status;

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputEndings => InteractionLogs.Endings;

    /// <inheritdoc/>
    public override SampleData Sample => RecommendSample.OnlineRetail;

    /// <inheritdoc/>
    public override OptionsSchema InputOptions { get; }

    /// <inheritdoc/>
    public override OptionsSchema Options { get; }

    /// <inheritdoc/>
    public override OptionsSchema PredictOptions { get; }

    /// <inheritdoc/>
    public override string? ContinueHelp => Options.Specs.Any(static spec => spec.Flag == "stream")
        ? "Goes on from a run fitted with --stream and learns what is new in the log."
        : null;

    /// <inheritdoc/>
    public override bool TellsTrainingCost(object options) =>
        typeof(ITrainedAtCost).IsAssignableFrom(typeof(TFitted)) && !IsStream(options);

    /// <inheritdoc/>
    public override RunResults Fit(FitRequest request, FitContext context)
    {
        var input = (RecommendInputOptions)request.InputOptions;
        IEstimator<RecommendSplit, TFitted> estimator = _estimator((TOptions)request.Options);
        if (estimator is IStreamEstimator<TFitted> { IsWanted: true } stream)
        {
            return FitStream(stream, request, input, context);
        }

        if (request.PreviousModelPath is not null)
        {
            throw new UsageException("--continue goes on with a stream; pass --stream, or leave it out");
        }

        InteractionLog log = Read(request, input, context);
        RecommendSplit split = RecommendSplits.Make(log, input);
        context.Report(new PhaseEvent($"training {Name}"));
        TFitted fitted = estimator.Fit(split, context);
        using IDisposable? scope = fitted as IDisposable;
        new RecommendModel<TFitted>(log, split.SeenItemsAreRemoved, fitted).Save(request.ModelPath);
        RunResults results = Report(fitted, split, input.Baselines, context, trained: true, []);
        return results with { TrainingFlops = (fitted as ITrainedAtCost)?.TrainingFlops };
    }

    /// <inheritdoc/>
    public override RunResults Evaluate(FitRequest request, FitContext context)
    {
        var input = (RecommendInputOptions)request.InputOptions;
        RecommendModel<TFitted> model = RecommendModel<TFitted>.Load(request.ModelPath);
        using IDisposable? scope = model.Fitted as IDisposable;
        InteractionLog given = Read(request, input, context);
        InteractionLog log = LogVocabulary.Align(given, model.Log.ItemIds);
        RecommendSplit split = RecommendSplits.Make(log, input);
        int unknown = log.ItemCount - model.Log.ItemCount;
        var notes = new List<string>
        {
            IsStream(request.Options) && model.Log.EventCount > 0
                ? WarnOfStream(model.Log, context)
                : "The model was not trained again; whether it has learnt from these events before is not checked.",
        };
        if (unknown > 0)
        {
            notes.Add($"{unknown} items are unknown to the model: dropped from histories, missed as targets.");
        }

        return Report(model.Fitted, split, input.Baselines, context, trained: false, notes);
    }

    private bool IsStream(object options) =>
        _estimator((TOptions)options) is IStreamEstimator<TFitted> { IsWanted: true };

    private static string WarnOfStream(InteractionLog learnt, FitContext context)
    {
        string end = $"{UnixTime.ToDate(learnt.LastTime):yyyy-MM-ddTHH:mm:ssZ}";
        string note = $"the model is a stream's and has learnt from every event up to {end}: only what is held out "
            + "after that is a test; the run's own metrics foretold each window before it was learnt";
        context.Report(new NoticeEvent(note, IsWarning: true));
        return note;
    }

    /// <inheritdoc/>
    public override IOpenModel Open(string modelPath, FitContext context) =>
        new OpenRecommender<TFitted>(RecommendModel<TFitted>.Load(modelPath));

    private RunResults FitStream(
        IStreamEstimator<TFitted> stream, FitRequest request, RecommendInputOptions input, FitContext context)
    {
        if (input.MinItemEvents > 1 || input.MinUserEvents > 2)
        {
            context.Report(new NoticeEvent(
                "--min-user-events and --min-item-events look into the future of a stream and are left out; "
                + "--admit-count takes their place",
                IsWarning: true));
        }

        RecommendInputOptions whole = input with { MinUserEvents = 1, MinItemEvents = 1 };
        InteractionLog log = Read(request, whole, context);
        context.Report(new PhaseEvent($"training {Name}"));
        string? previous = request.PreviousModelPath is { } path ? RecommendModel<TFitted>.FittedFolder(path) : null;
        StreamOutcome<TFitted> outcome = stream.FitStream(log, whole, previous, context);
        using IDisposable? scope = outcome.Fitted as IDisposable;
        new RecommendModel<TFitted>(log, outcome.SeenItemsAreRemoved, outcome.Fitted).Save(request.ModelPath);
        return outcome.Results;
    }

    private InteractionLog Read(FitRequest request, RecommendInputOptions input, FitContext context)
    {
        OptionsSchema.Validate(input);
        context.Report(new PhaseEvent("reading"));
        InteractionLog log = _data.Read(request.DataPath, input.Format, input);
        foreach (string sentence in log.Notices)
        {
            context.Report(new NoticeEvent($"{request.DataPath}: {sentence}", IsWarning: false));
        }

        return log;
    }

    private RunResults Report(
        TFitted fitted,
        RecommendSplit split,
        BaselineSet wanted,
        FitContext context,
        bool trained,
        IReadOnlyList<string> notes)
    {
        WarnOfRemovedTargets(split, context);
        var results = new List<(string Name, RankingResult Result)> { (Name, Evaluate(Name, fitted, split, context)) };
        foreach (RecommendBaseline baseline in _baselines)
        {
            bool isWanted = wanted == BaselineSet.All || (wanted == BaselineSet.Simple && !baseline.IsTrained);
            if (!isWanted || baseline.Name == Name || (baseline.IsTrained && !trained))
            {
                continue;
            }

            context.Report(new PhaseEvent($"training {baseline.Name}"));
            IRecommender recommender = baseline.Fit(split, context);
            using IDisposable? scope = recommender as IDisposable;
            results.Add((baseline.Name, Evaluate(baseline.Name, recommender, split, context)));
        }

        return new RecommendReport(split, results, context).Build(notes);
    }

    // Where everybody comes back for the same, removing seen items makes every metric small: that must not go unseen.
    private static void WarnOfRemovedTargets(RecommendSplit split, FitContext context)
    {
        const double smallShare = 0.01;
        if (!split.SeenItemsAreRemoved)
        {
            return;
        }

        (long repeats, long targets) = SplitChecks.RepeatedTargets(split.Log, split.Test);
        if (repeats > smallShare * targets)
        {
            context.Report(new NoticeEvent(
                $"{repeats} of {targets} test targets repeat an item of their user's history and count as misses, "
                + "because seen items are removed; --seen-items keep lets them be found",
                IsWarning: true));
        }
    }

    private static RankingResult Evaluate(
        string name, IRecommender recommender, RecommendSplit split, FitContext context)
    {
        context.Report(new PhaseEvent($"evaluating {name}"));
        return RankingEvaluator.Evaluate(recommender, split, split.Test, context.ThreadCount, context.Cancellation);
    }
}
