namespace Praxis.Recommend;

/// <summary>Scores candidates of many users, whose encoded histories are kept within a budget of bytes; who was asked
/// for longest ago leaves first.</summary>
/// <remarks>It belongs to one model through its scorer: a new model needs a new cache. A history is taken out while it
/// is used, so that several threads may ask at once.</remarks>
internal sealed class UserCache(HistoryScorer scorer, long byteBudget)
{
    private readonly ByteBudgetCache<int, EncodedHistory> _histories = new(byteBudget);

    /// <summary>What is kept, and how often a history was there.</summary>
    internal CacheStatistics Statistics => _histories.Statistics;

    /// <summary>Foretells the actions of one user on candidates: the history strictly before the time is extended, or
    /// encoded anew where that is not possible.</summary>
    /// <param name="user">User index; -1 for somebody unknown, of whom nothing is kept.</param>
    /// <param name="items">Candidate items: [m].</param>
    /// <param name="time">When they are shown, Unix seconds.</param>
    /// <returns>Probabilities and values, [m, tasks], and how many events of the user were seen or left
    /// behind.</returns>
    internal (float[] Predictions, int EventCount) Score(int user, ReadOnlySpan<int> items, long time)
    {
        long drops = _histories.Drops;
        EncodedHistory history = user >= 0 && _histories.TryTake(user, out EncodedHistory? kept)
            ? scorer.Extend(kept, user, time)
            : scorer.Encode(user, time);
        float[] predictions = scorer.Score(history, items, time);
        if (user >= 0)
        {
            _histories.Put(user, history, history.ByteCount, drops);
        }

        return (predictions, history.State.EventCount);
    }

    /// <summary>Forgets a user, as when events were deleted or corrected.</summary>
    internal void Forget(int user) => _histories.Drop(user);
}
