using Praxis.Core;

namespace Praxis.Bayes;

/// <summary>The bundled tables of the graph methods.</summary>
internal static class GraphSamples
{
    /// <summary>Protein levels of leukaemia patients.</summary>
    internal static SampleData Band { get; } = new(
        "graphs/aml_leukemia_m2.csv",
        new Dictionary<string, string>(),
        "protein levels of 68 patients with acute myeloid leukaemia, from the R package BCDAG (MIT licence, its notice "
        + "beside the file)");

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
