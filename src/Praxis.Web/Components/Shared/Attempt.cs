using Praxis.Core;

namespace Praxis.Web.Components.Shared;

/// <summary>Does what may be refused, and gives the one line that says why.</summary>
internal static class Attempt
{
    /// <summary>The refusal, or null when it was done.</summary>
    internal static string? Of(Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (Exception exception) when (PraxisException.Unwrap(exception) is PraxisException refusal)
        {
            return refusal.Message;
        }
    }

    /// <summary>The refusal, or null when it was done.</summary>
    internal static async Task<string?> Of(Func<Task> action)
    {
        try
        {
            await action();
            return null;
        }
        catch (Exception exception) when (PraxisException.Unwrap(exception) is PraxisException refusal)
        {
            return refusal.Message;
        }
        catch (OperationCanceledException)
        {
            return "it was stopped before it was done";
        }
    }
}
