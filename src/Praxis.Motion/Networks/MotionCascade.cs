using Praxis.Numerics;
using Praxis.Torch;

namespace Praxis.Motion;

/// <summary>The coarse predictor and the stages that refine it, for one window at a time.</summary>
/// <remarks>X → P → R_1 → ... → R_S; each stage sees the observed frames as they are and the estimate before it.
/// Source: docs/methods/arnet.md.</remarks>
internal sealed unsafe class MotionCascade : IDisposable
{
    private readonly FrozenGraph[] _networks;
    private readonly WindowGeometry _geometry;

    /// <summary>Copies trained networks: the coarse one, then the stages.</summary>
    internal MotionCascade(IEnumerable<GraphNetwork> networks, WindowGeometry geometry)
    {
        _networks = [.. networks.Select(static network => new FrozenGraph(network))];
        _geometry = geometry;
    }

    /// <summary>Numbers of a pose.</summary>
    internal int NodeCount => _networks[0].Shape.NodeCount;

    /// <summary>Networks, the coarse one among them.</summary>
    internal int NetworkCount => _networks.Length;

    /// <summary>Room for one thread.</summary>
    internal CascadeScratch NewScratch() => new(
        NodeCount,
        _geometry,
        _networks.Max(static network => Math.Max(
            network.Shape.Width, Math.Max(network.Shape.PaddedInputs, network.Shape.PaddedOutputs))));

    /// <summary>Foretells.</summary>
    /// <param name="observed">[observed frames, nodes] in units of the model.</param>
    /// <param name="future">Receives the future: [future frames, nodes].</param>
    /// <param name="scratch">The thread's own.</param>
    /// <param name="networks">How many networks take part; 0 for all.</param>
    internal void Predict(
        ReadOnlySpan<float> observed, Span<float> future, CascadeScratch scratch, int networks = 0)
    {
        int nodes = NodeCount;
        int length = _geometry.PaddedLength;
        int width = _geometry.PaddedCoefficients;
        float* frames = scratch.Frames;
        for (int frame = 0; frame < _geometry.Observed; frame++)
        {
            for (int node = 0; node < nodes; node++)
            {
                frames[(node * length) + frame] = observed[(frame * nodes) + node];
            }
        }

        int count = networks == 0 ? _networks.Length : networks;
        for (int number = 0; number < count; number++)
        {
            int stride = _networks[number].Shape.PaddedInputs;
            float* input = scratch.Graph.Input;
            GraphKernels.Clear(input, (nint)nodes * stride);
            BlockProduct.Add(
                frames, length, 1, _geometry.Hold, width, nodes, width, _geometry.Observed, input, stride);
            float* given = input;
            if (number > 0)
            {
                given = input + width;
                BlockProduct.Add(
                    frames, length, 1, _geometry.ToCoefficients, width, nodes, width, _geometry.Length, given, stride);
            }

            float* output = _networks[number].Run(input, scratch.Graph);
            for (int node = 0; node < nodes; node++)
            {
                GraphKernels.Add(output + (node * width), given + (node * stride), width);
            }

            GraphKernels.Clear(scratch.Foretold, (nint)nodes * length);
            BlockProduct.Add(
                output,
                width,
                1,
                _geometry.ToFrames,
                length,
                nodes,
                length,
                _geometry.Coefficients,
                scratch.Foretold,
                length);
            for (int node = 0; node < nodes; node++)
            {
                new ReadOnlySpan<float>(
                    scratch.Foretold + (node * length) + _geometry.Observed, _geometry.Future)
                    .CopyTo(new Span<float>(frames + (node * length) + _geometry.Observed, _geometry.Future));
            }
        }

        for (int frame = 0; frame < _geometry.Future; frame++)
        {
            for (int node = 0; node < nodes; node++)
            {
                future[(frame * nodes) + node] = frames[(node * length) + _geometry.Observed + frame];
            }
        }
    }

    public void Dispose()
    {
        foreach (FrozenGraph network in _networks)
        {
            network.Dispose();
        }
    }
}

/// <summary>Room for one thread's predictions.</summary>
internal sealed unsafe class CascadeScratch : IDisposable
{
    private readonly NativeFloats _frames;
    private readonly long _length;

    internal CascadeScratch(int nodes, WindowGeometry geometry, int widest)
    {
        Graph = new FrozenScratch(nodes, widest);
        _length = (long)nodes * geometry.PaddedLength;
        _frames = new NativeFloats(2 * _length);
    }

    internal FrozenScratch Graph { get; }

    /// <summary>The estimate with the observed frames: [nodes, padded length].</summary>
    internal float* Frames => _frames.Address;

    internal float* Foretold => _frames.Address + _length;

    public void Dispose()
    {
        Graph.Dispose();
        _frames.Dispose();
    }
}
