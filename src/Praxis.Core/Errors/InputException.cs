namespace Praxis.Core;

/// <summary>Data or the value of an option cannot be used.</summary>
public sealed class InputException : PraxisException
{
    /// <summary>Makes the error.</summary>
    /// <param name="message">One line: place, finding, mend.</param>
    /// <param name="innerException">The cause, shown only on request.</param>
    public InputException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <inheritdoc/>
    public override ExitCode ExitCode => ExitCode.Input;
}
