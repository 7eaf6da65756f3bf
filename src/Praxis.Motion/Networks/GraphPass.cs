namespace Praxis.Motion;

/// <summary>Runs batches through a graph network, forwards and backwards, with all that is kept in between.</summary>
/// <remarks>
/// A batch is cut into a fixed number of shards, which threads take as they come; sums over shards are made in their
/// order, so that the bits do not depend on the number of threads. Threads meet where batch norm needs the whole batch.
/// </remarks>
internal sealed unsafe class GraphPass : IDisposable
{
    /// <summary>Shards of a batch.</summary>
    internal const int ShardCount = 4;

    private readonly GraphNetwork _network;
    private readonly GraphShard[] _shards;
    private readonly NormStatistics[] _norms;
    private readonly ParallelOptions _parallel;
    private readonly int[] _counts = new int[ShardCount];
    private readonly nint[] _first = new nint[ShardCount];
    private readonly nint[] _second = new nint[ShardCount];
    private int _used;
    private bool _isTraining;

    /// <summary>Makes the workspace.</summary>
    /// <param name="network">The weights.</param>
    /// <param name="capacity">The most samples of a batch.</param>
    /// <param name="threadCount">Threads that may be used.</param>
    internal GraphPass(GraphNetwork network, int capacity, int threadCount)
    {
        _network = network;
        Capacity = capacity;
        _parallel = new ParallelOptions { MaxDegreeOfParallelism = threadCount };
        int most = (capacity + ShardCount - 1) / ShardCount;
        _shards = [.. Enumerable.Range(0, ShardCount).Select(_ => new GraphShard(network, most))];
        GraphNetworkShape shape = network.Shape;
        _norms = shape.HasNorm
            ?
            [
                .. Enumerable.Range(0, shape.LayerCount - 1)
                    .Select(_ => new NormStatistics(shape.NodeCount * shape.Width)),
            ]
            : [];
    }

    /// <summary>The weights.</summary>
    internal GraphNetwork Network => _network;

    /// <summary>The most samples of a batch.</summary>
    internal int Capacity { get; }

    /// <summary>Shards in use; those behind have no sample.</summary>
    internal int UsedShards => _used;

    /// <summary>Samples of a shard.</summary>
    internal int SamplesOf(int shard) => _counts[shard];

    /// <summary>First sample of a shard in the batch.</summary>
    internal int FirstOf(int shard) => shard * ((Samples + ShardCount - 1) / ShardCount);

    /// <summary>Samples of the batch.</summary>
    internal int Samples { get; private set; }

    /// <summary>What comes in, to be filled: [nodes, samples of the shard, padded inputs].</summary>
    internal float* Input(int shard) => _shards[shard].Input;

    /// <summary>What comes out: [nodes, samples of the shard, padded outputs].</summary>
    internal float* Output(int shard) => _shards[shard].Output;

    /// <summary>The gradient of the loss by what comes out, to be filled; overwritten on the way back.</summary>
    internal float* OutputGradient(int shard) => _shards[shard].OutputGradient;

    /// <summary>The gradient by what came in, after <see cref="Backward"/>.</summary>
    internal float* InputGradient(int shard) => _shards[shard].Gradient;

    /// <summary>Begins a batch: inputs may be filled then.</summary>
    internal void Begin(int samples)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(samples, Capacity);
        Samples = samples;
        int share = (samples + ShardCount - 1) / ShardCount;
        _used = 0;
        for (int shard = 0; shard < ShardCount; shard++)
        {
            _counts[shard] = Math.Clamp(samples - (shard * share), 0, share);
            _shards[shard].Begin(_counts[shard]);
            _used += _counts[shard] > 0 ? 1 : 0;
        }
    }

    /// <summary>Does a piece of work for each shard.</summary>
    internal void ForShards(Action<int> work) => Parallel.For(0, _used, _parallel, work);

    /// <summary>Inputs to outputs.</summary>
    /// <param name="isTraining">Whether batch norm takes the batch's statistics and elements are dropped.</param>
    /// <param name="seed">The seed of what is dropped.</param>
    /// <param name="step">The step, which what is dropped hangs on.</param>
    internal void Forward(bool isTraining, ulong seed = 0, ulong step = 0)
    {
        _isTraining = isTraining;
        bool isNormed = _network.Shape.HasNorm;
        int last = _network.Shape.LayerCount - 1;
        for (int layer = 0; layer < last; layer++)
        {
            int at = layer;
            NormStatistics? before = isNormed && at > 0 ? _norms[at - 1] : null;
            ForShards(shard =>
            {
                _shards[shard].Finish(at - 1, before, isTraining, seed, (step * 64) + (ulong)at, shard);
                _shards[shard].Convolve(at, isNormed && isTraining);
            });
            if (isNormed && isTraining)
            {
                for (int shard = 0; shard < _used; shard++)
                {
                    _first[shard] = (nint)_shards[shard].First;
                    _second[shard] = (nint)_shards[shard].Second;
                }

                _norms[at].Combine(_network.Layers[at].Norm!, _first, _second, _counts.AsSpan(0, _used));
            }
            else if (isNormed)
            {
                _norms[at].TakeRunning(_network.Layers[at].Norm!);
            }
        }

        NormStatistics? norm = isNormed ? _norms[last - 1] : null;
        ForShards(shard =>
        {
            _shards[shard].Finish(last - 1, norm, isTraining, seed, (step * 64) + (ulong)last, shard);
            _shards[shard].Convolve(last, hasMoments: false);
        });
    }

    /// <summary>Output gradients to input gradients; adds to the gradients of the weights.</summary>
    /// <param name="needsWeights">Whether the weights' gradients are wanted, or the input's alone.</param>
    internal void Backward(bool needsWeights = true)
    {
        bool isNormed = _network.Shape.HasNorm;
        if (isNormed && !_isTraining)
        {
            throw new InvalidOperationException("a pass with running statistics has no way back");
        }

        int last = _network.Shape.LayerCount - 1;
        ForShards(shard =>
        {
            _shards[shard].ClearGradients();
            _shards[shard].BackConvolve(last, needsWeights);
            _shards[shard].BackActivation(last - 1, isNormed ? _norms[last - 1] : null);
        });
        for (int layer = last - 1; layer >= 0; layer--)
        {
            int at = layer;
            NormStatistics? norm = isNormed ? _norms[at] : null;
            if (norm is not null)
            {
                for (int shard = 0; shard < _used; shard++)
                {
                    _first[shard] = (nint)_shards[shard].First;
                    _second[shard] = (nint)_shards[shard].Second;
                }

                norm.CombineGradients(_network.Layers[at].Norm!, _first, _second, _counts.AsSpan(0, _used));
            }

            NormStatistics? next = isNormed && at > 0 ? _norms[at - 1] : null;
            ForShards(shard =>
            {
                _shards[shard].BackNorm(norm, at);
                _shards[shard].BackConvolve(at, needsWeights);
                if (at > 0)
                {
                    _shards[shard].BackActivation(at - 1, next);
                }
            });
        }

        if (needsWeights)
        {
            Parallel.For(0, last + 1, _parallel, Reduce);
        }
    }

    public void Dispose()
    {
        foreach (GraphShard shard in _shards)
        {
            shard.Dispose();
        }

        foreach (NormStatistics norm in _norms)
        {
            norm.Dispose();
        }
    }

    // The shards' gradients of one layer, in their order.
    private void Reduce(int number)
    {
        GraphLayer layer = _network.Layers[number];
        for (int shard = 0; shard < _used; shard++)
        {
            _shards[shard].AddGradients(number, layer);
        }
    }
}
