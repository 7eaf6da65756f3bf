using System.Diagnostics.CodeAnalysis;

namespace Praxis.Recommend;

/// <summary>Keeps values by key up to a number of bytes; what was used longest ago goes first.</summary>
/// <typeparam name="TKey">Names a value.</typeparam>
/// <typeparam name="TValue">What is kept.</typeparam>
/// <remarks>
/// A value is taken out while it is used and put back afterwards, so that no two threads ever work on one. Who asks for
/// a value that another has taken out finds nothing and makes a new one; the last that is put back stays.
/// </remarks>
internal sealed class ByteBudgetCache<TKey, TValue>
    where TKey : notnull
    where TValue : class
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, LinkedListNode<Entry>> _entries = [];
    private readonly LinkedList<Entry> _byUse = [];
    private readonly long _budget;
    private long _bytes;
    private long _hits;
    private long _misses;
    private long _drops;

    /// <summary>Makes an empty cache.</summary>
    /// <param name="budget">The most bytes to keep; 0 keeps nothing.</param>
    internal ByteBudgetCache(long budget)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(budget);
        _budget = budget;
    }

    /// <summary>What is kept, and how often something was found.</summary>
    internal CacheStatistics Statistics
    {
        get
        {
            lock (_lock)
            {
                return new CacheStatistics(_entries.Count, _bytes, _hits, _misses);
            }
        }
    }

    /// <summary>How often <see cref="Drop"/> was called: what was taken out before a later call is not put
    /// back.</summary>
    internal long Drops => Interlocked.Read(ref _drops);

    /// <summary>Takes a value out.</summary>
    internal bool TryTake(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(key, out LinkedListNode<Entry>? node))
            {
                _hits++;
                value = node.Value.Value;
                Remove(node);
                return true;
            }

            _misses++;
            value = null;
            return false;
        }
    }

    /// <summary>Puts a value in as the one used last, and drops the oldest until the budget holds.</summary>
    /// <param name="key">Its key; a value that was there under it is replaced.</param>
    /// <param name="value">The value; larger ones than the budget are not kept.</param>
    /// <param name="bytes">Its size.</param>
    /// <param name="drops"><see cref="Drops"/> before the value was taken out.</param>
    internal void Put(TKey key, TValue value, long bytes, long drops)
    {
        lock (_lock)
        {
            // Somebody may have asked to be forgotten meanwhile; others only lose time.
            if (drops != _drops)
            {
                return;
            }

            if (_entries.TryGetValue(key, out LinkedListNode<Entry>? old))
            {
                Remove(old);
            }

            if (bytes > _budget)
            {
                return;
            }

            while (_bytes + bytes > _budget)
            {
                Remove(_byUse.First!);
            }

            _entries[key] = _byUse.AddLast(new Entry(key, value, bytes));
            _bytes += bytes;
        }
    }

    /// <summary>Drops a value, for example of a user who asks to be forgotten.</summary>
    /// <returns>Whether there was one.</returns>
    internal bool Drop(TKey key)
    {
        lock (_lock)
        {
            _drops++;
            if (!_entries.TryGetValue(key, out LinkedListNode<Entry>? node))
            {
                return false;
            }

            Remove(node);
            return true;
        }
    }

    private void Remove(LinkedListNode<Entry> node)
    {
        _entries.Remove(node.Value.Key);
        _byUse.Remove(node);
        _bytes -= node.Value.Bytes;
    }

    private readonly record struct Entry(TKey Key, TValue Value, long Bytes);
}
