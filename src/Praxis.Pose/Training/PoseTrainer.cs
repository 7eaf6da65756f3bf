using Praxis.Numerics;
using Praxis.Torch;
using TorchSharp;

namespace Praxis.Pose;

/// <summary>Trains a pose network on crops with parts pasted over them, and a generator of placements against it.
/// </summary>
/// <remarks>
/// A step: minimise L(D(G(x)), y) by the pose network D; then, from a new forward pass through the changed D, minimise
/// -L by the generator G. G stands in no clean-image term and no penalty. Bin et al. (2020), the authors' code. The
/// batch is cut into shards of eight people, which threads take in any order.
/// </remarks>
internal sealed class PoseTrainer : ITrainable
{
    private const ulong OrderStream = 1UL << 52;
    private const ulong ExampleStream = 2UL << 52;
    private const ulong PlacementStream = 3UL << 52;
    private readonly PoseNetwork _network;
    private readonly PlacementGenerator? _generator;
    private readonly PlacementHistory? _history;
    private readonly IReadOnlyList<PoseExample> _examples;
    private readonly PoseTraining _training;
    private readonly PoseBatch _batch;
    private readonly AdamW _optimizer;
    private readonly AdamW? _generatorOptimizer;
    private readonly Func<IReadOnlyDictionary<string, double>> _validate;
    private readonly float[][] _records;
    private readonly float[][] _generatorRecords;
    private readonly PastedShard?[] _pasted;
    private readonly ParallelOptions _parallel;
    private int[] _order = [];
    private int _epoch = -1;

    /// <summary>Makes the trainer.</summary>
    /// <param name="network">D.</param>
    /// <param name="generator">G; null where the arm has none.</param>
    /// <param name="history">Keeps what the generator says of some pictures at each epoch; null without.</param>
    /// <param name="examples">The people to learn from, as many as a batch or more.</param>
    /// <param name="batch">Room for a batch.</param>
    /// <param name="training">How.</param>
    /// <param name="validate">Metrics on people that are not learnt from, <see cref="PoseTraining.Watched"/> among
    /// them.</param>
    internal PoseTrainer(
        PoseNetwork network,
        PlacementGenerator? generator,
        PlacementHistory? history,
        IReadOnlyList<PoseExample> examples,
        PoseBatch batch,
        PoseTraining training,
        Func<IReadOnlyDictionary<string, double>> validate)
    {
        _network = network;
        _generator = generator;
        _history = history;
        _examples = examples;
        _batch = batch;
        _training = training;
        _validate = validate;
        _parallel = new ParallelOptions { MaxDegreeOfParallelism = training.ThreadCount };
        int shards = (batch.Size + PoseTraining.ShardSize - 1) / PoseTraining.ShardSize;
        _records = Records(shards, network.Tensors);
        _pasted = new PastedShard?[shards];
        _generatorRecords = generator is null ? [] : Records(shards, generator.Tensors);
        _optimizer = new AdamW(network.Tensors.All, training.LoopOptions(StepsIn(0)), training.ThreadCount);
        _generatorOptimizer = generator is null
            ? null
            : new AdamW(generator.Tensors.All, training.GeneratorOptions, training.ThreadCount);
        Parameters =
        [
            .. network.Tensors.All,
            .. generator is null ? [] : generator.Tensors.All,
            .. history is null ? [] : (Parameter[])[history.Tensor, history.Epochs],
        ];
    }

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>What the generator said at the end of each epoch so far; null without one, or before the first ends.
    /// </summary>
    internal NamedArray? Placements { get; private set; }

    /// <inheritdoc/>
    public bool AppliesGradients => true;

    /// <inheritdoc/>
    public int StepsIn(int epoch) => Math.Max(1, _examples.Count / _batch.Size);

    /// <inheritdoc/>
    public double Step(int epoch, int step)
    {
        if (epoch != _epoch)
        {
            _epoch = epoch;
            _order = Permutation.Of(_examples.Count, new RandomStream(_training.Seed, OrderStream + (ulong)epoch));
        }

        int first = step * _batch.Size;
        Parallel.For(0, _batch.Size, _parallel, place =>
        {
            int number = _order[(first + place) % _order.Length];
            ulong item = ((ulong)epoch * (ulong)_examples.Count) + (ulong)number;
            _batch.Fill(place, _examples[number], new RandomStream(_training.Seed, ExampleStream + item, 64));
        });

        long done = ((long)epoch * StepsIn(epoch)) + step;
        bool isSharp = done < _training.SharpStart * _training.Epochs * StepsIn(epoch);
        try
        {
            return Update(done, isSharp);
        }
        finally
        {
            for (int shard = 0; shard < _pasted.Length; shard++)
            {
                _pasted[shard]?.Dispose();
                _pasted[shard] = null;
            }
        }
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Validate()
    {
        // A cancelled validation is done again, so that the history must come after it.
        IReadOnlyDictionary<string, double> metrics = _validate();
        if (_history is null)
        {
            return metrics;
        }

        double saturation = _history.Keep(_generator!);
        Placements = _history.ToArray();
        return new Dictionary<string, double>(metrics) { ["placements at their bounds"] = saturation };
    }

    // The loss; not a number where a step has no end.
    private double Update(long step, bool isSharp)
    {
        var losses = new double[_records.Length];
        ForShards(shard => losses[shard] = Learn(shard, step, isSharp));
        _network.Tensors.Take(_records);
        if (!_optimizer.Apply(step + 1))
        {
            return double.NaN;
        }

        if (_generator is not null)
        {
            ForShards(shard => Confuse(shard, isSharp));
            _generator.Tensors.Take(_generatorRecords);
            _network.Tensors.Take(_records);
            if (!_generatorOptimizer!.Apply(step + 1))
            {
                return double.NaN;
            }
        }

        return losses.Sum();
    }

    private static float[][] Records(int shards, NetworkTensors tensors) =>
        [.. Enumerable.Range(0, shards).Select(_ => new float[tensors.ValueCount])];

    private void ForShards(Action<int> act) => Parallel.For(0, _records.Length, _parallel, shard =>
    {
        using DisposeScope scope = torch.NewDisposeScope();
        act(shard);
    });

    private PoseShard Shard(int shard)
    {
        int first = shard * PoseTraining.ShardSize;
        int count = Math.Min(PoseTraining.ShardSize, _batch.Size - first);
        return new PoseShard(_batch, _network.Shape, first, count);
    }

    // The pose network's loss on the shard, with gradients.
    private double Learn(int number, long step, bool isSharp)
    {
        PoseShard shard = Shard(number);
        torch.Tensor pictures;
        if (_training.Arm == PastingArm.Adversarial)
        {
            _pasted[number] = Placed(shard);
            pictures = _pasted[number]!.Pictures.detach();
        }
        else
        {
            using (torch.no_grad())
            {
                pictures = Pasted(shard, number, step, isSharp);
            }
        }

        var pass = new NetworkPass(_network.Tensors, isTraining: true, hasGradients: true);
        PoseOutput output = _network.Forward(pass, pictures);
        torch.Tensor loss = PoseLoss.Heat(output, shard, _batch.Size, isSharp).sum();
        double value = loss.item<float>();
        if (output.Visibility is { } logits)
        {
            loss = loss.Plus(PoseLoss.Visibility(logits, shard, _batch.Size).Times(_training.VisibilityWeight));
        }

        loss.backward();
        pass.CopyTo(_records[number]);
        return value;
    }

    // The generator's step: the pose network's weights have no gradients, its running statistics move all the same.
    // What the generator pasted for the pose network's step still holds, because it has not changed since.
    private void Confuse(int number, bool isSharp)
    {
        PoseShard shard = Shard(number);
        PastedShard pasted = _pasted[number] ?? (_pasted[number] = Placed(shard));
        NetworkPass own = pasted.Generator;
        var other = new NetworkPass(_network.Tensors, isTraining: true, hasGradients: false);
        PoseOutput output = _network.Forward(other, pasted.Pictures);
        torch.Tensor loss = PoseLoss.Heat(output, shard, _batch.Size, isSharp).sum().neg();
        loss.backward();
        own.CopyTo(_generatorRecords[number]);
        other.CopyTo(_records[number]);
    }

    // The shard with its parts where the generator puts them, with gradients.
    private PastedShard Placed(PoseShard shard)
    {
        var pass = new NetworkPass(_generator!.Tensors, isTraining: true, hasGradients: true);
        torch.Tensor pictures = shard.Composite(_generator.Forward(pass, shard.Pictures, shard.Types!));
        pass.Keep();
        pictures.DetachFromDisposeScope();
        return new PastedShard(pass, pictures);
    }

    private torch.Tensor Pasted(PoseShard shard, int number, long step, bool isSharp)
    {
        if (shard.Parts is null)
        {
            return shard.Pictures;
        }

        switch (_training.Arm)
        {
            case PastingArm.Shuffled:
                var pass = new NetworkPass(_generator!.Tensors, isTraining: true, hasGradients: false);
                return shard.Composite(_generator.Forward(pass, shard.Pictures.roll(1, 0), shard.Types!));
            case PastingArm.BestOfThree:
                return Worst(shard, number, step, isSharp);
            default:
                return shard.Composite(shard.Placements!);
        }
    }

    // Of three placements for each person, that with the greatest loss.
    private torch.Tensor Worst(PoseShard shard, int number, long step, bool isSharp)
    {
        var random = new RandomStream(
            _training.Seed, PlacementStream + ((ulong)step * (ulong)_records.Length) + (ulong)number, 64);
        torch.Tensor? best = null;
        torch.Tensor? greatest = null;
        for (int round = 0; round < 3; round++)
        {
            torch.Tensor placements = round == 0 ? shard.Placements! : Drawn(shard.Placements!.shape, random);
            torch.Tensor pictures = shard.Composite(placements);
            var pass = new NetworkPass(_network.Tensors, isTraining: true, hasGradients: false);
            torch.Tensor loss = PoseLoss.Heat(_network.Forward(pass, pictures), shard, _batch.Size, isSharp);
            if (best is null || greatest is null)
            {
                (best, greatest) = (pictures, loss);
                continue;
            }

            torch.Tensor isWorse = loss.gt(greatest);
            best = torch.where(isWorse.reshape(-1, 1, 1, 1), pictures, best);
            greatest = torch.where(isWorse, loss, greatest);
        }

        return best!;
    }

    private static torch.Tensor Drawn(long[] shape, RandomStream random)
    {
        torch.Tensor tensor = torch.empty(shape);
        Span<float> values = tensor.Floats();
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (float)random.Uniform(-PastePlacement.OutputReach, PastePlacement.OutputReach);
        }

        return tensor;
    }

    /// <summary>What a generator pasted, to be learnt from by both.</summary>
    private sealed record PastedShard(NetworkPass Generator, torch.Tensor Pictures) : IDisposable
    {
        public void Dispose()
        {
            Pictures.Dispose();
            Generator.Dispose();
        }
    }
}
