using Praxis.Core;

namespace Praxis.Bayes;

/// <summary>The bundled tables of the graph methods.</summary>
internal static class GraphSamples
{
    /// <summary>A band graph: each column is tied to the two before and the two behind.</summary>
    internal static SampleData Band { get; } = new(
        "graphs/band.csv",
        new Dictionary<string, string>(),
        "simulated by Praxis: 200 rows, 30 columns, each tied to the two before and the two behind it");

    /// <summary>Three groups by the design of the method's public example.</summary>
    internal static SampleData Groups { get; } = new(
        "graphs/three_groups.csv",
        new Dictionary<string, string>(),
        "simulated by Praxis: three groups of 100 rows and 40 nodes, five edges changed between one and the next");

    /// <summary>Transcription factors, target genes and a response.</summary>
    internal static SampleData Regression { get; } = new(
        "graphs/transcription_factors.csv",
        new Dictionary<string, string>(),
        "simulated by Praxis: 12 transcription factors with 4 target genes each, 100 rows, a response on the first 20 "
        + "variables");
}
