using Praxis.Bayes;
using Praxis.Numerics;

namespace Praxis.Exactness.Tests.Bayes;

public sealed class NodeScoreTests
{
    [Fact]
    public void DagWishart_GoldenSets_AreAsKnown()
    {
        DagWishartScore score = DagWishart();
        Assert.InRange(score.Score(3, []) + 30.222714460384104, -1e-10, 1e-10);
        Assert.InRange(score.Score(3, [0, 2]) + 28.832153527993007, -1e-10, 1e-10);
    }

    [Fact]
    public void DagWishart_NoRows_IsNothing()
    {
        var score = new DagWishartScore(
            GramMatrix.Of([], 4), GoldenTable.Gram.Scaled(1, 1), ShapeRule.DagWishart(10));
        Assert.All(SmallGraphs.Subsets(3), set => Assert.InRange(score.Score(3, set), -1e-12, 1e-12));
    }

    // Groups X and X2, pair bonus 2 b = 0.6, every pair of parent sets.
    [Theory]
    [InlineData(false, 1, -16.86472957, ".607334", ".800021")]
    [InlineData(false, 2, -14.16054252, ".509178 .445339", ".949920 .676572")]
    [InlineData(false, 3, -12.81357774, ".653928 .477725 .734924", ".856255 .894469 .545779")]
    [InlineData(true, 1, -16.91858993, ".063289", ".157199")]
    [InlineData(true, 2, -15.82309071, ".034897 .025803", ".343905 .080132")]
    [InlineData(true, 3, -15.69478720, ".048367 .020573 .086344", ".075581 .077560 .053242")]
    public void EmpiricalSparseCholesky_TwoCoupledGroups_HaveTheGoldenInclusion(
        bool isComplexity, int node, double logSum, string first, string second)
    {
        ILocalScore[] scores =
        [
            new EmpiricalSparseCholeskyScore(GoldenTable.Gram, .999, 1, .1),
            new EmpiricalSparseCholeskyScore(GoldenTable.SecondGram, .999, 1, .1),
        ];
        IParentSetPrior prior = isComplexity ? new ComplexityPrior(1, 2, 4) : new PoissonSizePrior();
        var states = (
            from one in SmallGraphs.Subsets(node)
            from two in SmallGraphs.Subsets(node)
            select (Sets: new[] { one, two }, Log: scores[0].Score(node, one) + scores[1].Score(node, two)
                + prior.LogProbability(node, one.Length) + prior.LogProbability(node, two.Length)
                + (0.6 * one.Intersect(two).Count()))).ToArray();

        double total = SpecialFunctions.LogSumExp([.. states.Select(static state => state.Log)]);

        Assert.InRange(total - logSum, -1e-8, 1e-8);
        for (int group = 0; group < 2; group++)
        {
            double[] golden = [.. (group == 0 ? first : second).Split(' ').Select(double.Parse)];
            for (int parent = 0; parent < node; parent++)
            {
                double probability = states.Where(state => state.Sets[group].Contains(parent))
                    .Sum(state => Math.Exp(state.Log - total));
                Assert.InRange(probability, golden[parent] - 1e-6, golden[parent] + 1e-6);
            }
        }
    }

    // Variables and their DAG together: 2^4 sets of variables and 2^6 DAGs in the given order.
    [Fact]
    public void RidgeRegression_WithTheDag_HasTheGoldenInclusion()
    {
        var response = new RidgeRegressionScore(GoldenTable.GramWithResponse, 1, .1, .01);
        DagWishartScore nodes = DagWishart();
        var edgePrior = new BernoulliPrior(.2);
        var rows = Enumerable.Range(0, 4).Select(node => SmallGraphs.Subsets(node)
            .Select(set => (Set: set, Log: nodes.Score(node, set) + edgePrior.LogProbability(node, set.Length)))
            .ToArray()).ToArray();
        var states = (
            from active in SmallGraphs.Subsets(4)
            let variables = response.Score(4, active) - active.Length
            from one in rows[1]
            from two in rows[2]
            from three in rows[3]
            let sets = new[] { rows[0][0], one, two, three }
            let inside = sets.Select((row, node) => active.Contains(node) ? row.Set.Intersect(active).Count() : 0).Sum()
            select (Active: active, Sets: sets, Log: variables + sets.Sum(static row => row.Log) + inside)).ToArray();

        double total = SpecialFunctions.LogSumExp([.. states.Select(static state => state.Log)]);

        Assert.InRange(total + 128.1860866889547, -1e-9, 1e-9);
        double[] variableGolden = [.041528, .110111, .062318, .051423];
        Assert.All(variableGolden, (golden, variable) => Near(golden, states, total, state =>
            state.Active.Contains(variable)));
        (int Node, int Parent, double Golden)[] edges =
        [
            (1, 0, .047110), (2, 0, .034992), (2, 1, .022662), (3, 0, .173028), (3, 1, .023779), (3, 2, .562654),
        ];
        Assert.All(edges, edge => Near(edge.Golden, states, total, state =>
            state.Sets[edge.Node].Set.Contains(edge.Parent)));
    }

    [Fact]
    public void Priors_SumOverSets_AreTheirConstants()
    {
        Assert.InRange(Sum(new BernoulliPrior(.3)), 1 - 1e-12, 1 + 1e-12);
        Assert.Equal(
            Enumerable.Range(0, 6).Sum(static s => Math.Exp(-1 - SpecialFunctions.LogGamma(s + 1))),
            Sum(new PoissonSizePrior()), 1e-12);
        Assert.Equal(
            Enumerable.Range(0, 6).Sum(static s => Math.Pow(1.5, -s) * Math.Pow(7, -2 * s)),
            Sum(new ComplexityPrior(1.5, 2, 7)), 1e-12);
    }

    private static double Sum(IParentSetPrior prior) =>
        SmallGraphs.Subsets(5).Sum(set => Math.Exp(prior.LogProbability(5, set.Length)));

    private static DagWishartScore DagWishart() =>
        new(GoldenTable.Gram, GoldenTable.Gram.Scaled(0, 1), ShapeRule.DagWishart(10));

    private static void Near<TState>(
        double golden, (TState[] Active, (int[] Set, double Log)[] Sets, double Log)[] states, double total,
        Func<(TState[] Active, (int[] Set, double Log)[] Sets, double Log), bool> isIn) =>
        Assert.InRange(
            states.Where(isIn).Sum(state => Math.Exp(state.Log - total)), golden - 1e-6, golden + 1e-6);
}
