using Praxis.Numerics;
using Praxis.Torch;

namespace Praxis.Motion;

/// <summary>The weights of siMLPe: a linear layer over nodes, layers over time with norm and residual, a linear layer
/// over nodes; no activation.</summary>
/// <remarks>X is [nodes, coefficients]. X ← A X + a; 48 times X ← X + LN(X W + b), the norm over nodes; Y = C X + c.
/// W and C begin near zero. Source: Guo and others, "Back to MLP" (2023).</remarks>
internal sealed unsafe class SimlpeNetwork : IDisposable
{
    private const double Small = 1e-8;
    private readonly NativeFloats _packed;
    private readonly int _square;

    internal SimlpeNetwork(int nodes, int coefficients, int layers, RandomStream random)
    {
        NodeCount = nodes;
        Coefficients = coefficients;
        Padded = BlockProduct.Padded(coefficients);
        LayerCount = layers;
        float[] Weights(int size, double gain) => Initializer.Uniform(
            random, (long)size * size, gain * Initializer.XavierBound(size, size));
        Parameter Make(string name, long[] shape, float[] values) => new(name, shape, values);
        float[] ones = [.. Enumerable.Repeat(1f, nodes)];
        Input = Make("input.weight", [nodes, nodes], Weights(nodes, 1));
        InputBias = Make("input.bias", [nodes], new float[nodes]);
        Output = Make("output.weight", [nodes, nodes], Weights(nodes, Small));
        OutputBias = Make("output.bias", [nodes], new float[nodes]);
        Time = [.. Enumerable.Range(0, layers).Select(layer =>
            Make($"layers.{layer}.weight", [coefficients, coefficients], Weights(coefficients, Small)))];
        TimeBias = [.. Enumerable.Range(0, layers).Select(layer =>
            Make($"layers.{layer}.bias", [coefficients], new float[coefficients]))];
        Scale = [.. Enumerable.Range(0, layers).Select(layer => Make($"layers.{layer}.norm.scale", [nodes], ones))];
        Shift = [.. Enumerable.Range(0, layers).Select(layer =>
            Make($"layers.{layer}.norm.shift", [nodes], new float[nodes]))];
        Parameters = [Input, InputBias, .. Time, .. TimeBias, .. Scale, .. Shift, Output, OutputBias];
        _square = Padded * Padded;
        _packed = new NativeFloats(layers * ((2L * _square) + Padded));
        Pack();
    }

    internal int NodeCount { get; }

    internal int Coefficients { get; }

    /// <summary>Floats of a node.</summary>
    internal int Padded { get; }

    internal int LayerCount { get; }

    internal Parameter Input { get; }

    internal Parameter InputBias { get; }

    internal Parameter Output { get; }

    internal Parameter OutputBias { get; }

    internal IReadOnlyList<Parameter> Time { get; }

    internal IReadOnlyList<Parameter> TimeBias { get; }

    internal IReadOnlyList<Parameter> Scale { get; }

    internal IReadOnlyList<Parameter> Shift { get; }

    /// <summary>All tensors in a fixed order.</summary>
    internal IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>Trained numbers.</summary>
    internal long ParameterCount => Parameters.Sum(static parameter => (long)parameter.Values.Length);

    /// <summary>W of a layer with zeros around: [padded, padded].</summary>
    internal float* Packed(int layer) => _packed.Address + (layer * ((2L * _square) + Padded));

    /// <summary>W'.</summary>
    internal float* Turned(int layer) => Packed(layer) + _square;

    /// <summary>b: [padded].</summary>
    internal float* Bias(int layer) => Packed(layer) + (2 * _square);

    /// <summary>Lays the weights out for the kernels; after each change of them.</summary>
    internal void Pack()
    {
        for (int layer = 0; layer < LayerCount; layer++)
        {
            ReadOnlySpan<float> weight = Time[layer].Values;
            for (int i = 0; i < Coefficients; i++)
            {
                for (int j = 0; j < Coefficients; j++)
                {
                    Packed(layer)[(i * Padded) + j] = weight[(i * Coefficients) + j];
                    Turned(layer)[(j * Padded) + i] = weight[(i * Coefficients) + j];
                }
            }

            TimeBias[layer].Values.CopyTo(new Span<float>(Bias(layer), Coefficients));
        }
    }

    public void Dispose()
    {
        foreach (Parameter parameter in Parameters)
        {
            parameter.Dispose();
        }

        _packed.Dispose();
    }
}
