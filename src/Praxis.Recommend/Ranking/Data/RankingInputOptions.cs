using System.ComponentModel.DataAnnotations;

namespace Praxis.Recommend;

/// <summary>How a log of events and their actions is read, split and evaluated.</summary>
public sealed record RankingInputOptions
{
    /// <summary>Format of the log: auto, table (CSV, TSV, Parquet, JSON lines), recbole or movielens.</summary>
    public string Format { get; init; } = "auto";

    /// <summary>Column that holds the user.</summary>
    public string UserColumn { get; init; } = "user_id";

    /// <summary>Column that holds the item.</summary>
    public string ItemColumn { get; init; } = "item_id";

    /// <summary>Column that holds the time of the event.</summary>
    public string TimeColumn { get; init; } = "timestamp";

    /// <summary>What a time is: Unix seconds, Unix milliseconds, or an ISO 8601 date or date-time, taken as
    /// UTC.</summary>
    public TimeUnit TimeUnit { get; init; } = TimeUnit.Seconds;

    /// <summary>What to foretell of each event, separated by commas: name=column:value|value or name=column>=number for
    /// a choice, column, name=column or name=log(column) for a number.</summary>
    public string Tasks { get; init; } = "high=rating>=4,rating";

    /// <summary>Columns that say who a user is, separated by commas: of the user table, or of the user's first
    /// row.</summary>
    public string ContextColumns { get; init; } = "";

    /// <summary>Table with one row a user (the user column and the context columns), as RecBole's .user file; empty for
    /// none.</summary>
    public string UserTable { get; init; } = "";

    /// <summary>Columns whose value changes slowly, separated by commas; each change becomes a token of its
    /// own.</summary>
    public string SlowColumns { get; init; } = "";

    /// <summary>What happens to rows that repeat user, item and time: drop, keep or refuse.</summary>
    public DuplicatePolicy Duplicates { get; init; } = DuplicatePolicy.Drop;

    /// <summary>Users with fewer events are left out; more than 1 looks into the future.</summary>
    [Range(1, 1_000_000)]
    public int MinUserEvents { get; init; } = 1;

    /// <summary>Items with fewer events are left out, before users are counted; more than 1 looks into the
    /// future.</summary>
    [Range(1, 1_000_000)]
    public int MinItemEvents { get; init; } = 1;

    /// <summary>Share of all events before the time from which on events are validated on.</summary>
    [Range(0.05, 0.98)]
    public double ValidationFrom { get; init; } = 0.8;

    /// <summary>Share of all events before the time from which on events are tested on.</summary>
    [Range(0.06, 0.99)]
    public double TestFrom { get; init; } = 0.9;

    /// <summary>Methods evaluated beside the fitted one: none, rates (constant, smoothed rates of user and item) or
    /// trees (also boosted trees on counts, rates and recency).</summary>
    public RankingBaselineSet Baselines { get; init; } = RankingBaselineSet.Trees;

    /// <summary>What the readers of event logs need to know.</summary>
    internal RecommendInputOptions EventOptions => new()
    {
        UserColumn = UserColumn,
        ItemColumn = ItemColumn,
        TimeColumn = TimeColumn,
        TimeUnit = TimeUnit,
        Duplicates = Duplicates,
        MinUserEvents = MinUserEvents,
        MinItemEvents = MinItemEvents,
    };
}

/// <summary>Methods evaluated beside a ranking model.</summary>
public enum RankingBaselineSet
{
    /// <summary>None.</summary>
    None,

    /// <summary>The training mean, and smoothed rates of user and item.</summary>
    Rates,

    /// <summary>Also gradient-boosted trees on counts, rates and recency.</summary>
    Trees,
}
