using Praxis.Numerics;

namespace Praxis.Recommend;

/// <summary>The training part of a log as batches of users, shuffled anew every epoch.</summary>
internal sealed class TrainingSequences : ITrainingBatches
{
    private readonly TrainingWindows _windows;
    private readonly int _batchSize;
    private readonly ulong _seed;
    private (int Epoch, int[] Users) _order = (-1, []);

    internal TrainingSequences(TrainingWindows windows, int batchSize, ulong seed)
    {
        _windows = windows;
        _batchSize = batchSize;
        _seed = seed;
    }

    /// <inheritdoc/>
    public int StepCount => (_windows.Users.Length + _batchSize - 1) / _batchSize;

    /// <inheritdoc/>
    public SequenceBatch Batch(int epoch, int step)
    {
        int[] order = Shuffled(epoch);
        int first = step * _batchSize;
        int count = Math.Min(_batchSize, order.Length - first);
        var offsets = new int[count + 1];
        for (int b = 0; b < count; b++)
        {
            offsets[b + 1] = offsets[b] + _windows.LengthOf(order[first + b]);
        }

        var items = new int[offsets[^1]];
        var times = new long[offsets[^1]];
        var nextTimes = new long[offsets[^1]];
        var targets = new int[offsets[^1]];
        var random = new RandomStream(
            _seed, RandomPurpose.Targets.Stream(((ulong)epoch * (ulong)StepCount) + (ulong)step));
        for (int b = 0; b < count; b++)
        {
            Range own = offsets[b]..offsets[b + 1];
            _windows.Write(
                order[first + b], random, items.AsSpan(own), times.AsSpan(own), targets.AsSpan(own),
                nextTimes.AsSpan(own));
        }

        return new SequenceBatch(offsets, items, times, nextTimes, targets);
    }

    private int[] Shuffled(int epoch)
    {
        if (_order.Epoch == epoch)
        {
            return _order.Users;
        }

        int[] order = [.. _windows.Users];
        var random = new RandomStream(_seed, RandomPurpose.Shuffle.Stream((ulong)epoch));
        for (int i = order.Length - 1; i > 0; i--)
        {
            int other = random.NextInt(i + 1);
            (order[i], order[other]) = (order[other], order[i]);
        }

        _order = (epoch, order);
        return order;
    }
}
