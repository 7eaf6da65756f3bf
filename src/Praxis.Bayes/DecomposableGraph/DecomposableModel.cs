namespace Praxis.Bayes;

/// <summary>Prior and likelihood of a decomposable graph: what its chains share.</summary>
/// <param name="Gram">X'X.</param>
/// <param name="Scale">Which scale matrix D.</param>
/// <param name="ScaleFactor">g or τ.</param>
/// <param name="Delta">δ.</param>
/// <param name="SizePenalty">C_τ: ln p times this is what each edge costs.</param>
/// <param name="IsComplexityPrior">Whether graphs of a size share the weight of the size, or all graphs weigh
/// alike.</param>
/// <param name="GreatestClique">The most vertices of a clique, at least 2.</param>
/// <param name="MostEdges">R, the most edges of the graph.</param>
/// <param name="Rules">Required and forbidden edges.</param>
internal sealed record DecomposableModel(
    GramMatrix Gram,
    ScaleKind Scale,
    double ScaleFactor,
    double Delta,
    double SizePenalty,
    bool IsComplexityPrior,
    int GreatestClique,
    int MostEdges,
    EdgeRules Rules)
{
    /// <summary>p.</summary>
    internal int VertexCount => Gram.ColumnCount;

    /// <summary>p (p - 1) / 2.</summary>
    internal int PairCount => VertexCount * (VertexCount - 1) / 2;

    /// <summary>Whether the data count; without them chains draw from the prior.</summary>
    internal bool HasLikelihood { get; init; } = true;

    /// <summary>D.</summary>
    internal GramMatrix ScaleMatrix =>
        Scale == ScaleKind.GPrior ? Gram.Scaled(ScaleFactor, 0) : Gram.Scaled(0, ScaleFactor);

    /// <summary>The Bayes factor of an edge.</summary>
    internal EdgeBayesFactor EdgeBayesFactor() => new(Gram, Scale, ScaleFactor, Delta, GreatestClique);

    /// <summary>ln of the prior of a graph with one edge more, less that of the graph.</summary>
    /// <param name="edgeCount">Edges of the smaller graph.</param>
    /// <remarks>-ln C(M, e) - C_τ e ln p: the first part changes by -ln((M - e) / (e + 1)).</remarks>
    internal double LogPriorOfAdding(int edgeCount) =>
        -(SizePenalty * Math.Log(VertexCount))
        - (IsComplexityPrior ? Math.Log((double)(PairCount - edgeCount) / (edgeCount + 1)) : 0);

    /// <summary>ln of the prior of a graph, up to a constant.</summary>
    internal double LogPrior(int edgeCount) =>
        -(SizePenalty * edgeCount * Math.Log(VertexCount))
        - (IsComplexityPrior ? Numerics.SpecialFunctions.LogBinomial(PairCount, edgeCount) : 0);

    /// <summary>ln of prior and likelihood of a decomposable graph.</summary>
    internal double LogPosterior(UndirectedGraph graph)
    {
        double likelihood = HasLikelihood
            ? new GWishartScore(Gram, ScaleMatrix, Delta).Of(CliqueForest.Of(graph)!)
            : 0;
        return likelihood + LogPrior(graph.EdgeCount);
    }
}
