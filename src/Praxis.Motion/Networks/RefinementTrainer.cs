using Praxis.Numerics;
using Praxis.Torch;

namespace Praxis.Motion;

/// <summary>Trains the refinement cascade on the coarse predictor's estimates, and on truths with errors
/// added.</summary>
/// <remarks>All stages are supervised with the same weight, and gradients go back through the cascade. Made errors are
/// taken as they are: the refinement's loss changes the generator by the max-min variants alone. Source:
/// docs/methods/arnet.md.</remarks>
internal sealed unsafe class RefinementTrainer : ITrainable, IDisposable
{
    private const ulong OrderStream = 4UL << 48;
    private const ulong TurnStream = 5UL << 48;
    private const double LeastRatio = 0.3;
    private const double GreatestRatio = 3;
    private const ulong DropoutStream = 1UL << 40;
    private readonly IReadOnlyList<GraphNetwork> _networks;
    private readonly TrainingWindows _windows;
    private readonly WindowGeometry _geometry;
    private readonly MotionTraining _training;
    private readonly TrainingBatches _batches;
    private readonly RefinementErrors _errors;
    private readonly ErrorGenerator? _generator;
    private readonly CascadePass _cascade;
    private readonly NativeFloats[] _truth;
    private readonly NativeFloats[] _own;
    private readonly NativeFloats[] _others;
    private readonly Func<IReadOnlyDictionary<string, double>> _validate;

    internal RefinementTrainer(
        IReadOnlyList<GraphNetwork> networks,
        TrainingWindows windows,
        WindowGeometry geometry,
        MotionTraining training,
        RefinementErrors errors,
        Func<IReadOnlyDictionary<string, double>> validate)
    {
        _networks = networks;
        _windows = windows;
        _geometry = geometry;
        _training = training;
        _batches = new TrainingBatches(windows, training, OrderStream);
        _errors = errors;
        _generator = errors.Generator;
        _validate = validate;
        _cascade = new CascadePass(networks, geometry, training);
        NativeFloats[] Room() => TrainingBatches.Room(windows.NodeCount, training.BatchSize, geometry);
        _truth = Room();
        _own = Room();
        _others = Room();
        Parameters =
        [
            .. networks.SelectMany(static network => network.Parameters),
            .. _generator is null ? [] : _generator.Parameters,
        ];
    }

    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>Scores of real and of made errors and the ratio of their norms, where a generator learns.</summary>
    public IReadOnlyDictionary<string, double> StepMetrics { get; private set; } = new Dictionary<string, double>();

    public int StepsIn(int epoch) => _batches.StepCount;

    public double Step(int epoch, int step)
    {
        ReadOnlyMemory<int> batch = _batches.Of(epoch, step);
        int count = batch.Length;
        ulong number = _batches.NumberOf(epoch, step);
        var random = new RandomStream(_training.Seed, TurnStream + number, 256);
        var views = new WindowView[count];
        var others = new WindowView[count];
        for (int i = 0; i < count; i++)
        {
            views[i] = _training.View(batch.Span[i], _windows, random);
            others[i] = views[i] with { Window = _errors.Bank.DrawOther(views[i].Window, random) };
        }

        GraphPass pass = _cascade.First.Pass;
        _cascade.Begin(count);
        pass.ForShards(shard => Gather(shard, views, others));
        _generator?.Make(
            count, Estimate, shard => (nint)_others[shard].Address, _training.Seed, number);
        bool showsMade = epoch >= 1 && _generator?.NormRatio is > LeastRatio and < GreatestRatio;
        pass.ForShards(shard => Augment(shard, number, showsMade));
        double loss = _cascade.Learn(shard => (nint)_truth[shard].Address, count, number, DropoutStream);
        if (_generator is not null)
        {
            bool isHard = showsMade && (_errors.Kind is ErrorAugmentation.MaxMin or ErrorAugmentation.Both);
            pass.ForShards(shard => Gather(shard, views, others, keepsGradient: isHard));
            _generator.Learn(
                Estimate,
                shard => (nint)(_errors.Kind == ErrorAugmentation.Residual ? _own : _others)[shard].Address,
                shard => (nint)_others[shard].Address,
                isHard ? shard => (nint)_cascade.First.FrameGradient(shard) : null);
            StepMetrics = _generator.Guards();
        }

        return loss;
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
        TrainingBatches.Free(_truth, _own, _others);
    }

    private nint Estimate(int shard) => (nint)_cascade.First.Estimate(shard);

    // Truths, estimates with observed frames before them, errors of these windows and of others.
    private void Gather(int shard, WindowView[] views, WindowView[] others, bool keepsGradient = false)
    {
        GraphPass pass = _cascade.First.Pass;
        int samples = pass.SamplesOf(shard);
        int length = _geometry.PaddedLength;
        float* truth = _truth[shard].Address;
        float* estimate = _cascade.First.Estimate(shard);
        if (keepsGradient)
        {
            // The gradient by the estimate lies where the estimate will be; no gradient by the frames is needed now.
            nint bytes = (nint)_windows.NodeCount * samples * length * sizeof(float);
            Buffer.MemoryCopy(estimate, _cascade.First.FrameGradient(shard), bytes, bytes);
            ClearOthers(shard);
        }

        for (int sample = 0; sample < samples; sample++)
        {
            WindowView view = views[pass.FirstOf(shard) + sample];
            _windows.Write(view, truth, sample, samples, length);
            _windows.Write(view, estimate, sample, samples, length);
            _errors.Bank.WriteEstimate(view, estimate, sample, samples);
            if (_errors.NeedsErrors)
            {
                _errors.Bank.WriteError(view, _own[shard].Address, sample, samples);
                _errors.Bank.WriteError(
                    others[pass.FirstOf(shard) + sample], _others[shard].Address, sample, samples);
            }

            if (_errors.Kind == ErrorAugmentation.Crossfit)
            {
                _errors.Unseen!.WriteError(view, _others[shard].Address, sample, samples);
            }
        }
    }

    // Every other sample has the truth with an error in place of the coarse estimate.
    private void Augment(int shard, ulong step, bool showsMade)
    {
        if (_errors.Kind == ErrorAugmentation.None)
        {
            return;
        }

        GraphPass pass = _cascade.First.Pass;
        int samples = pass.SamplesOf(shard);
        int length = _geometry.PaddedLength;
        float* errors = _others[shard].Address;
        if (_errors.Kind == ErrorAugmentation.Gauss)
        {
            _errors.FillNoise(errors, samples, _training.Seed, (step * GraphPass.ShardCount) + (ulong)shard);
        }
        else if (_generator is not null && showsMade)
        {
            errors = _generator.Errors(shard);
        }
        else if (_generator is not null && _errors.Kind != ErrorAugmentation.Residual)
        {
            return;
        }

        float* estimate = _cascade.First.Estimate(shard);
        float* truth = _truth[shard].Address;
        for (int sample = FirstAugmented(shard); sample < samples; sample += 2)
        {
            for (int node = 0; node < _windows.NodeCount; node++)
            {
                nint place = ((((nint)node * samples) + sample) * length) + _geometry.Observed;
                for (int frame = 0; frame < _geometry.Future; frame++)
                {
                    estimate[place + frame] = truth[place + frame] + errors[place + frame];
                }
            }
        }
    }

    private int FirstAugmented(int shard) => 1 - (_cascade.First.Pass.FirstOf(shard) % 2);

    // The refinement's gradient says nothing of errors that it was not shown.
    private void ClearOthers(int shard)
    {
        int samples = _cascade.First.Pass.SamplesOf(shard);
        int length = _geometry.PaddedLength;
        for (int sample = 1 - FirstAugmented(shard); sample < samples; sample += 2)
        {
            for (int node = 0; node < _windows.NodeCount; node++)
            {
                GraphKernels.Clear(
                    _cascade.First.FrameGradient(shard) + ((((nint)node * samples) + sample) * length), length);
            }
        }
    }
}
