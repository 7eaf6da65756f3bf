using Praxis.Numerics;
using Praxis.Torch;

namespace Praxis.Motion;

/// <summary>A part of a batch on its way through a graph network: activations, and sums of gradients.</summary>
internal sealed unsafe class GraphShard : IDisposable
{
    private readonly GraphNetwork _network;
    private readonly int _nodes;
    private readonly int _paddedNodes;
    private readonly int _layers;
    private readonly int _width;
    private readonly List<NativeFloats> _memory = [];
    private readonly float*[] _inputs;
    private readonly float*[] _products;
    private readonly float*[] _values;
    private readonly float*[] _activated;
    private readonly byte*[] _bytes;
    private readonly GraphDropout[] _drops;
    private readonly LayerGradient[] _gradients;
    private readonly float* _turned;
    private readonly float* _back;
    private readonly float* _skip;
    private int _samples;

    internal GraphShard(GraphNetwork network, int capacity)
    {
        GraphNetworkShape shape = network.Shape;
        _network = network;
        _nodes = shape.NodeCount;
        _paddedNodes = BlockProduct.Padded(_nodes);
        _layers = shape.LayerCount;
        _width = shape.Width;
        _inputs = new float*[_layers];
        _products = new float*[_layers];
        _values = new float*[_layers];
        _activated = new float*[_layers];
        _bytes = new byte*[_layers];
        _drops = new GraphDropout[_layers];
        _gradients = new LayerGradient[_layers];
        int widest = Math.Max(shape.Width, Math.Max(shape.PaddedInputs, shape.PaddedOutputs));
        long rows = (long)_nodes * capacity;
        for (int layer = 0; layer < _layers; layer++)
        {
            bool isLast = layer == _layers - 1;
            GraphLayer weights = network.Layers[layer];
            _inputs[layer] = Take(rows * weights.PaddedInputs);
            _products[layer] = Take(rows * weights.PaddedOutputs);
            _values[layer] = Take(rows * weights.PaddedOutputs);
            _activated[layer] = isLast ? null : Take(rows * weights.PaddedOutputs);
            _bytes[layer] = isLast || shape.Dropout == 0 ? null : (byte*)Take(rows * weights.PaddedOutputs / 4);
            _gradients[layer] = new LayerGradient(
                Take((long)_nodes * _paddedNodes),
                Take((long)weights.PaddedInputs * weights.PaddedOutputs),
                Take(weights.PaddedOutputs));
        }

        OutputGradient = Take(rows * shape.PaddedOutputs);
        Gradient = Take(rows * widest);
        _back = Take(rows * widest);
        _skip = Take(rows * _width);
        _turned = Take((long)_paddedNodes * capacity * widest);
        First = Take((long)_nodes * _width);
        Second = Take((long)_nodes * _width);
    }

    internal float* Input => _inputs[0];

    internal float* Output => _values[_layers - 1];

    internal float* OutputGradient { get; }

    /// <summary>The gradient on its way; in the end that of the input.</summary>
    internal float* Gradient { get; }

    /// <summary>Mean of each node and feature, or Σ dn on the way back.</summary>
    internal float* First { get; }

    /// <summary>Sum of squared differences, or Σ dn x̂ on the way back.</summary>
    internal float* Second { get; }

    internal void Begin(int samples) => _samples = samples;

    /// <summary>U = H W, V = A U + b, and the moments of V.</summary>
    internal void Convolve(int layer, bool hasMoments)
    {
        GraphLayer weights = _network.Layers[layer];
        int inputs = weights.PaddedInputs;
        int outputs = weights.PaddedOutputs;
        int rows = _nodes * _samples;
        float* product = _products[layer];
        float* values = _values[layer];
        GraphKernels.Clear(product, (nint)rows * outputs);
        GraphKernels.AddProduct(
            _inputs[layer], inputs, 1, weights.PackedWeight, outputs, (rows, outputs, inputs), product, outputs);
        GraphKernels.FillRows(values, rows, weights.PackedBias, outputs);
        int line = _samples * outputs;
        BlockProduct.Add(
            weights.Adjacency.Address, _nodes, 1, product, line, _nodes, line, _nodes, values, line);
        if (hasMoments)
        {
            GraphKernels.Moments(values, First, Second, _nodes, _samples, outputs);
        }
    }

    /// <summary>Norm, activation, dropout and skip of a hidden layer, into the input of the next.</summary>
    internal void Finish(int layer, NormStatistics? norm, bool isTraining, ulong seed, ulong stream, int shard)
    {
        if (layer < 0)
        {
            return;
        }

        GraphSizes sizes = Sizes;
        double rate = _network.Shape.Dropout;
        _drops[layer] = isTraining && rate > 0
            ? GraphDropout.Draw(_bytes[layer], sizes.Length, rate, seed, stream, (ulong)shard << 40)
            : GraphDropout.None;
        GraphKernels.Activate(
            _values[layer],
            norm is null ? null : norm.Slope,
            norm is null ? null : norm.Offset,
            _activated[layer],
            _inputs[layer + 1],
            EndsBlock(layer) ? _inputs[layer - 1] : null,
            _drops[layer],
            sizes,
            _network.Shape.IsLeaky);
    }

    internal void ClearGradients()
    {
        for (int layer = 0; layer < _layers; layer++)
        {
            GraphLayer weights = _network.Layers[layer];
            GraphKernels.Clear(_gradients[layer].Adjacency, (nint)_nodes * _paddedNodes);
            GraphKernels.Clear(_gradients[layer].Weight, (nint)weights.PaddedInputs * weights.PaddedOutputs);
            GraphKernels.Clear(_gradients[layer].Bias, weights.PaddedOutputs);
        }
    }

    /// <summary>The gradient before the activation of a hidden layer, in place.</summary>
    internal void BackActivation(int layer, NormStatistics? norm)
    {
        GraphSizes sizes = Sizes;
        if (EndsBlock(layer))
        {
            Buffer.MemoryCopy(
                Gradient, _skip, sizes.Length * sizeof(float), sizes.Length * sizeof(float));
        }

        GraphKernels.BackActivation(
            Gradient,
            _activated[layer],
            _values[layer],
            norm is null ? null : norm.Mean,
            norm is null ? null : norm.Inverse,
            First,
            Second,
            _drops[layer],
            sizes,
            _network.Shape.IsLeaky);
    }

    internal void BackNorm(NormStatistics? norm, int layer)
    {
        if (norm is not null)
        {
            GraphKernels.BackNorm(Gradient, _values[layer], norm, Sizes);
        }
    }

    /// <summary>The gradient by V to that by H, in place; adds to the sums for A, W and b.</summary>
    internal void BackConvolve(int layer, bool needsWeights)
    {
        GraphLayer weights = _network.Layers[layer];
        LayerGradient sums = _gradients[layer];
        int inputs = weights.PaddedInputs;
        int outputs = weights.PaddedOutputs;
        int rows = _nodes * _samples;
        int line = _samples * outputs;
        float* gradient = layer == _layers - 1 ? OutputGradient : Gradient;

        // dU = A'dV.
        GraphKernels.Clear(_back, (nint)rows * outputs);
        BlockProduct.Add(weights.Adjacency.Address, 1, _nodes, gradient, line, _nodes, line, _nodes, _back, line);
        if (needsWeights)
        {
            // dA = dV U', dW = H'dU.
            GraphKernels.AddRows(gradient, rows, outputs, sums.Bias);
            GraphKernels.Transpose(_products[layer], _nodes, line, _turned, _paddedNodes);
            GraphKernels.AddProduct(
                gradient, line, 1, _turned, _paddedNodes, (_nodes, _paddedNodes, line), sums.Adjacency, _paddedNodes);
            GraphKernels.AddProduct(
                _inputs[layer], 1, inputs, _back, outputs, (inputs, outputs, rows), sums.Weight, outputs);
        }

        // dH = dU W'.
        GraphKernels.Clear(Gradient, (nint)rows * inputs);
        GraphKernels.AddProduct(
            _back, outputs, 1, weights.TransposedWeight, inputs, (rows, inputs, outputs), Gradient, inputs);
        if (layer > 0 && EndsBlock(layer + 1))
        {
            GraphKernels.Add(Gradient, _skip, Sizes.Length);
        }
    }

    /// <summary>Adds the sums of a layer to the gradients of its tensors.</summary>
    internal void AddGradients(int number, GraphLayer layer)
    {
        LayerGradient sums = _gradients[number];
        for (int row = 0; row < _nodes; row++)
        {
            float* line = sums.Adjacency + (row * _paddedNodes);
            Span<float> target = layer.Adjacency.Gradient.AsSpan(row * _nodes, _nodes);
            for (int column = 0; column < _nodes; column++)
            {
                target[column] += line[column];
            }
        }

        layer.AddWeightGradient(sums.Weight);
        for (int i = 0; i < layer.Bias.Gradient.Length; i++)
        {
            layer.Bias.Gradient[i] += sums.Bias[i];
        }
    }

    public void Dispose() => _memory.ForEach(static part => part.Dispose());

    private float* Take(long length)
    {
        var part = new NativeFloats(length);
        _memory.Add(part);
        return part.Address;
    }

    private GraphSizes Sizes => new(_nodes, _samples, _width);

    // Layers 1 and 2 are the first block, 3 and 4 the next.
    private bool EndsBlock(int layer) => layer > 0 && layer % 2 == 0 && layer < _layers - 1;

    private readonly struct LayerGradient(float* adjacency, float* weight, float* bias)
    {
        private readonly float* _adjacency = adjacency;
        private readonly float* _weight = weight;
        private readonly float* _bias = bias;

        internal float* Adjacency => _adjacency;

        internal float* Weight => _weight;

        internal float* Bias => _bias;
    }
}
