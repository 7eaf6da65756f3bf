using Praxis.Numerics;

namespace Praxis.Recommend;

/// <summary>The training part of a log as batches: each user's newest events, shuffled anew every epoch.</summary>
internal sealed class TrainingSequences
{
    private readonly InteractionLog _log;
    private readonly int[] _trainEnds;
    private readonly int[] _users;
    private readonly int _maxLength;
    private readonly int _batchSize;
    private readonly ulong _seed;
    private (int Epoch, int[] Users) _order = (-1, []);

    internal TrainingSequences(RecommendSplit split, int maxLength, int batchSize, ulong seed)
    {
        _log = split.Log;
        _trainEnds = split.TrainEnds;
        _maxLength = maxLength;
        _batchSize = batchSize;
        _seed = seed;

        // One event foretells nothing: a user needs two to give a target.
        _users = [.. Enumerable.Range(0, split.Log.UserCount).Where(user => split.TrainEnds[user] >= 2)];
        if (_users.Length == 0)
        {
            throw new Core.InputException(
                "no user has two events to learn from; use a longer log or another --split");
        }
    }

    /// <summary>Optimiser steps in an epoch.</summary>
    internal int StepCount => (_users.Length + _batchSize - 1) / _batchSize;

    /// <summary>The batch of a step; the same epoch, step and seed give the same batch.</summary>
    internal SequenceBatch Batch(int epoch, int step)
    {
        int[] order = Shuffled(epoch);
        int first = step * _batchSize;
        int count = Math.Min(_batchSize, order.Length - first);
        var offsets = new int[count + 1];
        for (int b = 0; b < count; b++)
        {
            offsets[b + 1] = offsets[b] + Math.Min(_maxLength, _trainEnds[order[first + b]] - 1);
        }

        var items = new int[offsets[^1]];
        var times = new long[offsets[^1]];
        var nextTimes = new long[offsets[^1]];
        var targets = new int[offsets[^1]];
        for (int b = 0; b < count; b++)
        {
            int user = order[first + b];
            int length = offsets[b + 1] - offsets[b];
            int end = _trainEnds[user];
            ReadOnlySpan<int> userItems = _log.ItemsOf(user).Span[(end - length - 1)..end];
            ReadOnlySpan<long> userTimes = _log.TimesOf(user).Span[(end - length - 1)..end];
            userItems[..^1].CopyTo(items.AsSpan(offsets[b]));
            userItems[1..].CopyTo(targets.AsSpan(offsets[b]));
            userTimes[..^1].CopyTo(times.AsSpan(offsets[b]));
            userTimes[1..].CopyTo(nextTimes.AsSpan(offsets[b]));
        }

        return new SequenceBatch(offsets, items, times, nextTimes, targets);
    }

    private int[] Shuffled(int epoch)
    {
        if (_order.Epoch == epoch)
        {
            return _order.Users;
        }

        int[] order = [.. _users];
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
