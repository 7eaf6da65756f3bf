using Praxis.Torch;
using TorchSharp;

namespace Praxis.Recommend;

/// <summary>The attention of a jagged batch, the same for every layer.</summary>
internal sealed unsafe class HstuAttentionCall
{
    private readonly int[] _offsets;
    private readonly byte[] _buckets;

    internal HstuAttentionCall(SequenceBatch batch)
    {
        _offsets = batch.Offsets;
        _buckets = TimeBuckets.OfBatch(batch);
    }

    internal torch.Tensor Forward(HstuLayer layer, torch.Tensor z)
    {
        torch.Tensor output = torch.empty(z.shape[0], layer.Sizes.OutputWidth);
        HstuAttention.Forward(
            z.Address(), _offsets, _buckets, layer.PositionBias.Address, layer.TimeBias.Address, layer.Sizes,
            output.Address());
        return output;
    }

    internal (torch.Tensor PositionGradient, torch.Tensor TimeGradient) Backward(
        HstuLayer layer, torch.Tensor z, torch.Tensor gradient, torch.Tensor zGradient)
    {
        torch.Tensor positionGradient = torch.zeros(layer.PositionBias.Shape);
        torch.Tensor timeGradient = torch.zeros(layer.TimeBias.Shape);
        HstuAttention.Backward(
            z.Address(), _offsets, _buckets, layer.PositionBias.Address, layer.TimeBias.Address, gradient.Address(),
            layer.Sizes, zGradient.Address(), positionGradient.Address(), timeGradient.Address());
        return (positionGradient, timeGradient);
    }
}
