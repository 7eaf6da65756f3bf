using System.Runtime.Intrinsics;
using Praxis.Numerics;
using Praxis.Torch;

namespace Praxis.Motion;

/// <summary>A part of a batch on its way through siMLPe and back; samples do not depend on each other.</summary>
internal sealed unsafe class SimlpeShard : IDisposable
{
    private const int Lanes = 16;
    private const float Epsilon = 1e-5f;
    private readonly SimlpeNetwork _network;
    private readonly List<NativeFloats> _memory = [];
    private readonly float*[] _states;
    private readonly float*[] _standard;
    private readonly float*[] _inverse;
    private readonly float* _back;
    private readonly float* _turned;
    private readonly float*[] _sums;
    private readonly int _nodes;
    private readonly int _padded;
    private readonly int _paddedNodes;
    private int _samples;

    internal SimlpeShard(SimlpeNetwork network, int capacity)
    {
        _network = network;
        _nodes = network.NodeCount;
        _padded = network.Padded;
        _paddedNodes = BlockProduct.Padded(_nodes);
        long length = (long)_nodes * capacity * _padded;
        int layers = network.LayerCount;
        _states = new float*[layers + 1];
        _standard = new float*[layers];
        _inverse = new float*[layers];
        for (int layer = 0; layer <= layers; layer++)
        {
            _states[layer] = Take(length);
            if (layer < layers)
            {
                _standard[layer] = Take(length);
                _inverse[layer] = Take((long)capacity * _padded);
            }
        }

        Input = Take(length);
        Output = Take(length);
        Gradient = Take(length);
        _back = Take(length);
        _turned = Take((long)_paddedNodes * capacity * _padded);
        _sums = new float*[network.Parameters.Count];
        for (int i = 0; i < _sums.Length; i++)
        {
            Parameter parameter = network.Parameters[i];
            _sums[i] = Take(SumLength(parameter));
        }
    }

    /// <summary>What comes in, to be filled: [nodes, samples, padded coefficients].</summary>
    internal float* Input { get; }

    /// <summary>What comes out.</summary>
    internal float* Output { get; }

    /// <summary>The gradient by what comes out, to be filled; overwritten on the way back.</summary>
    internal float* Gradient { get; }

    private int Line => _samples * _padded;

    internal void Begin(int samples) => _samples = samples;

    internal void Forward()
    {
        Mix(_network.Input, _network.InputBias, Input, _states[0]);
        for (int layer = 0; layer < _network.LayerCount; layer++)
        {
            int rows = _nodes * _samples;
            float* values = _standard[layer];
            GraphKernels.FillRows(values, rows, _network.Bias(layer), _padded);
            BlockProduct.Add(
                _states[layer], _padded, 1, _network.Packed(layer), _padded, rows, _padded, _padded, values, _padded);
            Norm(layer);
        }

        Mix(_network.Output, _network.OutputBias, _states[^1], Output);
    }

    /// <summary>Output gradient to sums of the weights' gradients.</summary>
    internal void Backward()
    {
        for (int i = 0; i < _sums.Length; i++)
        {
            GraphKernels.Clear(_sums[i], (nint)SumLength(_network.Parameters[i]));
        }

        BackMix(_network.Output, _network.OutputBias, _states[^1], needsInput: true);
        for (int layer = _network.LayerCount - 1; layer >= 0; layer--)
        {
            BackNorm(layer);
            int rows = _nodes * _samples;
            float* sums = SumOf(_network.Time[layer]);
            GraphKernels.AddProduct(
                _states[layer], 1, _padded, _back, _padded, (_padded, _padded, rows), sums, _padded);
            GraphKernels.AddRows(_back, rows, _padded, SumOf(_network.TimeBias[layer]));
            BlockProduct.Add(
                _back, _padded, 1, _network.Turned(layer), _padded, rows, _padded, _padded, Gradient, _padded);
        }

        BackMix(_network.Input, _network.InputBias, Input, needsInput: false);
    }

    /// <summary>Adds the sums to the gradients of the tensors.</summary>
    internal void AddGradients()
    {
        for (int i = 0; i < _sums.Length; i++)
        {
            Parameter parameter = _network.Parameters[i];
            int columns = parameter.Shape.Length == 2 ? (int)parameter.Shape[1] : parameter.Gradient.Length;
            int stride = parameter.Shape.Length == 2 ? BlockProduct.Padded(columns) : 0;
            for (int j = 0; j < parameter.Gradient.Length; j++)
            {
                parameter.Gradient[j] += _sums[i][(j / columns * stride) + (j % columns)];
            }
        }
    }

    public void Dispose() => _memory.ForEach(static part => part.Dispose());

    private static long SumLength(Parameter parameter) => parameter.Shape.Length == 2
        ? (parameter.Shape[0] + Lanes) * BlockProduct.Padded((int)parameter.Shape[1])
        : BlockProduct.Padded((int)parameter.Shape[0]);

    private float* SumOf(Parameter parameter)
    {
        for (int i = 0; i < _sums.Length; i++)
        {
            if (ReferenceEquals(_network.Parameters[i], parameter))
            {
                return _sums[i];
            }
        }

        throw new ArgumentException("is no tensor of the network", nameof(parameter));
    }

    // Y = A X + a over nodes.
    private void Mix(Parameter weight, Parameter bias, float* source, float* target)
    {
        ReadOnlySpan<float> offsets = bias.Values;
        for (int node = 0; node < _nodes; node++)
        {
            new Span<float>(target + ((nint)node * Line), Line).Fill(offsets[node]);
        }

        BlockProduct.Add(weight.Address, _nodes, 1, source, Line, _nodes, Line, _nodes, target, Line);
    }

    private void BackMix(Parameter weight, Parameter bias, float* source, bool needsInput)
    {
        float* offsets = SumOf(bias);
        for (int node = 0; node < _nodes; node++)
        {
            Vector512<float> sum = default;
            float* line = Gradient + ((nint)node * Line);
            for (int i = 0; i < Line; i += Lanes)
            {
                sum += Vector512.Load(line + i);
            }

            offsets[node] += Vector512.Sum(sum);
        }

        float* sums = SumOf(weight);
        GraphKernels.Transpose(source, _nodes, Line, _turned, _paddedNodes);
        GraphKernels.AddProduct(
            Gradient, Line, 1, _turned, _paddedNodes, (_nodes, _paddedNodes, Line), sums, _paddedNodes);
        if (needsInput)
        {
            nint length = (nint)_nodes * Line;
            GraphKernels.Clear(_back, length);
            BlockProduct.Add(weight.Address, 1, _nodes, Gradient, Line, _nodes, Line, _nodes, _back, Line);
            Buffer.MemoryCopy(_back, Gradient, length * sizeof(float), length * sizeof(float));
        }
    }

    // Over nodes, for each sample and coefficient; leaves the standardised values, and adds to the state.
    private void Norm(int layer)
    {
        ReadOnlySpan<float> scale = _network.Scale[layer].Values;
        ReadOnlySpan<float> shift = _network.Shift[layer].Values;
        float* values = _standard[layer];
        var share = Vector512.Create(1f / _nodes);
        for (int column = 0; column < Line; column += Lanes)
        {
            Vector512<float> sum = default;
            for (int node = 0; node < _nodes; node++)
            {
                sum += Vector512.Load(values + ((nint)node * Line) + column);
            }

            Vector512<float> mean = sum * share;
            Vector512<float> squares = default;
            for (int node = 0; node < _nodes; node++)
            {
                Vector512<float> rest = Vector512.Load(values + ((nint)node * Line) + column) - mean;
                squares = Vector512.FusedMultiplyAdd(rest, rest, squares);
            }

            Vector512<float> inverse =
                Vector512<float>.One / Vector512.Sqrt((squares * share) + Vector512.Create(Epsilon));
            inverse.Store(_inverse[layer] + column);
            for (int node = 0; node < _nodes; node++)
            {
                nint place = ((nint)node * Line) + column;
                Vector512<float> standard = (Vector512.Load(values + place) - mean) * inverse;
                standard.Store(values + place);
                Vector512<float> normed = Vector512.FusedMultiplyAdd(
                    standard, Vector512.Create(scale[node]), Vector512.Create(shift[node]));
                (Vector512.Load(_states[layer] + place) + normed).Store(_states[layer + 1] + place);
            }
        }
    }

    private void BackNorm(int layer)
    {
        ReadOnlySpan<float> scale = _network.Scale[layer].Values;
        float* scales = SumOf(_network.Scale[layer]);
        float* shifts = SumOf(_network.Shift[layer]);
        float* values = _standard[layer];
        var share = Vector512.Create(1f / _nodes);
        for (int column = 0; column < Line; column += Lanes)
        {
            Vector512<float> sum = default;
            Vector512<float> product = default;
            for (int node = 0; node < _nodes; node++)
            {
                nint place = ((nint)node * Line) + column;
                Vector512<float> slope = Vector512.Load(Gradient + place) * Vector512.Create(scale[node]);
                sum += slope;
                product = Vector512.FusedMultiplyAdd(slope, Vector512.Load(values + place), product);
            }

            sum *= share;
            product *= share;
            var inverse = Vector512.Load(_inverse[layer] + column);
            for (int node = 0; node < _nodes; node++)
            {
                nint place = ((nint)node * Line) + column;
                Vector512<float> slope = Vector512.Load(Gradient + place) * Vector512.Create(scale[node]);
                Vector512<float> rest = slope - sum - (Vector512.Load(values + place) * product);
                (inverse * rest).Store(_back + place);
            }
        }

        for (int node = 0; node < _nodes; node++)
        {
            Vector512<float> sum = default;
            Vector512<float> product = default;
            for (nint place = (nint)node * Line; place < (node + 1) * (nint)Line; place += Lanes)
            {
                var gradient = Vector512.Load(Gradient + place);
                sum += gradient;
                product = Vector512.FusedMultiplyAdd(gradient, Vector512.Load(values + place), product);
            }

            shifts[node] += Vector512.Sum(sum);
            scales[node] += Vector512.Sum(product);
        }
    }

    private float* Take(long length)
    {
        var part = new NativeFloats(length);
        _memory.Add(part);
        return part.Address;
    }
}
