namespace Praxis.Core;

/// <summary>The loss or a weight stopped being finite; the message has step, loss, learning rate and the
/// mend.</summary>
public sealed class TrainingDivergedException : PraxisException
{
    /// <summary>Makes the error.</summary>
    /// <param name="message">One line: place, finding, mend.</param>
    /// <param name="innerException">The cause, shown only on request.</param>
    public TrainingDivergedException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <inheritdoc/>
    public override ExitCode ExitCode => ExitCode.Unusable;
}
