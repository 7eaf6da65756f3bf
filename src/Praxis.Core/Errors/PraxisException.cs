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

    /// <summary>What lies behind an error that a parallel loop or a type's initialiser wrapped.</summary>
    /// <param name="exception">What was caught.</param>
    /// <returns>A cancellation where all causes are; the first of the other causes where all of them are for the user,
    /// or all are of files; the exception itself otherwise.</returns>
    public static Exception Unwrap(Exception exception)
    {
        Exception[] causes = [.. Causes(exception)];
        Exception[] failures = [.. causes.Where(static cause => cause is not OperationCanceledException)];
        return failures.Length == 0 ? causes[0]
            : failures.All(static cause => cause is PraxisException)
                || failures.All(static cause => cause is IOException or UnauthorizedAccessException) ? failures[0]
            : exception;
    }

    private static IEnumerable<Exception> Causes(Exception exception) => exception switch
    {
        AggregateException { InnerExceptions.Count: > 0 } many => many.InnerExceptions.SelectMany(Causes),
        TypeInitializationException { InnerException: { } inner } when Unwrap(inner) is PraxisException own => [own],
        _ => [exception],
    };
}
