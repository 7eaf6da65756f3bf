namespace Praxis.Recommend;

/// <summary>Consecutive records of a synthetic stream as training batches, in the order of the stream.</summary>
internal sealed class SyntheticBatches : ITrainingBatches
{
    private readonly SyntheticStream _stream;
    private readonly int _first;
    private readonly int _end;
    private readonly int _batchSize;

    /// <summary>Makes batches of the records from <paramref name="first"/> up to <paramref name="end"/>.</summary>
    internal SyntheticBatches(SyntheticStream stream, int first, int end, int batchSize)
    {
        _stream = stream;
        _first = first;
        _end = end;
        _batchSize = batchSize;
    }

    /// <inheritdoc/>
    public int StepCount => (_end - _first + _batchSize - 1) / _batchSize;

    /// <inheritdoc/>
    public SequenceBatch Batch(int epoch, int step)
    {
        int first = _first + (step * _batchSize);
        int count = Math.Min(_batchSize, _end - first);
        int length = _stream.Plan.Length - 1;
        var offsets = new int[count + 1];
        var items = new int[count * length];
        var targets = new int[count * length];
        var times = new long[count * length];
        var nextTimes = new long[count * length];
        for (int b = 0; b < count; b++)
        {
            offsets[b + 1] = offsets[b] + length;
            int[] record = _stream.Record(first + b).Items;
            record.AsSpan(0, length).CopyTo(items.AsSpan(offsets[b]));
            record.AsSpan(1).CopyTo(targets.AsSpan(offsets[b]));
            for (int n = 0; n < length; n++)
            {
                // The stream has no clock: an event a second.
                times[offsets[b] + n] = n;
                nextTimes[offsets[b] + n] = n + 1;
            }
        }

        return new SequenceBatch(offsets, items, times, nextTimes, targets);
    }
}
