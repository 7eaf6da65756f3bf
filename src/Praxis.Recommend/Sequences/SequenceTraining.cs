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
    private readonly ItemTable _table;
    private readonly ISoftmaxLoss _loss;
    private readonly ITrainingBatches _sequences;
    private readonly ulong _seed;
    private readonly ParallelOptions _parallel;
    private readonly Func<IReadOnlyDictionary<string, double>> _validate;
    private readonly ShardMemory[] _memory = [.. Enumerable.Range(0, MostShards).Select(_ => new ShardMemory())];

    internal SequenceTraining(
        ISequenceEncoder encoder,
        ItemTable table,
        ISoftmaxLoss loss,
        ITrainingBatches sequences,
        ulong seed,
        int threadCount,
        Func<IReadOnlyDictionary<string, double>> validate)
    {
        _encoder = encoder;
        _table = table;
        _loss = loss;
        _sequences = sequences;
        _seed = seed;
        _parallel = new ParallelOptions { MaxDegreeOfParallelism = threadCount };
        _validate = validate;
        Parameters = [table.Parameter, .. encoder.Parameters];
    }

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <inheritdoc/>
    public int StepsIn(int epoch) => _sequences.StepCount;

    /// <inheritdoc/>
    public double Step(int epoch, int step)
    {
        ulong globalStep = ((ulong)epoch * (ulong)_sequences.StepCount) + (ulong)step;
        SequenceBatch batch = _sequences.Batch(epoch, step);
        SequenceBatch[] shards = batch.Shard(MostShards, LeastShardTokens);
        float[] scales = _table.Scales(_parallel.MaxDegreeOfParallelism);
        _loss.BeginStep(batch, scales);
        Parallel.For(0, shards.Length, _parallel, index =>
            RunShard(shards[index], _memory[index], scales, globalStep, batch.TokenCount));
        AddParameterGradients(shards.Length);
        Parallel.For(0, _loss.GroupCount, _parallel, group => AddItemGradients(shards, group, scales));
        double lossSum = 0;
        for (int shard = 0; shard < shards.Length; shard++)
        {
            lossSum += _memory[shard].Loss.LossSum;
        }

        return lossSum / batch.TokenCount;
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Validate() => _validate();

    private void RunShard(SequenceBatch shard, ShardMemory memory, float[] scales, ulong step, int tokenTotal)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor rows = torch.empty(shard.TokenCount, _table.Width);
        _table.Gather(shard.Items, MemoryMarshal.Cast<byte, float>(rows.bytes));
        rows.requires_grad = true;
        torch.Tensor outputs = _encoder.Encode(rows, shard, new Dropout(_seed, step, shard.FirstRow));
        _loss.Compute(shard, MemoryMarshal.Cast<byte, float>(outputs.bytes), scales, step, tokenTotal, memory.Loss);

        torch.Tensor outputGradients = torch.empty(shard.TokenCount, _table.Width);
        memory.Loss.OutputGradients.AsSpan(0, shard.TokenCount * _table.Width)
            .CopyTo(MemoryMarshal.Cast<byte, float>(outputGradients.bytes));
        torch.Tensor[] inputs = [rows, .. _encoder.Parameters.Select(parameter => parameter.Value)];
        IList<torch.Tensor> gradients = torch.autograd.grad([outputs], inputs, [outputGradients]);
        memory.Rows = Floats(gradients[0]);
        memory.Parameters = [.. gradients.Skip(1).Select(Floats)];
    }

    private static float[] Floats(torch.Tensor tensor) =>
        MemoryMarshal.Cast<byte, float>(tensor.contiguous().bytes).ToArray();

    private void AddParameterGradients(int shardCount) =>
        Parallel.For(0, _encoder.Parameters.Count, _parallel, index =>
        {
            float[] sum = _encoder.Parameters[index].Gradient;
            _memory[0].Parameters[index].CopyTo(sum, 0);
            for (int shard = 1; shard < shardCount; shard++)
            {
                System.Numerics.Tensors.TensorPrimitives.Add(sum, _memory[shard].Parameters[index], sum);
            }
        });

    // The table stands at both ends of the network: as normalised output vectors and as plain input rows.
    private unsafe void AddItemGradients(SequenceBatch[] shards, int group, float[] scales)
    {
        int width = _table.Width;
        int first = group * _loss.GroupItems;
        int end = Math.Min(_table.Count, first + _loss.GroupItems);
        Span<float> gradients = _table.Parameter.Gradient.AsSpan(first * width, (end - first) * width);
        gradients.Clear();
        for (int shard = 0; shard < shards.Length; shard++)
        {
            _loss.AddItemGradients(_memory[shard].Loss, group, gradients);
        }

        float* unit = stackalloc float[width];
        fixed (float* target = gradients)
        {
            float* table = _table.Parameter.Address;
            for (int item = first; item < end; item++)
            {
                float* own = target + ((long)(item - first) * width);
                new Span<float>(unit, width).Clear();
                VectorKernels.AddScaled(unit, table + ((long)item * width), scales[item], width);
                VectorKernels.ThroughNormalisation(unit, scales[item], _table.Similarity, own, width);
            }

            for (int shard = 0; shard < shards.Length; shard++)
            {
                fixed (float* rows = _memory[shard].Rows)
                {
                    AddInputGradients(shards[shard].Items, rows, first, end, target);
                }
            }
        }
    }

    private unsafe void AddInputGradients(int[] items, float* rows, int first, int end, float* target)
    {
        for (int t = 0; t < items.Length; t++)
        {
            if (items[t] >= first && items[t] < end)
            {
                VectorKernels.AddScaled(
                    target + ((long)(items[t] - first) * _table.Width),
                    rows + ((long)t * _table.Width),
                    _table.InputScale,
                    _table.Width);
            }
        }
    }

    private sealed class ShardMemory
    {
        internal LossPart Loss { get; } = new();

        internal float[] Rows { get; set; } = [];

        internal float[][] Parameters { get; set; } = [];
    }
}
