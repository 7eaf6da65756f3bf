namespace Praxis.Bench;

internal static class SeedRange
{
    /// <summary>Seeds from words: "3" for 1, 2, 3 and "4-6" for 4, 5, 6.</summary>
    internal static ulong[] Parse(string words)
    {
        ulong[] bounds = [.. words.Split('-').Select(ulong.Parse)];
        ulong first = bounds.Length == 1 ? 1 : bounds[0];
        return [.. Enumerable.Range(0, (int)(bounds[^1] - first) + 1).Select(offset => first + (ulong)offset)];
    }
}
