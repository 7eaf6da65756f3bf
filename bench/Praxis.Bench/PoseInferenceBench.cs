using System.Globalization;
using Microsoft.ML.OnnxRuntime;
using Praxis.Numerics;
using Praxis.Pose;
using Praxis.Torch;
using TorchSharp;

namespace Praxis.Bench;

/// <summary>Pictures through a pose network on one thread: Praxis without autograd, TorchSharp's evaluation of the same
/// network, ONNX Runtime on the exported file.</summary>
internal static class PoseInferenceBench
{
    private const int Joints = 16;

    internal static void Run()
    {
        torch.set_num_threads(1);
        Console.WriteLine(
            "| network | batch | Praxis, ms | TorchSharp, ms | ratio | ONNX Runtime, ms | ratio | difference |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        Rows("tiny: 64, 1 x 64", Shape(64, 1, 64, 3));
        Rows("small: 96, 2 x 64", Shape(96, 2, 64, 3));
        Rows("small with pyramid, gated regions", Shape(96, 2, 64, 3) with
        {
            Stem = StemKind.Pyramid,
            Region = RegionKind.Gated,
            HasVisibility = true,
        });
        Rows("96, 2 x 96", Shape(96, 2, 96, 3));
        Rows("base: 128, 2 x 128, depth 4", Shape(128, 2, 128, 4));
    }

    internal static PoseNetworkShape Shape(int size, int stacks, int channels, int depth) => new()
    {
        Joints = Joints,
        Width = size,
        Height = size,
        Stacks = stacks,
        Channels = channels,
        Depth = depth,
    };

    private static void Rows(string name, PoseNetworkShape shape)
    {
        using var network = new PoseNetwork(shape, new RandomStream(1, 1, 256));
        Trained(network);
        using var frozen = new FrozenPose(network);
        using var session = new PoseSession(frozen);
        using var file = new MemoryStream();
        OnnxPose.Write(network, [.. Enumerable.Range(0, Joints).Select(static joint => $"joint{joint}")], file);
        using var options = new SessionOptions
        {
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
        };
        using var runtime = new InferenceSession(file.ToArray(), options);
        foreach (int batch in (int[])[2, 16])
        {
            Row(name, network, session, runtime, batch);
        }
    }

    private static void Row(
        string name, PoseNetwork network, PoseSession session, InferenceSession runtime, int batch)
    {
        PoseNetworkShape shape = network.Shape;
        int length = RgbImage.Channels * shape.Height * shape.Width;
        var random = new RandomStream(2, 2);
        float[] pictures =
            [.. Enumerable.Range(0, batch * length).Select(_ => (float)NormalDistribution.Sample(random))];
        var own = new float[batch * session.HeatLength];
        void Praxis()
        {
            for (int picture = 0; picture < batch; picture++)
            {
                session.Run(pictures.AsSpan(picture * length, length));
                session.CopyHeat(shape.Stacks - 1, own.AsSpan(picture * session.HeatLength, session.HeatLength));
            }
        }

        float[] theirs = [];
        void Torch() => theirs = Evaluate(network, pictures, batch);
        using var input = OrtValue.CreateTensorValueFromMemory(
            pictures, [batch, RgbImage.Channels, shape.Height, shape.Width]);
        using var run = new RunOptions();
        float[] third = [];
        void Onnx()
        {
            using IDisposableReadOnlyCollection<OrtValue> outputs = runtime.Run(
                run, [OnnxPose.Pictures], [input], [OnnxPose.Heatmaps]);
            third = outputs[0].GetTensorDataAsSpan<float>().ToArray();
        }

        (double praxis, double torchSharp, double ratio) = ProcessorTime.Compare(Praxis, Torch, .3, 7);
        (_, double onnx, double onnxRatio) = ProcessorTime.Compare(Praxis, Onnx, .3, 7);
        double difference = Math.Max(Difference(own, theirs), Difference(own, third));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {batch} | {praxis * 1e3:F2} | {torchSharp * 1e3:F2} | {ratio:F2} | {onnx * 1e3:F2}"
            + $" | {onnxRatio:F2} | {difference:E1} |"));
    }

    private static float[] Evaluate(PoseNetwork network, float[] pictures, int batch)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable still = torch.no_grad();
        torch.Tensor input = torch.empty([batch, RgbImage.Channels, network.Shape.Height, network.Shape.Width]);
        pictures.CopyTo(input.Floats());
        PoseOutput output = network.Forward(
            new NetworkPass(network.Tensors, isTraining: false, hasGradients: false), input);
        return output.Maps[^1].contiguous().Floats().ToArray();
    }

    // Normalisations of a network that has learnt are not 1 and 0.
    private static void Trained(PoseNetwork network)
    {
        var random = new RandomStream(3, 3);
        foreach (Parameter tensor in network.Parameters.Where(static one => one.Name.Contains(".norm.")))
        {
            bool isPositive = tensor.Name.EndsWith("scale") || tensor.Name.EndsWith("variance");
            Span<float> values = tensor.Values;
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = (float)(isPositive ? random.Uniform(.5, 1.5) : random.Uniform(-.3, .3));
            }
        }
    }

    private static double Difference(float[] one, float[] other) =>
        one.Zip(other).Max(static pair => Math.Abs(pair.First - pair.Second));
}
