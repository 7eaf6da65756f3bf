using System.Globalization;
using Praxis.Motion;
using Praxis.Numerics;
using Praxis.Torch;
using TorchSharp;

namespace Praxis.Bench;

/// <summary>A prediction of the cascade on one thread against the forward pass of the same networks in
/// TorchSharp.</summary>
internal static unsafe class MotionLatency
{
    private const int Nodes = 75;
    private const int Observed = 10;
    private const int Future = 25;

    internal static int Run()
    {
        TorchRuntime.Initialize();
        torch.set_num_threads(1);
        Console.WriteLine("| networks | parameters | Praxis, ms | TorchSharp, ms | ratio | greatest difference |");
        Console.WriteLine("|---|---|---|---|---|---|");
        Row("cpu preset: coarse 128 x 4, two stages of 2", new ArnetOptions());
        Row("coarse 128 x 4 alone", new ArnetOptions { Stages = 0 });
        Row("paper preset: three networks 256 x 12", new ArnetOptions { Preset = ArnetPreset.Paper });
        return 0;
    }

    private static void Row(string name, ArnetOptions options)
    {
        var plan = new ArnetPlan(options);
        GraphNetwork[] networks = FittedArnet.Networks(plan, Nodes, seed: 3);
        using var geometry = new WindowGeometry(Observed, Future, plan.Coefficients);
        using var cascade = new MotionCascade(networks, geometry);
        using CascadeScratch scratch = cascade.NewScratch();
        var random = new RandomStream(1, 1);
        float[] observed =
            [.. Enumerable.Range(0, Observed * Nodes).Select(_ => (float)NormalDistribution.Sample(random))];
        var future = new float[Future * Nodes];
        using var composite = new TorchCascade(networks, geometry);
        cascade.Predict(observed, future, scratch);
        float[] same = composite.Predict(observed);
        double difference = future.Zip(same).Max(static pair => Math.Abs(pair.First - pair.Second));
        (double own, double theirs, double ratio) = ProcessorTime.Compare(
            () => cascade.Predict(observed, future, scratch), () => composite.Predict(observed), .5, 7);
        long parameters = networks.Sum(static network => network.Shape.ParameterCount);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {parameters} | {own * 1e3:F3} | {theirs * 1e3:F3} | {ratio:F2} | {difference:E1} |"));
        foreach (GraphNetwork network in networks)
        {
            network.Dispose();
        }
    }

    /// <summary>The same networks out of TorchSharp's operations, batch norm with running statistics.</summary>
    private sealed class TorchCascade : IDisposable
    {
        private readonly GraphNetwork[] _networks;
        private readonly torch.Tensor _hold;
        private readonly torch.Tensor _cosines;
        private readonly torch.Tensor[][] _norms;

        internal TorchCascade(GraphNetwork[] networks, WindowGeometry geometry)
        {
            _networks = networks;
            int width = geometry.Coefficients;
            int length = geometry.Length;
            var cosines = new float[width * length];
            var hold = new float[Observed * width];
            for (int k = 0; k < width; k++)
            {
                for (int frame = 0; frame < length; frame++)
                {
                    cosines[(k * length) + frame] = geometry.ToFrames[(k * geometry.PaddedLength) + frame];
                }

                for (int frame = 0; frame < Observed; frame++)
                {
                    hold[(frame * width) + k] = geometry.Hold[(frame * geometry.PaddedCoefficients) + k];
                }
            }

            _cosines = torch.tensor(cosines, [width, length]);
            _hold = torch.tensor(hold, [Observed, width]);
            _norms =
            [
                .. networks.SelectMany(static network => network.Layers).Where(static layer => layer.Norm is not null)
                    .Select(static layer => layer.Norm!.Parameters
                        .Select(static one => one.Value.detach().reshape(-1)).ToArray()),
            ];
        }

        internal float[] Predict(float[] observed)
        {
            using var scope = torch.NewDisposeScope();
            using var free = torch.no_grad();
            torch.Tensor window = torch.tensor(observed, [Observed, Nodes]).t();
            torch.Tensor held = window.mm(_hold);
            torch.Tensor frames = Foretell(_networks[0], 0, held, held);
            int norm = _networks[0].Layers.Count - 1;
            foreach (GraphNetwork network in _networks[1..])
            {
                torch.Tensor given = torch.cat([window, frames.narrow(1, Observed, Future)], 1).mm(_cosines.t());
                frames = Foretell(network, norm, torch.cat([held, given], 1), given);
                norm += network.Layers.Count - 1;
            }

            return frames.narrow(1, Observed, Future).t().contiguous().data<float>().ToArray();
        }

        public void Dispose()
        {
            _hold.Dispose();
            _cosines.Dispose();
        }

        private torch.Tensor Foretell(GraphNetwork network, int norm, torch.Tensor input, torch.Tensor given)
        {
            IReadOnlyList<GraphLayer> layers = network.Layers;
            torch.Tensor hidden = Hidden(layers[0], norm, input);
            for (int layer = 1; layer < layers.Count - 1; layer += 2)
            {
                hidden = hidden + Hidden(
                    layers[layer + 1], norm + layer + 1, Hidden(layers[layer], norm + layer, hidden));
            }

            return (Convolve(layers[^1], hidden) + given).mm(_cosines);
        }

        private static torch.Tensor Convolve(GraphLayer layer, torch.Tensor input) =>
            layer.Adjacency.Value.mm(input.mm(layer.Weight.Value)) + layer.Bias.Value;

        private torch.Tensor Hidden(GraphLayer layer, int norm, torch.Tensor input)
        {
            torch.Tensor[] parts = _norms[norm];
            torch.Tensor value = Convolve(layer, input);
            return torch.nn.functional.batch_norm(
                value.reshape(1, -1), parts[2], parts[3], parts[0], parts[1], training: false)
                .tanh().reshape(value.shape);
        }
    }
}
