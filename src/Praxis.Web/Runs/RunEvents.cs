using System.Runtime.CompilerServices;
using Praxis.Core;

namespace Praxis.Web;

/// <summary>One event of a run as it is streamed.</summary>
/// <param name="Number">Its place in the run, from 1; where a stream may go on after a break.</param>
/// <param name="Happened">What the fit told; null for a change of the run's state.</param>
/// <param name="State">The run's state when it changed, as in "running", "done" or "failed"; null otherwise.</param>
/// <param name="Progress">The newest line of progress, which is not kept in the run; null otherwise.</param>
public sealed record RunEvent(long Number, FitEvent? Happened, string? State, string? Progress);

/// <summary>Events of runs: first those that were, then those that come.</summary>
public sealed class RunEvents
{
    /// <summary>Follows a run until it ends.</summary>
    /// <param name="id">The run.</param>
    /// <param name="after">The number of the last event that is known already; 0 for all.</param>
    /// <param name="cancellation">Ends the stream.</param>
    /// <returns>The events.</returns>
    /// <exception cref="PraxisException">There is no such run.</exception>
    public async IAsyncEnumerable<RunEvent> Follow(
        string id, long after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.CompletedTask;
        yield break;
    }
}
