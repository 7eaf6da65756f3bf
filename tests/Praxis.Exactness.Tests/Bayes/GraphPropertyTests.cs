using Praxis.Bayes;
using Praxis.Numerics;

namespace Praxis.Exactness.Tests.Bayes;

/// <summary>What must hold of the methods whatever the numbers: invariances, limits, consistency.</summary>
public sealed class GraphPropertyTests
{
    [Fact]
    public void Decomposable_PermutedOrScaledColumns_HaveTheSamePosterior()
    {
        var random = new RandomStream(21, 0);
        double[] rows = Normal(random, 30 * 5);
        DecomposableModel model = Model(rows, 5, 30, 5);
        int[] order = [3, 0, 4, 1, 2];
        double[] factors = [1, 1000, .01, 7, 1];
        double[] moved =
            [.. Enumerable.Range(0, 150).Select(cell => rows[(cell / 5 * 5) + order[cell % 5]] * factors[cell % 5])];
        DecomposableModel other = Model(moved, 5, 30, 5);

        int[] masks = [.. SmallGraphs.Decomposable(5)];
        UndirectedGraph[] graphs = [.. masks.Select(static mask => SmallGraphs.Of(5, mask))];
        double[] first = [.. graphs.Select(model.LogPosterior)];
        double[] second = [.. graphs.Select(graph => other.LogPosterior(Moved(graph, order)))];

        // Scaling changes the density of the data by one constant for all graphs.
        double shift = first[0] - second[0];
        Assert.All(first, (log, k) => Assert.Equal(log - second[k], shift, 1e-8));
    }

    [Fact]
    public void Decomposable_CycleOfFourAsTruth_IsOneOfItsTwoTriangulations()
    {
        const int Rows = 5000;
        var random = new RandomStream(22, 0);
        double[] precision = [1, .4, 0, .4, .4, 1, .4, 0, 0, .4, 1, .4, .4, 0, .4, 1];
        precision[3] = precision[12] = -.4;
        double[] data = Draw(random, precision, 4, Rows);
        DecomposableModel model = Model(data, 4, Rows, 4);
        int[] masks = [.. SmallGraphs.Decomposable(4)];
        double[] logs = [.. masks.Select(mask => model.LogPosterior(SmallGraphs.Of(4, mask)))];
        double total = SpecialFunctions.LogSumExp(logs);

        // Pairs 12, 13, 14, 23, 24, 34: the cycle 12-23-34-14 and either chord.
        int cycle = 1 | 4 | 8 | 32;
        double mass = masks.Index()
            .Where(one => one.Item == (cycle | 2) || one.Item == (cycle | 16))
            .Sum(one => Math.Exp(logs[one.Index] - total));

        Assert.InRange(mass, .9, 1);
    }

    [Fact]
    public void Decomposable_MoreRowsOfAnAr1_FindItAndItsEdgesGainLinearly()
    {
        const int Columns = 30;
        var design = new GaussianGraphDesign(GaussianGraph.Ar1, Columns);
        var quality = new List<double>();
        var gains = new List<double>();
        foreach (int n in (int[])[50, 100, 200, 500])
        {
            GraphSample sample = design.Sample(n, new RandomStream(23, (ulong)n));
            DecomposableModel model = Model(sample.Rows, Columns, n, 20);
            var chain = new DecomposableChain(
                model, new PairProposal(model.Gram, true), MoveMix.Default, ChainStreams.Of(1, 0, 0), 2);
            Steps(chain, 200_000);
            chain.BeginDraws();
            Steps(chain, 200_000);
            chain.EndBatch();
            double[] probabilities =
                [.. Enumerable.Range(0, model.PairCount).Select(chain.Inclusion.Mean)];
            quality.Add(StructureMetrics.Of(sample.Edges, probabilities).MatthewsCorrelation);
            gains.Add(Enumerable.Range(1, Columns - 1).Average(i => model.EdgeBayesFactor().Log(i, i - 1, [])));
        }

        Assert.Equal(quality.Order(), quality);
        Assert.Equal(1, quality[^1]);
        Assert.InRange(gains[3] / gains[2], 2.2, 2.8);
        Assert.InRange(gains[2] / gains[1], 1.7, 2.3);
    }

    [Fact]
    public void Decomposable_MoreColumnsThanRowsAndACopy_StaysFiniteAndWithinItsCliques()
    {
        const int Columns = 300;
        const int Rows = 50;
        var random = new RandomStream(24, 0);
        double[] data = Normal(random, Rows * Columns);
        for (int row = 0; row < Rows; row++)
        {
            data[(row * Columns) + 1] = data[row * Columns];
        }

        DecomposableModel model = Model(data, Columns, Rows, 6);
        var chain = new DecomposableChain(
            model, new PairProposal(model.Gram, true), MoveMix.Default, ChainStreams.Of(2, 0, 0), 2);
        Steps(chain, 500_000);

        Assert.True(double.IsFinite(chain.LogPosterior));
        CliqueForest forest = Assert.IsType<CliqueForest>(CliqueForest.Of(chain.Graph));
        Assert.All(forest.Cliques, clique => Assert.InRange(clique.Length, 1, 6));
        Assert.True(chain.Graph.HasEdge(0, 1));
    }

    [Fact]
    public void JointDags_ACopiedColumnAndMoreColumnsThanRows_StayFinite()
    {
        const int Columns = 40;
        const int Rows = 12;
        var random = new RandomStream(25, 0);
        double[] data = Normal(random, Rows * Columns);
        for (int row = 0; row < Rows; row++)
        {
            data[(row * Columns) + 7] = data[(row * Columns) + 2];
        }

        var score = new EmpiricalSparseCholeskyScore(GramMatrix.Of(data, Columns), .999, 1, .1);
        var chain = new JointDagChain(
            new JointDagModel([score, score], new ComplexityPrior(1, 1, Columns), 1, 5, [], []),
            JointMoves.Mixed, 4, 0, 2);
        var trace = new ChainTrace();
        chain.Run(2000, 10, 1, trace);

        Assert.All(trace.LogPosterior, value => Assert.True(double.IsFinite(value)));
        Assert.All(chain.Rows, row => Assert.All(row.Sets, set => Assert.InRange(set.Count, 0, 5)));
        Assert.True(chain.Rows[7].Sets[0].Contains(2));
    }

    [Fact]
    public void JointDags_GroupsWithTheSameDataAndNoCoupling_HaveTheSameProbabilities()
    {
        var score = new EmpiricalSparseCholeskyScore(GoldenTable.Gram, .999, 1, .1);
        var chain = new JointDagChain(
            new JointDagModel([score, score, score], new PoissonSizePrior(), 0, 4, [], []),
            JointMoves.AddDelete, 5, 0, 50);
        chain.BeginDraws();
        for (int batch = 0; batch < 50; batch++)
        {
            chain.Run(10_000, 10_000, 1, new ChainTrace());
            chain.EndBatch();
        }

        InclusionAccumulator inclusion = chain.Rows[3].Inclusion;
        for (int parent = 0; parent < 3; parent++)
        {
            Assert.InRange(inclusion.Mean(parent) - inclusion.Mean(3 + parent), -.02, .02);
            Assert.InRange(inclusion.Mean(parent) - inclusion.Mean(6 + parent), -.02, .02);
        }
    }

    [Fact]
    public void IsotropicScore_RandomSets_IsTheGeneralOne()
    {
        var random = new RandomStream(26, 0);
        GramMatrix gram = GramMatrix.Of(Normal(random, 20 * 8), 8);
        foreach (ShapeRule shape in (ShapeRule[])[ShapeRule.DagWishart(10), ShapeRule.Compatible(15, 8)])
        {
            var fast = new IsotropicDagWishartScore(gram, 1.7, shape, 7);
            var general = new DagWishartScore(gram, gram.Scaled(0, 1.7), shape);
            Assert.All(
                SmallGraphs.Subsets(7),
                set => Assert.Equal(general.Score(7, set), fast.Score(7, set), 1e-9));
        }
    }

    private static DecomposableModel Model(double[] rows, int columns, int rowCount, int greatestClique) => new(
        GramMatrix.Of(rows, columns), ScaleKind.GPrior, 1.0 / rowCount, 3, 0, true, greatestClique, int.MaxValue,
        EdgeRules.None);

    private static UndirectedGraph Moved(UndirectedGraph graph, int[] order)
    {
        var moved = new UndirectedGraph(order.Length);
        for (int i = 0; i < order.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                if (graph.HasEdge(order[i], order[j]))
                {
                    moved.Toggle(i, j);
                }
            }
        }

        return moved;
    }

    private static void Steps(DecomposableChain chain, int count)
    {
        for (int step = 0; step < count; step++)
        {
            chain.Step();
        }
    }

    private static double[] Normal(RandomStream random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => NormalDistribution.Sample(random))];

    // Rows with a given precision matrix: x = L⁻ᵀ z with Ω = L L'.
    private static double[] Draw(RandomStream random, double[] precision, int columns, int rows)
    {
        var factor = new CholeskyFactor(columns);
        Assert.True(factor.TryFactor(precision));
        var data = new double[rows * columns];
        for (int row = 0; row < rows; row++)
        {
            Span<double> x = data.AsSpan(row * columns, columns);
            for (int i = 0; i < columns; i++)
            {
                x[i] = NormalDistribution.Sample(random);
            }

            factor.SolveUpper(x);
        }

        return data;
    }
}
