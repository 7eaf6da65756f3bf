using Praxis.App;
using Praxis.Core;

namespace Praxis.Cli;

/// <summary>A line for each phase, epoch and notice; nothing is drawn over.</summary>
internal sealed class PlainProgress(TextWriter error) : ProgressDisplay
{
    /// <inheritdoc/>
    public override T Show<T>(Func<Action<FitEvent>, T> job) => job(happened =>
    {
        if (happened is not StepEvent)
        {
            error.WriteLine(EventText.Of(happened));
            error.Flush();
        }
    });
}
