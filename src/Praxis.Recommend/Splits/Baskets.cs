namespace Praxis.Recommend;

// A basket is a run of equal times in one user's events.
internal static class Baskets
{
    // First place of the last basket; −1 when there are no events.
    public static int LastStart(ReadOnlySpan<long> times)
    {
        int start = times.Length - 1;
        while (start > 0 && times[start - 1] == times[start])
        {
            start--;
        }

        return start;
    }

    // One past the last place of the basket that begins at start.
    public static int End(ReadOnlySpan<long> times, int start)
    {
        int end = start + 1;
        while (end < times.Length && times[end] == times[start])
        {
            end++;
        }

        return end;
    }

    // Each item once, in the order of first appearance.
    public static int[] Distinct(ReadOnlySpan<int> basket)
    {
        var seen = new HashSet<int>();
        var items = new List<int>(basket.Length);
        foreach (int item in basket)
        {
            if (seen.Add(item))
            {
                items.Add(item);
            }
        }

        return [.. items];
    }
}
