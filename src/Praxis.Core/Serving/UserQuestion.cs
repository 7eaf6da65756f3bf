namespace Praxis.Core;

/// <summary>Asks for recommendations to one user.</summary>
/// <param name="User">The user's identity; of the log of the fit, or new.</param>
public sealed record UserQuestion(string User)
{
    /// <summary>Events since the fit; those of the log come before them.</summary>
    /// <value>None unless given.</value>
    public IReadOnlyList<UserEvent> Events { get; init; } = [];

    /// <summary>When it is asked, in Unix seconds; later events are left out.</summary>
    /// <value>Null for now.</value>
    public long? Time { get; init; }

    /// <summary>How many items to recommend.</summary>
    /// <value>10 unless given.</value>
    public int TopK { get; init; } = 10;

    /// <summary>Of how many of the last events to tell what they weighed; each costs as much as a question.</summary>
    /// <value>0 unless given: none.</value>
    public int ExplainedEvents { get; init; }

    /// <summary>Whether items of the history are left out of the recommendations.</summary>
    /// <value>Null for what the fit says.</value>
    public bool? SeenItemsAreRemoved { get; init; }

    /// <summary>Whether only <see cref="Events"/> are the history and the log's are left out, as for a history made by
    /// hand.</summary>
    public bool IsOnlyEvents { get; init; }
}
