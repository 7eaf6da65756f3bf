using Praxis.App;
using Praxis.Core;

namespace Praxis.Web.Components.RunList;

/// <summary>One run in the table: what the store knows of it with what the queue does.</summary>
/// <param name="Id">The run.</param>
/// <param name="Method">The method's name; empty when the run is damaged.</param>
/// <param name="Stage">How far it has come.</param>
public sealed record RunRow(string Id, string Method, RunStage Stage)
{
    /// <summary>The family of the method, or empty.</summary>
    public string Family { get; init; } = string.Empty;

    /// <summary>Whether this program has the method, so that the run can be fitted on or again.</summary>
    public bool IsKnown => Family.Length > 0;

    /// <summary>The data in few words.</summary>
    public string Data { get; init; } = string.Empty;

    /// <summary>The main metric's name, or null.</summary>
    public string? MetricName { get; init; }

    /// <summary>The main metric, or null.</summary>
    public double? Metric { get; init; }

    /// <summary>When it began, or was ordered, in UTC; null when that is not known.</summary>
    public DateTimeOffset? Start { get; init; }

    /// <summary>How long it took, or takes so far; null when that is not known.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>The newest line of progress, or why it failed; null when there is nothing to say.</summary>
    public string? Note { get; init; }

    /// <summary>Whether the store has a folder of it.</summary>
    public bool IsStored { get; init; }

    /// <summary>Its place in the queue: 0 while it runs, then as many as come before it, and last what is
    /// over.</summary>
    public int Turn { get; init; } = int.MaxValue;

    /// <summary>Whether it waits or runs.</summary>
    public bool IsActive => Stage is RunStage.Waiting or RunStage.Running or RunStage.Stopping;

    /// <summary>Whether a process fits it that is none of this server's: it cannot be cancelled here.</summary>
    public bool IsElsewhere { get; init; }

    /// <summary>Whether it can be gone on with.</summary>
    public bool CanResume =>
        IsStored && IsKnown && Stage is RunStage.Interrupted or RunStage.Failed or RunStage.Cancelled;

    /// <summary>Joins store and queue.</summary>
    /// <param name="runs">The runs of the store.</param>
    /// <param name="jobs">The jobs of the queue.</param>
    /// <param name="methods">The methods on offer.</param>
    /// <param name="now">The time, in UTC.</param>
    /// <returns>All runs, the newest first.</returns>
    public static IReadOnlyList<RunRow> Join(
        IReadOnlyList<RunEntry> runs,
        IReadOnlyList<FitJobState> jobs,
        IReadOnlyList<Method> methods,
        DateTimeOffset now)
    {
        Dictionary<string, FitJobState> newest = [];
        foreach (FitJobState job in jobs)
        {
            newest.TryAdd(job.RunId, job);
        }

        HashSet<string> stored = [.. runs.Select(static run => run.Id)];
        IEnumerable<RunRow> known = runs.Select(run => Of(run, newest.GetValueOrDefault(run.Id), now));
        IEnumerable<RunRow> queued = newest.Values
            .Where(job => !stored.Contains(job.RunId) && job.Stage != FitStage.Done)
            .Select(job => Of(job, now));
        return
        [
            .. known.Concat(queued)
                .Select(row => row with
                {
                    Family = methods.FirstOrDefault(method => method.Name == row.Method)?.Family ?? string.Empty,
                })
                .OrderBy(static row => row.Turn)
                .ThenByDescending(static row => row.Start)
                .ThenBy(static row => row.Id, StringComparer.Ordinal),
        ];
    }

    /// <summary>The stage of a run.</summary>
    /// <param name="state">What the store says; null when it has no folder yet.</param>
    /// <param name="job">What the queue says, or null.</param>
    /// <returns>The stage.</returns>
    public static RunStage StageOf(RunState? state, FitJobState? job) => state switch
    {
        RunState.Whole => RunStage.Done,
        RunState.Damaged when job is not { IsOver: false } => RunStage.Damaged,
        _ => job?.Stage switch
        {
            FitStage.Waiting => RunStage.Waiting,
            FitStage.Running => RunStage.Running,
            FitStage.Stopping => RunStage.Stopping,
            FitStage.Failed => RunStage.Failed,
            FitStage.Cancelled => RunStage.Cancelled,
            _ => RunStage.Interrupted,
        },
    };

    private static RunRow Of(RunEntry run, FitJobState? job, DateTimeOffset now)
    {
        bool isElsewhere = run.IsBeingFitted && job is null or { IsOver: true };
        RunStage stage = isElsewhere ? RunStage.Running : StageOf(run.State, job);
        return new RunRow(run.Id, run.Method, stage)
        {
            Data = run.State == RunState.Damaged ? string.Empty
                : run.DataPath is { } path ? Path.GetFileName(Path.TrimEndingDirectorySeparator(path))
                : "sample",
            MetricName = run.MetricName,
            Metric = run.MetricValue,
            Start = run.Start,
            Duration = isElsewhere ? now - run.Start
                : stage is RunStage.Running or RunStage.Stopping ? now - (job?.Started ?? run.Start)
                : run.Duration,
            Note = stage == RunStage.Done ? null
                : isElsewhere ? "by another process"
                : job?.Message ?? job?.Progress,
            IsStored = true,
            IsElsewhere = isElsewhere,
            Turn = TurnOf(stage, job),
        };
    }

    private static RunRow Of(FitJobState job, DateTimeOffset now) => new(job.RunId, job.Method, StageOf(null, job))
    {
        Turn = TurnOf(StageOf(null, job), job),
        Start = job.Started ?? job.Ordered,
        Duration = job.Started is { } began ? (job.Ended ?? now) - began : null,
        Note = job.Message ?? job.Progress ?? (job.Stage != FitStage.Waiting ? null
            : job.Before == 0 ? "next" : $"{job.Before} before it"),
    };

    private static int TurnOf(RunStage stage, FitJobState? job) => stage switch
    {
        RunStage.Running or RunStage.Stopping => 0,
        RunStage.Waiting => 1 + (job?.Before ?? 0),
        _ => int.MaxValue,
    };
}
