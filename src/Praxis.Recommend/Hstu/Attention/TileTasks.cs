namespace Praxis.Recommend;

/// <summary>Work on numbered tasks, by one thread or several.</summary>
internal static class TileTasks
{
    /// <summary>Runs all tasks; several threads take the next one as they become free.</summary>
    /// <param name="count">Number of tasks.</param>
    /// <param name="threadCount">Most threads.</param>
    /// <param name="workspace">Holds the buffers of each thread.</param>
    /// <param name="task">The task's number, the thread's buffers, and whether it is the thread's first task.</param>
    internal static void Run(
        int count, int threadCount, AttentionWorkspace workspace, Action<int, AttentionTile, bool> task)
    {
        int threads = Math.Min(threadCount, count);
        IReadOnlyList<AttentionTile> tiles = workspace.Tiles(Math.Max(1, threads));
        if (threads <= 1)
        {
            for (int number = 0; number < count; number++)
            {
                task(number, tiles[0], number == 0);
            }

            return;
        }

        int next = -1;
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, thread =>
        {
            bool isFirst = true;
            for (int number; (number = Interlocked.Increment(ref next)) < count; isFirst = false)
            {
                task(number, tiles[thread], isFirst);
            }
        });
    }
}
