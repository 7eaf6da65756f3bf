using System.ComponentModel.DataAnnotations;

namespace Praxis.Recommend;

/// <summary>What is asked of a fitted recommender.</summary>
public sealed record RecommendPredictOptions
{
    /// <summary>Users, separated by commas, or @FILE with one a line (a .json file: an array of texts); empty for
    /// all.</summary>
    public string Users { get; init; } = "";

    /// <summary>Items of somebody who is not in the log, oldest first, separated by commas, or @FILE as for
    /// users.</summary>
    public string History { get; init; } = "";

    /// <summary>How many items to recommend to each.</summary>
    [Range(1, 10_000)]
    public int TopK { get; init; } = 10;

    /// <summary>When it is asked, as ISO 8601 date-time or Unix seconds; later events are left out. Empty for
    /// now.</summary>
    public string At { get; init; } = "";

    /// <summary>Whether items of the history can be recommended: as-fitted, keep or remove.</summary>
    public PredictSeenItems SeenItems { get; init; } = PredictSeenItems.AsFitted;
}

/// <summary>Whether items of the history can be recommended.</summary>
public enum PredictSeenItems
{
    /// <summary>As in the evaluation of the fit.</summary>
    AsFitted,

    /// <summary>They can be recommended again.</summary>
    Keep,

    /// <summary>They are never recommended.</summary>
    Remove,
}
