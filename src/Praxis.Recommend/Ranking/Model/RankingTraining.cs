using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Praxis.Numerics;
using Praxis.Torch;
using TorchSharp;

namespace Praxis.Recommend;

/// <summary>Trains a ranking model: one causal pass a window gives a loss at every content token.</summary>
/// <remarks>
/// arXiv 2402.17152, section 2.3 (generative training). A step is cut into shards by a rule that looks at the data
/// only; shards run on any number of threads and their gradients are added in shard order.
/// </remarks>
internal sealed class RankingTraining : ITrainable
{
    private const int MostShards = 8;
    private const int LeastShardEvents = 128;
    private readonly HstuRankingModel _model;
    private readonly TokenWriter _writer;
    private readonly RankingLoss _loss;
    private readonly RankingWindow[] _windows;
    private readonly int _batchSize;
    private readonly ulong _seed;
    private readonly ParallelOptions _parallel;
    private readonly Func<IReadOnlyDictionary<string, double>> _validate;
    private (int Epoch, int[] Order) _shuffled = (-1, []);

    internal RankingTraining(
        HstuRankingModel model,
        TokenWriter writer,
        RankingLoss loss,
        RankingWindow[] windows,
        int batchSize,
        ulong seed,
        int threadCount,
        Func<IReadOnlyDictionary<string, double>> validate)
    {
        _model = model;
        _writer = writer;
        _loss = loss;
        _windows = windows;
        _batchSize = batchSize;
        _seed = seed;
        _parallel = new ParallelOptions { MaxDegreeOfParallelism = threadCount };
        _validate = validate;
        Parameters = [model.Table, .. model.Dense];
    }

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Parameters { get; }

    private int StepCount => (_windows.Length + _batchSize - 1) / _batchSize;

    /// <inheritdoc/>
    public int StepsIn(int epoch) => StepCount;

    /// <inheritdoc/>
    public double Step(int epoch, int step)
    {
        RankingTokens[] shards = Shards(epoch, step);
        int total = shards.Sum(shard => shard.Targets.Count);
        ulong globalStep = ((ulong)epoch * (ulong)StepCount) + (ulong)step;
        var results = new ShardResult[shards.Length];
        Parallel.For(0, shards.Length, _parallel, index => results[index] = Run(shards[index], globalStep, total));
        AddDenseGradients(results);
        AddTableGradients(shards, results);
        return results.Sum(result => result.Loss);
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Validate() => _validate();

    private RankingTokens[] Shards(int epoch, int step)
    {
        int[] order = Order(epoch);
        int first = step * _batchSize;
        RankingWindow[] own =
        [
            .. order.Skip(first).Take(_batchSize).Select(index => _windows[index]),
        ];
        long events = own.Sum(window => (long)window.To - window.Start);
        int count = (int)Math.Clamp(events / LeastShardEvents, 1, Math.Min(MostShards, own.Length));
        var shards = new List<RankingTokens>(count);
        long seen = 0;
        int rows = 0;
        foreach (RankingWindow window in own)
        {
            if (shards.Count == 0 || seen >= events * shards.Count / count)
            {
                rows += shards.Count == 0 ? 0 : shards[^1].Count;
                shards.Add(new RankingTokens { FirstRow = rows });
            }

            _writer.AddWindow(window, shards[^1]);
            seen += window.To - window.Start;
        }

        return [.. shards];
    }

    private int[] Order(int epoch)
    {
        if (_shuffled.Epoch != epoch)
        {
            var random = new RandomStream(_seed, RandomPurpose.Shuffle.Stream((ulong)epoch));
            _shuffled = (epoch, Permutation.Of(_windows.Length, random));
        }

        return _shuffled.Order;
    }

    private ShardResult Run(RankingTokens tokens, ulong step, int total)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor rows = torch.empty(tokens.Count, _model.Width);
        _model.Gather(tokens, MemoryMarshal.Cast<byte, float>(rows.bytes));
        rows.requires_grad = true;
        torch.Tensor outputs = _model.Predict(rows, tokens, new Dropout(_seed, step, tokens.FirstRow));
        torch.Tensor slopes = torch.empty(outputs.Rows(), outputs.Columns());
        double loss = _loss.Compute(
            MemoryMarshal.Cast<byte, float>(outputs.bytes), tokens.TargetEvents, total,
            MemoryMarshal.Cast<byte, float>(slopes.bytes));
        torch.Tensor[] inputs = [rows, .. _model.Dense.Select(parameter => parameter.Value)];
        IList<torch.Tensor> gradients = torch.autograd.grad([outputs], inputs, [slopes]);
        return new ShardResult(loss, Floats(gradients[0]), [.. gradients.Skip(1).Select(Floats)]);
    }

    private static float[] Floats(torch.Tensor tensor) =>
        MemoryMarshal.Cast<byte, float>(tensor.contiguous().bytes).ToArray();

    private void AddDenseGradients(ShardResult[] results) =>
        Parallel.For(0, _model.Dense.Count, _parallel, index =>
        {
            float[] sum = _model.Dense[index].Gradient;
            results[0].Dense[index].CopyTo(sum, 0);
            for (int shard = 1; shard < results.Length; shard++)
            {
                TensorPrimitives.Add(sum, results[shard].Dense[index], sum);
            }
        });

    private void AddTableGradients(RankingTokens[] shards, ShardResult[] results)
    {
        int width = _model.Width;
        float scale = _model.InputScale;
        Span<float> gradient = _model.Table.Gradient;
        gradient.Clear();
        for (int shard = 0; shard < shards.Length; shard++)
        {
            RankingTokens tokens = shards[shard];
            for (int token = 0; token < tokens.Count; token++)
            {
                Span<float> own = results[shard].Rows.AsSpan(token * width, width);
                TensorPrimitives.Multiply(own, scale, own);
                for (int i = tokens.InputStarts[token]; i < tokens.InputStarts[token + 1]; i++)
                {
                    Span<float> target = gradient.Slice(tokens.Inputs[i] * width, width);
                    TensorPrimitives.Add(target, own, target);
                }
            }
        }
    }

    private sealed record ShardResult(double Loss, float[] Rows, float[][] Dense);
}
