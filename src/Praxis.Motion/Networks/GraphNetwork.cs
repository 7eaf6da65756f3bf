using Praxis.Numerics;
using Praxis.Torch;

namespace Praxis.Motion;

/// <summary>The weights of a graph convolution network.</summary>
internal sealed class GraphNetwork : IDisposable
{
    /// <summary>Draws first weights.</summary>
    /// <param name="name">Prefix of the names in weights files.</param>
    /// <param name="shape">The sizes.</param>
    /// <param name="random">The stream of the first weights.</param>
    internal GraphNetwork(string name, GraphNetworkShape shape, RandomStream random)
    {
        Shape = shape;
        int last = shape.LayerCount - 1;
        int[] hidden = [.. Enumerable.Range(0, shape.Width)];
        Layers =
        [
            .. Enumerable.Range(0, shape.LayerCount).Select(layer => new GraphLayer(
                $"{name}.layers.{layer}",
                shape.NodeCount,
                layer == 0 ? shape.InputPlaces() : hidden,
                layer == 0 ? shape.PaddedInputs : shape.Width,
                layer == last ? shape.OutputCount : shape.Width,
                shape.HasNorm && layer < last,
                random)),
        ];
        Parameters = [.. Layers.SelectMany(static layer => layer.Parameters)];
    }

    internal GraphNetworkShape Shape { get; }

    internal IReadOnlyList<GraphLayer> Layers { get; }

    /// <summary>All tensors in a fixed order.</summary>
    internal IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>Makes what comes out small, so that a network that corrects something begins by leaving it.</summary>
    internal void BeginSmall(float factor) => Layers[^1].Shrink(factor);

    /// <summary>Lays the weights out for the kernels; after each change of them.</summary>
    internal void Pack()
    {
        foreach (GraphLayer layer in Layers)
        {
            layer.Pack();
        }
    }

    /// <summary>Sets all gradients to zero.</summary>
    internal void ClearGradients()
    {
        foreach (Parameter parameter in Parameters)
        {
            parameter.Gradient.AsSpan().Clear();
        }
    }

    public void Dispose()
    {
        foreach (GraphLayer layer in Layers)
        {
            layer.Dispose();
        }
    }
}
