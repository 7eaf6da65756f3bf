using Praxis.Core;
using Praxis.Numerics;
using Praxis.Torch;

namespace Praxis.Motion;

/// <summary>A trained siMLPe.</summary>
public sealed class FittedSimlpe : IFitted<FittedSimlpe>, IMotionModel, IDisposable
{
    private const string WeightsFile = "weights.safetensors";
    private readonly SimlpeNetwork _network;
    private readonly WindowGeometry _geometry;
    private readonly MotionModelDescription _description;
    private readonly SimlpeOptions _options;

    internal FittedSimlpe(SimlpeOptions options, MotionModelDescription description, SimlpeNetwork network)
    {
        _options = options;
        _description = description;
        _network = network;
        _geometry = new WindowGeometry(options.Observed, options.Future, options.Observed + options.Future);
    }

    /// <inheritdoc/>
    public int ObservedCount => _options.Observed;

    /// <inheritdoc/>
    public int FutureCount => _options.Future;

    /// <inheritdoc/>
    public PoseLayout Layout => _description.Layout;

    /// <inheritdoc/>
    public double FrameSeconds => _description.FrameSeconds;

    /// <summary>Trained numbers.</summary>
    public long ParameterCount => _network.ParameterCount;

    /// <inheritdoc/>
    public IMotionSession NewSession() => new Session(this);

    /// <inheritdoc/>
    public void Save(string folder)
    {
        _description.Save(folder, _options);
        Safetensors.Write(
            Path.Combine(folder, WeightsFile), [.. _network.Parameters.Select(static one => one.ToArray())]);
    }

    /// <inheritdoc/>
    public static FittedSimlpe Load(string folder)
    {
        (MotionModelDescription description, SimlpeOptions options) =
            MotionModelDescription.Load<SimlpeOptions>(folder);
        SimlpeNetwork network = Network(options, description.Layout.NodeCount, seed: 0);
        using SafetensorsFile weights = SafetensorsFile.Open(Path.Combine(folder, WeightsFile));
        foreach (Parameter parameter in network.Parameters)
        {
            weights.Read(parameter.Name, parameter.Values);
        }

        network.Pack();
        return new FittedSimlpe(options, description, network);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _network.Dispose();
        _geometry.Dispose();
    }

    /// <summary>A network with its first weights.</summary>
    internal static SimlpeNetwork Network(SimlpeOptions options, int nodes, ulong seed) =>
        new(nodes, options.Observed + options.Future, options.Layers, new RandomStream(seed, 11UL << 48));

    private sealed unsafe class Session : IMotionSession
    {
        private readonly FittedSimlpe _model;
        private readonly SimlpeShard _shard;
        private readonly NativeFloats _window;
        private readonly NativeFloats _frames;

        internal Session(FittedSimlpe model)
        {
            _model = model;
            _shard = new SimlpeShard(model._network, 1);
            long length = (long)model.Layout.NodeCount * model._geometry.PaddedLength;
            _window = new NativeFloats(length);
            _frames = new NativeFloats(length);
        }

        public PoseMatrix Predict(PoseMatrix observed)
        {
            Check.Length(observed.FrameCount, _model.ObservedCount);
            Check.Length(observed.NodeCount, _model.Layout.NodeCount);
            int nodes = observed.NodeCount;
            int length = _model._geometry.PaddedLength;
            double scale = _model._description.Scale;
            for (int frame = 0; frame < observed.FrameCount; frame++)
            {
                for (int node = 0; node < nodes; node++)
                {
                    _window.Address[(node * length) + frame] = (float)(observed[frame, node] * scale);
                }
            }

            _shard.Begin(1);
            SimlpeFrames.Fill(_shard, _window.Address, nodes, 1, _model._geometry);
            _shard.Forward();
            SimlpeFrames.Read(_shard, _window.Address, _frames.Address, nodes, 1, _model._geometry);
            var values = new double[_model.FutureCount * nodes];
            for (int frame = 0; frame < _model.FutureCount; frame++)
            {
                for (int node = 0; node < nodes; node++)
                {
                    values[(frame * nodes) + node] =
                        _frames.Address[(node * length) + _model.ObservedCount + frame] / scale;
                }
            }

            return new PoseMatrix(_model.FutureCount, nodes, values);
        }

        public void Dispose()
        {
            _shard.Dispose();
            _window.Dispose();
            _frames.Dispose();
        }
    }
}
