using Praxis.Numerics;
using Praxis.Torch;

namespace Praxis.Motion;

/// <summary>A trained graph network for one sample at a time on one thread: batch norm is folded into a factor and an
/// offset that go with the activation. Immutable; each thread has its own <see cref="FrozenScratch"/>.</summary>
/// <remarks>tanh(s (v + b - m) / √(q + ε) + t) = tanh(v a + c) with a = s / √(q + ε), c = t + (b - m) a.</remarks>
internal sealed unsafe class FrozenGraph : IDisposable
{
    private readonly FrozenLayer[] _layers;

    /// <summary>Copies a network with tanh and batch norm.</summary>
    internal FrozenGraph(GraphNetwork network)
    {
        Shape = network.Shape;
        network.Pack();
        _layers = [.. network.Layers.Select(static layer => new FrozenLayer(layer))];
    }

    internal GraphNetworkShape Shape { get; }

    /// <summary>Runs the network.</summary>
    /// <param name="input">[nodes, padded inputs].</param>
    /// <param name="scratch">The thread's own, made for a network at least as wide.</param>
    /// <returns>[nodes, padded outputs], in the scratch.</returns>
    internal float* Run(float* input, FrozenScratch scratch)
    {
        int nodes = Shape.NodeCount;
        Hidden(_layers[0], input, null, scratch.Block, scratch);
        for (int layer = 1; layer < _layers.Length - 1; layer += 2)
        {
            Hidden(_layers[layer], scratch.Block, null, scratch.Inner, scratch);
            Hidden(_layers[layer + 1], scratch.Inner, scratch.Block, scratch.Block, scratch);
        }

        FrozenLayer last = _layers[^1];
        GraphKernels.FillRows(scratch.Values, nodes, last.Offset, last.Outputs);
        Convolve(last, scratch.Block, scratch);
        return scratch.Values;
    }

    public void Dispose()
    {
        foreach (FrozenLayer layer in _layers)
        {
            layer.Dispose();
        }
    }

    // V += A (H W).
    private static void Convolve(FrozenLayer layer, float* input, FrozenScratch scratch)
    {
        int nodes = layer.Nodes;
        int outputs = layer.Outputs;
        GraphKernels.Clear(scratch.Product, (nint)nodes * outputs);
        GraphKernels.AddProduct(
            input, layer.Inputs, 1, layer.Weight, outputs, (nodes, outputs, layer.Inputs), scratch.Product, outputs);
        BlockProduct.Add(
            layer.Adjacency, nodes, 1, scratch.Product, outputs, nodes, outputs, nodes, scratch.Values, outputs);
    }

    private static void Hidden(
        FrozenLayer layer, float* input, float* skip, float* output, FrozenScratch scratch)
    {
        nint length = (nint)layer.Nodes * layer.Outputs;
        GraphKernels.Clear(scratch.Values, length);
        Convolve(layer, input, scratch);
        FusedTanh.Apply(scratch.Values, layer.Factor, layer.Offset, skip, output, length);
    }
}

/// <summary>A layer of it.</summary>
internal sealed unsafe class FrozenLayer : IDisposable
{
    private readonly NativeFloats _memory;
    private readonly long _weights;
    private readonly long _adjacency;

    internal FrozenLayer(GraphLayer layer)
    {
        Nodes = layer.NodeCount;
        Inputs = layer.PaddedInputs;
        Outputs = layer.PaddedOutputs;
        _weights = (long)Inputs * Outputs;
        _adjacency = ((long)Nodes * Nodes + 15) / 16 * 16;
        int length = Nodes * Outputs;
        _memory = new NativeFloats(_weights + _adjacency + (2L * length));
        new ReadOnlySpan<float>(layer.PackedWeight, (int)_weights).CopyTo(new Span<float>(Weight, (int)_weights));
        layer.Adjacency.Values.CopyTo(new Span<float>(Adjacency, Nodes * Nodes));
        for (int i = 0; i < length; i++)
        {
            float bias = layer.PackedBias[i % Outputs];
            if (layer.Norm is not { } norm)
            {
                Factor[i] = 1;
                Offset[i] = bias;
                continue;
            }

            float slope = norm.Scale.Values[i] / MathF.Sqrt(norm.RunningVariance.Values[i] + GraphNorm.Epsilon);
            Factor[i] = slope;
            Offset[i] = norm.Shift.Values[i] + ((bias - norm.RunningMean.Values[i]) * slope);
        }
    }

    internal int Nodes { get; }

    internal int Inputs { get; }

    internal int Outputs { get; }

    internal float* Weight => _memory.Address;

    internal float* Adjacency => _memory.Address + _weights;

    /// <summary>a: [nodes, outputs].</summary>
    internal float* Factor => Adjacency + _adjacency;

    /// <summary>c: [nodes, outputs]; of the last layer the bias.</summary>
    internal float* Offset => Factor + ((long)Nodes * Outputs);

    public void Dispose() => _memory.Dispose();
}

/// <summary>Room for one thread.</summary>
internal sealed unsafe class FrozenScratch : IDisposable
{
    private readonly NativeFloats _memory;
    private readonly long _length;

    /// <summary>Makes room for networks of these sizes and smaller ones.</summary>
    internal FrozenScratch(int nodes, int widest)
    {
        _length = (long)nodes * BlockProduct.Padded(widest);
        _memory = new NativeFloats(5 * _length);
    }

    /// <summary>What comes into a block.</summary>
    internal float* Block => _memory.Address;

    /// <summary>What is between its layers.</summary>
    internal float* Inner => _memory.Address + _length;

    internal float* Product => _memory.Address + (2 * _length);

    internal float* Values => _memory.Address + (3 * _length);

    /// <summary>What comes into a network.</summary>
    internal float* Input => _memory.Address + (4 * _length);

    public void Dispose() => _memory.Dispose();
}
