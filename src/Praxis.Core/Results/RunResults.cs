using System.Text.Json.Serialization;

namespace Praxis.Core;

/// <summary>What a run found: numbers for machines, tables and figures for people.</summary>
/// <param name="Metrics">Metrics by name, as in "hstu/NDCG@10"; the first is the run's main one.</param>
/// <param name="Tables">Tables, the most important first.</param>
/// <param name="Charts">Figures, the most important first.</param>
/// <param name="Notes">What a reader of the numbers must know, a line each.</param>
public sealed record RunResults(
    IReadOnlyDictionary<string, double> Metrics,
    IReadOnlyList<ResultTable> Tables,
    IReadOnlyList<Chart> Charts,
    IReadOnlyList<string> Notes)
{
    /// <summary>Floating-point operations of the training's matrix products, by the method's formula.</summary>
    /// <value>Null where the method does not count them.</value>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? TrainingFlops { get; init; }

    /// <summary>Graphs, the most important first.</summary>
    /// <value>Null where the method finds none.</value>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<GraphFigure>? Graphs { get; init; }

    /// <summary>Pictures, the most important first.</summary>
    /// <value>Null where the method shows none.</value>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ResultPicture>? Pictures { get; init; }

    /// <summary>Metrics taken apart, for comparisons pair by pair.</summary>
    /// <value>Null where the method keeps none.</value>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<UnitScores>? UnitScores { get; init; }
}

/// <summary>A picture for people to look at.</summary>
/// <param name="Name">A short name without blanks, as in "heat-maps".</param>
/// <param name="Title">What it shows.</param>
/// <param name="Png">A PNG file.</param>
public sealed record ResultPicture(string Name, string Title, byte[] Png);
