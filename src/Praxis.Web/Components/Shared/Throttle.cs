namespace Praxis.Web.Components.Shared;

/// <summary>Lets a page draw anew after changes, but not more often than eyes can follow.</summary>
internal sealed class Throttle : IDisposable
{
    private readonly Func<Task> _draw;
    private readonly TimeSpan _pause;
    private readonly CancellationTokenSource _over = new();
    private int _isDue;

    /// <summary>Makes it.</summary>
    /// <param name="draw">Draws; called on any thread, never twice at once.</param>
    /// <param name="pause">The least time between two drawings.</param>
    internal Throttle(Func<Task> draw, TimeSpan pause)
    {
        _draw = draw;
        _pause = pause;
    }

    /// <summary>Something has changed.</summary>
    internal void Touch()
    {
        if (Interlocked.Exchange(ref _isDue, 1) == 0)
        {
            _ = Later();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _over.Cancel();
        _over.Dispose();
    }

    private async Task Later()
    {
        try
        {
            await Task.Delay(_pause, _over.Token);
            Interlocked.Exchange(ref _isDue, 0);
            await _draw();
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            // The page is gone.
        }
    }
}
