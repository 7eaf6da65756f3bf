namespace Praxis.Recommend;

/// <summary>Lets threads act in the order of their tasks' numbers, so that sums are added in a fixed order.</summary>
internal sealed class TileTurns
{
    private readonly object _gate = new();
    private int _next;

    /// <summary>Waits for all tasks before this one, then acts. Tasks must be begun in ascending order.</summary>
    internal void Take(int number, Action action)
    {
        lock (_gate)
        {
            while (_next != number)
            {
                Monitor.Wait(_gate);
            }

            action();
            _next++;
            Monitor.PulseAll(_gate);
        }
    }
}
