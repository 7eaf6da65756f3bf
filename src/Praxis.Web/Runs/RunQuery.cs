using Praxis.App;
using Praxis.Core;

namespace Praxis.Web;

/// <summary>One page of a listing.</summary>
/// <param name="Total">How many runs fit the question.</param>
/// <param name="Runs">Those of the page.</param>
public sealed record RunPage(int Total, IReadOnlyList<RunEntry> Runs);

/// <summary>Which runs to list, and in what order.</summary>
public sealed record RunQuery
{
    private static readonly Dictionary<string, Func<RunEntry, IComparable?>> Keys = new(StringComparer.Ordinal)
    {
        ["start"] = static run => run.Start,
        ["id"] = static run => run.Id,
        ["method"] = static run => run.Method,
        ["state"] = static run => run.State,
        ["duration"] = static run => run.Duration,
        ["metric"] = static run => run.MetricValue,
    };

    /// <summary>The columns that can be sorted by.</summary>
    internal static IReadOnlyCollection<string> Columns => Keys.Keys;

    /// <summary>Only runs of this method; null for all.</summary>
    public string? Method { get; init; }

    /// <summary>Only runs of this state; null for all.</summary>
    public RunState? State { get; init; }

    /// <summary>Only runs whose identity or method has this text; null for all.</summary>
    public string? Text { get; init; }

    /// <summary>The column to sort by: start, id, method, state, duration or metric.</summary>
    public string Sort { get; init; } = "start";

    /// <summary>Whether the greatest comes first.</summary>
    public bool IsDescending { get; init; } = true;

    /// <summary>How many runs to leave out at the beginning.</summary>
    public int Skip { get; init; }

    /// <summary>The most runs of a page.</summary>
    public int Take { get; init; } = 100;

    /// <summary>Answers the question.</summary>
    internal RunPage Of(IReadOnlyList<RunEntry> all)
    {
        Func<RunEntry, IComparable?> key = Keys.GetValueOrDefault(Sort)
            ?? throw new InputException($"sort must be one of {string.Join(", ", Columns)}; got {Sort}");
        RunEntry[] found =
        [
            .. all.Where(run => (Method is null || run.Method == Method)
                && (State is null || run.State == State)
                && (Text is null
                    || run.Id.Contains(Text, StringComparison.OrdinalIgnoreCase)
                    || run.Method.Contains(Text, StringComparison.OrdinalIgnoreCase))),
        ];
        IEnumerable<RunEntry> sorted = IsDescending ? found.OrderByDescending(key) : found.OrderBy(key);
        return new RunPage(found.Length, [.. sorted.Skip(Skip).Take(Take)]);
    }
}
