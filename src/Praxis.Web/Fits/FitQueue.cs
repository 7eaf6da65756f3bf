using Praxis.App;
using Praxis.Core;

namespace Praxis.Web;

/// <summary>Fits that wait and run, one after the other, each in a process of its own; a restart of the server loses
/// none.</summary>
public sealed class FitQueue
{
    /// <summary>Called after each change of a job, on any thread.</summary>
    public event Action<FitJobState>? Changed;

    /// <summary>All jobs that this store remembers, the newest first.</summary>
    public IReadOnlyList<FitJobState> Jobs => [];

    /// <summary>The newest job of a run, or null.</summary>
    /// <param name="runId">The run.</param>
    /// <returns>The job, or null.</returns>
    public FitJobState? Find(string runId) => null;

    /// <summary>Checks an order and queues it.</summary>
    /// <param name="order">Method, data, options and seed; a name is chosen when it has none.</param>
    /// <returns>The job.</returns>
    /// <exception cref="PraxisException">The order cannot be used.</exception>
    public FitJobState Enqueue(FitOrder order)
    {
        Changed?.Invoke(new FitJobState(string.Empty, order.Method, FitKind.Fit, FitStage.Waiting, default));
        throw new UsageException("fits are not there yet");
    }

    /// <summary>Queues the continuation of an interrupted run.</summary>
    /// <param name="runId">The run.</param>
    /// <returns>The job.</returns>
    /// <exception cref="PraxisException">There is no such run, it is whole, or it is being fitted.</exception>
    public FitJobState Resume(string runId) => throw new UsageException("fits are not there yet");

    /// <summary>Queues the repetition of a run.</summary>
    /// <param name="runId">The run to repeat.</param>
    /// <param name="name">The new run's identity, or null for one of the method's name and the time.</param>
    /// <returns>The job.</returns>
    /// <exception cref="PraxisException">There is no such run, or the name cannot be used.</exception>
    public FitJobState Rerun(string runId, string? name) => throw new UsageException("fits are not there yet");

    /// <summary>Stops a job: a waiting one leaves the queue, a running one ends between two steps.</summary>
    /// <param name="runId">The run.</param>
    /// <returns>The job as it stands now.</returns>
    /// <exception cref="PraxisException">No job of that run waits or runs.</exception>
    public FitJobState Cancel(string runId) => throw new UsageException("fits are not there yet");
}
