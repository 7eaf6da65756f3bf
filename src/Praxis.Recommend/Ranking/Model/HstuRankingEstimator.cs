using Praxis.Core;
using Praxis.Torch;

namespace Praxis.Recommend;

/// <summary>Trains the HSTU ranking model on a log cut by time.</summary>
/// <remarks>docs/methods/hstu-ranking.md has the equations beside the members.</remarks>
public sealed class HstuRankingEstimator : IEstimator<RankingSplit, FittedHstuRanking>
{
    private const string Name = "hstu-ranking";

    /// <summary>The validation metric that chooses the epoch.</summary>
    internal const string WatchedMetric = "skill";

    private readonly HstuRankingOptions _options;

    /// <summary>Makes the estimator.</summary>
    /// <param name="options">Its options; checked by <see cref="Fit"/>.</param>
    public HstuRankingEstimator(HstuRankingOptions options) => _options = options;

    /// <inheritdoc/>
    public FittedHstuRanking Fit(RankingSplit data, FitContext context)
    {
        OptionsSchema.Validate(_options);
        double[] weights = RankingLoss.Weights(_options.TaskWeights, data.Log.Tasks.Count);
        RankingVocabulary vocabulary = RankingVocabulary.Learn(data, _options.ItemAdmission);
        if ((long)vocabulary.RowCount * _options.Width > int.MaxValue / sizeof(float))
        {
            throw new InputException(
                $"--width must be at most {int.MaxValue / sizeof(float) / vocabulary.RowCount} for "
                + $"{vocabulary.RowCount} table rows; got {_options.Width}");
        }

        var model = new HstuRankingModel(_options, vocabulary, context.Seed);
        var rows = new VocabularyRows(vocabulary, data.Log);
        var scorer = new WindowScorer(model, rows, _options);
        var training = new RankingTraining(
            model,
            new TokenWriter(rows, _options.Tokens),
            new RankingLoss(vocabulary, data.Log, weights),
            WindowScorer.Windows(data, RankingPart.Training, _options.MaxLength),
            _options.BatchSize,
            context.Seed,
            context.ThreadCount,
            () => Validate(scorer, data, weights, context));
        new TrainingLoop(Name, LoopOptions()).Run(training, context);
        return new FittedHstuRanking(_options, model);
    }

    private TrainingOptions LoopOptions() => new()
    {
        Metric = WatchedMetric,
        EpochCount = _options.EpochCount,
        Patience = _options.Patience,
        LearningRate = _options.LearningRate,
        WeightDecay = _options.WeightDecay,
    };

    private static Dictionary<string, double> Validate(
        WindowScorer scorer, RankingSplit split, double[] weights, FitContext context)
    {
        float[] predictions = scorer.Score(
            split, RankingPart.Validation, context.ThreadCount, context.Cancellation);
        TaskResult[] results = TaskResults.Of(split, RankingPart.Validation, predictions);
        // A task without weight has no say, even where its skill is no number.
        double skill = results.Select((result, task) => weights[task] > 0 ? weights[task] * result.Skill() : 0).Sum()
            / weights.Sum();
        var metrics = new Dictionary<string, double> { [WatchedMetric] = skill };
        foreach (TaskResult result in results)
        {
            metrics[$"{result.Task.Name}/{TaskResult.Names(result.Task.Kind)[0]}"] = result.Values()[0];
        }

        return metrics;
    }
}
