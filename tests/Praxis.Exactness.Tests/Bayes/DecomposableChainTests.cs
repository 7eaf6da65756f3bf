using Praxis.Bayes;
using Praxis.Numerics;

namespace Praxis.Exactness.Tests.Bayes;

/// <summary>Chains over the 61 decomposable graphs on four vertices against their enumeration.</summary>
public sealed class DecomposableChainTests
{
    private const int Steps = 4_000_000;

    public static TheoryData<double, double, double> Mixes => new()
    {
        { 1, 0, 0 },
        { 0, 1, 0 },
        { .5, 0, .5 },
        { 0, .5, .5 },
        { .85, .05, .1 },
    };

    [Theory]
    [MemberData(nameof(Mixes))]
    public void Posterior_EveryMoveAloneAndMixed_IsTheEnumeration(double toggle, double birthDeath, double swap)
    {
        DecomposableModel model = Model(ScaleKind.GPrior, .1, isComplexity: true);
        Assert.InRange(Distance(model, new MoveMix(toggle, birthDeath, swap)), 0, .01);
    }

    [Theory]
    [MemberData(nameof(Mixes))]
    public void PriorOnly_EveryMoveAloneAndMixed_IsThePrior(double toggle, double birthDeath, double swap)
    {
        DecomposableModel model = Model(ScaleKind.GPrior, .1, isComplexity: true) with { HasLikelihood = false };
        Assert.InRange(Distance(model, new MoveMix(toggle, birthDeath, swap)), 0, .01);
    }

    // Golden inclusion of section 7, pairs 12, 13, 14, 23, 24, 34.
    [Theory]
    [InlineData(true, 1, false, ".024943 .027264 .084051 .019100 .016673 .255037")]
    [InlineData(true, 1, true, ".001096 .001195 .003899 .000835 .000726 .014205")]
    [InlineData(false, .1, false, ".180907 .160001 .302112 .140859 .142045 .467362")]
    [InlineData(false, .1, true, ".010370 .009100 .019875 .007836 .007765 .038472")]
    public void Inclusion_GoldenTable_IsWithinFourStandardErrors(
        bool isIdentity, double scale, bool isComplexity, string golden)
    {
        DecomposableModel model = Model(isIdentity ? ScaleKind.Identity : ScaleKind.GPrior, scale, isComplexity);
        DecomposableChain chain = Chain(model, MoveMix.Default, 50);
        Batches(chain, 50, Steps / 50);

        double[] known = [.. golden.Split(' ').Select(double.Parse)];
        int place = 0;
        for (int i = 0; i < 4; i++)
        {
            for (int j = i + 1; j < 4; j++)
            {
                int pair = EdgeList.Pair(i, j);
                double mean = chain.Inclusion.Mean(pair);
                double variance = (chain.Inclusion.SumOfSquares(pair) / 50) - (mean * mean);
                Assert.InRange(mean - known[place++], -4 * Math.Sqrt(variance / 49), 4 * Math.Sqrt(variance / 49));
            }
        }
    }

    [Fact]
    public void BayesFactor_RandomEdges_IsThatOfTheReference()
    {
        var random = new RandomStream(5, 0);
        double[] rows = [.. Enumerable.Range(0, 9 * 20).Select(_ => NormalDistribution.Sample(random))];
        var gram = GramMatrix.Of(rows, 9);
        foreach ((ScaleKind kind, double scale) in (ReadOnlySpan<(ScaleKind, double)>)
            [(ScaleKind.GPrior, .05), (ScaleKind.Identity, 1.7)])
        {
            GramMatrix prior = kind == ScaleKind.GPrior ? gram.Scaled(scale, 0) : gram.Scaled(0, scale);
            var reference = new GWishartScore(gram, prior, 3);
            var fast = new EdgeBayesFactor(gram, kind, scale, 3, 9);
            for (int size = 0; size <= 7; size++)
            {
                int[] order = [.. Enumerable.Range(0, 9).OrderBy(_ => random.NextUInt32())];
                double known = reference.OfEdge(order[0], order[1], order.AsSpan(2, size));
                Assert.Equal(known, fast.Log(order[0], order[1], order.AsSpan(2, size)), 1e-10);
            }
        }
    }

    [Fact]
    public void RunningSum_AfterManySteps_IsTheScoreOfTheGraph()
    {
        DecomposableModel model = Model(ScaleKind.GPrior, .1, isComplexity: true);
        DecomposableChain chain = Chain(model, MoveMix.Default, 2);
        for (int step = 0; step < 100_000; step++)
        {
            chain.Step();
        }

        Assert.Equal(model.LogPosterior(chain.Graph), chain.LogPosterior, 1e-8);
        var best = new UndirectedGraph(4);
        foreach ((int i, int j) in chain.Best)
        {
            best.Toggle(i, j);
        }

        Assert.Equal(model.LogPosterior(best), chain.BestLogPosterior, 1e-8);
        Assert.Equal(
            Graphs.Max(model.LogPosterior), chain.BestLogPosterior, 1e-8);
    }

    private static UndirectedGraph[] Graphs =>
        [.. SmallGraphs.Decomposable(4).Select(static mask => SmallGraphs.Of(4, mask))];

    private static DecomposableModel Model(ScaleKind kind, double scale, bool isComplexity) =>
        new(GoldenTable.Gram, kind, scale, 3, isComplexity ? 1 : 0, isComplexity, 4, 6, EdgeRules.None);

    private static DecomposableChain Chain(DecomposableModel model, MoveMix mix, int batches) =>
        new(model, new PairProposal(model.Gram, isWeighted: true), mix, ChainStreams.Of(7, 0, 0), batches);

    private static void Batches(DecomposableChain chain, int count, int steps)
    {
        chain.BeginDraws();
        for (int batch = 0; batch < count; batch++)
        {
            for (int step = 0; step < steps; step++)
            {
                chain.Step();
            }

            chain.EndBatch();
        }
    }

    private static double Distance(DecomposableModel model, MoveMix mix)
    {
        DecomposableChain chain = Chain(model, mix, 2);
        var visits = new int[64];
        for (int step = 0; step < Steps; step++)
        {
            chain.Step();
            visits[Code(chain.Graph)]++;
        }

        UndirectedGraph[] graphs = Graphs;
        double[] logs = [.. graphs.Select(model.LogPosterior)];
        double total = SpecialFunctions.LogSumExp(logs);
        Assert.Equal(61, graphs.Length);
        return graphs
            .Select((graph, k) => Math.Abs(Math.Exp(logs[k] - total) - ((double)visits[Code(graph)] / Steps)))
            .Sum() / 2;
    }

    private static int Code(UndirectedGraph graph)
    {
        int code = 0;
        for (int i = 1; i < 4; i++)
        {
            for (int j = 0; j < i; j++)
            {
                code |= graph.HasEdge(i, j) ? 1 << EdgeList.Pair(i, j) : 0;
            }
        }

        return code;
    }
}
