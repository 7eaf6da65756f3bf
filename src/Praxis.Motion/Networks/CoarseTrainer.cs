using Praxis.Numerics;
using Praxis.Torch;

namespace Praxis.Motion;

/// <summary>Trains the coarse predictor: windows in a random order, the loss over all frames.</summary>
internal sealed unsafe class CoarseTrainer : ITrainable, IDisposable
{
    private const ulong OrderStream = 1UL << 48;
    private const ulong TurnStream = 2UL << 48;
    private readonly GraphNetwork _network;
    private readonly TrainingWindows _windows;
    private readonly WindowGeometry _geometry;
    private readonly MotionTraining _training;
    private readonly TrainingBatches _batches;
    private readonly TrajectoryPass _pass;
    private readonly NativeFloats[] _truth;
    private readonly Func<IReadOnlyDictionary<string, double>> _validate;

    internal CoarseTrainer(
        GraphNetwork network,
        TrainingWindows windows,
        WindowGeometry geometry,
        MotionTraining training,
        Func<IReadOnlyDictionary<string, double>> validate)
    {
        _network = network;
        _windows = windows;
        _geometry = geometry;
        _training = training;
        _batches = new TrainingBatches(windows, training, OrderStream);
        _validate = validate;
        _pass = new TrajectoryPass(network, geometry, training.BatchSize, training.ThreadCount);
        _truth = TrainingBatches.Room(windows.NodeCount, training.BatchSize, geometry);
    }

    public IReadOnlyList<Parameter> Parameters => _network.Parameters;

    public int StepsIn(int epoch) => _batches.StepCount;

    public double Step(int epoch, int step)
    {
        ReadOnlyMemory<int> batch = _batches.Of(epoch, step);
        int count = batch.Length;
        ulong number = _batches.NumberOf(epoch, step);
        var random = new RandomStream(_training.Seed, TurnStream + number);
        WindowView[] views =
            [.. batch.ToArray().Select(window => _training.View(window, _windows, random))];
        _network.Pack();
        _network.ClearGradients();
        GraphPass pass = _pass.Pass;
        pass.Begin(count);
        pass.ForShards(shard =>
        {
            for (int sample = 0; sample < pass.SamplesOf(shard); sample++)
            {
                _windows.Write(
                    views[pass.FirstOf(shard) + sample],
                    _truth[shard].Address,
                    sample,
                    pass.SamplesOf(shard),
                    _geometry.PaddedLength);
            }
        });
        _pass.Forward(shard => (nint)_truth[shard].Address, isTraining: true, _training.Seed, number);
        var losses = new double[GraphPass.ShardCount];
        float weight = _training.Weight(count, _windows.NodeCount, _geometry.Length);
        pass.ForShards(shard => losses[shard] = _training.Loss(
            _pass.Frames(shard),
            _truth[shard].Address,
            _pass.FrameGradient(shard),
            new GraphSizes(_windows.NodeCount, pass.SamplesOf(shard), _geometry.PaddedLength),
            weight));
        _pass.Backward();
        return losses.Sum();
    }

    public IReadOnlyDictionary<string, double> Validate()
    {
        _network.Pack();
        return _validate();
    }

    public void Dispose()
    {
        _pass.Dispose();
        TrainingBatches.Free(_truth);
    }
}
