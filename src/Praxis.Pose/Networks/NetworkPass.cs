using Praxis.Torch;
using TorchSharp;

namespace Praxis.Pose;

/// <summary>One shard's view of a network's tensors in one forward pass: leaves of its own on the shared memory, so
/// that shards have gradients of their own, and running statistics of its own.</summary>
/// <remarks>Lives within a dispose scope of the caller.</remarks>
internal sealed class NetworkPass
{
    private readonly torch.Tensor[] _leaves;

    /// <summary>Makes the view.</summary>
    /// <param name="tensors">Of the network.</param>
    /// <param name="isTraining">Whether normalisations take the statistics of the batch and update the running ones.
    /// </param>
    /// <param name="hasGradients">Whether weights get gradients.</param>
    internal NetworkPass(NetworkTensors tensors, bool isTraining, bool hasGradients)
    {
        IsTraining = isTraining;
        _leaves = new torch.Tensor[tensors.All.Count];
        for (int i = 0; i < _leaves.Length; i++)
        {
            Parameter tensor = tensors.All[i];
            bool isStatistic = tensor.RateFactor == 0;
            torch.Tensor leaf = tensor.Value.detach();
            _leaves[i] = isStatistic && isTraining ? leaf.clone() : leaf;
            _leaves[i].requires_grad = hasGradients && !isStatistic;
        }
    }

    /// <summary>Whether normalisations take the statistics of the batch.</summary>
    internal bool IsTraining { get; }

    /// <summary>The tensor of a place.</summary>
    internal torch.Tensor this[int place] => _leaves[place];

    /// <summary>Sums the gradients of shards into those of the network, in the order of the shards.</summary>
    /// <param name="tensors">Of the network.</param>
    /// <param name="shards">One pass each, after their backward passes.</param>
    internal static void Gather(NetworkTensors tensors, IReadOnlyList<NetworkPass> shards)
    {
        for (int i = 0; i < tensors.All.Count; i++)
        {
            float[] sum = tensors.All[i].Gradient;
            Array.Clear(sum);
            if (tensors.All[i].RateFactor == 0)
            {
                continue;
            }

            foreach (NetworkPass shard in shards)
            {
                if (shard._leaves[i].grad is { } gradient)
                {
                    using torch.Tensor rows = gradient.contiguous();
                    System.Numerics.Tensors.TensorPrimitives.Add(sum, rows.Floats(), sum);
                    gradient.Dispose();
                }
            }
        }
    }

    /// <summary>Makes the mean of the shards' running statistics those of the network.</summary>
    /// <param name="tensors">Of the network.</param>
    /// <param name="shards">One pass each, of training.</param>
    internal static void KeepStatistics(NetworkTensors tensors, IReadOnlyList<NetworkPass> shards)
    {
        for (int i = 0; i < tensors.All.Count; i++)
        {
            if (tensors.All[i].RateFactor > 0)
            {
                continue;
            }

            Span<float> mean = tensors.All[i].Values;
            mean.Clear();
            foreach (NetworkPass shard in shards)
            {
                System.Numerics.Tensors.TensorPrimitives.Add(mean, shard._leaves[i].Floats(), mean);
            }

            System.Numerics.Tensors.TensorPrimitives.Multiply(mean, 1f / shards.Count, mean);
        }
    }
}
