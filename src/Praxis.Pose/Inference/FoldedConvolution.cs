using Praxis.Torch;

namespace Praxis.Pose;

/// <summary>A trained convolution with what stands right before and after it, the normalisation after it folded into
/// its weights.</summary>
/// <param name="Name">Within the network.</param>
/// <param name="Shape">Channels, kernel and steps.</param>
/// <param name="Weight">[outputs, inputs, kernel, kernel].</param>
/// <param name="Bias">[outputs].</param>
internal sealed record FoldedConvolution(string Name, ConvolutionShape Shape, float[] Weight, float[] Bias)
{
    /// <summary>Normalisation and ReLU of the input; null without.</summary>
    internal NormValues? Before { get; init; }

    /// <summary>Whether the output goes through a ReLU.</summary>
    internal bool EndsInRelu { get; init; }

    /// <summary>Copies a layer.</summary>
    internal static FoldedConvolution Of(NetworkTensors tensors, ConvolutionLayer layer)
    {
        Parameter weight = tensors.All[layer.Weight];
        const string Ending = ".weight";
        return new FoldedConvolution(
            weight.Name[..^Ending.Length],
            layer.Shape,
            [.. weight.Values],
            layer.Bias < 0 ? new float[layer.Shape.Outputs] : [.. tensors.All[layer.Bias].Values]);
    }

    /// <summary>Copies a layer with the normalisation and ReLU before it.</summary>
    internal static FoldedConvolution Of(NetworkTensors tensors, PreactivatedConvolution layer) =>
        Of(tensors, layer.Convolution) with { Before = NormValues.Of(tensors, layer.Norm) };

    /// <summary>The same, followed by a normalisation, which goes into the weights, and a ReLU.</summary>
    internal FoldedConvolution Then(NormValues norm)
    {
        int inputs = Weight.Length / Shape.Outputs;
        float[] weight = [.. Weight.Select((value, place) => (float)(value * norm.Factor(place / inputs)))];
        float[] bias = [.. Bias.Select((value, channel) =>
            (float)((value * norm.Factor(channel)) + norm.Offset(channel)))];
        return this with { Weight = weight, Bias = bias, EndsInRelu = true };
    }

    /// <summary>The same on a part of the input channels; the other parts are to be added.</summary>
    /// <param name="first">First channel.</param>
    /// <param name="count">Number of channels.</param>
    /// <returns>With the bias where the part is the first, without the normalisation before.</returns>
    internal FoldedConvolution Part(int first, int count)
    {
        int area = Shape.Kernel * Shape.Kernel;
        int row = Shape.Inputs * area;
        float[] weight =
        [
            .. Enumerable.Range(0, Shape.Outputs).SelectMany(output =>
                Weight.Skip((output * row) + (first * area)).Take(count * area)),
        ];
        return new FoldedConvolution(
            $"{Name}.{first}", Shape with { Inputs = count }, weight, first == 0 ? Bias : new float[Bias.Length]);
    }
}
