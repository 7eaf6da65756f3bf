namespace Praxis.Core;

/// <summary>The machine refused: a native library missing, too little memory, an instruction it lacks.</summary>
public sealed class EnvironmentException : PraxisException
{
    /// <summary>Makes the error.</summary>
    /// <param name="message">One line: place, finding, mend.</param>
    /// <param name="innerException">The cause, shown only on request.</param>
    public EnvironmentException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <inheritdoc/>
    public override ExitCode ExitCode => ExitCode.Environment;
}
