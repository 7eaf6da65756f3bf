namespace Praxis.Bayes;

/// <summary>The model-averaged precision matrix over the draws of a chain over decomposable graphs.</summary>
internal sealed class DecomposableRecord(DecomposableModel model)
{
    private const int DrawsPerMatrix = 10;
    private readonly GramMatrix _posteriorScale = model.Gram.Plus(model.ScaleMatrix);
    private int _draw;

    /// <summary>The mean of E[Ω | graph, X] over every tenth draw.</summary>
    internal PrecisionAverage Precision { get; } = new(model.VertexCount);

    internal void Add(UndirectedGraph graph)
    {
        if (_draw++ % DrawsPerMatrix == 0)
        {
            DecomposablePrecision.AddMean(model, _posteriorScale, graph, Precision);
        }
    }

    internal void Write(BinaryWriter writer)
    {
        writer.Write(_draw);
        Precision.Write(writer);
    }

    internal void Read(BinaryReader reader)
    {
        _draw = reader.ReadInt32();
        Precision.Read(reader);
    }
}
