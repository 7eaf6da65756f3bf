using Praxis.Numerics;
using Praxis.Pose;
using Praxis.Torch;
using TorchSharp;

namespace Praxis.Tests.Pose.Inference;

/// <summary>Small pose networks as after a training: normalisations are not 1 and 0.</summary>
internal static class PoseNetworks
{
    /// <summary>Every stem and region kind, sizes that fill no vector, pictures that are not square.</summary>
    internal static TheoryData<string> Shapes =>
    [
        .. from stem in Enum.GetValues<StemKind>()
           from region in Enum.GetValues<RegionKind>()
           select $"{stem},{region},64,32,16,2,1,False",
        "Plain,None,96,96,64,2,3,False",
        "Plain,None,64,64,64,1,3,True",
        "PlainDeeper,Gated,64,96,40,2,2,True",
        "Pyramid,Masked,32,64,8,3,1,True",
        "Pyramid,Guided,128,128,24,2,3,True",
        "Plain,Ungated,160,32,96,2,2,True",
    ];

    internal static PoseNetworkShape Shape(string text)
    {
        string[] words = text.Split(',');
        return new PoseNetworkShape
        {
            Joints = 14,
            Stem = Enum.Parse<StemKind>(words[0]),
            Region = Enum.Parse<RegionKind>(words[1]),
            Width = int.Parse(words[2]),
            Height = int.Parse(words[3]),
            Channels = int.Parse(words[4]),
            Stacks = int.Parse(words[5]),
            Depth = int.Parse(words[6]),
            HasVisibility = bool.Parse(words[7]),
        };
    }

    internal static PoseNetwork Trained(PoseNetworkShape shape)
    {
        var network = new PoseNetwork(shape, new RandomStream(11, 1, 256));
        var random = new RandomStream(11, 2);
        foreach (Parameter tensor in network.Parameters.Where(static one => one.Name.Contains(".norm.")))
        {
            bool isPositive = tensor.Name.EndsWith("variance") || tensor.Name.EndsWith("scale");
            Span<float> values = tensor.Values;
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = (float)(isPositive ? random.Uniform(.5, 1.5) : random.Uniform(-.3, .3));
            }
        }

        return network;
    }

    /// <summary>Normal numbers: [count, 3, H, W].</summary>
    internal static float[] Pictures(PoseNetworkShape shape, int count)
    {
        var random = new RandomStream(11, 3);
        return
        [
            .. Enumerable.Range(0, count * 3 * shape.Height * shape.Width)
                .Select(_ => (float)NormalDistribution.Sample(random)),
        ];
    }

    /// <summary>Heat maps of all stacks and visibility by TorchSharp; the latter empty without such a layer.</summary>
    internal static (float[][] Maps, float[] Visibility) Evaluate(PoseNetwork network, float[] pictures)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable still = torch.no_grad();
        torch.Tensor input = torch.tensor(pictures)
            .reshape(-1, 3, network.Shape.Height, network.Shape.Width);
        PoseOutput output = network.Forward(
            new NetworkPass(network.Tensors, isTraining: false, hasGradients: false), input);
        return (
            [.. output.Maps.Select(static map => map.contiguous().Floats().ToArray())],
            output.Visibility is { } seen ? seen.contiguous().Floats().ToArray() : []);
    }
}
