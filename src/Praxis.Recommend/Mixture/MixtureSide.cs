using TorchSharp;

namespace Praxis.Recommend;

/// <summary>What a mixture of logits computes of outputs alone, or of items alone.</summary>
/// <param name="Components">Components of unit length, one after another: [rows, components · d].</param>
/// <param name="Gates">Their part of the gate, [rows, P].</param>
internal readonly record struct MixtureSide(torch.Tensor Components, torch.Tensor Gates);
