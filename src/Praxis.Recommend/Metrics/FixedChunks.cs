using System.Runtime.ExceptionServices;

namespace Praxis.Recommend;

// Runs numbered pieces of work on a few threads. Each thread makes its scratch once and takes the next free number, so
// a body that writes only to its own number's place gives the same result at any thread count.
internal static class FixedChunks
{
    public static void Run<TScratch>(
        int chunkCount,
        int threadCount,
        Func<TScratch> makeScratch,
        Action<int, TScratch> body,
        CancellationToken cancellation)
    {
        int workerCount = Math.Max(1, Math.Min(threadCount, chunkCount));
        int next = -1;
        try
        {
            Parallel.For(0, workerCount, new ParallelOptions { MaxDegreeOfParallelism = workerCount }, _ => Work());
        }
        catch (AggregateException exception)
        {
            // Callers know the body's own errors, not their wrapping.
            ExceptionDispatchInfo.Capture(exception.Flatten().InnerExceptions[0]).Throw();
        }

        void Work()
        {
            try
            {
                cancellation.ThrowIfCancellationRequested();
                TScratch scratch = makeScratch();
                int chunk;
                while ((chunk = Interlocked.Increment(ref next)) < chunkCount)
                {
                    cancellation.ThrowIfCancellationRequested();
                    body(chunk, scratch);
                }
            }
            catch
            {
                // The other threads stop at their next number.
                Volatile.Write(ref next, chunkCount);
                throw;
            }
        }
    }
}
