using Praxis.Core;
using Praxis.Torch;

namespace Praxis.Recommend;

/// <summary>A trained model of item sequences.</summary>
/// <typeparam name="TOptions">The model's options, which also say which model it is.</typeparam>
public sealed class FittedSequenceModel<TOptions> : IFitted<FittedSequenceModel<TOptions>>, IRecommender, IDisposable,
    ITrainedAtCost
    where TOptions : SequenceModelOptions, new()
{
    private readonly ISequenceEncoder _encoder;
    private readonly ItemTable _table;
    private readonly SequenceScorer _scorer;

    internal FittedSequenceModel(TOptions options, ISequenceEncoder encoder, ItemTable table, TrainingOutcome? training)
    {
        Options = options;
        Training = training;
        _encoder = encoder;
        _table = table;
        _scorer = new SequenceScorer(encoder, table);
    }

    /// <summary>The options it was trained with.</summary>
    public TOptions Options { get; }

    /// <summary>How its training ended; null for a model that was loaded.</summary>
    public TrainingOutcome? Training { get; }

    /// <summary>Floating-point operations of its training's matrix products; null for a model that was
    /// loaded.</summary>
    public double? TrainingFlops { get; internal init; }

    /// <inheritdoc/>
    public int ItemCount => _scorer.ItemCount;

    /// <inheritdoc/>
    public static FittedSequenceModel<TOptions> Load(string folder)
    {
        (TOptions options, ISequenceEncoder encoder, ItemTable table) = SequenceFiles.Load<TOptions>(folder);
        return new FittedSequenceModel<TOptions>(options, encoder, table, training: null);
    }

    /// <inheritdoc/>
    public void Save(string folder) => SequenceFiles.Save(folder, Options, _table, _encoder);

    /// <inheritdoc/>
    public void Score(ReadOnlySpan<HistoryQuery> queries, Span<float> scores) => _scorer.Score(queries, scores);

    /// <inheritdoc/>
    public void Dispose()
    {
        _scorer.Dispose();
        _table.Parameter.Dispose();
        foreach (Parameter parameter in _encoder.Parameters)
        {
            parameter.Dispose();
        }
    }
}
