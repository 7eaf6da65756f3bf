namespace Praxis.Recommend;

/// <summary>Multiplications of the matrix products in one forward pass of an encoder.</summary>
/// <param name="PerToken">For each token, in all maps of all layers.</param>
/// <param name="PerPair">For each pair of a token and one it attends to (itself and those before it), in Q Kᵀ and A V
/// of all layers and heads.</param>
internal readonly record struct EncoderCost(double PerToken, double PerPair);
