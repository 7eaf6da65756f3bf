using Praxis.Core;
using Praxis.Torch;

namespace Praxis.Recommend;

/// <summary>Trains a model of item sequences, HSTU or SASRec, on a split log.</summary>
/// <typeparam name="TOptions">The model's options, which also say which model it is.</typeparam>
/// <remarks>docs/methods/hstu.md and docs/methods/sasrec.md have the equations beside the members.</remarks>
public sealed class SequenceEstimator<TOptions> : IEstimator<RecommendSplit, FittedSequenceModel<TOptions>>
    where TOptions : SequenceModelOptions, new()
{
    private readonly TOptions _options;

    /// <summary>Makes the estimator.</summary>
    /// <param name="options">Its options; checked by <see cref="Fit"/>.</param>
    public SequenceEstimator(TOptions options) => _options = options;

    /// <inheritdoc/>
    public FittedSequenceModel<TOptions> Fit(RecommendSplit data, FitContext context)
    {
        OptionsSchema.Validate(_options);
        if (_options.Width % _options.HeadCount != 0)
        {
            throw new InputException($"--head-count must divide --width {_options.Width}; got {_options.HeadCount}");
        }

        _options.Check(context);
        ISequenceEncoder encoder = _options.CreateEncoder(context.Seed);
        (ItemTable table, TrainingOutcome outcome, double flops) =
            new SequencePlan(_options).Train(encoder, data, context);
        return new FittedSequenceModel<TOptions>(_options, encoder, table, outcome) { TrainingFlops = flops };
    }
}
