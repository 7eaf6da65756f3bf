namespace Praxis.Recommend;

/// <summary>Where a history of tokens stands, so that events can be appended: frozen inputs need nothing
/// more.</summary>
internal sealed class HistoryState
{
    /// <summary>First event that is seen, among the user's events.</summary>
    internal required int Start { get; init; }

    /// <summary>Events of the user so far, those before <see cref="Start"/> included.</summary>
    internal int EventCount { get; set; }

    /// <summary>Tokens so far.</summary>
    internal int TokenCount { get; set; }

    /// <summary>Time of the newest basket; null before the first.</summary>
    internal long? BasketTime { get; set; }

    /// <summary>Time of the basket before it; null when there was none.</summary>
    internal long? PreviousTime { get; set; }

    /// <summary>The newest basket's first event.</summary>
    internal int BasketFirstEvent { get; set; }

    /// <summary>Tokens before the newest basket.</summary>
    internal int BasketFirstToken { get; set; }

    /// <summary>Newest row of each slow column; -1 for none.</summary>
    internal required int[] SlowRows { get; init; }

    /// <summary>A copy that can go on by itself.</summary>
    internal HistoryState Copy() => new()
    {
        Start = Start,
        EventCount = EventCount,
        TokenCount = TokenCount,
        BasketTime = BasketTime,
        PreviousTime = PreviousTime,
        BasketFirstEvent = BasketFirstEvent,
        BasketFirstToken = BasketFirstToken,
        SlowRows = [.. SlowRows],
    };

    /// <summary>Begins a basket where an event's time differs from the newest one's.</summary>
    internal void Arrive(long time)
    {
        if (BasketTime != time)
        {
            PreviousTime = BasketTime ?? PreviousTime;
            BasketTime = time;
            BasketFirstEvent = EventCount;
            BasketFirstToken = TokenCount;
        }
    }
}
