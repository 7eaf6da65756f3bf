namespace Praxis.Recommend;

/// <summary>Encoded histories of many users within a budget of bytes; who was asked for longest ago leaves
/// first.</summary>
/// <remarks>It belongs to one model through its scorer: a new model needs a new cache. Not for several threads at
/// once.</remarks>
internal sealed class UserCache(HistoryScorer scorer, long byteBudget)
{
    private readonly Dictionary<int, LinkedListNode<Entry>> _entries = [];
    private readonly LinkedList<Entry> _byUse = new();

    /// <summary>Bytes of all cached histories.</summary>
    internal long ByteCount { get; private set; }

    /// <summary>Number of cached users.</summary>
    internal int Count => _entries.Count;

    /// <summary>How often a history was there and needed its new events only.</summary>
    internal long HitCount { get; private set; }

    /// <summary>The history of a user strictly before a time; extended, or encoded anew where that is not
    /// possible.</summary>
    internal EncodedHistory Get(int user, long time)
    {
        EncodedHistory history;
        if (_entries.TryGetValue(user, out LinkedListNode<Entry>? node))
        {
            Remove(node);
            history = scorer.Extend(node.Value.History, user, time);
            HitCount += ReferenceEquals(history, node.Value.History) ? 1 : 0;
        }
        else
        {
            history = scorer.Encode(user, time);
        }

        var entry = new Entry(user, history, history.ByteCount);
        _entries[user] = _byUse.AddFirst(entry);
        ByteCount += entry.ByteCount;
        while (ByteCount > byteBudget && _byUse.Last is { } oldest)
        {
            Remove(oldest);
        }

        return history;
    }

    /// <summary>Forgets a user, as when events were deleted or corrected.</summary>
    internal void Forget(int user)
    {
        if (_entries.TryGetValue(user, out LinkedListNode<Entry>? node))
        {
            Remove(node);
        }
    }

    private void Remove(LinkedListNode<Entry> node)
    {
        _entries.Remove(node.Value.User);
        _byUse.Remove(node);
        ByteCount -= node.Value.ByteCount;
    }

    private sealed record Entry(int User, EncodedHistory History, long ByteCount);
}
