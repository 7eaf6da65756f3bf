namespace Praxis.Recommend;

/// <summary>Scores the items of a log with a table whose rows belong to a vocabulary.</summary>
/// <remarks>In a history an item without a row of its own is one of the shared rows; as an answer it is none: its score
/// is −∞.</remarks>
internal sealed class StreamRecommender : IRecommender, IItemSearch, IDisposable
{
    private readonly SequenceScorer _scorer;
    private readonly int[] _rowOf;
    private readonly int _sharedRows;
    private readonly int[] _itemOf;

    /// <summary>Makes the recommender of the table's current values.</summary>
    /// <param name="encoder">The encoder; not disposed.</param>
    /// <param name="table">The rows; not disposed.</param>
    /// <param name="rowOf">The row of each item of the log; kept.</param>
    /// <param name="sharedRows">How many rows are shared.</param>
    /// <param name="isBasket">Whether the encoder learnt to foretell baskets.</param>
    internal StreamRecommender(
        ISequenceEncoder encoder, ItemTable table, int[] rowOf, int sharedRows, bool isBasket)
    {
        _scorer = new SequenceScorer(encoder, table, isBasket: isBasket);
        _rowOf = rowOf;
        _sharedRows = sharedRows;
        _itemOf = new int[table.Count];
        Array.Fill(_itemOf, -1);
        for (int item = 0; item < rowOf.Length; item++)
        {
            if (rowOf[item] >= sharedRows)
            {
                _itemOf[rowOf[item]] = item;
            }
        }
    }

    /// <inheritdoc/>
    public int ItemCount => _rowOf.Length;

    /// <inheritdoc/>
    public bool IsPreferred => _scorer.IsPreferred;

    /// <inheritdoc/>
    public void Score(ReadOnlySpan<HistoryQuery> queries, Span<float> scores)
    {
        int rows = _itemOf.Length;
        var all = new float[queries.Length * rows];
        _scorer.Score(Mapped(queries), all);
        for (int query = 0; query < queries.Length; query++)
        {
            ReadOnlySpan<float> own = all.AsSpan(query * rows, rows);
            Span<float> target = scores.Slice(query * _rowOf.Length, _rowOf.Length);
            for (int item = 0; item < target.Length; item++)
            {
                int row = _rowOf[item];
                target[item] = row >= _sharedRows ? own[row] : float.NegativeInfinity;
            }
        }
    }

    /// <inheritdoc/>
    public ScoredItem[][] FindBest(ReadOnlySpan<HistoryQuery> queries, bool seenItemsAreRemoved, int topK)
    {
        ScoredItem[][] found = _scorer.FindBest(Mapped(queries), seenItemsAreRemoved, topK, _itemOf);
        foreach (ScoredItem[] best in found)
        {
            foreach (ref ScoredItem item in best.AsSpan())
            {
                item = item with { Item = _itemOf[item.Item] };
            }
        }

        return found;
    }

    /// <inheritdoc/>
    public void Dispose() => _scorer.Dispose();

    private HistoryQuery[] Mapped(ReadOnlySpan<HistoryQuery> queries)
    {
        var mapped = new HistoryQuery[queries.Length];
        for (int query = 0; query < mapped.Length; query++)
        {
            int[] rows = Array.ConvertAll(queries[query].Items.ToArray(), item => _rowOf[item]);
            mapped[query] = queries[query] with { Items = rows };
        }

        return mapped;
    }
}
