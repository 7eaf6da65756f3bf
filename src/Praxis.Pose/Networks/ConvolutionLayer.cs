using Praxis.Torch;
using TorchSharp;

namespace Praxis.Pose;

/// <summary>A convolution with bias, of square kernels.</summary>
internal sealed class ConvolutionLayer
{
    private readonly int _weight;
    private readonly int _bias;

    /// <summary>Asks for its tensors; first values uniform within ±1 / √inputs of a value, as PyTorch's.</summary>
    /// <param name="tensors">Of the network.</param>
    /// <param name="name">Within the network.</param>
    /// <param name="shape">Channels, kernel and steps.</param>
    internal ConvolutionLayer(NetworkTensors tensors, string name, ConvolutionShape shape)
    {
        TorchRuntime.EnsureConvolutions();
        Shape = shape;
        int inputs = shape.Inputs / shape.Groups * shape.Kernel * shape.Kernel;
        double bound = shape.StartsAtZero ? 0 : 1 / Math.Sqrt(inputs);
        _weight = tensors.AddUniform(
            name + ".weight", [shape.Outputs, shape.Inputs / shape.Groups, shape.Kernel, shape.Kernel], bound);
        _bias = shape.HasBias ? tensors.AddUniform(name + ".bias", [shape.Outputs], bound) : -1;
    }

    /// <summary>Channels, kernel and steps.</summary>
    internal ConvolutionShape Shape { get; }

    /// <summary>Place of the weight among the network's tensors.</summary>
    internal int Weight => _weight;

    /// <summary>Place of the bias; -1 without.</summary>
    internal int Bias => _bias;

    /// <summary>[B, inputs, h, w] to [B, outputs, ⌈h / stride⌉, ⌈w / stride⌉] where the padding is half the
    /// kernel.</summary>
    internal torch.Tensor Forward(NetworkPass pass, torch.Tensor input) => torch.nn.functional.conv2d(
        input,
        pass[_weight],
        _bias < 0 ? null : pass[_bias],
        [Shape.Stride, Shape.Stride],
        [Shape.Padding, Shape.Padding],
        [Shape.Dilation, Shape.Dilation],
        Shape.Groups);
}
