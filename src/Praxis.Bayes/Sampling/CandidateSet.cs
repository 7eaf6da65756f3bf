namespace Praxis.Bayes;

/// <summary>Which columns may be in a set and which must be.</summary>
/// <param name="Free">Columns that come and go, ascending.</param>
/// <param name="Required">Columns that are always in.</param>
/// <param name="Capacity">The most columns in the set, the required ones among them.</param>
internal sealed record CandidateSet(int[] Free, int[] Required, int Capacity)
{
    /// <summary>Columns free from the first up to a number, less those forbidden and those required.</summary>
    /// <param name="end">Columns below this one are candidates.</param>
    /// <param name="required">Which are required.</param>
    /// <param name="forbidden">Which are forbidden.</param>
    /// <param name="capacity">The most columns in the set; raised to hold the required ones.</param>
    internal static CandidateSet Below(int end, Func<int, bool> required, Func<int, bool> forbidden, int capacity)
    {
        int[] must = [.. Enumerable.Range(0, end).Where(required)];
        int[] may = [.. Enumerable.Range(0, end).Where(column => !required(column) && !forbidden(column))];
        return new CandidateSet(may, must, Math.Max(must.Length, Math.Min(capacity, must.Length + may.Length)));
    }
}
