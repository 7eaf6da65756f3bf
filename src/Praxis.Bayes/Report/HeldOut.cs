using Praxis.Core;
using Praxis.Numerics;

namespace Praxis.Bayes;

/// <summary>How well a posterior foretells rows.</summary>
internal static class HeldOut
{
    /// <summary>Mean log density of the rows of each group under the model-averaged precision matrix, in nats a row,
    /// and under independent columns of the same variances.</summary>
    /// <param name="posterior">The fitted result.</param>
    /// <param name="rows">Prepared rows of each group of the posterior: [groups][n * p].</param>
    internal static RunResults Densities(GraphPosterior posterior, IReadOnlyList<double[]> rows)
    {
        var metrics = new Dictionary<string, double>();
        var cells = new List<IReadOnlyList<object?>>();
        int p = posterior.Names.Count;
        for (int group = 0; group < posterior.Groups.Count; group++)
        {
            (double graph, double alone) = Density(posterior.AveragePrecision[group].ToFull(p), p, rows[group]);
            string suffix = posterior.Groups.Count == 1 ? string.Empty : "/" + posterior.Groups[group];
            metrics["log density" + suffix] = graph;
            metrics["log density of independent columns" + suffix] = alone;
            cells.Add([posterior.Groups[group], rows[group].Length / p, graph, alone, graph - alone]);
        }

        var table = new ResultTable(
            "density",
            "Mean log density of a row, of prepared columns, in nats",
            ["group", "rows", "graph", "independent columns", "gain"],
            cells);
        return new RunResults(metrics, [table], [], []);
    }

    private static (double Graph, double Alone) Density(double[] precision, int p, double[] rows)
    {
        var factor = new CholeskyFactor(p);
        if (!factor.TryFactor(precision))
        {
            throw new InputException("the model's precision matrix is not positive definite; fit with more draws");
        }

        double determinant = factor.LogDeterminant;
        var covariance = new double[p * p];
        factor.Invert(covariance);
        double quadratic = 0;
        double alone = 0;
        int n = rows.Length / p;
        for (int row = 0; row < n; row++)
        {
            ReadOnlySpan<double> x = rows.AsSpan(row * p, p);
            for (int i = 0; i < p; i++)
            {
                double sum = 0;
                for (int j = 0; j < p; j++)
                {
                    sum += precision[(i * p) + j] * x[j];
                }

                quadratic += x[i] * sum;
                double variance = covariance[(i * p) + i];
                alone += Math.Log(variance) + (x[i] * x[i] / variance);
            }
        }

        double constant = p * Math.Log(2 * Math.PI);
        return ((determinant - constant - (quadratic / n)) / 2, -(constant + (alone / n)) / 2);
    }
}
