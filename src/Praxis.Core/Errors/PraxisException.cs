namespace Praxis.Core;

/// <summary>An error with a message for the user: one line with the place, what was found and the mend.</summary>
public abstract class PraxisException : Exception
{
    /// <summary>Makes the error.</summary>
    /// <param name="message">One line: place, finding, mend.</param>
    /// <param name="innerException">The cause, shown only on request.</param>
    protected PraxisException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>The exit code a host ends with.</summary>
    public abstract ExitCode ExitCode { get; }
}
