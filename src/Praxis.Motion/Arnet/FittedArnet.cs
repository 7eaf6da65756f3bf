using Praxis.Core;
using Praxis.Numerics;
using Praxis.Torch;

namespace Praxis.Motion;

/// <summary>A trained coarse predictor with its refinement.</summary>
/// <remarks>Generator and discriminator are not part of it: they serve training alone. Source:
/// docs/methods/arnet.md.</remarks>
public sealed class FittedArnet : IFitted<FittedArnet>, IMotionModel, IDisposable
{
    private const string WeightsFile = "weights.safetensors";
    private readonly GraphNetwork[] _networks;
    private readonly WindowGeometry _geometry;
    private readonly MotionCascade _cascade;

    internal FittedArnet(ArnetOptions options, MotionModelDescription description, GraphNetwork[] networks)
    {
        var plan = new ArnetPlan(options);
        Options = options;
        Description = description;
        _networks = networks;
        _geometry = new WindowGeometry(options.Observed, options.Future, plan.Coefficients);
        _cascade = new MotionCascade(networks, _geometry);
    }

    /// <summary>The options it was fitted with.</summary>
    public ArnetOptions Options { get; }

    /// <inheritdoc/>
    public int ObservedCount => Options.Observed;

    /// <inheritdoc/>
    public int FutureCount => Options.Future;

    /// <inheritdoc/>
    public PoseLayout Layout => Description.Layout;

    /// <inheritdoc/>
    public double FrameSeconds => Description.FrameSeconds;

    /// <summary>Trained numbers of all networks.</summary>
    public long ParameterCount => _networks.Sum(static network => network.Shape.ParameterCount);

    /// <summary>Networks: the coarse one and the stages.</summary>
    public int NetworkCount => _networks.Length;

    internal MotionModelDescription Description { get; }

    /// <summary>The same without refinement, to be measured beside it.</summary>
    /// <returns>A view: it lives as long as this model.</returns>
    public IMotionModel CoarseOnly() => new CoarseView(this);

    /// <inheritdoc/>
    public IMotionSession NewSession() => new Session(this, networks: 0);

    /// <inheritdoc/>
    public void Save(string folder)
    {
        Description.Save(folder, Options);
        Safetensors.Write(
            Path.Combine(folder, WeightsFile),
            [.. _networks.SelectMany(static network => network.Parameters).Select(static one => one.ToArray())]);
    }

    /// <inheritdoc/>
    public static FittedArnet Load(string folder)
    {
        (MotionModelDescription description, ArnetOptions options) = MotionModelDescription.Load<ArnetOptions>(folder);
        var plan = new ArnetPlan(options);
        GraphNetwork[] networks = Networks(plan, description.Layout.NodeCount, seed: 0);
        using SafetensorsFile weights = SafetensorsFile.Open(Path.Combine(folder, WeightsFile));
        foreach (Parameter parameter in networks.SelectMany(static network => network.Parameters))
        {
            weights.Read(parameter.Name, parameter.Values);
        }

        return new FittedArnet(options, description, networks);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _cascade.Dispose();
        _geometry.Dispose();
        foreach (GraphNetwork network in _networks)
        {
            network.Dispose();
        }
    }

    /// <summary>Copies the trained coarse predictor into a network of the same sizes.</summary>
    internal void CopyCoarse(GraphNetwork target)
    {
        foreach ((Parameter from, Parameter to) in _networks[0].Parameters.Zip(target.Parameters))
        {
            from.Values.CopyTo(to.Values);
        }
    }

    /// <summary>Networks with their first weights: corrections begin near zero.</summary>
    internal static GraphNetwork[] Networks(ArnetPlan plan, int nodes, ulong seed)
    {
        const ulong WeightStream = 7UL << 48;
        GraphNetwork[] networks =
        [
            new("coarse", plan.Coarse(nodes), new RandomStream(seed, WeightStream)),
            .. Enumerable.Range(0, plan.Stages).Select(stage => new GraphNetwork(
                $"stage{stage + 1}", plan.Stage(nodes), new RandomStream(seed, WeightStream + 1 + (ulong)stage))),
        ];
        foreach (GraphNetwork network in networks)
        {
            network.BeginSmall(0.1f);
        }

        return networks;
    }

    private sealed class CoarseView(FittedArnet whole) : IMotionModel
    {
        public int ObservedCount => whole.ObservedCount;

        public int FutureCount => whole.FutureCount;

        public PoseLayout Layout => whole.Layout;

        public double FrameSeconds => whole.FrameSeconds;

        public IMotionSession NewSession() => new Session(whole, networks: 1);
    }

    private sealed class Session(FittedArnet model, int networks) : IMotionSession
    {
        private readonly CascadeScratch _scratch = model._cascade.NewScratch();

        public PoseMatrix Predict(PoseMatrix observed)
        {
            Check.Length(observed.FrameCount, model.ObservedCount);
            Check.Length(observed.NodeCount, model.Layout.NodeCount);
            double scale = model.Description.Scale;
            float[] frames = [.. observed.Values.ToArray().Select(value => (float)(value * scale))];
            var future = new float[model.FutureCount * observed.NodeCount];
            model._cascade.Predict(frames, future, _scratch, networks);
            return new PoseMatrix(
                model.FutureCount, observed.NodeCount, [.. future.Select(value => value / scale)]);
        }

        public void Dispose() => _scratch.Dispose();
    }
}
