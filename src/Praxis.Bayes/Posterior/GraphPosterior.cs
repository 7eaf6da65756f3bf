using System.Text.Json;
using Praxis.Core;

namespace Praxis.Bayes;

/// <summary>What chains have found of the graphs of a table: the fitted result of every graph method.</summary>
public sealed record GraphPosterior : IFitted<GraphPosterior>
{
    private const string FileName = "posterior.json";

    /// <summary>The method that made it.</summary>
    public required string Method { get; init; }

    /// <summary>Names of the nodes, in the order of the DAG where there is one: [p].</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>Names of the groups; one where there are none.</summary>
    public required IReadOnlyList<string> Groups { get; init; }

    /// <summary>Rows of each group that were used: [groups].</summary>
    public required IReadOnlyList<int> RowCounts { get; init; }

    /// <summary>Whether edges go from parent to child.</summary>
    public required bool IsDirected { get; init; }

    /// <summary>What was done to the columns, in one sentence.</summary>
    public required string Preparation { get; init; }

    /// <summary>Mean of each column as it was given, by group: [groups][p]; 0 where it was not centred.</summary>
    public required IReadOnlyList<IReadOnlyList<double>> Means { get; init; }

    /// <summary>What each column was divided by, by group: [groups][p].</summary>
    public required IReadOnlyList<IReadOnlyList<double>> Deviations { get; init; }

    /// <summary>Every edge that was ever drawn, the groups in order, by child and parent.</summary>
    public required IReadOnlyList<EdgePosterior> Edges { get; init; }

    /// <summary>Variables of the regression; empty for other methods.</summary>
    public IReadOnlyList<VariablePosterior> Variables { get; init; } = [];

    /// <summary>Edges that may differ between groups, the most probable difference first.</summary>
    public IReadOnlyList<EdgeDifference> Differences { get; init; } = [];

    /// <summary>Edges of the highest-probability graph, by group: [groups][edges] of parent and child.</summary>
    public required IReadOnlyList<IReadOnlyList<int[]>> BestGraphs { get; init; }

    /// <summary>Variables of the highest-probability model; empty for other methods.</summary>
    public IReadOnlyList<int> BestVariables { get; init; } = [];

    /// <summary>Log posterior of the highest-probability graph, up to a constant.</summary>
    public required double BestLogPosterior { get; init; }

    /// <summary>ln of the marginal likelihood of each node given its parents in the highest-probability graph:
    /// [groups][p]; parents are the neighbours before it in a perfect order where edges have no direction.</summary>
    public required IReadOnlyList<IReadOnlyList<double>> NodeScores { get; init; }

    /// <summary>Model-averaged precision matrix of the columns as they were prepared, by group.</summary>
    public required IReadOnlyList<SymmetricMatrix> AveragePrecision { get; init; }

    /// <summary>Mode of the precision matrix given the highest-probability graph, by group.</summary>
    public required IReadOnlyList<SymmetricMatrix> ModePrecision { get; init; }

    /// <summary>Log posterior of the kept draws after warm-up: [chains][draws].</summary>
    public required IReadOnlyList<IReadOnlyList<double>> LogPosterior { get; init; }

    /// <summary>Number of edges of the kept draws, over all groups: [chains][draws].</summary>
    public required IReadOnlyList<IReadOnlyList<double>> EdgeCounts { get; init; }

    /// <summary>Sweeps between two kept draws.</summary>
    public required int Thin { get; init; }

    /// <summary>Whether the time limit ended the chains before their plan.</summary>
    public bool IsCut { get; init; }

    /// <summary>Kinds of moves.</summary>
    public required IReadOnlyList<MoveSummary> Moves { get; init; }

    /// <summary>Whether rows were whitened before the fit.</summary>
    public bool IsWhitened { get; init; }

    /// <summary>Mean of the response as it was given; 0 for other methods.</summary>
    public double ResponseMean { get; init; }

    /// <summary>The edges of the median probability graph of a group: those of probability above one half.</summary>
    /// <param name="group">The group, from 0.</param>
    /// <returns>The edges.</returns>
    public IEnumerable<EdgePosterior> MedianGraph(int group) =>
        Edges.Where(edge => edge.Group == group && edge.Probability > 0.5);

    /// <inheritdoc/>
    public void Save(string folder)
    {
        AtomicFile.Write(
            Path.Combine(folder, FileName), stream => JsonSerializer.Serialize(stream, this, PraxisJson.Line));
        GraphFiles.Write(folder, this);
    }

    /// <inheritdoc/>
    public static GraphPosterior Load(string folder)
    {
        string path = Path.Combine(folder, FileName);
        try
        {
            using FileStream stream = File.OpenRead(path);
            return JsonSerializer.Deserialize<GraphPosterior>(stream, PraxisJson.Line)!;
        }
        catch (Exception exception) when (exception is IOException or JsonException)
        {
            throw new InputException($"{path}: cannot be read ({exception.Message}); fit anew", exception);
        }
    }
}
