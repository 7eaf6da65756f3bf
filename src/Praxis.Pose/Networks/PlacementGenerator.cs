using Praxis.Numerics;
using Praxis.Torch;
using TorchSharp;

namespace Praxis.Pose;

/// <summary>ASDA's generator: from a picture, where and how each type of body part would confuse most.</summary>
/// <remarks>
/// Trunk, 1x1 to H channels for each of the T types, ReLU, a grouped 1x1 to three numbers a type, sigmoid less ½. The
/// last layer begins at 0, so that first pastes are centred and upright. It never sees the part. Bin et al. (2020), the
/// authors' code.
/// </remarks>
internal sealed class PlacementGenerator : IDisposable
{
    private const int Numbers = 3;
    private readonly ITrunk _trunk;
    private readonly ConvolutionLayer _hidden;
    private readonly ConvolutionLayer _last;
    private readonly int _types;

    /// <summary>Draws first weights.</summary>
    /// <param name="types">T.</param>
    /// <param name="isSmall">The small trunk with H = 16; ResNet-18 with H = 128 otherwise.</param>
    /// <param name="random">First values.</param>
    internal PlacementGenerator(int types, bool isSmall, RandomStream random)
    {
        _types = types;
        Tensors = new NetworkTensors("generator", random);
        _trunk = isSmall ? new SmallTrunk(Tensors, "trunk") : new ResNet18Trunk(Tensors, "trunk");
        int hidden = (isSmall ? 16 : 128) * types;
        _hidden = new ConvolutionLayer(Tensors, "hidden", new ConvolutionShape(_trunk.Channels, hidden));
        _last = new ConvolutionLayer(
            Tensors, "last", new ConvolutionShape(hidden, Numbers * types) { Groups = types, StartsAtZero = true });
    }

    internal NetworkTensors Tensors { get; }

    /// <summary>Angle, x and y of the parts at hand, each in (-½, ½).</summary>
    /// <param name="pass">The tensors.</param>
    /// <param name="pictures">[B, 3, H, W].</param>
    /// <param name="types">Type of each part, -1 for none: [B, N], 64-bit.</param>
    /// <returns>[B, N, 3].</returns>
    internal torch.Tensor Forward(NetworkPass pass, torch.Tensor pictures, torch.Tensor types)
    {
        torch.Tensor hidden = torch.nn.functional.relu(
            _hidden.Forward(pass, _trunk.Forward(pass, pictures)), inplace: false);
        torch.Tensor all = torch.sigmoid(_last.Forward(pass, hidden)).Plus(-0.5).reshape(-1, _types, Numbers);
        torch.Tensor index = types.AtLeast(0).unsqueeze(2).expand(types.shape[0], types.shape[1], Numbers);
        return all.gather(1, index);
    }

    public void Dispose() => Tensors.Dispose();
}
