using Praxis.Core;

namespace Praxis.App;

/// <summary>The user stopped a job; the message says whether it can be resumed.</summary>
public sealed class RunCancelledException : PraxisException
{
    /// <summary>Makes the error.</summary>
    /// <param name="message">One line: what became of the run.</param>
    /// <param name="innerException">The cause, shown only on request.</param>
    public RunCancelledException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <inheritdoc/>
    public override ExitCode ExitCode => ExitCode.Cancelled;
}
