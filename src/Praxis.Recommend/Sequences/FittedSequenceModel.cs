using Praxis.Core;
using Praxis.Torch;

namespace Praxis.Recommend;

/// <summary>A trained model of item sequences.</summary>
/// <typeparam name="TOptions">The model's options, which also say which model it is.</typeparam>
public sealed class FittedSequenceModel<TOptions> : IFitted<FittedSequenceModel<TOptions>>, IRecommender,
    IItemSearch, IDisposable, ITrainedAtCost
    where TOptions : SequenceModelOptions, new()
{
    private readonly ISequenceEncoder _encoder;
    private readonly ItemTable _table;
    private readonly MixtureOfLogits? _mixture;
    private readonly StreamedItems? _stream;
    private readonly IRecommender _scorer;
    private readonly IItemSearch _search;

    internal FittedSequenceModel(
        TOptions options,
        ISequenceEncoder encoder,
        ItemTable table,
        TrainingOutcome? training,
        StreamedItems? stream = null,
        MixtureOfLogits? mixture = null)
    {
        Options = options;
        Training = training;
        _encoder = encoder;
        _table = table;
        _stream = stream;
        _mixture = mixture;
        if (stream is null)
        {
            var scorer = new SequenceScorer(encoder, table, mixture, IsBasket);
            (_scorer, _search) = (scorer, scorer);
        }
        else
        {
            var scorer = new StreamRecommender(encoder, table, stream.RowOf, stream.SharedRows, IsBasket);
            (_scorer, _search) = (scorer, scorer);
        }
    }

    /// <summary>The options it was trained with, the unit as it was found: event or basket.</summary>
    public TOptions Options { get; }

    /// <summary>How its training ended; null for a model that was loaded.</summary>
    public TrainingOutcome? Training { get; }

    /// <summary>Whether it foretells baskets.</summary>
    internal bool IsBasket => Options.Unit == TargetUnit.Basket;

    /// <summary>The trained network.</summary>
    internal ISequenceEncoder Encoder => _encoder;

    /// <summary>Scores a catalogue of fixed rows; null for a model that was learnt from a stream.</summary>
    internal SequenceScorer? Scorer => _scorer as SequenceScorer;

    /// <summary>The trained item vectors.</summary>
    internal ItemTable Table => _table;

    /// <summary>Floating-point operations of its training's matrix products; null for a model that was
    /// loaded.</summary>
    public double? TrainingFlops { get; internal init; }

    /// <inheritdoc/>
    public int ItemCount => _scorer.ItemCount;

    /// <inheritdoc/>
    public static FittedSequenceModel<TOptions> Load(string folder)
    {
        (TOptions options, ISequenceEncoder encoder, ItemTable table, MixtureOfLogits? mixture) =
            SequenceFiles.Load<TOptions>(folder);
        return new FittedSequenceModel<TOptions>(
            options, encoder, table, training: null, StreamedItems.LoadIfThere(folder), mixture);
    }

    /// <inheritdoc/>
    public void Save(string folder)
    {
        SequenceFiles.Save(folder, Options, _table, _encoder, _mixture);
        _stream?.Save(folder);
    }

    /// <inheritdoc/>
    public void Score(ReadOnlySpan<HistoryQuery> queries, Span<float> scores) => _scorer.Score(queries, scores);

    /// <inheritdoc/>
    public bool IsPreferred => _search.IsPreferred;

    /// <inheritdoc/>
    public ScoredItem[][] FindBest(ReadOnlySpan<HistoryQuery> queries, bool seenItemsAreRemoved, int topK) =>
        _search.FindBest(queries, seenItemsAreRemoved, topK);

    /// <inheritdoc/>
    public void Dispose()
    {
        (_scorer as IDisposable)!.Dispose();
        _table.Dispose();
        _mixture?.Dispose();
        foreach (Parameter parameter in _encoder.Parameters)
        {
            parameter.Dispose();
        }
    }
}
