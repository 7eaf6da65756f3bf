using Praxis.Torch;

namespace Praxis.Pose;

/// <summary>Room for one thread to run a frozen network in; nothing is allocated per picture.</summary>
internal sealed unsafe class PoseSession : IDisposable
{
    private readonly FrozenPose _network;
    private readonly NativeFloats _memory;
    private readonly NativeFloats _scratch;

    /// <summary>Makes room.</summary>
    internal PoseSession(FrozenPose network)
    {
        _network = network;
        _memory = new NativeFloats(network.MemoryLength);
        _scratch = new NativeFloats(network.ScratchLength);
    }

    /// <summary>Room for the next picture, to be filled before <see cref="Run()"/>: [3, H, W], normalised.</summary>
    internal Span<float> Picture => _memory.Slice(_network.Picture.Start, (int)_network.Picture.Length);

    /// <summary>Numbers of a stack's heat maps.</summary>
    internal int HeatLength => _network.Shape.Joints * _network.Shape.MapHeight * _network.Shape.MapWidth;

    /// <summary>Log odds of each joint being seen in the last picture, [J]; empty without such a layer.</summary>
    internal ReadOnlySpan<float> Visibility => _network.Visibility is { } place
        ? _memory.Slice(place.Origin, place.Channels)
        : default;

    /// <summary>Runs the network on <see cref="Picture"/>.</summary>
    internal void Run() => _network.Run(_memory.Address, _scratch.Address);

    /// <summary>Runs the network on a picture.</summary>
    /// <param name="picture">[3, H, W], normalised; copied.</param>
    internal void Run(ReadOnlySpan<float> picture)
    {
        picture.CopyTo(Picture);
        Run();
    }

    /// <summary>Copies a stack's heat maps of the last picture.</summary>
    /// <param name="stack">From 0; the last is the answer.</param>
    /// <param name="heat">Receives them: [J, h, w].</param>
    internal void CopyHeat(int stack, Span<float> heat)
    {
        FrozenMap map = _network.Heat[stack];
        ArgumentOutOfRangeException.ThrowIfNotEqual(heat.Length, HeatLength);
        int place = 0;
        for (int joint = 0; joint < map.Channels; joint++)
        {
            for (int row = 0; row < map.Height; row++)
            {
                float* from = _memory.Address + map.Origin + ((long)row * map.Row) + joint;
                for (int column = 0; column < map.Width; column++)
                {
                    heat[place++] = from[column * map.Pixel];
                }
            }
        }
    }

    public void Dispose()
    {
        _memory.Dispose();
        _scratch.Dispose();
    }
}
