using System.ComponentModel.DataAnnotations;

namespace Praxis.Recommend;

/// <summary>What is asked of a fitted ranking model.</summary>
public sealed record RankingPredictOptions
{
    /// <summary>Users, separated by commas, or @FILE with one a line (a .json file: an array of texts); empty for
    /// all.</summary>
    public string Users { get; init; } = "";

    /// <summary>Candidate items, separated by commas, or @FILE as for users; empty for the most frequent
    /// ones.</summary>
    public string Items { get; init; } = "";

    /// <summary>How many of the most frequent items are candidates when none are given.</summary>
    [Range(1, 1_000_000)]
    public int Candidates { get; init; } = 100;

    /// <summary>How many items to write for each user, best first.</summary>
    [Range(1, 1_000_000)]
    public int TopK { get; init; } = 10;

    /// <summary>Task that says what is best; empty for the first.</summary>
    public string By { get; init; } = "";

    /// <summary>When it is asked, as ISO 8601 date-time or Unix seconds; only events before it are seen. Empty for
    /// now.</summary>
    public string At { get; init; } = "";
}
