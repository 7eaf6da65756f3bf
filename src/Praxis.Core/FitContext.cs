namespace Praxis.Core;

/// <summary>Everything a fit may use of the world around it: nothing is ambient.</summary>
public sealed class FitContext
{
    /// <summary>The seed of all random streams; the same seed gives the same bytes.</summary>
    /// <value>42 unless given.</value>
    public ulong Seed { get; init; } = 42;

    /// <summary>How many threads the fit may use; the result does not depend on it.</summary>
    /// <value>1 unless given.</value>
    public int ThreadCount { get; init; } = 1;

    /// <summary>Cancels the fit between two steps.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>The clock behind <see cref="TimeLimit"/> and the times in events.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>How long the fit may train; it then ends in good order with the best model so far.</summary>
    /// <value>Null for no limit. A run cut by it depends on the machine's speed, and says so.</value>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>Where checkpoints go, or null when the fit cannot be resumed.</summary>
    public CheckpointStore? Checkpoints { get; init; }

    /// <summary>Hears how many rows an answer will have at most, before it is made; what it throws ends the
    /// question.</summary>
    /// <value>Takes any number unless given.</value>
    public Action<long> Expect { get; init; } = static _ => { };

    /// <summary>Receives every event, on the fitting thread and in order.</summary>
    public Action<FitEvent> Report { get; init; } = static _ => { };
}
