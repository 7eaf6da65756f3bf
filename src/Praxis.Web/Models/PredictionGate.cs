namespace Praxis.Web;

/// <summary>Lets as many predictions run at once as there are processors; more wait, and too many are sent
/// away.</summary>
internal sealed class PredictionGate : IDisposable
{
    private const int MostWaiting = 512;
    private readonly SemaphoreSlim _free = new(Environment.ProcessorCount);
    private int _waiting;

    /// <summary>Runs a prediction in its turn.</summary>
    /// <exception cref="RefusalException">Too many wait.</exception>
    public async Task<T> Run<T>(Func<T> predict, CancellationToken cancellation)
    {
        if (Interlocked.Increment(ref _waiting) > MostWaiting)
        {
            Interlocked.Decrement(ref _waiting);
            throw new RefusalException(503, $"{MostWaiting} predictions wait already; ask again in a moment");
        }

        try
        {
            await _free.WaitAsync(cancellation);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }

        try
        {
            return predict();
        }
        finally
        {
            _free.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _free.Dispose();
}
