namespace Praxis.Core;

/// <summary>A place that an option names, or the default of one, cannot be written: the disk is full, or the folder is
/// not writable. The mend is another value of the option, so that it counts as one that cannot be used.</summary>
public sealed class StorageException : PraxisException
{
    /// <summary>Makes the error.</summary>
    /// <param name="message">One line: place, finding, mend.</param>
    /// <param name="innerException">The cause, shown only on request.</param>
    public StorageException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <inheritdoc/>
    public override ExitCode ExitCode => ExitCode.Input;
}
