using Praxis.Bayes;
using Praxis.Numerics;

namespace Praxis.Exactness.Tests.Bayes;

/// <summary>A table of twelve rows and three columns, and the posterior of the graphs on it by enumeration.</summary>
/// <remarks>With the diagonal d given, the elements of Ω at the edges are N(-A⁻¹ b, A⁻¹): A has T_jj + T_kk + λ at (jk,
/// jk) and T_kl at (jk, jl), b_jk = T_jk (d_j + d_k). What is left is an integral over d, by the midpoint rule.
/// </remarks>
internal static class ConcordTable
{
    internal const int Columns = 3;
    private const int Nodes = 56;

    /// <summary>The table: simulated.</summary>
    internal static double[] Rows { get; } =
    [
        -0.22414013166430599, -0.067241890680022037, 0.70485751467662028,
        0.39036230534716554, -0.38140843425667148, -0.62892659107754256,
        0.098456406354301751, -0.43324992318477962, 0.37412300992831837,
        -0.9839107782661658, -1.444726685251825, -0.18521916878482333,
        1.3955078379076922, 0.54181485918398586, 0.0048591747987518754,
        0.90976041885305092, -0.18485570831785308, -0.050231907540113314,
        0.099357395583021049, -0.13228538056995368, -0.13741668380649344,
        -0.32122161469463151, -0.65561295621024751, 0.65854534953194177,
        -0.94418013056222783, -1.4625529829439226, 0.198994980127181,
        0.3045586216634012, 0.36340704167636345, -1.2328020606007148,
        -1.4868330328339161, -0.43187883762323231, 0.41303694608337577,
        0.56255840264919443, -0.63015560525772762, -0.064226651463579421,
    ];

    internal static GramMatrix Gram => GramMatrix.Of(Rows, Columns);

    /// <summary>Pairs (1, 0), (2, 0) and (2, 1), in the order of their numbers; bit e of a graph is pair e.</summary>
    internal static (int J, int K)[] Pairs { get; } = [(1, 0), (2, 0), (2, 1)];

    /// <summary>Probabilities of the eight graphs, and the mean of ω_01.</summary>
    /// <param name="prior">The prior; of the gamma rule λ is integrated over a grid.</param>
    /// <param name="gamma">Which nodes are chosen.</param>
    internal static (double[] Graphs, double Mean) Exact(ConcordPrior prior, bool[] gamma)
    {
        var logs = new double[8];
        var means = new double[8];
        for (int graph = 0; graph < 8; graph++)
        {
            int[] edges = [.. Enumerable.Range(0, 3).Where(e => (graph >> e & 1) != 0)];
            if (edges.Any(e => prior.Edges.Forbids(Pairs[e].J, Pairs[e].K))
                || Enumerable.Range(0, 3).Except(edges).Any(e => prior.Edges.Requires(Pairs[e].J, Pairs[e].K)))
            {
                logs[graph] = double.NegativeInfinity;
                continue;
            }

            (double log, means[graph]) = Integral(prior, edges);
            logs[graph] = log + (edges.Length * Math.Log(prior.EdgeProbability / (1 - prior.EdgeProbability)))
                + (2 * prior.Coupling * edges.Count(e => gamma[Pairs[e].J] && gamma[Pairs[e].K]));
        }

        double total = SpecialFunctions.LogSumExp(logs);
        double[] graphs = [.. logs.Select(log => Math.Exp(log - total))];
        return (graphs, graphs.Zip(means, static (p, mean) => p * mean).Sum());
    }

    // ln of the integral of likelihood and slabs, and the mean of ω_01.
    private static (double Log, double Mean) Integral(ConcordPrior prior, int[] edges)
    {
        (double Precision, double Weight)[] rule = prior.Rule == SlabPrecisionRule.Fixed
            ? [(prior.SlabPrecision, 1)]
            : GammaRule(prior.SlabShape, prior.SlabRate);
        int choices = (int)Math.Pow(rule.Length, edges.Length);
        var logs = new double[choices];
        var means = new double[choices];
        for (int choice = 0; choice < choices; choice++)
        {
            var precisions = new double[edges.Length];
            double logWeight = 0;
            int rest = choice;
            for (int a = 0; a < edges.Length; a++, rest /= rule.Length)
            {
                precisions[a] = rule[rest % rule.Length].Precision;
                logWeight += Math.Log(rule[rest % rule.Length].Weight);
            }

            (double log, means[choice]) = OverDiagonal(prior.DiagonalRate, edges, precisions);
            logs[choice] = logWeight + log;
        }

        double total = SpecialFunctions.LogSumExp(logs);
        return (total, logs.Zip(means, (log, mean) => Math.Exp(log - total) * mean).Sum());
    }

    private static (double Log, double Mean) OverDiagonal(double rate, int[] edges, double[] precisions)
    {
        GramMatrix gram = Gram;
        int count = edges.Length;
        double logConstant = 0;
        double[,] inverse = new double[count, count];
        if (count > 0)
        {
            var matrix = new double[count, count];
            for (int a = 0; a < count; a++)
            {
                for (int b = 0; b < count; b++)
                {
                    matrix[a, b] = Entry(gram, Pairs[edges[a]], Pairs[edges[b]]) + (a == b ? precisions[a] : 0);
                }
            }

            inverse = DenseMatrix.Inverse(matrix);
            double[,] factor = DenseMatrix.Cholesky(matrix);
            for (int a = 0; a < count; a++)
            {
                logConstant += (0.5 * Math.Log(precisions[a])) - Math.Log(factor[a, a]);
            }
        }

        (double sum, double mean) = (0, 0);
        const double Step = 10.0 / Nodes;
        double[][] logs = [.. Enumerable.Range(0, Columns).Select(j => Enumerable.Range(0, Nodes).Select(node =>
        {
            double d = (node + 0.5) * Step;
            return (12 * Math.Log(d)) - (0.5 * gram[j, j] * d * d) - (rate * d);
        }).ToArray())];
        var linear = new double[count];
        for (int x = 0; x < Nodes; x++)
        {
            for (int y = 0; y < Nodes; y++)
            {
                for (int z = 0; z < Nodes; z++)
                {
                    double square = 0;
                    double first = 0;
                    for (int a = 0; a < count; a++)
                    {
                        (int j, int k) = Pairs[edges[a]];
                        linear[a] = gram[j, k] * Step * (1 + At(j) + At(k));
                    }

                    for (int a = 0; a < count; a++)
                    {
                        double product = 0;
                        for (int b = 0; b < count; b++)
                        {
                            product += inverse[a, b] * linear[b];
                        }

                        square += product * linear[a];
                        first -= edges[a] == 0 ? product : 0;
                    }

                    double weight = Math.Exp(logs[0][x] + logs[1][y] + logs[2][z] + (0.5 * square));
                    sum += weight;
                    mean += weight * first;

                    int At(int j) => j == 0 ? x : j == 1 ? y : z;
                }
            }
        }

        return (logConstant + Math.Log(sum), mean / sum);
    }

    private static double Entry(GramMatrix gram, (int J, int K) one, (int J, int K) other)
    {
        if (one == other)
        {
            return gram[one.J, one.J] + gram[one.K, one.K];
        }

        // Pairs of three nodes share one: what is not shared of each.
        int shared = one.J == other.J || one.J == other.K ? one.J : one.K;
        return gram[one.J + one.K - shared, other.J + other.K - shared];
    }

    // Midpoints in ln λ.
    private static (double Precision, double Weight)[] GammaRule(double shape, double rate)
    {
        const int Points = 24;
        (double, double)[] rule =
        [
            .. Enumerable.Range(0, Points).Select(point =>
            {
                double log = Math.Log(shape / rate) - 7 + ((point + 0.5) * 9.5 / Points);
                return (Math.Exp(log), Math.Exp(log + GammaDistribution.LogDensity(Math.Exp(log), shape, rate)));
            }),
        ];
        double total = rule.Sum(static pair => pair.Item2);
        return [.. rule.Select(pair => (pair.Item1, pair.Item2 / total))];
    }
}
