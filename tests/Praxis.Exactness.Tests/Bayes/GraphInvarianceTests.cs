using Praxis.Bayes;
using Praxis.Numerics;

namespace Praxis.Exactness.Tests.Bayes;

/// <summary>What must not change a posterior: the order of the variables, the units of a column, other groups without
/// coupling.</summary>
public sealed class GraphInvarianceTests
{
    private const int Batches = 50;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Score_PermutedVariables_IsTheSame(bool isGPrior)
    {
        const int columns = 9;
        var random = new RandomStream(1, 0);
        double[] rows = RandomTables.Walk(14, columns, random);
        DecomposableModel model = Model(GramMatrix.Of(rows, columns), isGPrior);
        for (int repeat = 0; repeat < 20; repeat++)
        {
            int[] order = Shuffled(columns, random);
            DecomposableModel permuted = Model(GramMatrix.Of(RandomTables.Permuted(rows, order), columns), isGPrior);
            UndirectedGraph graph = RandomTables.Decomposable(columns, 5 * repeat, random);
            UndirectedGraph moved = Graph(columns, (i, j) => graph.HasEdge(order[i], order[j]));
            Assert.Equal(model.LogPosterior(graph), permuted.LogPosterior(moved), 1e-9);
        }
    }

    [Fact]
    public void Chain_PermutedVariables_HasTheSameInclusionWithinFourErrors()
    {
        int[] order = [2, 0, 3, 1];
        DecomposableChain plain = Drawn(Model(GoldenTable.Gram, isGPrior: true));
        DecomposableChain permuted = Drawn(
            Model(GramMatrix.Of(RandomTables.Permuted(GoldenTable.First, order), 4), isGPrior: true));
        foreach ((int i, int j) in SmallGraphs.Pairs(4))
        {
            AssertAlike(
                plain.Inclusion, EdgeList.Pair(order[i], order[j]), permuted.Inclusion, EdgeList.Pair(i, j), .01);
        }
    }

    [Fact]
    public void GPrior_ScaledColumns_HasTheSamePosterior()
    {
        double[] scales = [1e-4, 3, 1, 2e5];
        GramMatrix scaled = GramMatrix.Of(
            [.. GoldenTable.First.Select((value, cell) => value * scales[cell % 4])], 4);
        double[] plainPosterior = Posterior(Model(GoldenTable.Gram, isGPrior: true));
        double[] scaledPosterior = Posterior(Model(scaled, isGPrior: true));

        Assert.Equal(61, plainPosterior.Length);
        Assert.All(plainPosterior, (known, graph) => Assert.Equal(known, scaledPosterior[graph], 1e-10));

        // A fixed scale is not free of units: this test can fail.
        double[] identity = Posterior(Model(scaled, isGPrior: false));
        Assert.Contains(Posterior(Model(GoldenTable.Gram, isGPrior: false)).Zip(identity), static pair =>
            Math.Abs(pair.First - pair.Second) > .01);

        var plain = new EdgeBayesFactor(GoldenTable.Gram, ScaleKind.GPrior, .1, 3, 4);
        var moved = new EdgeBayesFactor(scaled, ScaleKind.GPrior, .1, 3, 4);
        Assert.Equal(plain.Log(0, 3, [1, 2]), moved.Log(0, 3, [1, 2]), 1e-10);
    }

    [Fact]
    public void JointDags_AlikeGroupsWithoutCoupling_HaveAlikeInclusion()
    {
        var score = new EmpiricalSparseCholeskyScore(GoldenTable.Gram, .999, 1, .1);
        var model = new JointDagModel([score, score, score], new PoissonSizePrior(), 0, 4, [], []);
        var chain = new JointDagChain(model, JointMoves.Mixed, 5, 0, Batches);
        chain.BeginDraws();
        for (int batch = 0; batch < Batches; batch++)
        {
            chain.Run(4000, 4000, 1, new ChainTrace());
            chain.EndBatch();
        }

        for (int node = 1; node < 4; node++)
        {
            InclusionAccumulator inclusion = chain.Rows[node].Inclusion;
            double[] known = Marginals(score, node);
            for (int parent = 0; parent < node; parent++)
            {
                for (int group = 0; group < 3; group++)
                {
                    int indicator = (group * node) + parent;
                    double error = 4 * Math.Sqrt(Variance(inclusion, indicator));
                    Assert.InRange(inclusion.Mean(indicator) - known[parent], -error, error);
                    AssertAlike(inclusion, indicator, inclusion, (group + 1) % 3 * node + parent, .03);
                }
            }
        }
    }

    private static double[] Marginals(EmpiricalSparseCholeskyScore score, int node)
    {
        var prior = new PoissonSizePrior();
        int[][] sets = [.. SmallGraphs.Subsets(node)];
        double[] logs = [.. sets.Select(set => score.Score(node, set) + prior.LogProbability(node, set.Length))];
        double total = SpecialFunctions.LogSumExp(logs);
        return [.. Enumerable.Range(0, node).Select(parent =>
            sets.Index().Where(one => one.Item.Contains(parent)).Sum(one => Math.Exp(logs[one.Index] - total)))];
    }

    private static DecomposableModel Model(GramMatrix gram, bool isGPrior) => new(
        gram, isGPrior ? ScaleKind.GPrior : ScaleKind.Identity, isGPrior ? .1 : 1.3, 3, .5, true, gram.ColumnCount,
        int.MaxValue, EdgeRules.None);

    private static double[] Posterior(DecomposableModel model)
    {
        double[] logs = [.. SmallGraphs.Decomposable(4).Order().Select(mask =>
            model.LogPosterior(SmallGraphs.Of(4, mask)))];
        double total = SpecialFunctions.LogSumExp(logs);
        return [.. logs.Select(log => Math.Exp(log - total))];
    }

    private static UndirectedGraph Graph(int count, Func<int, int, bool> isEdge)
    {
        var graph = new UndirectedGraph(count);
        foreach ((int i, int j) in SmallGraphs.Pairs(count).Where(pair => isEdge(pair.I, pair.J)))
        {
            graph.Toggle(i, j);
        }

        return graph;
    }

    private static int[] Shuffled(int count, RandomStream random) =>
        [.. Enumerable.Range(0, count).Select(column => (Key: random.NextUInt32(), column)).Order()
            .Select(static pair => pair.column)];

    private static DecomposableChain Drawn(DecomposableModel model)
    {
        var chain = new DecomposableChain(
            model, new PairProposal(model.Gram, isWeighted: true), MoveMix.Default, ChainStreams.Of(3, 0, 0), Batches);
        chain.BeginDraws();
        for (int batch = 0; batch < Batches; batch++)
        {
            for (int step = 0; step < 20_000; step++)
            {
                chain.Step();
            }

            chain.EndBatch();
        }

        return chain;
    }

    private static double Variance(InclusionAccumulator inclusion, int indicator)
    {
        double mean = inclusion.Mean(indicator);
        return Math.Max(0, (inclusion.SumOfSquares(indicator) / Batches) - (mean * mean)) / (Batches - 1);
    }

    private static void AssertAlike(
        InclusionAccumulator one, int indicator, InclusionAccumulator two, int other, double greatestError)
    {
        double error = 4 * Math.Sqrt(Variance(one, indicator) + Variance(two, other));
        Assert.InRange(one.Mean(indicator) - two.Mean(other), -error, error);
        Assert.InRange(error, 0, greatestError);
    }
}
