using Praxis.Bayes;
using Praxis.Numerics;

namespace Praxis.Exactness.Tests.Bayes;

/// <summary>Random tables and random decomposable graphs.</summary>
internal static class RandomTables
{
    /// <summary>Rows of a random walk along the columns, so that all columns have to do with each other.</summary>
    internal static double[] Walk(int rowCount, int columnCount, RandomStream random)
    {
        var rows = new double[rowCount * columnCount];
        for (int cell = 0; cell < rows.Length; cell++)
        {
            double before = cell % columnCount == 0 ? 0 : rows[cell - 1];
            rows[cell] = (0.7 * before) + NormalDistribution.Sample(random);
        }

        return rows;
    }

    /// <summary>The rows with the mean of each column taken off.</summary>
    internal static double[] Centred(double[] rows, int columnCount)
    {
        int rowCount = rows.Length / columnCount;
        var means = new double[columnCount];
        for (int cell = 0; cell < rows.Length; cell++)
        {
            means[cell % columnCount] += rows[cell] / rowCount;
        }

        return [.. rows.Select((value, cell) => value - means[cell % columnCount])];
    }

    /// <summary>Columns in another order: column k of the result is column order[k].</summary>
    internal static double[] Permuted(double[] rows, int[] order) =>
        [.. Enumerable.Range(0, rows.Length).Select(cell =>
            rows[(cell / order.Length * order.Length) + order[cell % order.Length]])];

    /// <summary>A graph that legal toggles lead to.</summary>
    internal static UndirectedGraph Decomposable(int vertexCount, int toggles, RandomStream random)
    {
        var graph = new UndirectedGraph(vertexCount);
        var common = new int[vertexCount];
        for (int step = 0; step < toggles; step++)
        {
            int i = random.NextInt(vertexCount);
            int j = (i + 1 + random.NextInt(vertexCount - 1)) % vertexCount;
            int count = graph.CommonNeighbours(i, j, common);
            if (Decomposability.AllowsToggle(graph, i, j, common.AsSpan(0, count)))
            {
                graph.Toggle(i, j);
            }
        }

        return graph;
    }
}
