namespace Praxis.Recommend;

// A history without the items that a recommender does not know.
internal static class KnownHistory
{
    public static HistoryQuery Of(HistoryQuery query, int itemCount)
    {
        ReadOnlySpan<int> items = query.Items.Span;
        int known = 0;
        foreach (int item in items)
        {
            known += (uint)item < (uint)itemCount ? 1 : 0;
        }

        if (known == items.Length)
        {
            return query;
        }

        var keptItems = new int[known];
        var keptTimes = new long[known];
        ReadOnlySpan<long> times = query.Times.Span;
        for (int i = 0, next = 0; i < items.Length; i++)
        {
            if ((uint)items[i] < (uint)itemCount)
            {
                keptItems[next] = items[i];
                keptTimes[next++] = times[i];
            }
        }

        return new HistoryQuery(keptItems, keptTimes, query.RequestTime);
    }
}
