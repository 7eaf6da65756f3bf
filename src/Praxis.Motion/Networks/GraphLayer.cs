using Praxis.Numerics;
using Praxis.Torch;

namespace Praxis.Motion;

/// <summary>One graph convolution A (H W) + b with its batch norm, as the optimiser and as the kernels have
/// it.</summary>
/// <remarks>A is [nodes, nodes] and free; W is shared by nodes; batch norm has a scale and a shift for each node and
/// feature. Source: docs/methods/arnet.md.</remarks>
internal sealed unsafe class GraphLayer : IDisposable
{
    private readonly int[] _inputPlaces;
    private readonly int _outputs;
    private readonly NativeFloats _memory;

    internal GraphLayer(
        string name, int nodes, int[] inputPlaces, int paddedInputs, int outputs, bool hasNorm, RandomStream random)
    {
        NodeCount = nodes;
        _inputPlaces = inputPlaces;
        _outputs = outputs;
        PaddedInputs = paddedInputs;
        PaddedOutputs = BlockProduct.Padded(outputs);
        double bound = 1 / Math.Sqrt(outputs);
        Adjacency = new Parameter(
            name + ".adjacency", [nodes, nodes], Initializer.Uniform(random, (long)nodes * nodes, bound));
        Weight = new Parameter(
            name + ".weight",
            [inputPlaces.Length, outputs],
            Initializer.Uniform(random, (long)inputPlaces.Length * outputs, bound));
        Bias = new Parameter(name + ".bias", [outputs], Initializer.Uniform(random, outputs, bound));
        if (hasNorm)
        {
            int length = nodes * outputs;
            Norm = new GraphNorm(name, nodes, outputs, length);
        }

        _memory = new NativeFloats((2L * PaddedInputs * PaddedOutputs) + PaddedOutputs);
        Pack();
    }

    internal int NodeCount { get; }

    internal int PaddedInputs { get; }

    internal int PaddedOutputs { get; }

    internal Parameter Adjacency { get; }

    internal Parameter Weight { get; }

    internal Parameter Bias { get; }

    internal GraphNorm? Norm { get; }

    /// <summary>W with zeros around: [padded inputs, padded outputs].</summary>
    internal float* PackedWeight => _memory.Address;

    /// <summary>W': [padded outputs, padded inputs].</summary>
    internal float* TransposedWeight => _memory.Address + (PaddedInputs * PaddedOutputs);

    /// <summary>b: [padded outputs].</summary>
    internal float* PackedBias => _memory.Address + (2 * PaddedInputs * PaddedOutputs);

    /// <summary>All tensors, the running statistics of batch norm among them, whose gradients stay zero.</summary>
    internal IEnumerable<Parameter> Parameters =>
        [Adjacency, Weight, Bias, .. Norm is null ? [] : Norm.Parameters];

    /// <summary>Lays the weights out for the kernels; after each change of them.</summary>
    internal void Pack()
    {
        ReadOnlySpan<float> weight = Weight.Values;
        for (int i = 0; i < _inputPlaces.Length; i++)
        {
            int place = _inputPlaces[i];
            for (int j = 0; j < _outputs; j++)
            {
                PackedWeight[(place * PaddedOutputs) + j] = weight[(i * _outputs) + j];
                TransposedWeight[(j * PaddedInputs) + place] = weight[(i * _outputs) + j];
            }
        }

        Bias.Values.CopyTo(new Span<float>(PackedBias, _outputs));
    }

    /// <summary>Adds a padded gradient of W to the parameter's.</summary>
    internal void AddWeightGradient(float* padded)
    {
        float[] gradient = Weight.Gradient;
        for (int i = 0; i < _inputPlaces.Length; i++)
        {
            float* row = padded + (_inputPlaces[i] * PaddedOutputs);
            for (int j = 0; j < _outputs; j++)
            {
                gradient[(i * _outputs) + j] += row[j];
            }
        }
    }

    /// <summary>Sets all weights to a share of what they are.</summary>
    internal void Shrink(float factor)
    {
        foreach (Parameter parameter in (Parameter[])[Weight, Bias])
        {
            foreach (ref float value in parameter.Values)
            {
                value *= factor;
            }
        }

        Pack();
    }

    public void Dispose()
    {
        foreach (Parameter parameter in Parameters)
        {
            parameter.Dispose();
        }

        _memory.Dispose();
    }
}

/// <summary>Batch norm over the flattened nodes and features.</summary>
internal sealed class GraphNorm
{
    internal const float Epsilon = 1e-5f;
    internal const float Momentum = 0.1f;

    internal GraphNorm(string name, int nodes, int features, int length)
    {
        long[] shape = [nodes, features];
        float[] ones = [.. Enumerable.Repeat(1f, length)];
        Scale = new Parameter(name + ".norm.scale", shape, ones);
        Shift = new Parameter(name + ".norm.shift", shape, new float[length]);
        RunningMean = new Parameter(name + ".norm.running_mean", shape, new float[length]);
        RunningVariance = new Parameter(name + ".norm.running_variance", shape, ones);
    }

    internal Parameter Scale { get; }

    internal Parameter Shift { get; }

    internal Parameter RunningMean { get; }

    internal Parameter RunningVariance { get; }

    internal IEnumerable<Parameter> Parameters => [Scale, Shift, RunningMean, RunningVariance];
}
