namespace Praxis.Recommend;

/// <summary>A history and the time of the request.</summary>
/// <param name="Items">Item indices, oldest first; may be empty.</param>
/// <param name="Times">Unix seconds, ascending, as many as <paramref name="Items"/>.</param>
/// <param name="RequestTime">When the recommendation is wanted, Unix seconds.</param>
public readonly record struct HistoryQuery(ReadOnlyMemory<int> Items, ReadOnlyMemory<long> Times, long RequestTime);

/// <summary>Scores every item of the catalogue for a history; safe to call from several threads at once.</summary>
public interface IRecommender
{
    /// <summary>Number of items it knows.</summary>
    int ItemCount { get; }

    /// <summary>Scores all items for each query; higher is better, and only the order inside a row has a
    /// meaning.</summary>
    /// <param name="queries">The queries, [B]; none of them may have an empty history.</param>
    /// <param name="scores">Receives the scores, row-major [B, items].</param>
    void Score(ReadOnlySpan<HistoryQuery> queries, Span<float> scores);
}
