using Praxis.Torch;
using TorchSharp;

namespace Praxis.Pose;

/// <summary>An hourglass: a residual block at this size, and beside it half the size and back.</summary>
/// <remarks>up = Res(x); low = up2(Res(inner(Res(pool(x))))), inner being an hourglass of one level less, or a residual
/// block; up + low. Newell, Yang and Deng (2016).</remarks>
internal sealed class HourglassBlock
{
    internal HourglassBlock(NetworkTensors tensors, string name, int depth, int channels)
    {
        Up = new ResidualBlock(tensors, name + ".up", channels, channels);
        Before = new ResidualBlock(tensors, name + ".before", channels, channels);
        if (depth > 1)
        {
            Inner = new HourglassBlock(tensors, name + ".inner", depth - 1, channels);
        }
        else
        {
            Bottom = new ResidualBlock(tensors, name + ".bottom", channels, channels);
        }

        After = new ResidualBlock(tensors, name + ".after", channels, channels);
    }

    internal ResidualBlock Up { get; }

    internal ResidualBlock Before { get; }

    internal HourglassBlock? Inner { get; }

    internal ResidualBlock? Bottom { get; }

    internal ResidualBlock After { get; }

    /// <summary>The same shape; height and width must be divisible by 2 to the depth.</summary>
    internal torch.Tensor Forward(NetworkPass pass, torch.Tensor input)
    {
        torch.Tensor low = Before.Forward(pass, torch.nn.functional.max_pool2d(input, 2, 2));
        low = Inner is null ? Bottom!.Forward(pass, low) : Inner.Forward(pass, low);
        low = After.Forward(pass, low);
        torch.Tensor large = torch.nn.functional.interpolate(
            low, scale_factor: [2, 2], mode: torch.InterpolationMode.Nearest);
        return Up.Forward(pass, input).Plus(large);
    }
}
