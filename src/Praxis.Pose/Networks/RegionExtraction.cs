using Praxis.Torch;
using TorchSharp;

namespace Praxis.Pose;

/// <summary>Strengthens features where the person is: between an hourglass and its heat maps, shape kept.</summary>
/// <remarks>Reconstruction of RANet's ERE, of which the publication's internals are not known;
/// docs/methods/ranet.md.</remarks>
internal abstract class RegionExtraction
{
    /// <summary>[B, C, h, w] to the same.</summary>
    /// <param name="pass">The tensors.</param>
    /// <param name="features">F.</param>
    /// <param name="before">Heat maps of the stack before: [B, J, h, w]; null in the first.</param>
    internal abstract torch.Tensor Forward(NetworkPass pass, torch.Tensor features, torch.Tensor? before);

    /// <summary>Where the last features were strengthened: [B, 1, h, w], from 0; null where the kind has no map.
    /// </summary>
    internal abstract torch.Tensor? Attention(NetworkPass pass, torch.Tensor features, torch.Tensor? before);

    /// <summary>Makes one; null for none.</summary>
    internal static RegionExtraction? Make(NetworkTensors tensors, string name, RegionKind kind, int channels) =>
        kind switch
        {
            RegionKind.None => null,
            RegionKind.Gated => new GatedRegions(tensors, name, channels, hasGates: true),
            RegionKind.Ungated => new GatedRegions(tensors, name, channels, hasGates: false),
            RegionKind.Masked => new MaskedRegion(tensors, name, channels),
            RegionKind.Guided => new GuidedRegion(tensors, name, channels),
            _ => new BlockControl(tensors, name, channels),
        };
}

/// <summary>F + Σ_r m_r g_r F: eight maps and one of nothing by softmax, from 3 x 3 convolutions of dilation 1, 2 and
/// 4; a gate for each region and channel from the region's mean features.</summary>
internal sealed class GatedRegions : RegionExtraction
{
    internal const int Regions = 8;
    private static readonly int[] Dilations = [1, 2, 4];

    internal GatedRegions(NetworkTensors tensors, string name, int channels, bool hasGates)
    {
        int quarter = channels / 4;
        Branches =
        [
            .. Dilations.Select(dilation => new ConvolutionLayer(
                tensors,
                $"{name}.dilated{dilation}",
                new ConvolutionShape(channels, quarter, 3) { Dilation = dilation })),
        ];
        Maps = new PreactivatedConvolution(
            tensors, name + ".maps", new ConvolutionShape(Dilations.Length * quarter, Regions + 1));
        if (hasGates)
        {
            Squeeze = new ConvolutionLayer(tensors, name + ".squeeze", new ConvolutionShape(channels, quarter));
            Excite = new ConvolutionLayer(tensors, name + ".excite", new ConvolutionShape(quarter, channels));
        }
    }

    internal IReadOnlyList<ConvolutionLayer> Branches { get; }

    internal PreactivatedConvolution Maps { get; }

    internal ConvolutionLayer? Squeeze { get; }

    internal ConvolutionLayer? Excite { get; }

    internal override torch.Tensor Forward(NetworkPass pass, torch.Tensor features, torch.Tensor? before)
    {
        torch.Tensor maps = RegionMaps(pass, features);
        if (Squeeze is null)
        {
            return features.Plus(features * maps.sum(1, keepdim: true));
        }

        long batch = features.shape[0];
        long channels = features.shape[1];
        torch.Tensor flat = maps.flatten(2);
        torch.Tensor means = torch.bmm(flat, features.flatten(2).transpose(1, 2))
            / flat.sum(2, keepdim: true).Plus(1e-6);
        torch.Tensor vectors = means.reshape(batch * Regions, channels, 1, 1);
        torch.Tensor inner = torch.nn.functional.relu(Squeeze.Forward(pass, vectors), inplace: false);
        torch.Tensor gates = torch.sigmoid(Excite!.Forward(pass, inner)).reshape(batch, Regions, channels);
        torch.Tensor mask = torch.bmm(gates.transpose(1, 2), flat).reshape(features.shape);
        return features.Plus(features * mask);
    }

    internal override torch.Tensor? Attention(NetworkPass pass, torch.Tensor features, torch.Tensor? before) =>
        RegionMaps(pass, features).sum(1, keepdim: true);

    // Without the last, which is nothing.
    private torch.Tensor RegionMaps(NetworkPass pass, torch.Tensor features)
    {
        torch.Tensor all = torch.cat([.. Branches.Select(branch => branch.Forward(pass, features))], 1);
        return torch.nn.functional.softmax(Maps.Forward(pass, all), 1).narrow(1, 0, Regions);
    }
}

/// <summary>F + F M g: a mask by sigmoid of two 3 x 3 convolutions, and a gate for each channel from the mean
/// features.</summary>
internal sealed class MaskedRegion : RegionExtraction
{
    private const int Ratio = 16;

    internal MaskedRegion(NetworkTensors tensors, string name, int channels)
    {
        int quarter = channels / 4;
        int few = Math.Max(4, channels / Ratio);
        First = new ConvolutionLayer(tensors, name + ".first", new ConvolutionShape(channels, quarter, 3));
        Second = new PreactivatedConvolution(
            tensors, name + ".second", new ConvolutionShape(quarter, quarter, 3) { Dilation = 2 });
        Mask = new PreactivatedConvolution(tensors, name + ".mask", new ConvolutionShape(quarter, 1));
        Squeeze = new ConvolutionLayer(tensors, name + ".squeeze", new ConvolutionShape(channels, few));
        Excite = new ConvolutionLayer(tensors, name + ".excite", new ConvolutionShape(few, channels));
    }

    internal ConvolutionLayer First { get; }

    internal PreactivatedConvolution Second { get; }

    internal PreactivatedConvolution Mask { get; }

    internal ConvolutionLayer Squeeze { get; }

    internal ConvolutionLayer Excite { get; }

    internal override torch.Tensor Forward(NetworkPass pass, torch.Tensor features, torch.Tensor? before)
    {
        torch.Tensor mean = features.mean([2, 3], keepdim: true);
        torch.Tensor inner = torch.nn.functional.relu(Squeeze.Forward(pass, mean), inplace: false);
        torch.Tensor gate = torch.sigmoid(Excite.Forward(pass, inner));
        return features.Plus(features * MaskOf(pass, features) * gate);
    }

    internal override torch.Tensor? Attention(NetworkPass pass, torch.Tensor features, torch.Tensor? before) =>
        MaskOf(pass, features);

    private torch.Tensor MaskOf(NetworkPass pass, torch.Tensor features) =>
        torch.sigmoid(Mask.Forward(pass, Second.Forward(pass, First.Forward(pass, features))));
}

/// <summary>F + 1x1(F M): M the greatest heat of any joint in the stack before, within [0, 1] and grown by a pixel.
/// </summary>
internal sealed class GuidedRegion(NetworkTensors tensors, string name, int channels) : RegionExtraction
{
    internal ConvolutionLayer Mix { get; } = new(tensors, name + ".mix", new ConvolutionShape(channels, channels));

    internal override torch.Tensor Forward(NetworkPass pass, torch.Tensor features, torch.Tensor? before) =>
        Attention(pass, features, before) is { } mask ? features.Plus(Mix.Forward(pass, features * mask)) : features;

    internal override torch.Tensor? Attention(NetworkPass pass, torch.Tensor features, torch.Tensor? before) =>
        before is null
            ? null
            : torch.nn.functional.max_pool2d(before.AtLeast(0).AtMost(1).amax([1], keepdim: true), 3, 1, 1);
}

/// <summary>A residual block, the control of about equal size.</summary>
internal sealed class BlockControl(NetworkTensors tensors, string name, int channels) : RegionExtraction
{
    internal ResidualBlock Block { get; } = new(tensors, name + ".block", channels, channels);

    internal override torch.Tensor Forward(NetworkPass pass, torch.Tensor features, torch.Tensor? before) =>
        Block.Forward(pass, features);

    internal override torch.Tensor? Attention(NetworkPass pass, torch.Tensor features, torch.Tensor? before) => null;
}
