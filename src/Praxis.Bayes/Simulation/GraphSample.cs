namespace Praxis.Bayes;

/// <summary>Made-up rows of one group with what they were drawn from.</summary>
/// <param name="Names">Names of the columns: [p].</param>
/// <param name="Rows">X: [n, p], row by row, neither centred nor scaled.</param>
/// <param name="Edges">The true edges: [p (p - 1) / 2], numbered by <see cref="EdgeList.Pair"/>.</param>
internal sealed record GraphSample(IReadOnlyList<string> Names, double[] Rows, bool[] Edges);
