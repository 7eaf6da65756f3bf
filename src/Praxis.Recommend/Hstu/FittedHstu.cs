using Praxis.Core;
using Praxis.Torch;

namespace Praxis.Recommend;

/// <summary>A trained HSTU retrieval model.</summary>
public sealed class FittedHstu : IFitted<FittedHstu>, IRecommender, IDisposable
{
    private readonly HstuModel _model;
    private readonly ItemTable _table;
    private readonly SequenceScorer _scorer;

    internal FittedHstu(HstuOptions options, HstuModel model, ItemTable table, TrainingOutcome? training)
    {
        Options = options;
        Training = training;
        _model = model;
        _table = table;
        _scorer = new SequenceScorer(model, table);
    }

    /// <summary>The options it was trained with.</summary>
    public HstuOptions Options { get; }

    /// <summary>How its training ended; null for a model that was loaded.</summary>
    public TrainingOutcome? Training { get; }

    /// <inheritdoc/>
    public int ItemCount => _scorer.ItemCount;

    /// <inheritdoc/>
    public static FittedHstu Load(string folder)
    {
        (ItemTable table, HstuModel model) = SequenceFiles.Load<HstuOptions, HstuModel>(
            folder,
            static options => new HstuModel(options, seed: 0),
            static options => options.Similarity,
            out HstuOptions options);
        return new FittedHstu(options, model, table, training: null);
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
