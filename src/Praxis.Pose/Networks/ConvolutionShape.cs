namespace Praxis.Pose;

/// <summary>Sizes of a convolution; the padding keeps the size of the map at stride 1.</summary>
/// <param name="Inputs">Channels in.</param>
/// <param name="Outputs">Channels out.</param>
/// <param name="Kernel">Width and height of the kernel, odd.</param>
internal sealed record ConvolutionShape(int Inputs, int Outputs, int Kernel = 1)
{
    /// <summary>Pixels from one output to the next.</summary>
    internal int Stride { get; init; } = 1;

    /// <summary>Pixels from one tap to the next.</summary>
    internal int Dilation { get; init; } = 1;

    /// <summary>Groups of channels that do not mix.</summary>
    internal int Groups { get; init; } = 1;

    /// <summary>Whether a bias is added.</summary>
    internal bool HasBias { get; init; } = true;

    /// <summary>Whether weight and bias are 0 before training.</summary>
    internal bool StartsAtZero { get; init; }

    /// <summary>Rows and columns of zeros around the map.</summary>
    internal int Padding => Kernel / 2 * Dilation;
}
