using Praxis.Torch;
using TorchSharp;

namespace Praxis.Pose;

/// <summary>From a picture to a vector of features.</summary>
internal interface ITrunk
{
    /// <summary>Length of the vector.</summary>
    int Channels { get; }

    /// <summary>[B, 3, H, W] to [B, channels, 1, 1].</summary>
    torch.Tensor Forward(NetworkPass pass, torch.Tensor pictures);
}

/// <summary>ResNet-18 to its mean over the picture, 11.2 million weights; without weights of another
/// training.</summary>
/// <remarks>He, Zhang, Ren and Sun (2016), table 1.</remarks>
internal sealed class ResNet18Trunk : ITrunk
{
    private readonly ConvolutionLayer _first;
    private readonly NormLayer _norm;
    private readonly BasicBlock[] _blocks;

    internal ResNet18Trunk(NetworkTensors tensors, string name)
    {
        _first = new ConvolutionLayer(
            tensors, name + ".first", new ConvolutionShape(3, 64, 7) { Stride = 2, HasBias = false });
        _norm = new NormLayer(tensors, name + ".norm", 64);
        var blocks = new List<BasicBlock>();
        int channels = 64;
        for (int stage = 0; stage < 4; stage++)
        {
            int next = 64 << stage;
            blocks.Add(new BasicBlock(tensors, $"{name}.{stage}.0", channels, next, stage == 0 ? 1 : 2));
            blocks.Add(new BasicBlock(tensors, $"{name}.{stage}.1", next, next, 1));
            channels = next;
        }

        _blocks = [.. blocks];
    }

    public int Channels => 512;

    public torch.Tensor Forward(NetworkPass pass, torch.Tensor pictures)
    {
        torch.Tensor x = torch.nn.functional.relu(
            _norm.Forward(pass, _first.Forward(pass, pictures)), inplace: false);
        x = torch.nn.functional.max_pool2d(x, 3, 2, 1);
        foreach (BasicBlock block in _blocks)
        {
            x = block.Forward(pass, x);
        }

        return x.mean([2, 3], keepdim: true);
    }

    private sealed class BasicBlock
    {
        private readonly ConvolutionLayer _first;
        private readonly ConvolutionLayer _second;
        private readonly NormLayer _firstNorm;
        private readonly NormLayer _secondNorm;
        private readonly ConvolutionLayer? _past;
        private readonly NormLayer? _pastNorm;

        internal BasicBlock(NetworkTensors tensors, string name, int inputs, int outputs, int stride)
        {
            _first = new ConvolutionLayer(
                tensors,
                name + ".first",
                new ConvolutionShape(inputs, outputs, 3) { Stride = stride, HasBias = false });
            _firstNorm = new NormLayer(tensors, name + ".first_norm", outputs);
            _second = new ConvolutionLayer(
                tensors, name + ".second", new ConvolutionShape(outputs, outputs, 3) { HasBias = false });
            _secondNorm = new NormLayer(tensors, name + ".second_norm", outputs);
            if (stride > 1 || inputs != outputs)
            {
                _past = new ConvolutionLayer(
                    tensors,
                    name + ".past",
                    new ConvolutionShape(inputs, outputs) { Stride = stride, HasBias = false });
                _pastNorm = new NormLayer(tensors, name + ".past_norm", outputs);
            }
        }

        internal torch.Tensor Forward(NetworkPass pass, torch.Tensor input)
        {
            torch.Tensor x = torch.nn.functional.relu(
                _firstNorm.Forward(pass, _first.Forward(pass, input)), inplace: false);
            x = _secondNorm.Forward(pass, _second.Forward(pass, x));
            torch.Tensor past = _past is null ? input : _pastNorm!.Forward(pass, _past.Forward(pass, input));
            return torch.nn.functional.relu(x.Plus(past), inplace: false);
        }
    }
}

/// <summary>Three 3 x 3 convolutions of stride 2 to 16, 32 and 64 channels and their mean over the picture: the trunk
/// for networks of less than a million weights.</summary>
internal sealed class SmallTrunk : ITrunk
{
    private static readonly int[] Sizes = [3, 16, 32, 64];
    private readonly ConvolutionLayer[] _layers;
    private readonly NormLayer[] _norms;

    internal SmallTrunk(NetworkTensors tensors, string name)
    {
        _layers =
        [
            .. Enumerable.Range(0, 3).Select(i => new ConvolutionLayer(
                tensors,
                $"{name}.{i}",
                new ConvolutionShape(Sizes[i], Sizes[i + 1], 3) { Stride = 2, HasBias = false })),
        ];
        _norms = [.. Enumerable.Range(0, 3).Select(i => new NormLayer(tensors, $"{name}.{i}.norm", Sizes[i + 1]))];
    }

    public int Channels => Sizes[^1];

    public torch.Tensor Forward(NetworkPass pass, torch.Tensor pictures)
    {
        torch.Tensor x = pictures;
        for (int i = 0; i < _layers.Length; i++)
        {
            x = torch.nn.functional.relu(_norms[i].Forward(pass, _layers[i].Forward(pass, x)), inplace: false);
        }

        return x.mean([2, 3], keepdim: true);
    }
}
