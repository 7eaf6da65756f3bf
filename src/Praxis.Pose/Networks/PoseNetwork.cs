using Praxis.Numerics;
using Praxis.Torch;
using TorchSharp;

namespace Praxis.Pose;

/// <summary>A stacked hourglass, with the parts that RANet adds where its shape asks for them.</summary>
/// <remarks>
/// x = stem(picture); for each stack: f = BN-ReLU-1x1(Res(hourglass(x))), f' = regions(f), heat = 1x1(f'), and for the
/// next x + 1x1(f') + 1x1(heat). Newell, Yang and Deng (2016) as used by ASDA.
/// </remarks>
internal sealed class PoseNetwork : IDisposable
{
    internal const double VisibilitySharpness = 10;
    private readonly IStem _stem;
    private readonly Stack[] _stacks;

    /// <summary>Draws first weights.</summary>
    internal PoseNetwork(PoseNetworkShape shape, RandomStream random)
    {
        Shape = shape;
        Tensors = new NetworkTensors("pose", random);
        _stem = shape.Stem switch
        {
            StemKind.Pyramid => new FeaturePyramidStem(Tensors, "stem", shape.Channels),
            StemKind.PlainDeeper => new PlainStem(Tensors, "stem", shape.Channels, furtherBlocks: 7),
            _ => new PlainStem(Tensors, "stem", shape.Channels),
        };
        _stacks = [.. Enumerable.Range(0, shape.Stacks).Select(number => new Stack(Tensors, number, shape))];
        VisibilityLayer = shape.HasVisibility
            ? new ConvolutionLayer(Tensors, "visibility", new ConvolutionShape(shape.Channels, shape.Joints))
            : null;
    }

    internal PoseNetworkShape Shape { get; }

    internal NetworkTensors Tensors { get; }

    internal IReadOnlyList<Parameter> Parameters => Tensors.All;

    /// <summary>The layers that a stack of a plain network has, for inference without autograd.</summary>
    internal IStem Stem => _stem;

    /// <summary>The stacks in order.</summary>
    internal IReadOnlyList<Stack> Stacks => _stacks;

    /// <summary>Evidence that joints are seen; null without.</summary>
    internal ConvolutionLayer? VisibilityLayer { get; }

    /// <summary>Heat maps of all stacks, the last of which is the answer.</summary>
    /// <param name="pass">The tensors.</param>
    /// <param name="pictures">[B, 3, H, W], normalised.</param>
    internal PoseOutput Forward(NetworkPass pass, torch.Tensor pictures)
    {
        torch.Tensor x = _stem.Forward(pass, pass.IsTraining ? ChannelsLast(pictures) : pictures);
        var maps = new torch.Tensor[_stacks.Length];
        torch.Tensor? attention = null;
        torch.Tensor features = x;
        for (int number = 0; number < _stacks.Length; number++)
        {
            Stack stack = _stacks[number];
            torch.Tensor? before = number == 0 ? null : maps[number - 1];
            features = stack.Features(pass, x);
            if (stack.Region is { } region)
            {
                if (!pass.IsTraining && number == _stacks.Length - 1)
                {
                    attention = region.Attention(pass, features, before);
                }

                features = region.Forward(pass, features, before);
            }

            maps[number] = stack.Heat.Forward(pass, features);
            if (number + 1 < _stacks.Length)
            {
                x = x.Plus(stack.MixFeatures!.Forward(pass, features)).Plus(stack.MixHeat!.Forward(pass, maps[number]));
            }
        }

        return new PoseOutput(maps, Visibility(pass, features, maps[^1]), attention);
    }

    public void Dispose() => Tensors.Dispose();

    // The same tensor with the channels of a pixel together in memory, which libtorch keeps through all layers: its
    // convolutions are faster so.
    private static torch.Tensor ChannelsLast(torch.Tensor pictures) =>
        pictures.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);

    // Evidence of each joint where its heat map is high: [B, J], log odds of being seen.
    private torch.Tensor? Visibility(NetworkPass pass, torch.Tensor features, torch.Tensor map)
    {
        if (VisibilityLayer is null)
        {
            return null;
        }

        torch.Tensor weights = torch.nn.functional.softmax(map.detach().flatten(2).Times(VisibilitySharpness), 2);
        return (VisibilityLayer.Forward(pass, features).flatten(2) * weights).sum(2);
    }

    /// <summary>The layers of one stack.</summary>
    internal sealed class Stack
    {
        internal Stack(NetworkTensors tensors, int number, PoseNetworkShape shape)
        {
            string name = $"stack{number}";
            Hourglass = new HourglassBlock(tensors, name + ".hourglass", shape.Depth, shape.Channels);
            Block = new ResidualBlock(tensors, name + ".block", shape.Channels, shape.Channels);
            Last = new PreactivatedConvolution(
                tensors, name + ".features", new ConvolutionShape(shape.Channels, shape.Channels));
            Region = number == 0 && shape.Region == RegionKind.Guided
                ? null
                : RegionExtraction.Make(tensors, name + ".region", shape.Region, shape.Channels);
            Heat = new ConvolutionLayer(tensors, name + ".heat", new ConvolutionShape(shape.Channels, shape.Joints));
            if (number + 1 < shape.Stacks)
            {
                MixFeatures = new ConvolutionLayer(
                    tensors, name + ".mix_features", new ConvolutionShape(shape.Channels, shape.Channels));
                MixHeat = new ConvolutionLayer(
                    tensors, name + ".mix_heat", new ConvolutionShape(shape.Joints, shape.Channels));
            }
        }

        internal HourglassBlock Hourglass { get; }

        internal ResidualBlock Block { get; }

        internal PreactivatedConvolution Last { get; }

        internal RegionExtraction? Region { get; }

        internal ConvolutionLayer Heat { get; }

        internal ConvolutionLayer? MixFeatures { get; }

        internal ConvolutionLayer? MixHeat { get; }

        internal torch.Tensor Features(NetworkPass pass, torch.Tensor x) =>
            Last.Forward(pass, Block.Forward(pass, Hourglass.Forward(pass, x)));
    }
}

/// <summary>What a pose network answers.</summary>
/// <param name="Maps">Heat maps of each stack: [B, J, h, w].</param>
/// <param name="Visibility">Log odds of each joint being seen: [B, J]; null without such a layer.</param>
/// <param name="Attention">Where the last regions are: [B, 1, h, w]; null in training and without such maps.</param>
internal sealed record PoseOutput(torch.Tensor[] Maps, torch.Tensor? Visibility, torch.Tensor? Attention);
