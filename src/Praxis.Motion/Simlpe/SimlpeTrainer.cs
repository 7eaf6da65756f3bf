using Praxis.Numerics;
using Praxis.Torch;

namespace Praxis.Motion;

/// <summary>Trains siMLPe: distance of joints, and of their steps from frame to frame, over the future
/// frames.</summary>
internal sealed unsafe class SimlpeTrainer : ITrainable, IDisposable
{
    private const ulong OrderStream = 9UL << 48;
    private const ulong TurnStream = 10UL << 48;
    private readonly SimlpeNetwork _network;
    private readonly TrainingWindows _windows;
    private readonly WindowGeometry _geometry;
    private readonly MotionTraining _training;
    private readonly TrainingBatches _batches;
    private readonly SimlpeShard[] _shards;
    private readonly NativeFloats[] _truth;
    private readonly NativeFloats[] _frames;
    private readonly NativeFloats[] _gradients;
    private readonly NativeFloats[] _steps;
    private readonly ParallelOptions _parallel;

    internal SimlpeTrainer(
        SimlpeNetwork network, TrainingWindows windows, WindowGeometry geometry, MotionTraining training)
    {
        _network = network;
        _windows = windows;
        _geometry = geometry;
        _training = training;
        _batches = new TrainingBatches(windows, training, OrderStream);
        _parallel = new ParallelOptions { MaxDegreeOfParallelism = training.ThreadCount };
        int most = (training.BatchSize + GraphPass.ShardCount - 1) / GraphPass.ShardCount;
        _shards = [.. Enumerable.Range(0, GraphPass.ShardCount).Select(_ => new SimlpeShard(network, most))];
        NativeFloats[] Room() => TrainingBatches.Room(windows.NodeCount, training.BatchSize, geometry);
        _truth = Room();
        _frames = Room();
        _gradients = Room();
        _steps = Room();
    }

    public IReadOnlyList<Parameter> Parameters => _network.Parameters;

    public int StepsIn(int epoch) => _batches.StepCount;

    public double Step(int epoch, int step)
    {
        ReadOnlyMemory<int> batch = _batches.Of(epoch, step);
        int count = batch.Length;
        ulong number = _batches.NumberOf(epoch, step);
        var random = new RandomStream(_training.Seed, TurnStream + number, 256);
        WindowView[] views =
            [.. batch.ToArray().Select(window => _training.View(window, _windows, random))];
        _network.Pack();
        foreach (Parameter parameter in Parameters)
        {
            parameter.Gradient.AsSpan().Clear();
        }

        int share = (count + GraphPass.ShardCount - 1) / GraphPass.ShardCount;
        int used = (count + share - 1) / share;
        var losses = new double[GraphPass.ShardCount];
        Parallel.For(0, used, _parallel, shard =>
        {
            ReadOnlySpan<WindowView> own = views.AsSpan(shard * share, Math.Min(share, count - (shard * share)));
            losses[shard] = Learn(shard, own, count);
        });
        for (int shard = 0; shard < used; shard++)
        {
            _shards[shard].AddGradients();
        }

        return losses.Sum();
    }

    // The last epoch is kept: the benchmark has no clips to choose by.
    public IReadOnlyDictionary<string, double> Validate() => new Dictionary<string, double>();

    public void Dispose()
    {
        foreach (SimlpeShard shard in _shards)
        {
            shard.Dispose();
        }

        TrainingBatches.Free(_truth, _frames, _gradients, _steps);
    }

    private double Learn(int number, ReadOnlySpan<WindowView> views, int batch)
    {
        SimlpeShard shard = _shards[number];
        int samples = views.Length;
        int length = _geometry.PaddedLength;
        float* truth = _truth[number].Address;
        float* frames = _frames[number].Address;
        for (int sample = 0; sample < samples; sample++)
        {
            _windows.Write(views[sample], truth, sample, samples, length);
        }

        shard.Begin(samples);
        SimlpeFrames.Fill(shard, truth, _windows.NodeCount, samples, _geometry);
        shard.Forward();
        SimlpeFrames.Read(shard, truth, frames, _windows.NodeCount, samples, _geometry);
        var sizes = new GraphSizes(_windows.NodeCount, samples, length);
        float weight = _training.Weight(batch, _windows.NodeCount, _geometry.Future);
        float* gradient = _gradients[number].Address;
        double loss = _training.Loss(frames, truth, gradient, sizes, weight);
        loss += AddSteps(number, sizes, weight);
        BackFrames(shard, gradient, samples);
        shard.Backward();
        return loss;
    }

    // The loss of the steps from frame to frame, its gradient added to that of the frames.
    private double AddSteps(int number, GraphSizes sizes, float weight)
    {
        float* truth = _truth[number].Address;
        float* frames = _frames[number].Address;
        float* steps = _steps[number].Address;
        float* gradient = _gradients[number].Address;
        int length = sizes.Features;
        nint rows = (nint)sizes.Nodes * sizes.Samples;

        // In place: from the last frame to the first.
        for (nint row = 0; row < rows; row++)
        {
            float* one = frames + (row * length);
            float* other = truth + (row * length);
            for (int frame = _geometry.Length - 1; frame > 0; frame--)
            {
                one[frame] -= one[frame - 1];
                other[frame] -= other[frame - 1];
            }

            one[0] = other[0] = 0;
        }

        double loss = _training.Loss(frames, truth, steps, sizes, weight);
        for (nint row = 0; row < rows; row++)
        {
            for (int frame = _geometry.Observed; frame < _geometry.Length; frame++)
            {
                nint place = (row * length) + frame;
                float next = frame + 1 < _geometry.Length ? steps[place + 1] : 0;
                gradient[place] += steps[place] - next;
            }
        }

        return loss;
    }

    private void BackFrames(SimlpeShard shard, float* gradient, int samples)
    {
        int rows = _windows.NodeCount * samples;
        int length = _geometry.PaddedLength;
        for (int row = 0; row < rows; row++)
        {
            new Span<float>(gradient + ((nint)row * length), _geometry.Observed).Clear();
        }

        GraphKernels.Clear(shard.Gradient, (nint)rows * _network.Padded);
        BlockProduct.Add(
            gradient, length, 1, _geometry.ToCoefficients, _network.Padded, rows, _network.Padded, _geometry.Length,
            shard.Gradient, _network.Padded);
    }
}

/// <summary>Windows into siMLPe and out of it.</summary>
internal static unsafe class SimlpeFrames
{
    /// <summary>The observed frames with the last one held, as coefficients.</summary>
    internal static void Fill(SimlpeShard shard, float* window, int nodes, int samples, WindowGeometry geometry)
    {
        int rows = nodes * samples;
        int width = geometry.PaddedCoefficients;
        GraphKernels.Clear(shard.Input, (nint)rows * width);
        BlockProduct.Add(
            window, geometry.PaddedLength, 1, geometry.Hold, width, rows, width, geometry.Observed, shard.Input, width);
    }

    /// <summary>Frames of what came out, as displacements from the last observed pose; observed frames as they
    /// are.</summary>
    internal static void Read(
        SimlpeShard shard, float* window, float* frames, int nodes, int samples, WindowGeometry geometry)
    {
        int rows = nodes * samples;
        int length = geometry.PaddedLength;
        GraphKernels.Clear(frames, (nint)rows * length);
        BlockProduct.Add(
            shard.Output, geometry.PaddedCoefficients, 1, geometry.ToFrames, length, rows, length,
            geometry.Coefficients, frames, length);
        for (int row = 0; row < rows; row++)
        {
            float* source = window + ((nint)row * length);
            float* target = frames + ((nint)row * length);
            float last = source[geometry.Observed - 1];
            for (int frame = 0; frame < geometry.Length; frame++)
            {
                target[frame] = frame < geometry.Observed ? source[frame] : last + target[frame];
            }
        }
    }
}
