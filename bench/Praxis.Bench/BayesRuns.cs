using Praxis.Bayes;
using Praxis.Core;
using Praxis.Numerics;

namespace Praxis.Bench;

/// <summary>Models and chains of the graph methods on made-up data, with the settings of which results are
/// quoted.</summary>
internal static class BayesRuns
{
    /// <summary>Stream of the data under a seed; chains have streams of their own.</summary>
    internal static RandomStream Data(int seed) => new((ulong)seed, 0);

    /// <summary>Decomposable graphs: g-prior with g = 1 / n, δ = 3, complexity prior, standardised columns.</summary>
    internal static DecomposableModel Decomposable(GraphSample sample)
    {
        int p = sample.Names.Count;
        int n = sample.Rows.Length / p;
        GramMatrix gram = GramMatrix.Of(Centred(sample.Rows, p, scales: true), p);
        return new DecomposableModel(
            gram, ScaleKind.GPrior, 1.0 / n, 3, 0, true, Math.Min(30, n - 2), p * (p - 1) / 2, EdgeRules.None);
    }

    /// <summary>A chain over them with the default moves, at the empty graph.</summary>
    internal static DecomposableChain Chain(DecomposableModel model, int seed, int number, int batchCount) => new(
        model,
        new PairProposal(model.Gram, isWeighted: true),
        MoveMix.Default,
        ChainStreams.Of((ulong)seed, number, 0),
        batchCount);

    /// <summary>DAGs of several groups under the empirical sparse Cholesky score.</summary>
    internal static JointDagModel Joint(IReadOnlyList<GraphSample> groups, IParentSetPrior prior, double coupling)
    {
        int p = groups[0].Names.Count;
        int n = groups[0].Rows.Length / p;
        return new JointDagModel(
            [.. groups.Select(group => new EmpiricalSparseCholeskyScore(
                GramMatrix.Of(Centred(group.Rows, p, scales: false), p), 0.999, 1, 0.1))],
            prior,
            coupling,
            (int)(n / (Math.Log10(p) * Math.Log10(n))),
            [],
            []);
    }

    /// <summary>b that is used unless another is asked for: 1.3 ln p / (2 (K - 1)).</summary>
    internal static double DefaultCoupling(int columnCount, int groupCount) =>
        1.3 * Math.Log(columnCount) / (2 * (groupCount - 1));

    /// <summary>A regression whose variables are tied by a DAG, with the authors' constants.</summary>
    internal static DagRegressionModel Regression(GraphSample genes, double[] response, double coupling)
    {
        int p = genes.Names.Count;
        int n = response.Length;
        int capacity = (int)(n / Math.Log10(n));
        double[] columns = Centred(genes.Rows, p, scales: false);
        double[] target = Centred(response, 1, scales: false);
        var all = new double[n * (p + 1)];
        for (int r = 0; r < n; r++)
        {
            columns.AsSpan(r * p, p).CopyTo(all.AsSpan(r * (p + 1)));
            all[(r * (p + 1)) + p] = target[r];
        }

        return new DagRegressionModel(
            new IsotropicDagWishartScore(GramMatrix.Of(columns, p), 1, ShapeRule.DagWishart(10), capacity),
            new RidgeRegressionScore(GramMatrix.Of(all, p + 1), 1, 0.1, 0.01),
            0.005,
            2.75,
            coupling,
            capacity,
            capacity,
            [],
            []);
    }

    /// <summary>Runs one chain on one thread.</summary>
    internal static void Run<TChain>(TChain chain, ChainPlan plan)
        where TChain : IChain =>
        ChainRunner<TChain>.Run("bench", [chain], plan, new FitContext());

    /// <summary>Columns less their means, and over their standard deviations if asked.</summary>
    internal static double[] Centred(double[] rows, int columnCount, bool scales)
    {
        int rowCount = rows.Length / columnCount;
        double[] centred = [.. rows];
        for (int j = 0; j < columnCount; j++)
        {
            double mean = Enumerable.Range(0, rowCount).Average(r => rows[(r * columnCount) + j]);
            double squares = Enumerable.Range(0, rowCount).Sum(r => Math.Pow(rows[(r * columnCount) + j] - mean, 2));
            double scale = scales ? Math.Sqrt((rowCount - 1) / squares) : 1;
            for (int r = 0; r < rowCount; r++)
            {
                centred[(r * columnCount) + j] = (rows[(r * columnCount) + j] - mean) * scale;
            }
        }

        return centred;
    }
}
