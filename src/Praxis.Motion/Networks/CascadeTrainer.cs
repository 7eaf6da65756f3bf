using Praxis.Numerics;
using Praxis.Torch;

namespace Praxis.Motion;

/// <summary>Trains the coarse predictor, or it and its refinement together: windows in a random order, the loss over
/// all frames.</summary>
internal sealed unsafe class CascadeTrainer : ITrainable, IDisposable
{
    private const ulong OrderStream = 1UL << 48;
    private const ulong TurnStream = 2UL << 48;
    private const ulong JointOrderStream = 12UL << 48;
    private const ulong JointTurnStream = 13UL << 48;
    private const ulong JointDropoutStream = 2UL << 40;
    private readonly IReadOnlyList<GraphNetwork> _networks;
    private readonly TrainingWindows _windows;
    private readonly WindowGeometry _geometry;
    private readonly MotionTraining _training;
    private readonly TrainingBatches _batches;
    private readonly CascadePass _cascade;
    private readonly NativeFloats[] _truth;
    private readonly Func<IReadOnlyDictionary<string, double>> _validate;

    /// <summary>Takes the networks.</summary>
    /// <param name="networks">The coarse predictor; to train both together, the stages of its refinement after it.
    /// </param>
    /// <param name="windows">What is learnt from.</param>
    /// <param name="geometry">The window.</param>
    /// <param name="training">What all trainings share.</param>
    /// <param name="validate">Called after each epoch.</param>
    internal CascadeTrainer(
        IReadOnlyList<GraphNetwork> networks,
        TrainingWindows windows,
        WindowGeometry geometry,
        MotionTraining training,
        Func<IReadOnlyDictionary<string, double>> validate)
    {
        _networks = networks;
        _windows = windows;
        _geometry = geometry;
        _training = training;
        _batches = new TrainingBatches(windows, training, IsJoint ? JointOrderStream : OrderStream);
        _validate = validate;
        _cascade = new CascadePass(networks, geometry, training);
        _truth = TrainingBatches.Room(windows.NodeCount, training.BatchSize, geometry);
        Parameters = [.. networks.SelectMany(static network => network.Parameters)];
    }

    public IReadOnlyList<Parameter> Parameters { get; }

    private bool IsJoint => _networks.Count > 1;

    public int StepsIn(int epoch) => _batches.StepCount;

    public double Step(int epoch, int step)
    {
        ReadOnlyMemory<int> batch = _batches.Of(epoch, step);
        ulong number = _batches.NumberOf(epoch, step);
        var random = new RandomStream(_training.Seed, (IsJoint ? JointTurnStream : TurnStream) + number);
        WindowView[] views =
            [.. batch.ToArray().Select(window => _training.View(window, _windows, random))];
        _cascade.Begin(batch.Length);
        GraphPass pass = _cascade.First.Pass;
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
        return _cascade.Learn(
            shard => (nint)_truth[shard].Address, batch.Length, number, IsJoint ? JointDropoutStream : 0);
    }

    public IReadOnlyDictionary<string, double> Validate()
    {
        foreach (GraphNetwork network in _networks)
        {
            network.Pack();
        }

        return _validate();
    }

    public void Dispose()
    {
        _cascade.Dispose();
        TrainingBatches.Free(_truth);
    }
}
