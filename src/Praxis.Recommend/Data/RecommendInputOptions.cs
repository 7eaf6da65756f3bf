using System.ComponentModel.DataAnnotations;

namespace Praxis.Recommend;

/// <summary>How an event log is read, split and evaluated.</summary>
public sealed record RecommendInputOptions
{
    /// <summary>Format of the log: auto, table (CSV, TSV, Parquet, JSON lines), recbole, movielens or
    /// aligned.</summary>
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

    /// <summary>Column that holds the action; empty when every row counts.</summary>
    public string ActionColumn { get; init; } = "";

    /// <summary>Actions that count as taking the item, separated by commas; empty for all.</summary>
    public string KeepActions { get; init; } = "";

    /// <summary>What happens to rows that repeat user, item and time: drop, keep or refuse.</summary>
    public DuplicatePolicy Duplicates { get; init; } = DuplicatePolicy.Drop;

    /// <summary>Users with fewer events are left out.</summary>
    [Range(1, 1_000_000)]
    public int MinUserEvents { get; init; } = 2;

    /// <summary>Items with fewer events are left out, before users are counted.</summary>
    [Range(1, 1_000_000)]
    public int MinItemEvents { get; init; } = 1;

    /// <summary>What is held out: each user's last event, each user's last basket (events of one time), or all after a
    /// time.</summary>
    public SplitKind Split { get; init; } = SplitKind.LastOut;

    /// <summary>Whether items of the history can be recommended: keep, remove, or auto, which removes them when repeats
    /// are rare.</summary>
    public SeenItemPolicy SeenItems { get; init; } = SeenItemPolicy.Auto;

    /// <summary>Methods evaluated beside the fitted one: none, simple (popularity, markov) or all (also
    /// sasrec).</summary>
    public BaselineSet Baselines { get; init; } = BaselineSet.Simple;
}

/// <summary>What a number or text in the time column means.</summary>
public enum TimeUnit
{
    /// <summary>Unix seconds.</summary>
    Seconds,

    /// <summary>Unix milliseconds, cut to seconds.</summary>
    Milliseconds,

    /// <summary>ISO 8601 date or date-time, UTC where no zone is given.</summary>
    Iso,
}

/// <summary>What happens to rows that repeat user, item and time.</summary>
public enum DuplicatePolicy
{
    /// <summary>The first counts; the others are dropped and counted in a notice.</summary>
    Drop,

    /// <summary>All count.</summary>
    Keep,

    /// <summary>The first repeat is an error.</summary>
    Refuse,
}

/// <summary>What is held out for validation and test.</summary>
public enum SplitKind
{
    /// <summary>Each user's last event for test, the one before for validation.</summary>
    LastOut,

    /// <summary>All events at each user's last time for test, those at the time before for validation.</summary>
    LastBasketOut,

    /// <summary>Each user's first events after a time that cuts the whole log.</summary>
    ByTime,
}

/// <summary>Whether items of the history can be recommended.</summary>
public enum SeenItemPolicy
{
    /// <summary>Remove them when fewer than one event in a hundred repeats an item of its user.</summary>
    Auto,

    /// <summary>They can be recommended again.</summary>
    Keep,

    /// <summary>They are never recommended.</summary>
    Remove,
}

/// <summary>Methods evaluated beside the fitted one.</summary>
public enum BaselineSet
{
    /// <summary>None.</summary>
    None,

    /// <summary>Popularity and first-order Markov.</summary>
    Simple,

    /// <summary>Popularity, first-order Markov and SASRec.</summary>
    All,
}
