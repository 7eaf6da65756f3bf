using Praxis.Core;

namespace Praxis.Motion;

/// <summary>Predicts anew with each pose that comes in. Reads and writes nothing; for one thread.</summary>
/// <remarks>A ring holds the newest frames. Frames that did not come are estimated: on the line between their
/// neighbours where those have come, else by the last velocity, halved after each half-life. A prediction is blended
/// with the one before for the same moment: y_k = (1 - b) x_k + b y'_(k+s), s frames later. Until the ring is full, or
/// while too much of it is estimated, the damped velocity predicts instead of the model.</remarks>
public sealed class PoseStream
{
    private readonly PoseStreamOptions _options;
    private readonly Func<PoseMatrix, PoseMatrix> _predict;
    private readonly TimeProvider _clock;
    private readonly int _nodes;
    private readonly double _damping;
    private readonly double[][] _frames;
    private readonly bool[] _isReal;
    private long _newest = -1;
    private long _first;
    private long _arrival;
    private StreamedPrediction? _last;

    /// <summary>Makes a stream.</summary>
    /// <param name="options">Lengths, rate and blend.</param>
    /// <param name="nodeCount">Numbers of a pose, at least 1.</param>
    /// <param name="predict">The model: [observed, nodes] to [future, nodes].</param>
    /// <param name="clock">Measures latencies and lateness.</param>
    /// <exception cref="ArgumentException">A length is below its least, or the seconds of a frame are not above
    /// 0.</exception>
    public PoseStream(
        PoseStreamOptions options, int nodeCount, Func<PoseMatrix, PoseMatrix> predict, TimeProvider clock)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.ObservedCount, 2);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.FutureCount);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.FrameSeconds);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(nodeCount);
        (_options, _nodes, _predict, _clock) = (options, nodeCount, predict, clock);
        _damping = options.HalfLife > 0 ? Math.Pow(2, -options.FrameSeconds / options.HalfLife) : 0;
        _frames = [.. Enumerable.Range(0, options.ObservedCount).Select(_ => new double[nodeCount])];
        _isReal = new bool[options.ObservedCount];
    }

    /// <summary>How long predictions took.</summary>
    public LatencySamples Latencies { get; } = new();

    /// <summary>Frames that did not come, in all.</summary>
    public long MissingCount { get; private set; }

    /// <summary>Whether the next frame is more than half a frame overdue, so that <see cref="Miss"/> is the thing to
    /// call; false before the first frame.</summary>
    public bool IsLate => _newest >= 0
        && _clock.GetElapsedTime(_arrival).TotalSeconds > 1.5 * _options.FrameSeconds;

    /// <summary>Takes the next frame.</summary>
    /// <param name="pose">[nodes], finite; copied.</param>
    /// <returns>The prediction.</returns>
    /// <exception cref="ArgumentException">The number of nodes is wrong.</exception>
    public StreamedPrediction Push(ReadOnlySpan<double> pose) => Push(_newest + 1, pose);

    /// <summary>Takes a frame of a known number, as of a source that counts.</summary>
    /// <param name="number">The frame's number, from 0. Numbers left out are frames that did not come. A number that is
    /// not new takes the place of what was estimated for it, if it is not out of the ring. One that is a whole ring or
    /// more ahead begins anew.</param>
    /// <param name="pose">[nodes], finite; copied.</param>
    /// <returns>The prediction.</returns>
    /// <exception cref="ArgumentException">The number of nodes is wrong, or the frame's number is negative.</exception>
    public StreamedPrediction Push(long number, ReadOnlySpan<double> pose)
    {
        Check.Length(pose.Length, _nodes);
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        long start = _clock.GetTimestamp();
        int length = _frames.Length;
        if (_newest < 0 || number >= _newest + length)
        {
            MissingCount += _newest < 0 ? 0 : number - _newest - 1;
            Array.Clear(_isReal);
            (_first, _last) = (number, null);
        }
        else
        {
            while (_newest + 1 < number)
            {
                Advance();
            }
        }

        bool isNew = number > _newest;
        _newest = Math.Max(_newest, number);
        if (number >= Oldest)
        {
            MissingCount -= isNew || _isReal[number % length] ? 0 : 1;
            pose.CopyTo(Slot(number));
            _isReal[number % length] = true;
            Refine(number);
        }

        return Predict(start);
    }

    /// <summary>Goes on without a frame that did not come, or not in time.</summary>
    /// <param name="number">The frame's number, of which those before it did not come either; the next one where null.
    /// One that is known already, or a whole ring ahead, changes nothing but the prediction.</param>
    /// <returns>The prediction from the newest frame on.</returns>
    /// <exception cref="InvalidOperationException">No frame has come yet.</exception>
    public StreamedPrediction Miss(long? number = null)
    {
        if (_newest < 0)
        {
            throw new InvalidOperationException("a stream begins with a frame");
        }

        long start = _clock.GetTimestamp();
        long last = number ?? (_newest + 1);
        while (_newest < last && last < _newest + _frames.Length)
        {
            Advance();
        }

        return Predict(start);
    }

    private StreamedPrediction Predict(long start)
    {
        _arrival = start;
        int count = (int)(_newest - Oldest + 1);
        int estimated = Enumerable.Range(0, count).Count(i => !_isReal[(_newest - i) % _frames.Length]);
        PoseMatrix history = History(count);
        bool isModels = count == _frames.Length && estimated <= _options.MostEstimated;
        PoseMatrix poses = isModels
            ? _predict(history)
            : new DampedVelocity(_damping).Predict(history, _options.FutureCount);
        Check.Length(poses.FrameCount, _options.FutureCount);
        Check.Length(poses.NodeCount, _nodes);
        poses = Blended(poses);
        double milliseconds = _clock.GetElapsedTime(start).TotalMilliseconds;
        Latencies.Add(milliseconds);
        _last = new StreamedPrediction(
            _newest,
            poses,
            isModels ? PredictionSource.Model : PredictionSource.DampedVelocity,
            estimated,
            milliseconds);
        return _last;
    }

    private long Oldest => Math.Max(_first, _newest - _frames.Length + 1);

    private double[] Slot(long number) => _frames[number % _frames.Length];

    private void Advance()
    {
        _newest++;
        MissingCount++;
        _isReal[_newest % _frames.Length] = false;
        Onwards(_newest);
    }

    // Estimates a frame by the two before it.
    private void Onwards(long number)
    {
        double[] last = Slot(number - 1);
        double[] before = number - 2 >= Oldest ? Slot(number - 2) : last;
        double[] frame = Slot(number);
        for (int i = 0; i < _nodes; i++)
        {
            frame[i] = last[i] + (_damping * (last[i] - before[i]));
        }
    }

    // Estimates anew what stands about a frame that has come.
    private void Refine(long number)
    {
        long before = number - 1;
        while (before >= Oldest && !_isReal[before % _frames.Length])
        {
            before--;
        }

        long next = number + 1;
        while (next <= _newest && !_isReal[next % _frames.Length])
        {
            next++;
        }

        if (before >= Oldest)
        {
            Interpolate(before, number);
        }

        if (next <= _newest)
        {
            Interpolate(number, next);
            return;
        }

        for (long later = number + 1; later <= _newest; later++)
        {
            Onwards(later);
        }
    }

    private void Interpolate(long from, long to)
    {
        for (long number = from + 1; number < to; number++)
        {
            double share = (double)(number - from) / (to - from);
            for (int i = 0; i < _nodes; i++)
            {
                Slot(number)[i] = Slot(from)[i] + (share * (Slot(to)[i] - Slot(from)[i]));
            }
        }
    }

    private PoseMatrix History(int count)
    {
        var values = new double[count * _nodes];
        for (int i = 0; i < count; i++)
        {
            Slot(_newest - count + 1 + i).CopyTo(values, i * _nodes);
        }

        return new PoseMatrix(count, _nodes, values);
    }

    private PoseMatrix Blended(PoseMatrix poses)
    {
        if (_last is null || _options.Blend == 0)
        {
            return poses;
        }

        long shift = _newest - _last.Number;
        double[] values = poses.Values.ToArray();
        for (int k = 0; k + shift < poses.FrameCount; k++)
        {
            ReadOnlySpan<double> earlier = _last.Poses.Frame((int)(k + shift));
            for (int i = 0; i < _nodes; i++)
            {
                ref double value = ref values[(k * _nodes) + i];
                value += _options.Blend * (earlier[i] - value);
            }
        }

        return new PoseMatrix(poses.FrameCount, _nodes, values);
    }
}
