namespace Praxis.Recommend;

/// <summary>Lets threads act in the order of their tasks' numbers, so that sums are added in a fixed order.</summary>
internal sealed class TileTurns
{
    private readonly object _gate = new();
    private int _next;
    private bool _isBroken;

    /// <summary>Does a task's own work, then waits for all tasks before this one and ends it. Tasks must be begun in
    /// ascending order.</summary>
    /// <param name="number">The task's number.</param>
    /// <param name="work">Done at once.</param>
    /// <param name="end">Done in turn; left out, like all ends after it, once the work of some task has
    /// thrown.</param>
    internal void Take(int number, Action work, Action end)
    {
        try
        {
            work();
            End(number, end);
        }
        catch
        {
            // Nobody waits for a turn that never comes.
            lock (_gate)
            {
                _isBroken = true;
                Monitor.PulseAll(_gate);
            }

            throw;
        }
    }

    private void End(int number, Action end)
    {
        lock (_gate)
        {
            while (_next != number && !_isBroken)
            {
                Monitor.Wait(_gate);
            }

            if (!_isBroken)
            {
                end();
                _next++;
                Monitor.PulseAll(_gate);
            }
        }
    }
}
