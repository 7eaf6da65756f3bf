using Praxis.Torch;
using TorchSharp;

namespace Praxis.Recommend;

/// <summary>A network that turns each token of a history into a vector that should lie near the next item's.</summary>
internal interface ISequenceEncoder
{
    /// <summary>Width of item and output vectors, D.</summary>
    int Width { get; }

    /// <summary>The most events of a history it sees.</summary>
    int MaxLength { get; }

    /// <summary>All trained tensors but the item table.</summary>
    IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>Encodes; safe to call from several threads at once.</summary>
    /// <param name="rows">The tokens' item vectors times √D, [T, D].</param>
    /// <param name="batch">The tokens.</param>
    /// <param name="dropout">Dropout in training; null at prediction.</param>
    /// <returns>[T, D].</returns>
    torch.Tensor Encode(torch.Tensor rows, SequenceBatch batch, Dropout? dropout);
}
