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
    private readonly TrajectoryPass _pass;
    private readonly NativeFloats[] _truth;
    private readonly Func<IReadOnlyDictionary<string, double>> _validate;
    private int[] _order = [];
    private int _epoch = -1;

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
        _validate = validate;
        _pass = new TrajectoryPass(network, geometry, training.BatchSize, training.ThreadCount);
        int most = (training.BatchSize + GraphPass.ShardCount - 1) / GraphPass.ShardCount;
        _truth =
        [
            .. Enumerable.Range(0, GraphPass.ShardCount).Select(_ =>
                new NativeFloats((long)windows.NodeCount * most * geometry.PaddedLength)),
        ];
    }

    public IReadOnlyList<Parameter> Parameters => _network.Parameters;

    public int StepsIn(int epoch) => Math.Max(1, _windows.Count / _training.BatchSize);

    public double Step(int epoch, int step)
    {
        if (epoch != _epoch)
        {
            _epoch = epoch;
            _order = _windows.Order(_training.Seed, OrderStream + (ulong)epoch);
        }

        int first = step * _training.BatchSize;
        int count = Math.Min(_training.BatchSize, _order.Length - first);
        ulong number = ((ulong)epoch * (ulong)StepsIn(epoch)) + (ulong)step;
        var random = new RandomStream(_training.Seed, TurnStream + number);
        WindowView[] views =
            [.. Enumerable.Range(first, count).Select(i => _training.View(_order[i], _windows, random))];
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
        foreach (NativeFloats part in _truth)
        {
            part.Dispose();
        }
    }
}
