using System.Runtime.InteropServices;
using Praxis.Torch;
using TorchSharp;

namespace Praxis.Recommend;

/// <summary>Trains an encoder and its item table to foretell each next item.</summary>
/// <remarks>
/// A step is cut into shards of whole users by a rule that looks at the data only; shards run on any number of threads
/// and their gradients are added in shard order.
/// </remarks>
internal sealed class SequenceTraining : ITrainable
{
    private const int MostShards = 8;
    private const int LeastShardTokens = 256;
    private readonly ISequenceEncoder _encoder;
    private readonly IItemStore _items;
    private readonly IReadOnlyList<Parameter> _mixture;
    private readonly ITrainingBatches _batches;
    private readonly ulong _seed;
    private readonly ParallelOptions _parallel;
    private readonly Func<IReadOnlyDictionary<string, double>> _validate;
    private readonly ShardMemory[] _memory = [.. Enumerable.Range(0, MostShards).Select(_ => new ShardMemory())];

    /// <summary>Makes the training.</summary>
    /// <param name="encoder">The encoder.</param>
    /// <param name="items">The items.</param>
    /// <param name="batches">What to learn from.</param>
    /// <param name="seed">Seed of dropout.</param>
    /// <param name="threadCount">Threads to use; no value depends on it.</param>
    /// <param name="validate">Evaluates the current parameters.</param>
    internal SequenceTraining(
        ISequenceEncoder encoder,
        TrainedItems items,
        ITrainingBatches batches,
        ulong seed,
        int threadCount,
        Func<IReadOnlyDictionary<string, double>> validate)
    {
        _encoder = encoder;
        _items = items.Store;
        _batches = batches;
        _seed = seed;
        _parallel = new ParallelOptions { MaxDegreeOfParallelism = threadCount };
        _validate = validate;
        _mixture = items.Mixture?.Parameters ?? [];
        Parameter[] table = items.Parameter is { } parameter ? [parameter] : [];
        Parameters = [.. table, .. encoder.Parameters, .. _mixture];
        Tables = items.Rows is { } rows ? [rows] : [];
    }

    /// <summary>Makes a training whose steps are given one by one.</summary>
    /// <param name="encoder">The encoder.</param>
    /// <param name="items">The items.</param>
    /// <param name="seed">Seed of dropout.</param>
    /// <param name="threadCount">Threads to use; no value depends on it.</param>
    internal SequenceTraining(ISequenceEncoder encoder, TrainedItems items, ulong seed, int threadCount)
        : this(encoder, items, new NoBatches(), seed, threadCount, static () => new Dictionary<string, double>())
    {
    }

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <inheritdoc/>
    public IReadOnlyList<RowAdamW> Tables { get; }

    /// <inheritdoc/>
    public int StepsIn(int epoch) => _batches.StepsIn(epoch);

    /// <inheritdoc/>
    public double Step(int epoch, int step) =>
        Step(_batches.Batch(epoch, step), _batches.StepsBefore(epoch) + (ulong)step);

    /// <summary>Computes a step's loss and all gradients.</summary>
    /// <param name="batch">The tokens.</param>
    /// <param name="globalStep">The optimiser step over the whole training, from 0.</param>
    /// <returns>The mean loss, in nats.</returns>
    internal double Step(SequenceBatch batch, ulong globalStep)
    {
        StepItems items = _items.Begin(batch, globalStep);
        SequenceBatch[] shards = items.Batch.Shard(MostShards, LeastShardTokens);
        Parallel.For(0, shards.Length, _parallel, index =>
            RunShard(items, shards[index], _memory[index], globalStep));
        AddParameterGradients(shards.Length);
        Parallel.For(0, items.Loss.GroupCount, _parallel, group => AddItemGradients(items, shards, group));
        double lossSum = 0;
        for (int shard = 0; shard < shards.Length; shard++)
        {
            lossSum += _memory[shard].Loss.LossSum;
        }

        return lossSum / batch.LossCount;
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Validate() => _validate();

    private void RunShard(StepItems items, SequenceBatch shard, ShardMemory memory, ulong step)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        int width = _items.Width;
        torch.Tensor rows = torch.empty(shard.TokenCount, width);
        items.Table.Gather(shard.Items, MemoryMarshal.Cast<byte, float>(rows.bytes));
        rows.requires_grad = true;
        torch.Tensor outputs = _encoder.Encode(rows, shard, new Dropout(_seed, step, shard.FirstRow));
        ComputeLoss(items, shard, MemoryMarshal.Cast<byte, float>(outputs.bytes), step, memory.Loss);

        torch.Tensor outputGradients = torch.zeros(shard.TokenCount, width);
        Span<float> all = MemoryMarshal.Cast<byte, float>(outputGradients.bytes);
        ReadOnlySpan<float> own = memory.Loss.OutputGradients.AsSpan(0, shard.LossCount * width);
        if (shard.LossTokens is { } tokens)
        {
            for (int i = 0; i < tokens.Length; i++)
            {
                own.Slice(i * width, width).CopyTo(all.Slice(tokens[i] * width, width));
            }
        }
        else
        {
            own.CopyTo(all);
        }

        torch.Tensor[] inputs = [rows, .. _encoder.Parameters.Select(parameter => parameter.Value)];
        IList<torch.Tensor> gradients = torch.autograd.grad([outputs], inputs, [outputGradients]);
        memory.Keep(gradients);
        memory.OrderTokens(shard.Items, items.Loss.GroupItems, items.Loss.GroupCount);
    }

    private void ComputeLoss(
        StepItems items, SequenceBatch shard, ReadOnlySpan<float> outputs, ulong step, LossPart part)
    {
        int width = _items.Width;
        if (shard.LossTokens is not { } tokens)
        {
            items.Loss.Compute(shard, outputs, items.Scales, step, items.Batch.TokenCount, part);
            return;
        }

        var learnt = new float[tokens.Length * width];
        for (int i = 0; i < tokens.Length; i++)
        {
            outputs.Slice(tokens[i] * width, width).CopyTo(learnt.AsSpan(i * width));
        }

        items.Loss.Compute(shard.ForLoss(), learnt, items.Scales, step, items.Batch.LossCount, part);
    }

    private void AddParameterGradients(int shardCount)
    {
        Add(_encoder.Parameters, memory => memory.Parameters);
        Add(_mixture, memory => memory.Loss.MixtureGradients);

        void Add(IReadOnlyList<Parameter> parameters, Func<ShardMemory, float[][]> gradientsOf) =>
            Parallel.For(0, parameters.Count, _parallel, index =>
            {
                float[] sum = parameters[index].Gradient;
                gradientsOf(_memory[0])[index].AsSpan(0, sum.Length).CopyTo(sum);
                for (int shard = 1; shard < shardCount; shard++)
                {
                    ReadOnlySpan<float> own = gradientsOf(_memory[shard])[index].AsSpan(0, sum.Length);
                    System.Numerics.Tensors.TensorPrimitives.Add(sum, own, sum);
                }
            });
    }

    // The table stands at both ends of the network: as normalised output vectors and as plain input rows.
    private unsafe void AddItemGradients(StepItems items, SequenceBatch[] shards, int group)
    {
        int width = _items.Width;
        int first = group * items.Loss.GroupItems;
        int end = Math.Min(items.Table.Count, first + items.Loss.GroupItems);
        Span<float> gradients = _items.Gradients(first, end - first);
        gradients.Clear();
        for (int shard = 0; shard < shards.Length; shard++)
        {
            items.Loss.AddItemGradients(_memory[shard].Loss, group, gradients);
        }

        float* unit = stackalloc float[width];
        fixed (float* target = gradients)
        {
            float* table = items.Table.Address;
            for (int item = first; item < end; item++)
            {
                float* own = target + ((long)(item - first) * width);
                float scale = items.Scales[item];
                new Span<float>(unit, width).Clear();
                VectorKernels.AddScaled(unit, table + ((long)item * width), scale, width);
                VectorKernels.ThroughNormalisation(unit, scale, items.Table.Similarity, own, width);
            }

            for (int shard = 0; shard < shards.Length; shard++)
            {
                ReadOnlySpan<int> tokens = _memory[shard].TokensOf(group);
                fixed (float* rows = _memory[shard].Rows)
                {
                    foreach (int t in tokens)
                    {
                        VectorKernels.AddScaled(
                            target + ((long)(shards[shard].Items[t] - first) * width), rows + ((long)t * width),
                            items.Table.InputScale, width);
                    }
                }
            }
        }
    }

    private sealed class NoBatches : ITrainingBatches
    {
        public int StepCount => 0;

        public SequenceBatch Batch(int epoch, int step) => throw new InvalidOperationException();
    }

    private sealed class ShardMemory
    {
        private int[] _order = [];
        private int[] _starts = [];

        internal LossPart Loss { get; } = new();

        /// <summary>Gradients of the input rows; the array may be longer.</summary>
        internal float[] Rows { get; private set; } = [];

        /// <summary>Gradients of the encoder's parameters.</summary>
        internal float[][] Parameters { get; private set; } = [];

        // Arrays are used again in the next step: fresh ones of this size would keep the collector busy.
        internal void Keep(IList<torch.Tensor> gradients)
        {
            Rows = Kept(gradients[0], Rows);
            if (Parameters.Length == 0)
            {
                Parameters = [.. Enumerable.Repeat(Array.Empty<float>(), gradients.Count - 1)];
            }

            for (int i = 1; i < gradients.Count; i++)
            {
                Parameters[i - 1] = Kept(gradients[i], Parameters[i - 1]);
            }
        }

        /// <summary>Tokens whose input item is of a group, ascending.</summary>
        internal ReadOnlySpan<int> TokensOf(int group) => _order.AsSpan(_starts[group].._starts[group + 1]);

        private static float[] Kept(torch.Tensor gradient, float[] array)
        {
            Span<float> values = gradient.contiguous().Floats();
            float[] target = array.Length >= values.Length ? array : new float[values.Length + (values.Length / 4)];
            values.CopyTo(target);
            return target;
        }

        internal void OrderTokens(int[] items, int groupItems, int groupCount)
        {
            _starts = new int[groupCount + 1];
            foreach (int item in items)
            {
                _starts[(item / groupItems) + 1]++;
            }

            for (int group = 0; group < groupCount; group++)
            {
                _starts[group + 1] += _starts[group];
            }

            int[] next = [.. _starts];
            _order = new int[items.Length];
            for (int t = 0; t < items.Length; t++)
            {
                _order[next[items[t] / groupItems]++] = t;
            }
        }
    }
}
