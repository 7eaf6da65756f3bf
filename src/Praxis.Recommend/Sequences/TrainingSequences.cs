using Praxis.Numerics;

namespace Praxis.Recommend;

/// <summary>The training part of a log as batches of users, shuffled anew every epoch.</summary>
internal sealed class TrainingSequences : ITrainingBatches
{
    private readonly TrainingWindows _windows;
    private readonly StochasticLength? _stochasticLength;
    private readonly UserSampling? _userSampling;
    private readonly List<ulong> _stepsBefore = [0];
    private readonly int _batchSize;
    private readonly ulong _seed;
    private (int Epoch, int[] Users) _order = (-1, []);

    /// <summary>Makes the batches.</summary>
    /// <param name="windows">What of each user can be learnt from.</param>
    /// <param name="stochasticLength">How long windows are shortened in each epoch; null when they are not.</param>
    /// <param name="batchSize">Users in a batch.</param>
    /// <param name="seed">The seed of order and targets.</param>
    /// <param name="userSampling">Which users an epoch sees; null for all.</param>
    internal TrainingSequences(
        TrainingWindows windows, StochasticLength? stochasticLength, int batchSize, ulong seed,
        UserSampling? userSampling = null)
    {
        _userSampling = userSampling;
        _windows = windows;
        _stochasticLength = stochasticLength;
        _batchSize = batchSize;
        _seed = seed;
    }

    /// <inheritdoc/>
    public int StepCount => Steps(_windows.Users.Length);

    /// <inheritdoc/>
    public bool EpochsDiffer => _userSampling is not null;

    /// <inheritdoc/>
    public int StepsIn(int epoch) => _userSampling is null ? StepCount : Steps(Shuffled(epoch).Length);

    /// <inheritdoc/>
    public ulong StepsBefore(int epoch)
    {
        if (_userSampling is null)
        {
            return (ulong)epoch * (ulong)StepCount;
        }

        for (int last = _stepsBefore.Count - 1; last < epoch; last++)
        {
            _stepsBefore.Add(_stepsBefore[last] + (ulong)Steps(_userSampling.Draw(_windows, last).Length));
        }

        return _stepsBefore[epoch];
    }

    /// <inheritdoc/>
    public SequenceBatch Batch(int epoch, int step)
    {
        int[] order = Shuffled(epoch);
        int first = step * _batchSize;
        var windows = new TrainingWindow[Math.Min(_batchSize, order.Length - first)];
        var offsets = new int[windows.Length + 1];
        for (int b = 0; b < windows.Length; b++)
        {
            windows[b] = Window(order[first + b], epoch);
            offsets[b + 1] = offsets[b] + windows[b].TokenCount;
        }

        var items = new int[offsets[^1]];
        var times = new long[offsets[^1]];
        var nextTimes = new long[offsets[^1]];
        var targets = new int[offsets[^1]];
        RandomStream? random = _windows.IsBasket
            ? new RandomStream(_seed, RandomPurpose.Targets.Stream(StepsBefore(epoch) + (ulong)step))
            : null;
        for (int b = 0; b < windows.Length; b++)
        {
            Range own = offsets[b]..offsets[b + 1];
            windows[b].Write(
                random, items.AsSpan(own), times.AsSpan(own), targets.AsSpan(own), nextTimes.AsSpan(own));
        }

        return new SequenceBatch(offsets, items, times, nextTimes, targets);
    }

    private int Steps(int users) => (users + _batchSize - 1) / _batchSize;

    private TrainingWindow Window(int user, int epoch)
    {
        TrainingWindow window = _windows.Of(user);
        ulong index = ((ulong)epoch * (ulong)_windows.UserCount) + (ulong)user;
        return _stochasticLength is null ? window : _stochasticLength.Shorten(window, index);
    }

    private int[] Shuffled(int epoch)
    {
        if (_order.Epoch == epoch)
        {
            return _order.Users;
        }

        int[] order = _userSampling?.Draw(_windows, epoch) ?? [.. _windows.Users];
        Permutation.Shuffle<int>(order, new RandomStream(_seed, RandomPurpose.Shuffle.Stream((ulong)epoch)));
        _order = (epoch, order);
        return order;
    }
}
