using System.Text.Json.Serialization;

namespace Praxis.Recommend;

/// <summary>What a window brought: how well it was foretold before it was learnt from, and what it changed.</summary>
internal sealed record WindowResult
{
    /// <summary>Unix seconds of the window's beginning.</summary>
    public long StartTime { get; init; }

    /// <summary>New events.</summary>
    public int EventCount { get; init; }

    /// <summary>Users whose first new basket was foretold: those with events before the window.</summary>
    public int CaseCount { get; init; }

    /// <summary>Sums over the cases of <see cref="RankingMetrics.Names"/>.</summary>
    public double[] Sums { get; init; } = new double[RankingMetrics.Names.Count];

    /// <summary>The same of popularity up to the window.</summary>
    public double[] PopularitySums { get; init; } = new double[RankingMetrics.Names.Count];

    /// <summary>Mean training loss of the window's steps, in nats; 0 without steps.</summary>
    public double Loss { get; init; }

    /// <summary>Items that got a row.</summary>
    public int AdmittedCount { get; init; }

    /// <summary>Items that lost their row.</summary>
    public int EvictedCount { get; init; }

    /// <summary>Items with a row at the window's end.</summary>
    public int ItemCount { get; init; }
}

/// <summary>Where a stream stands: its place in the log and all that the next step depends on besides vocabulary,
/// parameters and moments.</summary>
internal sealed record StreamState
{
    /// <summary>Unix seconds of the last event that was learnt from; later ones are new.</summary>
    public long OffsetTime { get; init; } = long.MinValue;

    /// <summary>Events of the log at or before that time when it was read: the offset in the log.</summary>
    public long OffsetEvents { get; init; }

    /// <summary>Optimiser steps done.</summary>
    public long GlobalStep { get; init; }

    /// <summary>Events that came later than others of a younger time had been learnt from.</summary>
    public long LateCount { get; init; }

    /// <summary>Whether items of a history are taken out of the ranking.</summary>
    public bool SeenItemsAreRemoved { get; init; }

    /// <summary>Windows done, in the order of time.</summary>
    public IReadOnlyList<WindowResult> Windows { get; init; } = [];

    /// <summary>The window under way, foretold and counted but not learnt to its end; null between windows.</summary>
    public WindowResult? Current { get; init; }

    /// <summary>The next batch of the window under way.</summary>
    public int Batch { get; init; }

    /// <summary>Steps of the window under way.</summary>
    public int StepCount { get; init; }

    /// <summary>Sum of the losses of these steps.</summary>
    public double LossSum { get; init; }

    /// <summary>Seconds of training so far, including those before a resume; in checkpoints alone.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double Seconds { get; init; }
}
