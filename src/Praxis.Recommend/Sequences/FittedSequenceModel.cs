using Praxis.Core;
using Praxis.Torch;
using TorchSharp;

namespace Praxis.Recommend;

/// <summary>A trained model of item sequences.</summary>
/// <typeparam name="TOptions">The model's options, which also say which model it is.</typeparam>
public sealed class FittedSequenceModel<TOptions> : IFitted<FittedSequenceModel<TOptions>>, IRecommender,
    IItemSearch, IDisposable
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

    /// <summary>The trained network.</summary>
    internal ISequenceEncoder Encoder => _encoder;

    /// <summary>The trained item vectors.</summary>
    internal ItemTable Table => _table;

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

    /// <summary>Scores all items for outputs of the network.</summary>
    /// <param name="outputs">[B, D]; overwritten.</param>
    /// <param name="scores">Receives the scores, [B, items].</param>
    internal void ScoreOutputs(torch.Tensor outputs, Span<float> scores) => _scorer.ScoreOutputs(outputs, scores);

    /// <inheritdoc/>
    public bool IsPreferred => _scorer.IsPreferred;

    /// <inheritdoc/>
    public ScoredItem[][] FindBest(ReadOnlySpan<HistoryQuery> queries, bool seenItemsAreRemoved, int topK) =>
        _scorer.FindBest(queries, seenItemsAreRemoved, topK);

    /// <inheritdoc/>
    public void Dispose()
    {
        _scorer.Dispose();
        _table.Dispose();
        foreach (Parameter parameter in _encoder.Parameters)
        {
            parameter.Dispose();
        }
    }
}
