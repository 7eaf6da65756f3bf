namespace Praxis.Recommend;

/// <summary>Finds rows that repeat user, item and time of an earlier row.</summary>
internal static class RepeatedEvents
{
    /// <summary>Looks through the kept rows, user by user.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="kept">Which rows count: [rows].</param>
    /// <returns>The later rows of each repeat, and how many users' rows are not in time order.</returns>
    /// <remarks>A counting sort by user and, where times repeat, a sort inside the user: O(rows log(longest
    /// history)).</remarks>
    public static (int[] Repeats, int UnsortedUsers) Find(EventRows rows, bool[] kept)
    {
        (int[] offsets, int[] order) = GroupByUser(rows, kept);
        ReadOnlySpan<long> times = rows.Times.Span;
        ReadOnlySpan<int> items = rows.Items.Span;
        var repeats = new List<int>();
        int unsorted = 0;
        (long Time, int Item, int Row)[] events = [];
        for (int user = 0; user + 1 < offsets.Length; user++)
        {
            ReadOnlySpan<int> own = order.AsSpan(offsets[user]..offsets[user + 1]);
            if (own.Length > events.Length)
            {
                events = new (long, int, int)[2 * own.Length];
            }

            bool ascends = true;
            bool strictly = true;
            for (int i = 0; i < own.Length; i++)
            {
                long time = times[own[i]];
                events[i] = (time, items[own[i]], own[i]);
                ascends &= i == 0 || time >= events[i - 1].Time;
                strictly &= i == 0 || time > events[i - 1].Time;
            }

            unsorted += ascends ? 0 : 1;
            if (!strictly)
            {
                AddRepeats(events.AsSpan(0, own.Length), repeats);
            }
        }

        return ([.. repeats], unsorted);
    }

    private static void AddRepeats(Span<(long Time, int Item, int Row)> events, List<int> repeats)
    {
        events.Sort();
        for (int i = 1; i < events.Length; i++)
        {
            if (events[i].Time == events[i - 1].Time && events[i].Item == events[i - 1].Item)
            {
                repeats.Add(events[i].Row);
            }
        }
    }

    private static (int[] Offsets, int[] Order) GroupByUser(EventRows rows, bool[] kept)
    {
        ReadOnlySpan<int> users = rows.Users.Span;
        var offsets = new int[rows.UserIds.Count + 1];
        for (int row = 0; row < users.Length; row++)
        {
            offsets[users[row] + 1] += kept[row] ? 1 : 0;
        }

        for (int user = 0; user + 1 < offsets.Length; user++)
        {
            offsets[user + 1] += offsets[user];
        }

        int[] next = offsets[..^1];
        var order = new int[offsets[^1]];
        for (int row = 0; row < users.Length; row++)
        {
            if (kept[row])
            {
                order[next[users[row]]++] = row;
            }
        }

        return (offsets, order);
    }
}
