using Praxis.Bayes;
using Praxis.Numerics;

namespace Praxis.Exactness.Tests.Bayes;

/// <summary>Means and modes of the precision matrix against formulas over cliques and against draws.</summary>
public sealed class PosteriorPrecisionTests
{
    private const int Columns = 7;
    private const int Rows = 20;
    private const int Draws = 100_000;
    private const double Delta = 3;
    private static readonly int[][] Parents = [[], [0], [], [0, 2], [1, 3], [], [2, 4, 5]];

    [Theory]
    [InlineData(false, 1, 4)]
    [InlineData(false, 2, 12)]
    [InlineData(false, 3, 40)]
    [InlineData(true, 4, 15)]
    [InlineData(true, 5, 60)]
    public void Decomposable_Mean_IsTheSumOverCliquesLessSeparators(bool isGPrior, ulong seed, int toggles)
    {
        var random = new RandomStream(seed, 0);
        DecomposableModel model = Model(random, isGPrior);
        UndirectedGraph graph = RandomTables.Decomposable(Columns, toggles, random);
        GramMatrix scale = model.Gram.Plus(model.ScaleMatrix);
        var mean = new PrecisionAverage(Columns);
        var mode = new PrecisionAverage(Columns);

        DecomposablePrecision.AddMean(model, scale, graph, mean);
        DecomposablePrecision.AddMode(model, scale, graph, mode);

        double[,] knownMean = OverCliques(scale, graph, size => Delta + Rows + size - 1);
        double[,] knownMode = OverCliques(scale, graph, static _ => Delta + Rows - 2);
        AssertSame(knownMean, mean.Mean(), graph);
        AssertSame(knownMode, mode.Mean(), graph);

        // At the mode the density is flat: on edges and diagonal its inverse is T / (δ* - 2).
        double[,] inverse = DenseMatrix.Inverse(knownMode);
        for (int i = 0; i < Columns; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                if (i == j || graph.HasEdge(i, j))
                {
                    Assert.Equal(scale[i, j] / (Delta + Rows - 2), inverse[i, j], 1e-10);
                }
            }
        }
    }

    [Fact]
    public void Decomposable_Mean_IsThatOfDraws()
    {
        var random = new RandomStream(6, 0);
        DecomposableModel model = Model(random, isGPrior: false);
        UndirectedGraph graph = RandomTables.Decomposable(Columns, 30, random);
        GramMatrix scale = model.Gram.Plus(model.ScaleMatrix);
        var mean = new PrecisionAverage(Columns);
        DecomposablePrecision.AddMean(model, scale, graph, mean);
        Assert.InRange(graph.EdgeCount, 6, 16);

        // Along the order of elimination parents are complete; the graph's own search is not asked.
        (int Node, int[] Parents)[] order = Elimination(graph);
        double[,] drawn = Drawn(scale, order, random, spread: 1, (parents, residual) =>
            ((Delta + Rows + parents) / 2, residual / 2));

        AssertNear(drawn, mean.Mean());
    }

    [Fact]
    public void JointDag_Mean_IsThatOfFormulaAndDraws()
    {
        const double fraction = 0.8;
        const double tightness = 0.5;
        const double degrees = 0.1;
        var random = new RandomStream(7, 0);
        var gram = GramMatrix.Of(RandomTables.Walk(Rows, Columns, random), Columns);
        var posterior = new JointDagPosterior([Rows], fraction, tightness, degrees);
        var mean = new PrecisionAverage(Columns);
        AddRows(gram, mean, (row, average) => posterior.AddMean(0, row, average));

        double Shape(int parents) => ((fraction * Rows) + degrees) / 2;
        double Rate(double residual) => fraction * residual / 2;
        double spread = 1 / (fraction + tightness);
        AssertFormula(gram, spread, (parents, residual) => Shape(parents) / Rate(residual), mean.Mean());
        AssertNear(
            Drawn(gram, Order(), random, spread, (parents, residual) => (Shape(parents), Rate(residual))),
            mean.Mean());
    }

    [Fact]
    public void DagWishart_Mean_IsThatOfFormulaAndDraws()
    {
        const double c = 10;
        const double priorScale = 1.5;
        var random = new RandomStream(8, 0);
        double[] rows = RandomTables.Walk(Rows, Columns + 1, random);
        var withResponse = GramMatrix.Of(rows, Columns + 1);
        ShapeRule shape = ShapeRule.Compatible(c, Columns);
        var model = new DagRegressionModel(
            new IsotropicDagWishartScore(withResponse.Without(Columns), priorScale, shape, Columns),
            new RidgeRegressionScore(withResponse, 1, .1, .01),
            .2, 1, .5, Columns, Columns, [], []);
        var record = new DagRegressionRecord(model, shape);
        GramMatrix scale = withResponse.Without(Columns).Scaled(1, priorScale);
        var mean = new PrecisionAverage(Columns);
        AddRows(scale, mean, (row, average) => record.AddRow(row, average, isMode: false));

        double Shape(int parents) => ((c - Columns + 1 + parents) / 2) + (Rows / 2.0);
        AssertFormula(scale, 1, (parents, residual) => Shape(parents) / (residual / 2), mean.Mean());
        AssertNear(
            Drawn(scale, Order(), random, 1, (parents, residual) => (Shape(parents), residual / 2)),
            mean.Mean());
    }

    private static DecomposableModel Model(RandomStream random, bool isGPrior)
    {
        var gram = GramMatrix.Of(RandomTables.Walk(Rows, Columns, random), Columns);
        return new DecomposableModel(
            gram, isGPrior ? ScaleKind.GPrior : ScaleKind.Identity, isGPrior ? .05 : 1.5, Delta, 0, true, Columns,
            int.MaxValue, EdgeRules.None);
    }

    private static (int Node, int[] Parents)[] Order() =>
        [.. Parents.Select(static (parents, node) => (node, parents))];

    private static void AddRows(
        GramMatrix scale, PrecisionAverage average, Action<ActiveSetCholesky, PrecisionAverage> add)
    {
        foreach ((int node, int[] parents) in Order())
        {
            var row = new ActiveSetCholesky(scale, node, parents.Length);
            Assert.True(row.TryReset(parents));
            add(row, average);
        }

        average.EndMatrix();
    }

    // Σ_C f(|C|) [T_C⁻¹]⁰ - Σ_S f(|S|) [T_S⁻¹]⁰; cliques are the maximal ones of all subsets, separators what
    // neighbours in a greatest spanning tree of the cliques share.
    private static double[,] OverCliques(GramMatrix scale, UndirectedGraph graph, Func<int, double> factor)
    {
        int[][] complete = [.. SmallGraphs.Subsets(Columns).Where(set => set.Length > 0 && graph.IsComplete(set))];
        int[][] cliques = [.. complete.Where(set =>
            !complete.Any(other => other.Length > set.Length && !set.Except(other).Any()))];
        var sum = new double[Columns, Columns];
        Array.ForEach(cliques, clique => AddPadded(sum, scale, clique, factor(clique.Length)));
        List<int[]> tree = [cliques[0]];
        List<int[]> left = [.. cliques.Skip(1)];
        while (left.Count > 0)
        {
            (int[] next, int[] shared) = (
                from inside in tree
                from outside in left
                select (outside, inside.Intersect(outside).ToArray())).MaxBy(static pair => pair.Item2.Length);
            AddPadded(sum, scale, shared, -factor(shared.Length));
            tree.Add(next);
            left.Remove(next);
        }

        return sum;
    }

    private static void AddPadded(double[,] sum, GramMatrix scale, int[] set, double factor)
    {
        double[,] inverse = DenseMatrix.Inverse(DenseMatrix.Block(scale, set));
        for (int a = 0; a < set.Length; a++)
        {
            for (int b = 0; b < set.Length; b++)
            {
                sum[set[a], set[b]] += factor * inverse[a, b];
            }
        }
    }

    // Takes off vertices whose neighbours are complete; backwards this is a perfect order.
    private static (int Node, int[] Parents)[] Elimination(UndirectedGraph graph)
    {
        var order = new List<(int Node, int[] Parents)>();
        List<int> left = [.. Enumerable.Range(0, Columns)];
        while (left.Count > 0)
        {
            int node = left.First(vertex => graph.IsComplete(Neighbours(vertex)));
            order.Add((node, Neighbours(node)));
            left.Remove(node);
        }

        return [.. order];

        int[] Neighbours(int vertex) => [.. left.Where(other => other != vertex && graph.HasEdge(vertex, other))];
    }

    private static (double[] Coefficients, double[,] Inverse, double Residual) Regress(
        GramMatrix scale, int node, int[] parents)
    {
        double[,] inverse = DenseMatrix.Inverse(DenseMatrix.Block(scale, parents));
        double[] coefficients = [.. parents.Select((_, a) =>
            parents.Select((parent, b) => inverse[a, b] * scale[parent, node]).Sum())];
        double residual = scale[node, node]
            - parents.Select((parent, a) => coefficients[a] * scale[parent, node]).Sum();
        return (coefficients, inverse, residual);
    }

    // Mean of (I - B)' diag(1 / d) (I - B) over draws, d_j ~ IG(shape, rate), b_j | d_j ~ N(m, d_j c M_PP⁻¹).
    private static double[,] Drawn(
        GramMatrix scale,
        (int Node, int[] Parents)[] order,
        RandomStream random,
        double spread,
        Func<int, double, (double Shape, double Rate)> variance)
    {
        var sum = new double[Columns, Columns];
        foreach ((int node, int[] parents) in order)
        {
            (double[] means, double[,] inverse, double residual) = Regress(scale, node, parents);
            double[,] factor = DenseMatrix.Cholesky(inverse);
            (double shape, double rate) = variance(parents.Length, residual);
            var row = new double[Columns];
            var noise = new double[parents.Length];
            for (int draw = 0; draw < Draws; draw++)
            {
                double weight = GammaDistribution.Sample(random, shape, rate);
                NormalDistribution.Fill(random, noise);
                row[node] = 1;
                for (int a = 0; a < parents.Length; a++)
                {
                    double deviation = 0;
                    for (int k = 0; k <= a; k++)
                    {
                        deviation += factor[a, k] * noise[k];
                    }

                    row[parents[a]] = -means[a] - (Math.Sqrt(spread / weight) * deviation);
                }

                for (int i = 0; i < Columns; i++)
                {
                    for (int j = 0; j < Columns; j++)
                    {
                        sum[i, j] += weight * row[i] * row[j] / Draws;
                    }
                }
            }
        }

        return sum;
    }

    // Σ_j w_j (e_j - m_j)(e_j - m_j)' + c [M_PP⁻¹]⁰.
    private static void AssertFormula(
        GramMatrix scale, double spread, Func<int, double, double> weight, SymmetricMatrix mean)
    {
        var known = new double[Columns, Columns];
        foreach ((int node, int[] parents) in Order())
        {
            (double[] means, _, double residual) = Regress(scale, node, parents);
            AddPadded(known, scale, parents, spread);
            int[] family = [.. parents, node];
            double[] row = [.. means.Select(static value => -value), 1];
            for (int a = 0; a < family.Length; a++)
            {
                for (int b = 0; b < family.Length; b++)
                {
                    known[family[a], family[b]] += weight(parents.Length, residual) * row[a] * row[b];
                }
            }
        }

        double[] full = mean.ToFull(Columns);
        Assert.All(full, (value, cell) => Assert.Equal(known[cell / Columns, cell % Columns], value, 1e-10));
    }

    private static void AssertSame(double[,] known, SymmetricMatrix matrix, UndirectedGraph graph)
    {
        double[] full = matrix.ToFull(Columns);
        for (int i = 0; i < Columns; i++)
        {
            for (int j = 0; j < Columns; j++)
            {
                bool isZero = i != j && !graph.HasEdge(i, j);
                Assert.Equal(isZero ? 0 : known[i, j], full[(i * Columns) + j], isZero ? 0 : 1e-10);
            }
        }

        Assert.Equal(Columns + graph.EdgeCount, matrix.Values.Count);
    }

    // To 1 % of the diagonal, and exactly 0 where no draw differs from 0.
    private static void AssertNear(double[,] drawn, SymmetricMatrix mean)
    {
        double[] full = mean.ToFull(Columns);
        for (int i = 0; i < Columns; i++)
        {
            for (int j = 0; j < Columns; j++)
            {
                double size = Math.Sqrt(full[(i * Columns) + i] * full[(j * Columns) + j]);
                Assert.InRange(full[(i * Columns) + j] - drawn[i, j], -0.01 * size, 0.01 * size);
                Assert.Equal(drawn[i, j] == 0, full[(i * Columns) + j] == 0);
            }
        }
    }
}
