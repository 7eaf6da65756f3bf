namespace Praxis.Recommend;

// Items by descending count; equal counts by lower index, which is first appearance in the log.
internal static class PopularityRanking
{
    // Events of each item among the first ends[u] of each user: [items].
    public static int[] Counts(InteractionLog log, ReadOnlySpan<int> ends)
    {
        var counts = new int[log.ItemCount];
        for (int user = 0; user < log.UserCount; user++)
        {
            foreach (int item in log.ItemsOf(user).Span[..ends[user]])
            {
                counts[item]++;
            }
        }

        return counts;
    }

    // Place of each item, 0 for the most popular: [items].
    public static int[] Places(ReadOnlySpan<int> counts)
    {
        var keys = new long[counts.Length];
        for (int item = 0; item < keys.Length; item++)
        {
            keys[item] = ((long)(int.MaxValue - counts[item]) << 32) | (uint)item;
        }

        Array.Sort(keys);
        var places = new int[keys.Length];
        for (int place = 0; place < keys.Length; place++)
        {
            places[(int)(uint)keys[place]] = place;
        }

        return places;
    }
}
