using Praxis.Bayes;
using Praxis.Numerics;

namespace Praxis.Exactness.Tests.Bayes;

/// <summary>Precision matrices: sums over nodes against sums over cliques, and against draws of the
/// posterior.</summary>
public sealed class PrecisionTests
{
    private const int Columns = 5;

    // 12, 13, 23 a triangle, 34 and 45 a tail: two cliques meet in 3, two in 4.
    private static readonly (int I, int J)[] Edges = [(0, 1), (0, 2), (1, 2), (2, 3), (3, 4)];

    [Fact]
    public void MeanAndMode_Nodes_AreTheSumsOverCliques()
    {
        DecomposableModel model = Model();
        GramMatrix scale = model.Gram.Plus(model.ScaleMatrix);
        double degrees = model.Delta + model.Gram.RowCount;
        var mean = new PrecisionAverage(Columns);
        var mode = new PrecisionAverage(Columns);
        DecomposablePrecision.AddMean(model, scale, Graph(), mean);
        DecomposablePrecision.AddMode(model, scale, Graph(), mode);

        double[] knownMean = OverCliques(scale, size => degrees + size - 1);
        double[] knownMode = OverCliques(scale, _ => degrees - 2);
        double[] foundMean = mean.Mean().ToFull(Columns);
        double[] foundMode = mode.Mean().ToFull(Columns);
        for (int cell = 0; cell < knownMean.Length; cell++)
        {
            Assert.Equal(knownMean[cell], foundMean[cell], 1e-10);
            Assert.Equal(knownMode[cell], foundMode[cell], 1e-10);
        }
    }

    [Fact]
    public void Mean_HundredThousandDraws_AgreesToOnePercentWithExactZeros()
    {
        const int Draws = 100_000;
        DecomposableModel model = Model();
        GramMatrix scale = model.Gram.Plus(model.ScaleMatrix);
        var mean = new PrecisionAverage(Columns);
        DecomposablePrecision.AddMean(model, scale, Graph(), mean);
        double[] known = mean.Mean().ToFull(Columns);
        var random = new RandomStream(3, 1, 256);
        var sum = new double[Columns * Columns];
        CliqueForest forest = CliqueForest.Of(Graph())!;
        for (int draw = 0; draw < Draws; draw++)
        {
            for (int place = 0; place < Columns; place++)
            {
                AddDraw(random, scale, forest.Order[place], forest.Parents[place], model, sum);
            }
        }

        for (int i = 0; i < Columns; i++)
        {
            for (int j = 0; j < Columns; j++)
            {
                double size = Math.Sqrt(known[(i * Columns) + i] * known[(j * Columns) + j]);
                Assert.InRange((sum[(i * Columns) + j] / Draws) - known[(i * Columns) + j], -.01 * size, .01 * size);
                if (i != j && !Graph().HasEdge(i, j))
                {
                    Assert.Equal(0, known[(i * Columns) + j]);
                    Assert.Equal(0, sum[(i * Columns) + j]);
                }
            }
        }
    }

    [Fact]
    public void RowOfJointDags_HundredThousandDraws_AgreesToOnePercent()
    {
        const int Draws = 100_000;
        GramMatrix gram = GoldenTable.Gram;
        var regression = new ActiveSetCholesky(gram, 3, 2);
        regression.TryReset([0, 2]);
        var posterior = new JointDagPosterior([6], .999, 1, .1);
        var mean = new PrecisionAverage(4);
        posterior.AddMean(0, regression, mean);
        mean.EndMatrix();
        double[] known = mean.Mean().ToFull(4);
        double shape = ((.999 * 6) + .1) / 2;
        double rate = .999 * regression.Residual / 2;
        var random = new RandomStream(3, 2, 256);
        var sum = new double[16];
        for (int draw = 0; draw < Draws; draw++)
        {
            double weight = GammaDistribution.Sample(random, shape, rate);
            AddRow(random, regression, weight, 1 / (weight * 1.999), sum, 4);
        }

        foreach (int cell in (int[])[0, 2, 3, 10, 11, 15])
        {
            double size = Math.Sqrt(known[cell / 4 * 5] * known[cell % 4 * 5]);
            Assert.InRange((sum[cell] / Draws) - known[cell], -.012 * size, .012 * size);
        }
    }

    private static DecomposableModel Model()
    {
        var random = new RandomStream(8, 0);
        double[] rows = [.. Enumerable.Range(0, 40 * Columns).Select(_ => NormalDistribution.Sample(random))];
        return new DecomposableModel(
            GramMatrix.Of(rows, Columns), ScaleKind.Identity, 2, 3, 0, true, Columns, 10, EdgeRules.None);
    }

    private static UndirectedGraph Graph()
    {
        var graph = new UndirectedGraph(Columns);
        foreach ((int i, int j) in Edges)
        {
            graph.Toggle(i, j);
        }

        return graph;
    }

    private static double[] OverCliques(GramMatrix scale, Func<int, double> factor)
    {
        var sum = new double[Columns * Columns];
        foreach (int[] clique in (int[][])[[0, 1, 2], [2, 3], [3, 4]])
        {
            Add(clique, 1);
        }

        foreach (int[] separator in (int[][])[[2], [3]])
        {
            Add(separator, -1);
        }

        return sum;

        void Add(int[] set, double sign)
        {
            int size = set.Length;
            var block = new double[size * size];
            for (int a = 0; a < size; a++)
            {
                for (int b = 0; b < size; b++)
                {
                    block[(a * size) + b] = scale[set[a], set[b]];
                }
            }

            var cholesky = new CholeskyFactor(size);
            Assert.True(cholesky.TryFactor(block));
            var inverse = new double[size * size];
            cholesky.Invert(inverse);
            for (int a = 0; a < size; a++)
            {
                for (int b = 0; b < size; b++)
                {
                    sum[(set[a] * Columns) + set[b]] += sign * factor(size) * inverse[(a * size) + b];
                }
            }
        }
    }

    private static void AddDraw(
        RandomStream random, GramMatrix scale, int node, int[] parents, DecomposableModel model, double[] sum)
    {
        var regression = new ActiveSetCholesky(scale, node, parents.Length);
        regression.TryReset(parents);
        double shape = (model.Delta + model.Gram.RowCount + parents.Length) / 2;
        double weight = GammaDistribution.Sample(random, shape, regression.Residual / 2);
        AddRow(random, regression, weight, 1 / weight, sum, Columns);
    }

    // (1 / d)(e - b)(e - b)' with b ~ N(coefficients, spread M_PP⁻¹).
    private static void AddRow(
        RandomStream random, ActiveSetCholesky regression, double weight, double spread, double[] sum, int columns)
    {
        int count = regression.Count;
        var coefficients = new double[count];
        regression.Coefficients(coefficients);
        var covariance = new double[count * count];
        for (int a = 0; a < count; a++)
        {
            regression.InverseColumn(a, covariance.AsSpan(a * count, count));
        }

        var vector = new double[columns];
        vector[regression.Target] = 1;
        if (count > 0)
        {
            var factor = new CholeskyFactor(count);
            Assert.True(factor.TryFactor(covariance));
            double[] noise = [.. coefficients.Select(_ => NormalDistribution.Sample(random))];
            for (int a = 0; a < count; a++)
            {
                double value = coefficients[a];
                for (int b = 0; b <= a; b++)
                {
                    value += Math.Sqrt(spread) * factor.Values[(a * count) + b] * noise[b];
                }

                vector[regression.Active[a]] = -value;
            }
        }

        for (int i = 0; i < columns; i++)
        {
            for (int j = 0; j < columns && vector[i] != 0; j++)
            {
                sum[(i * columns) + j] += weight * vector[i] * vector[j];
            }
        }
    }
}
