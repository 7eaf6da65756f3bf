using Praxis.Torch;
using TorchSharp;

namespace Praxis.Pose;

/// <summary>One shard's view of a network's tensors in one forward pass: leaves of its own on the shared memory, so
/// that shards have gradients of their own, and running statistics of its own.</summary>
/// <remarks>Lives within a dispose scope of the caller unless it is kept.</remarks>
internal sealed class NetworkPass : IDisposable
{
    private readonly NetworkTensors _tensors;
    private readonly torch.Tensor[] _leaves;

    /// <summary>Makes the view.</summary>
    /// <param name="tensors">Of the network.</param>
    /// <param name="isTraining">Whether normalisations take the statistics of the batch and update the running ones.
    /// </param>
    /// <param name="hasGradients">Whether weights get gradients.</param>
    internal NetworkPass(NetworkTensors tensors, bool isTraining, bool hasGradients)
    {
        _tensors = tensors;
        IsTraining = isTraining;
        _leaves = new torch.Tensor[tensors.All.Count];
        for (int i = 0; i < _leaves.Length; i++)
        {
            bool isStatistic = NetworkTensors.IsStatistic(tensors.All[i]);
            torch.Tensor leaf = tensors.All[i].Value.detach();
            _leaves[i] = isStatistic && isTraining ? leaf.clone() : leaf;
            _leaves[i].requires_grad = hasGradients && !isStatistic;
        }
    }

    /// <summary>Whether normalisations take the statistics of the batch.</summary>
    internal bool IsTraining { get; }

    /// <summary>The tensor of a place.</summary>
    internal torch.Tensor this[int place] => _leaves[place];

    /// <summary>Lets it outlive the dispose scope, to be disposed by the caller.</summary>
    internal void Keep() => Array.ForEach(_leaves, static leaf => leaf.DetachFromDisposeScope());

    public void Dispose() => Array.ForEach(_leaves, static leaf => leaf.Dispose());

    /// <summary>Copies what a pass of training leaves: gradients of weights (0 where there are none), and running
    /// statistics.</summary>
    /// <param name="record">Receives the values of all tensors one after the other.</param>
    internal void CopyTo(Span<float> record)
    {
        int start = 0;
        for (int i = 0; i < _leaves.Length; i++)
        {
            Parameter tensor = _tensors.All[i];
            Span<float> place = record.Slice(start, tensor.Gradient.Length);
            start += place.Length;
            if (NetworkTensors.IsStatistic(tensor))
            {
                _leaves[i].Floats().CopyTo(place);
            }
            else if (_leaves[i].grad is { } gradient)
            {
                gradient.contiguous().Floats().CopyTo(place);
            }
            else
            {
                place.Clear();
            }
        }
    }
}
