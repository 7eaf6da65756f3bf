namespace Praxis.Recommend;

/// <summary>Encoded histories of many users within a budget of bytes; who was asked for longest ago leaves
/// first.</summary>
/// <remarks>It belongs to one model through its scorer: a new model needs a new cache. Not for several threads at
/// once.</remarks>
internal sealed class UserCache(HistoryScorer scorer, long byteBudget)
{
    private readonly ByteBudgetCache<int, EncodedHistory> _histories = new(byteBudget);

    /// <summary>What is kept, and how often a history was there.</summary>
    internal CacheStatistics Statistics => _histories.Statistics;

    /// <summary>The history of a user strictly before a time; extended, or encoded anew where that is not
    /// possible.</summary>
    internal EncodedHistory Get(int user, long time)
    {
        EncodedHistory history = _histories.TryTake(user, out EncodedHistory? kept)
            ? scorer.Extend(kept, user, time)
            : scorer.Encode(user, time);
        _histories.Put(user, history, history.ByteCount);
        return history;
    }

    /// <summary>Forgets a user, as when events were deleted or corrected.</summary>
    internal void Forget(int user) => _histories.Drop(user);
}
