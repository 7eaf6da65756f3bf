using Praxis.Core;
using Praxis.Torch;

namespace Praxis.Recommend;

/// <summary>A trained HSTU retrieval model.</summary>
public sealed class FittedSasrec : IFitted<FittedSasrec>, IRecommender, IDisposable
{
    private readonly SasrecModel _model;
    private readonly ItemTable _table;
    private readonly SequenceScorer _scorer;

    internal FittedSasrec(SasrecOptions options, SasrecModel model, ItemTable table, TrainingOutcome? training)
    {
        Options = options;
        Training = training;
        _model = model;
        _table = table;
        _scorer = new SequenceScorer(model, table);
    }

    /// <summary>The options it was trained with.</summary>
    public SasrecOptions Options { get; }

    /// <summary>How its training ended; null for a model that was loaded.</summary>
    public TrainingOutcome? Training { get; }

    /// <inheritdoc/>
    public int ItemCount => _scorer.ItemCount;

    /// <inheritdoc/>
    public static FittedSasrec Load(string folder)
    {
        (ItemTable table, SasrecModel model) = SequenceFiles.Load<SasrecOptions, SasrecModel>(
            folder,
            static options => new SasrecModel(options, seed: 0),
            static options => options.Similarity,
            out SasrecOptions options);
        return new FittedSasrec(options, model, table, training: null);
    }

    /// <inheritdoc/>
    public void Save(string folder) => SequenceFiles.Save(folder, Options, _table, _model);

    /// <inheritdoc/>
    public void Score(ReadOnlySpan<HistoryQuery> queries, Span<float> scores) => _scorer.Score(queries, scores);

    /// <inheritdoc/>
    public void Dispose()
    {
        _scorer.Dispose();
        _model.Dispose();
        _table.Parameter.Dispose();
    }
}
