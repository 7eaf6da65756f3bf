namespace Praxis.Motion;

/// <summary>The latest latencies of a stream.</summary>
/// <param name="capacity">How many are kept, at least 1; older ones are forgotten.</param>
public sealed class LatencySamples(int capacity = 10_000)
{
    private readonly List<double> _samples = [];
    private int _next;

    /// <summary>How many were added in all.</summary>
    public long Count { get; private set; }

    /// <summary>Adds one.</summary>
    /// <param name="milliseconds">The latency.</param>
    public void Add(double milliseconds)
    {
        if (_samples.Count < capacity)
        {
            _samples.Add(milliseconds);
        }
        else
        {
            _samples[_next] = milliseconds;
        }

        _next = (_next + 1) % capacity;
        Count++;
    }

    /// <summary>A percentile of those kept, by the nearest rank.</summary>
    /// <param name="percent">0 to 100: 50 for the median, 99 for p99.</param>
    /// <returns>Milliseconds; 0 where there is none.</returns>
    public double Percentile(double percent)
    {
        if (_samples.Count == 0)
        {
            return 0;
        }

        double[] sorted = [.. _samples.Order()];
        int rank = (int)Math.Ceiling(percent / 100 * sorted.Length);
        return sorted[Math.Clamp(rank - 1, 0, sorted.Length - 1)];
    }
}
