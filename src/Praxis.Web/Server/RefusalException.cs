using Praxis.Core;

namespace Praxis.Web;

/// <summary>A request that cannot be answered as asked, with the status that says so.</summary>
public sealed class RefusalException : PraxisException
{
    /// <summary>Makes the error.</summary>
    /// <param name="status">The HTTP status, from 400 to 599.</param>
    /// <param name="message">One line: place, finding, mend.</param>
    /// <param name="innerException">The cause, never shown.</param>
    public RefusalException(int status, string message, Exception? innerException = null)
        : base(message, innerException) => Status = status;

    /// <summary>The HTTP status.</summary>
    public int Status { get; }

    /// <inheritdoc/>
    public override ExitCode ExitCode => ExitCode.Usage;
}
