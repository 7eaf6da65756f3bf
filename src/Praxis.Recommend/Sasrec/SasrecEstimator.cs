using Praxis.Core;
using Praxis.Torch;

namespace Praxis.Recommend;

/// <summary>Trains the HSTU retrieval model on a split log.</summary>
/// <remarks>Kang and McAuley (2018) with sampled softmax; docs/methods/sasrec.md has the equations beside the
/// members.</remarks>
public sealed class SasrecEstimator : IEstimator<RecommendSplit, FittedSasrec>
{
    private readonly SasrecOptions _options;

    /// <summary>Makes the estimator.</summary>
    /// <param name="options">Its options; checked by <see cref="Fit"/>.</param>
    public SasrecEstimator(SasrecOptions options) => _options = options;

    /// <inheritdoc/>
    public FittedSasrec Fit(RecommendSplit data, FitContext context)
    {
        OptionsSchema.Validate(_options);
        if (_options.Width % _options.HeadCount != 0)
        {
            throw new InputException($"--head-count must divide --width {_options.Width}; got {_options.HeadCount}");
        }

        var plan = new SequencePlan
        {
            Name = "sasrec",
            NegativeCount = _options.NegativeCount,
            Temperature = _options.Temperature,
            Similarity = _options.Similarity,
            Unit = _options.Unit,
            BatchSize = _options.BatchSize,
            ValidationUsers = _options.ValidationUsers,
            Training = new TrainingOptions
            {
                Metric = SequencePlan.WatchedMetric,
                EpochCount = _options.EpochCount,
                Patience = _options.Patience,
                LearningRate = _options.LearningRate,
                WeightDecay = _options.WeightDecay,
            },
        };
        var model = new SasrecModel(_options, context.Seed);
        (ItemTable table, TrainingOutcome outcome) = plan.Train(model, data, context);
        return new FittedSasrec(_options, model, table, outcome);
    }
}
