using Praxis.Numerics;

namespace Praxis.Bayes;

/// <summary>A response on genes that transcription factors drive, as in the example of arXiv 2004.09306.</summary>
/// <remarks>Each factor stands before its targets, and a target is the factor plus noise; noise variances are uniform
/// in (3, 5), the effects of the relevant variables uniform in (0.5, 1). Relevant are all variables of the first
/// blocks, so that the network tells of them.</remarks>
internal sealed record TranscriptionFactorDesign
{
    /// <summary>Number of transcription factors.</summary>
    internal int FactorCount { get; init; } = 30;

    /// <summary>Genes that each drives.</summary>
    internal int TargetsPerFactor { get; init; } = 4;

    /// <summary>Variables with an effect.</summary>
    internal int RelevantCount { get; init; } = 20;

    /// <summary>What the response's noise variance Σ β² / 4 is multiplied by.</summary>
    internal double NoiseFactor { get; init; } = 1;

    /// <summary>Whether the relevant variables are drawn from all, so that the network tells nothing of them.</summary>
    internal bool IsShuffled { get; init; }

    /// <summary>p.</summary>
    internal int ColumnCount => FactorCount * (TargetsPerFactor + 1);

    /// <summary>Draws rows and response.</summary>
    /// <param name="rowCount">n.</param>
    /// <param name="random">The stream.</param>
    /// <returns>The genes, the response [n], and which variables have an effect [p].</returns>
    internal (GraphSample Genes, double[] Response, bool[] Relevant) Sample(int rowCount, RandomStream random)
    {
        int size = TargetsPerFactor + 1;
        bool[] relevant = Relevant(random);
        double[] effects = [.. relevant.Select(isIn => isIn ? Uniform(random, 0.5, 1) : 0)];
        double[] deviations = [.. relevant.Select(_ => Math.Sqrt(Uniform(random, 3, 5)))];
        double noise = Math.Sqrt(NoiseFactor * effects.Sum(static effect => effect * effect) / 4);
        var edges = new bool[ColumnCount * (ColumnCount - 1) / 2];
        var rows = new double[rowCount * ColumnCount];
        var response = new double[rowCount];
        for (int r = 0; r < rowCount; r++)
        {
            Span<double> row = rows.AsSpan(r * ColumnCount, ColumnCount);
            for (int j = 0; j < ColumnCount; j++)
            {
                int factor = j / size * size;
                row[j] = (deviations[j] * NormalDistribution.Sample(random)) + (j == factor ? 0 : row[factor]);
                response[r] += effects[j] * row[j];
            }

            response[r] += noise * NormalDistribution.Sample(random);
        }

        for (int j = 0; j < ColumnCount; j++)
        {
            if (j % size > 0)
            {
                edges[EdgeList.Pair(j, j / size * size)] = true;
            }
        }

        string[] names = [.. Enumerable.Range(0, ColumnCount).Select(j => j % size == 0
            ? $"tf{(j / size) + 1}"
            : $"gene{(j / size) + 1}.{j % size}")];
        return (new GraphSample(names, rows, edges), response, relevant);
    }

    private bool[] Relevant(RandomStream random)
    {
        var relevant = new bool[ColumnCount];
        for (int count = 0; count < RelevantCount;)
        {
            int variable = IsShuffled ? random.NextInt(ColumnCount) : count;
            count += relevant[variable] ? 0 : 1;
            relevant[variable] = true;
        }

        return relevant;
    }

    private static double Uniform(RandomStream random, double low, double high) =>
        low + ((high - low) * random.NextDouble());
}
