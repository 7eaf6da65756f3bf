using Praxis.Torch;
using TorchSharp;

namespace Praxis.Pose;

/// <summary>From a picture to features of a quarter of its size.</summary>
internal interface IStem
{
    /// <summary>[B, 3, H, W] to [B, channels, H / 4, W / 4].</summary>
    torch.Tensor Forward(NetworkPass pass, torch.Tensor input);
}

/// <summary>The stem of the stacked hourglass: preactivated 7 x 7 of stride 2, residual blocks around a pooling.
/// </summary>
/// <remarks>Channels C / 4, C / 2, C / 2, C, which are 64, 128, 128, 256 for C = 256. Further residual
/// blocks at the last size make the control of equal size for <see cref="FeaturePyramidStem"/>.</remarks>
internal sealed class PlainStem : IStem
{
    internal PlainStem(NetworkTensors tensors, string name, int channels, int furtherBlocks = 0)
    {
        First = new PreactivatedConvolution(
            tensors, name + ".first", new ConvolutionShape(3, channels / 4, 7) { Stride = 2 });
        BeforePool = new ResidualBlock(tensors, name + ".0", channels / 4, channels / 2);
        AfterPool =
        [
            new ResidualBlock(tensors, name + ".1", channels / 2, channels / 2),
            new ResidualBlock(tensors, name + ".2", channels / 2, channels),
            .. Enumerable.Range(3, furtherBlocks).Select(
                number => new ResidualBlock(tensors, $"{name}.{number}", channels, channels)),
        ];
    }

    internal PreactivatedConvolution First { get; }

    internal ResidualBlock BeforePool { get; }

    internal IReadOnlyList<ResidualBlock> AfterPool { get; }

    public torch.Tensor Forward(NetworkPass pass, torch.Tensor input)
    {
        torch.Tensor features = BeforePool.Forward(pass, First.Forward(pass, input));
        features = torch.nn.functional.max_pool2d(features, 2, 2);
        foreach (ResidualBlock block in AfterPool)
        {
            features = block.Forward(pass, features);
        }

        return features;
    }
}

/// <summary>A feature pyramid in place of the stem: what half, a quarter, an eighth and a sixteenth of the picture
/// show, summed at a quarter.</summary>
/// <remarks>Reconstruction of RANet's FPS, of which the publication's internals are not known; docs/methods/ranet.md.
/// C1 = 7 x 7 of stride 2 and a block; C2 to C4 = pool and block; P4 = 1x1(C4), P3 = 1x1(C3) + up2(P4), P2 = 1x1(C2) +
/// up2(P3) + 3x3 of stride 2 (C1); BN, ReLU, 3x3 (P2).</remarks>
internal sealed class FeaturePyramidStem : IStem
{
    internal FeaturePyramidStem(NetworkTensors tensors, string name, int channels)
    {
        First = new PreactivatedConvolution(
            tensors, name + ".first", new ConvolutionShape(3, channels / 4, 7) { Stride = 2 });
        Levels =
        [
            new ResidualBlock(tensors, name + ".c1", channels / 4, channels / 2),
            new ResidualBlock(tensors, name + ".c2", channels / 2, channels),
            new ResidualBlock(tensors, name + ".c3", channels, channels),
            new ResidualBlock(tensors, name + ".c4", channels, channels),
        ];
        Lateral =
        [
            new ConvolutionLayer(tensors, name + ".p2", new ConvolutionShape(channels, channels)),
            new ConvolutionLayer(tensors, name + ".p3", new ConvolutionShape(channels, channels)),
            new ConvolutionLayer(tensors, name + ".p4", new ConvolutionShape(channels, channels)),
        ];
        Fine = new ConvolutionLayer(
            tensors, name + ".fine", new ConvolutionShape(channels / 2, channels, 3) { Stride = 2 });
        Last = new PreactivatedConvolution(tensors, name + ".last", new ConvolutionShape(channels, channels, 3));
    }

    internal PreactivatedConvolution First { get; }

    /// <summary>C1 to C4.</summary>
    internal IReadOnlyList<ResidualBlock> Levels { get; }

    /// <summary>To P2, P3 and P4.</summary>
    internal IReadOnlyList<ConvolutionLayer> Lateral { get; }

    internal ConvolutionLayer Fine { get; }

    internal PreactivatedConvolution Last { get; }

    public torch.Tensor Forward(NetworkPass pass, torch.Tensor input)
    {
        torch.Tensor c1 = Levels[0].Forward(pass, First.Forward(pass, input));
        torch.Tensor c2 = Levels[1].Forward(pass, torch.nn.functional.max_pool2d(c1, 2, 2));
        torch.Tensor c3 = Levels[2].Forward(pass, torch.nn.functional.max_pool2d(c2, 2, 2));
        torch.Tensor c4 = Levels[3].Forward(pass, torch.nn.functional.max_pool2d(c3, 2, 2));
        torch.Tensor p3 = Lateral[1].Forward(pass, c3).Plus(Twice(Lateral[2].Forward(pass, c4)));
        torch.Tensor p2 = Lateral[0].Forward(pass, c2).Plus(Twice(p3)).Plus(Fine.Forward(pass, c1));
        return Last.Forward(pass, p2);
    }

    private static torch.Tensor Twice(torch.Tensor map) => torch.nn.functional.interpolate(
        map, scale_factor: [2, 2], mode: torch.InterpolationMode.Nearest);
}
