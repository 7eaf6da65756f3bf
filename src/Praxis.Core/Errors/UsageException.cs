namespace Praxis.Core;

/// <summary>A command line is not of a known form, or names what does not exist.</summary>
public sealed class UsageException : PraxisException
{
    /// <summary>Makes the error.</summary>
    /// <param name="message">One line: place, finding, mend.</param>
    /// <param name="innerException">The cause, shown only on request.</param>
    public UsageException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <inheritdoc/>
    public override ExitCode ExitCode => ExitCode.Usage;
}
