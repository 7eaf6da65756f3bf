using System.Numerics.Tensors;

namespace Praxis.Recommend;

/// <summary>Who took which item when: an immutable event log, grouped by user, in time order inside a user.</summary>
/// <remarks>Events of one user with equal times keep their input order, so the order is stable and
/// reproducible.</remarks>
public sealed class InteractionLog
{
    private readonly int[] _offsets;
    private readonly int[] _items;
    private readonly long[] _times;

    private InteractionLog(
        IReadOnlyList<string> userIds, IReadOnlyList<string> itemIds, int[] offsets, int[] items, long[] times)
    {
        UserIds = userIds;
        ItemIds = itemIds;
        _offsets = offsets;
        _items = items;
        _times = times;
    }

    /// <summary>User identities by user index, in the order of first appearance.</summary>
    public IReadOnlyList<string> UserIds { get; }

    /// <summary>Item identities by item index, in the order of first appearance.</summary>
    public IReadOnlyList<string> ItemIds { get; }

    /// <summary>Number of users.</summary>
    public int UserCount => UserIds.Count;

    /// <summary>Number of items.</summary>
    public int ItemCount => ItemIds.Count;

    /// <summary>Number of events.</summary>
    public int EventCount => _items.Length;

    /// <summary>First event of each user, and the total at the end: [users + 1].</summary>
    public ReadOnlySpan<int> Offsets => _offsets;

    /// <summary>Item indices of all events, user by user: [events].</summary>
    public ReadOnlyMemory<int> Items => _items;

    /// <summary>Unix seconds of all events, user by user, ascending inside a user: [events].</summary>
    public ReadOnlyMemory<long> Times => _times;

    /// <summary>Time of the newest event, Unix seconds; 0 without events.</summary>
    public long LastTime => _times.Length == 0 ? 0 : TensorPrimitives.Max<long>(_times);

    /// <summary>What reading did to the rows, one sentence each: what was dropped and what was sorted.</summary>
    /// <value>Empty: every row is an event.</value>
    public IReadOnlyList<string> Notices { get; private init; } = [];

    /// <summary>Groups events by user and orders each user's by time; equal times keep their input order.</summary>
    /// <param name="userIds">User identities by index; kept.</param>
    /// <param name="itemIds">Item identities by index; kept.</param>
    /// <param name="users">User index of each event; not kept.</param>
    /// <param name="items">Item index of each event; not kept.</param>
    /// <param name="times">Unix seconds of each event; not kept.</param>
    /// <returns>The log.</returns>
    /// <remarks>A counting sort by user, then a stable sort inside a user: O(events log(longest history)).</remarks>
    public static InteractionLog FromEvents(
        string[] userIds,
        string[] itemIds,
        ReadOnlySpan<int> users,
        ReadOnlySpan<int> items,
        ReadOnlySpan<long> times)
    {
        Core.Check.Length(items.Length, users.Length);
        Core.Check.Length(times.Length, users.Length);
        var offsets = new int[userIds.Length + 1];
        foreach (int user in users)
        {
            offsets[user + 1]++;
        }

        for (int user = 0; user < userIds.Length; user++)
        {
            offsets[user + 1] += offsets[user];
        }

        var next = offsets[..^1];
        var groupedItems = new int[items.Length];
        var groupedTimes = new long[times.Length];
        for (int i = 0; i < users.Length; i++)
        {
            int place = next[users[i]]++;
            groupedItems[place] = items[i];
            groupedTimes[place] = times[i];
        }

        SortInsideUsers(offsets, groupedItems, groupedTimes);
        return new InteractionLog(userIds, itemIds, offsets, groupedItems, groupedTimes);
    }

    /// <summary>Items of one user, in time order.</summary>
    /// <param name="user">User index.</param>
    /// <returns>A view, not a copy.</returns>
    public ReadOnlyMemory<int> ItemsOf(int user) => _items.AsMemory(_offsets[user].._offsets[user + 1]);

    /// <summary>Times of one user's events, Unix seconds, ascending.</summary>
    /// <param name="user">User index.</param>
    /// <returns>A view, not a copy.</returns>
    public ReadOnlyMemory<long> TimesOf(int user) => _times.AsMemory(_offsets[user].._offsets[user + 1]);

    /// <summary>Number of one user's events.</summary>
    /// <param name="user">User index.</param>
    /// <returns>The count.</returns>
    public int CountOf(int user) => _offsets[user + 1] - _offsets[user];

    /// <summary>The same log with the notices of its reading.</summary>
    /// <param name="notices">One sentence each; kept.</param>
    /// <returns>A log that shares the events of this one.</returns>
    public InteractionLog WithNotices(IReadOnlyList<string> notices)
        => new(UserIds, ItemIds, _offsets, _items, _times) { Notices = notices };

    private static void SortInsideUsers(int[] offsets, int[] items, long[] times)
    {
        for (int user = 0; user + 1 < offsets.Length; user++)
        {
            int start = offsets[user];
            int length = offsets[user + 1] - start;
            if (IsAscending(times.AsSpan(start, length)))
            {
                continue;
            }

            // Sorting (time, input order) pairs makes the unstable library sort stable.
            var keys = new (long Time, int Order)[length];
            for (int i = 0; i < length; i++)
            {
                keys[i] = (times[start + i], i);
            }

            int[] sortedItems = items[start..(start + length)];
            Array.Sort(keys, sortedItems);
            for (int i = 0; i < length; i++)
            {
                times[start + i] = keys[i].Time;
                items[start + i] = sortedItems[i];
            }
        }
    }

    private static bool IsAscending(ReadOnlySpan<long> times)
    {
        for (int i = 1; i < times.Length; i++)
        {
            if (times[i] < times[i - 1])
            {
                return false;
            }
        }

        return true;
    }
}
