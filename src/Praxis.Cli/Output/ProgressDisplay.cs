using Praxis.Core;

namespace Praxis.Cli;

/// <summary>Shows what a job tells while it runs, on the error stream.</summary>
internal abstract class ProgressDisplay
{
    /// <summary>A display that fits the host's error stream.</summary>
    public static ProgressDisplay Of(VerbHost host) =>
        host.IsErrorTerminal ? new LiveProgress(host) : new PlainProgress(host.Error);

    /// <summary>Runs a job under the display.</summary>
    /// <typeparam name="T">What the job gives.</typeparam>
    /// <param name="job">The job; it is given the ear for its events.</param>
    public abstract T Show<T>(Func<Action<FitEvent>, T> job);
}
