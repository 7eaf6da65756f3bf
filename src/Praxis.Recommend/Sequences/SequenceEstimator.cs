using Praxis.Core;
using Praxis.Torch;

namespace Praxis.Recommend;

/// <summary>Trains a model of item sequences, HSTU or SASRec, on a split log.</summary>
/// <typeparam name="TOptions">The model's options, which also say which model it is.</typeparam>
/// <remarks>docs/methods/hstu.md and docs/methods/sasrec.md have the equations beside the members.</remarks>
public sealed class SequenceEstimator<TOptions> : IEstimator<RecommendSplit, FittedSequenceModel<TOptions>>,
    IStreamEstimator<FittedSequenceModel<TOptions>>
    where TOptions : SequenceModelOptions, new()
{
    private readonly TOptions _options;

    /// <summary>Makes the estimator.</summary>
    /// <param name="options">Its options; checked by <see cref="Fit"/>.</param>
    public SequenceEstimator(TOptions options) => _options = options;

    /// <inheritdoc/>
    public FittedSequenceModel<TOptions> Fit(RecommendSplit data, FitContext context)
    {
        Validate(context);
        ISequenceEncoder encoder = _options.CreateEncoder(context.Seed);
        MixtureOfLogits? mixture = _options.CreateMixture(context.Seed);
        (ItemTable table, TrainingOutcome outcome, double flops) =
            new SequencePlan(_options).Train(encoder, mixture, data, context);
        return new FittedSequenceModel<TOptions>(
            _options.Found(_options.Unit.IsBasket(data)), encoder, table, outcome, mixture: mixture)
        {
            TrainingFlops = flops,
        };
    }

    /// <inheritdoc/>
    public bool IsWanted => _options.Stream;

    /// <inheritdoc/>
    public StreamOutcome<FittedSequenceModel<TOptions>> FitStream(
        InteractionLog log, RecommendInputOptions input, string? previousFolder, FitContext context)
    {
        Validate(context);
        bool isBasket = _options.Unit == TargetUnit.Basket
            || (_options.Unit == TargetUnit.Auto && input.Split != SplitKind.LastOut);
        StreamMemory begun = StreamStart.Of(_options, log, input.SeenItems, previousFolder, context);
        using var training = new StreamTraining(_options, log, isBasket, begun, context);
        training.Run();
        StreamMemory memory = training.Memory;
        var fitted = new FittedSequenceModel<TOptions>(
            _options.Found(isBasket),
            memory.Encoder,
            new ItemTable(memory.Rows, _options.Similarity),
            training: null,
            StreamedItems.Of(memory, training.Rows.RowOf));
        return new StreamOutcome<FittedSequenceModel<TOptions>>(
            fitted,
            memory.State.SeenItemsAreRemoved,
            StreamReport.Build(_options.MethodName, memory.State, log.ItemCount));
    }

    private void Validate(FitContext context)
    {
        OptionsSchema.Validate(_options);
        _options.Check(context);
    }
}
