namespace Praxis.App;

/// <summary>How far a run in the store has come.</summary>
public enum RunState
{
    /// <summary>Finished; its folder never changes but for the report.</summary>
    Whole,

    /// <summary>Still running, or interrupted; it can be resumed.</summary>
    Partial,

    /// <summary>Its run.json or metrics.json cannot be read.</summary>
    Damaged,
}

/// <summary>One run in a listing.</summary>
/// <param name="Id">The run's identity.</param>
/// <param name="Method">The method's name; empty when the run is damaged.</param>
/// <param name="State">How far it has come.</param>
/// <param name="Start">When it began, in UTC; null when the run is damaged.</param>
/// <param name="Duration">From start to end; null while it is not whole.</param>
/// <param name="MetricName">The main metric's name, or null.</param>
/// <param name="MetricValue">The main metric, or null.</param>
public sealed record RunEntry(
    string Id,
    string Method,
    RunState State,
    DateTimeOffset? Start,
    TimeSpan? Duration,
    string? MetricName,
    double? MetricValue)
{
    /// <summary>The data file or folder; null for the bundled sample or where the run is damaged.</summary>
    public string? DataPath { get; init; }

    /// <summary>Whether a process, of whatever host, fits it now.</summary>
    public bool IsBeingFitted { get; init; }
}
