using Praxis.Numerics;
using Praxis.Torch;

namespace Praxis.Motion;

/// <summary>A network that foretells whole windows: observed frames in, frames of the window out, as a correction of
/// the last pose held, or of an estimate that is given.</summary>
/// <remarks>
/// Without an estimate the input is C pad(X) and the output C'(C pad(X) + network); with one, [X; Ŷ] for all frames,
/// the input is (C pad(X), C [X; Ŷ]) and the output C'(C [X; Ŷ] + network). All arrays of frames are [nodes, samples of
/// the shard, padded length]. Source: docs/methods/arnet.md.
/// </remarks>
internal sealed unsafe class TrajectoryPass : IDisposable
{
    private readonly WindowGeometry _geometry;
    private readonly int _nodes;
    private readonly NativeFloats[] _frames = new NativeFloats[GraphPass.ShardCount];
    private readonly NativeFloats[] _gradients = new NativeFloats[GraphPass.ShardCount];
    private readonly NativeFloats[] _estimates = new NativeFloats[GraphPass.ShardCount];
    private readonly NativeFloats[] _coefficients = new NativeFloats[GraphPass.ShardCount];

    /// <summary>Makes the workspace.</summary>
    /// <param name="network">Of one group of coefficients that comes in, or of two where there is an estimate.</param>
    /// <param name="geometry">The window.</param>
    /// <param name="capacity">The most samples of a batch.</param>
    /// <param name="threadCount">Threads that may be used.</param>
    internal TrajectoryPass(GraphNetwork network, WindowGeometry geometry, int capacity, int threadCount)
    {
        Pass = new GraphPass(network, capacity, threadCount);
        _geometry = geometry;
        _nodes = network.Shape.NodeCount;
        HasEstimate = network.Shape.Groups.Count > 1;
        long rows = (long)_nodes * ((capacity + GraphPass.ShardCount - 1) / GraphPass.ShardCount);
        for (int shard = 0; shard < GraphPass.ShardCount; shard++)
        {
            _frames[shard] = new NativeFloats(rows * geometry.PaddedLength);
            _gradients[shard] = new NativeFloats(rows * geometry.PaddedLength);
            _estimates[shard] = new NativeFloats(rows * geometry.PaddedLength);
            _coefficients[shard] = new NativeFloats(rows * geometry.PaddedCoefficients);
        }
    }

    /// <summary>The network's pass, which says how samples are shared out.</summary>
    internal GraphPass Pass { get; }

    /// <summary>Whether an estimate comes in.</summary>
    internal bool HasEstimate { get; }

    /// <summary>What is foretold.</summary>
    internal float* Frames(int shard) => _frames[shard].Address;

    /// <summary>The gradient of the loss by that, to be filled.</summary>
    internal float* FrameGradient(int shard) => _gradients[shard].Address;

    /// <summary>The estimate, observed frames and all, to be filled; after <see cref="Backward"/> the gradient by
    /// it.</summary>
    internal float* Estimate(int shard) => _estimates[shard].Address;

    /// <summary>Foretells.</summary>
    /// <param name="window">Frames of which the observed ones are read, by shard.</param>
    /// <param name="isTraining">As in <see cref="GraphPass.Forward"/>.</param>
    /// <param name="seed">As there.</param>
    /// <param name="step">As there.</param>
    internal void Forward(Func<int, nint> window, bool isTraining, ulong seed = 0, ulong step = 0)
    {
        Pass.ForShards(shard => Fill(shard, (float*)window(shard)));
        Pass.Forward(isTraining, seed, step);
        Pass.ForShards(shard =>
        {
            int rows = _nodes * Pass.SamplesOf(shard);
            float* coefficients = _coefficients[shard].Address;
            GraphKernels.Add(coefficients, Pass.Output(shard), (nint)rows * _geometry.PaddedCoefficients);
            ToFrames(coefficients, _geometry.PaddedCoefficients, rows, Frames(shard));
        });
    }

    /// <summary>Frame gradients to those of the weights and of the estimate.</summary>
    internal void Backward(bool needsWeights = true)
    {
        int width = _geometry.PaddedCoefficients;
        Pass.ForShards(shard =>
        {
            int rows = _nodes * Pass.SamplesOf(shard);
            float* gradient = Pass.OutputGradient(shard);
            ToCoefficients(FrameGradient(shard), rows, gradient, width);
            if (HasEstimate)
            {
                Buffer.MemoryCopy(
                    gradient, _coefficients[shard].Address, (long)rows * width * 4, (long)rows * width * 4);
            }
        });
        Pass.Backward(needsWeights);
        if (!HasEstimate)
        {
            return;
        }

        Pass.ForShards(shard =>
        {
            int rows = _nodes * Pass.SamplesOf(shard);
            float* sum = _coefficients[shard].Address;
            float* input = Pass.InputGradient(shard) + width;
            for (int row = 0; row < rows; row++)
            {
                GraphKernels.Add(sum + (row * width), input + (row * Pass.Network.Shape.PaddedInputs), width);
            }

            ToFrames(sum, width, rows, Estimate(shard));
        });
    }

    public void Dispose()
    {
        Pass.Dispose();
        foreach (NativeFloats part in (NativeFloats[])[.. _frames, .. _gradients, .. _estimates, .. _coefficients])
        {
            part.Dispose();
        }
    }

    private void Fill(int shard, float* window)
    {
        int rows = _nodes * Pass.SamplesOf(shard);
        int stride = Pass.Network.Shape.PaddedInputs;
        int width = _geometry.PaddedCoefficients;
        float* input = Pass.Input(shard);
        GraphKernels.Clear(input, (nint)rows * stride);
        BlockProduct.Add(
            window, _geometry.PaddedLength, 1, _geometry.Hold, width, rows, width, _geometry.Observed, input, stride);
        float* given = input;
        if (HasEstimate)
        {
            given = input + width;
            BlockProduct.Add(
                Estimate(shard),
                _geometry.PaddedLength,
                1,
                _geometry.ToCoefficients,
                width,
                rows,
                width,
                _geometry.Length,
                given,
                stride);
        }

        float* kept = _coefficients[shard].Address;
        for (int row = 0; row < rows; row++)
        {
            Buffer.MemoryCopy(given + (row * stride), kept + (row * width), width * 4, width * 4);
        }
    }

    private void ToFrames(float* coefficients, int stride, int rows, float* frames)
    {
        int length = _geometry.PaddedLength;
        GraphKernels.Clear(frames, (nint)rows * length);
        BlockProduct.Add(
            coefficients, stride, 1, _geometry.ToFrames, length, rows, length, _geometry.Coefficients, frames, length);
    }

    private void ToCoefficients(float* frames, int rows, float* coefficients, int width)
    {
        GraphKernels.Clear(coefficients, (nint)rows * width);
        BlockProduct.Add(
            frames,
            _geometry.PaddedLength,
            1,
            _geometry.ToCoefficients,
            width,
            rows,
            width,
            _geometry.Length,
            coefficients,
            width);
    }
}
