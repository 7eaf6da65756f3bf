using Praxis.Torch;
using TorchSharp;

namespace Praxis.Pose;

/// <summary>The loss of heat maps.</summary>
internal static class PoseLoss
{
    private const double Sharpness = 10;

    /// <summary>Σ over stacks of the mean over joints of ½ mean (w (prediction - target))², over a batch.</summary>
    /// <param name="output">Of the network.</param>
    /// <param name="shard">Targets.</param>
    /// <param name="batchSize">B of the whole batch: losses of its shards add up.</param>
    /// <param name="isSharp">Whether squares weigh 1 + 10 times the target.</param>
    /// <returns>[people of the shard].</returns>
    internal static torch.Tensor Heat(PoseOutput output, PoseShard shard, int batchSize, bool isSharp)
    {
        torch.Tensor? sum = null;
        torch.Tensor? weight = isSharp ? shard.Targets.Times(Sharpness).Plus(1) : null;
        foreach (torch.Tensor map in output.Maps)
        {
            torch.Tensor squares = (map.Minus(shard.Targets) * shard.Weights).square();
            torch.Tensor one = (weight is null ? squares : squares * weight).mean([1, 2, 3]);
            sum = sum is null ? one : sum.Plus(one);
        }

        return sum!.Times(0.5 / batchSize);
    }

    /// <summary>Mean cross-entropy of the visibility of labelled joints.</summary>
    internal static torch.Tensor Visibility(torch.Tensor logits, PoseShard shard, int batchSize)
    {
        torch.Tensor weights = shard.Weights.reshape(logits.shape);
        torch.Tensor entropy = torch.nn.functional.binary_cross_entropy_with_logits(
            logits, shard.Seen, weights, torch.nn.Reduction.Sum);
        return entropy.Over(batchSize * logits.shape[1]);
    }
}
