namespace Praxis.Recommend;

/// <summary>A recommender that finds the best items without a row of scores for the whole catalogue; safe to call from
/// several threads at once.</summary>
public interface IItemSearch
{
    /// <summary>Whether the catalogue is so large that this is the better way.</summary>
    bool IsPreferred { get; }

    /// <summary>Finds the best items of each query, exactly: those of <see cref="TopK.Select"/> on all
    /// scores.</summary>
    /// <param name="queries">The queries, [B]; none of them may have an empty history.</param>
    /// <param name="seenItemsAreRemoved">Whether items of a query's history are left out.</param>
    /// <param name="topK">How many items, at least 1.</param>
    /// <returns>For each query its items, best first; equal scores by lower item index.</returns>
    ScoredItem[][] FindBest(ReadOnlySpan<HistoryQuery> queries, bool seenItemsAreRemoved, int topK);
}

/// <summary>An item and its score.</summary>
/// <param name="Item">The item's index.</param>
/// <param name="Score">Higher is better.</param>
public readonly record struct ScoredItem(int Item, float Score);
