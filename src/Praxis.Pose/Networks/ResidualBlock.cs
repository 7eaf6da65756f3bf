using Praxis.Torch;
using TorchSharp;

namespace Praxis.Pose;

/// <summary>Normalisation, ReLU and convolution, in this order.</summary>
internal sealed class PreactivatedConvolution
{
    internal PreactivatedConvolution(NetworkTensors tensors, string name, ConvolutionShape shape)
    {
        Norm = new NormLayer(tensors, name + ".norm", shape.Inputs);
        Convolution = new ConvolutionLayer(tensors, name, shape);
    }

    internal NormLayer Norm { get; }

    internal ConvolutionLayer Convolution { get; }

    internal torch.Tensor Forward(NetworkPass pass, torch.Tensor input) =>
        Convolution.Forward(pass, torch.nn.functional.relu(Norm.Forward(pass, input), inplace: false));
}

/// <summary>A bottleneck with a way past it: 1 x 1 to half the channels, 3 x 3, 1 x 1, each preactivated; a plain
/// 1 x 1 convolution on the way past where the channels change. Nothing after the sum.</summary>
/// <remarks>Newell, Yang and Deng (2016), as used by ASDA.</remarks>
internal sealed class ResidualBlock
{
    private readonly PreactivatedConvolution[] _steps;
    private readonly ConvolutionLayer? _past;

    internal ResidualBlock(NetworkTensors tensors, string name, int inputs, int outputs)
    {
        int half = outputs / 2;
        _steps =
        [
            new PreactivatedConvolution(tensors, name + ".0", new ConvolutionShape(inputs, half)),
            new PreactivatedConvolution(tensors, name + ".1", new ConvolutionShape(half, half, 3)),
            new PreactivatedConvolution(tensors, name + ".2", new ConvolutionShape(half, outputs)),
        ];
        _past = inputs == outputs
            ? null
            : new ConvolutionLayer(tensors, name + ".past", new ConvolutionShape(inputs, outputs));
    }

    internal IReadOnlyList<PreactivatedConvolution> Steps => _steps;

    internal ConvolutionLayer? Past => _past;

    internal torch.Tensor Forward(NetworkPass pass, torch.Tensor input)
    {
        torch.Tensor inner = input;
        foreach (PreactivatedConvolution step in _steps)
        {
            inner = step.Forward(pass, inner);
        }

        return inner.Plus(_past is null ? input : _past.Forward(pass, input));
    }
}
