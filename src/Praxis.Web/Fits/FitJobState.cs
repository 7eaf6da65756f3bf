namespace Praxis.Web;

/// <summary>How far a job of the queue has come.</summary>
public enum FitStage
{
    /// <summary>Waits for its turn.</summary>
    Waiting,

    /// <summary>A process fits it.</summary>
    Running,

    /// <summary>It was asked to stop and has not yet.</summary>
    Stopping,

    /// <summary>The run is whole.</summary>
    Done,

    /// <summary>The fit failed; the message says why.</summary>
    Failed,

    /// <summary>It was stopped by a user.</summary>
    Cancelled,
}

/// <summary>What a job of the queue does.</summary>
public enum FitKind
{
    /// <summary>Fits a method in a new run.</summary>
    Fit,

    /// <summary>Goes on with an interrupted run.</summary>
    Resume,

    /// <summary>Repeats a run in a new one.</summary>
    Rerun,
}

/// <summary>A job of the queue as it stands now.</summary>
/// <param name="RunId">The run it makes.</param>
/// <param name="Method">The method's name.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Stage">How far it has come.</param>
/// <param name="Ordered">When it was ordered, in UTC.</param>
public sealed record FitJobState(string RunId, string Method, FitKind Kind, FitStage Stage, DateTimeOffset Ordered)
{
    /// <summary>When its process started, in UTC; null before.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>When it ended, in UTC; null before.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>How many jobs come before it; 0 when it is next or running.</summary>
    public int Before { get; init; }

    /// <summary>The newest line of progress; null before the first.</summary>
    public string? Progress { get; init; }

    /// <summary>Why it failed, in one line; null otherwise.</summary>
    public string? Message { get; init; }

    /// <summary>Whether it has ended in one way or another.</summary>
    public bool IsOver => Stage is FitStage.Done or FitStage.Failed or FitStage.Cancelled;
}
