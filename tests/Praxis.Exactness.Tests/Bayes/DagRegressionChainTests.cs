using Praxis.Bayes;

namespace Praxis.Exactness.Tests.Bayes;

/// <summary>Chains over variables and their DAG against the enumeration of 2^4 sets and 2^6 DAGs.</summary>
public sealed class DagRegressionChainTests
{
    private const int Batches = 50;
    private const int Sweeps = 500_000;
    private static readonly double[] Variables = [.041528, .110111, .062318, .051423];
    private static readonly double[] Edges = [.047110, .034992, .022662, .173028, .023779, .562654];

    [Theory]
    [InlineData(nameof(DagRegressionMoves.Mixed))]
    [InlineData(nameof(DagRegressionMoves.Single))]
    [InlineData(nameof(DagRegressionMoves.Gibbs))]
    public void Inclusion_GoldenTable_IsWithinFourStandardErrors(string moves)
    {
        DagRegressionChain chain = Drawn(Model(.5), Enum.Parse<DagRegressionMoves>(moves));

        Assert.All(Variables, (known, variable) => AssertNear(known, chain.VariableInclusion, variable));
        Assert.All(Edges, (known, edge) => AssertNear(known, chain.EdgeInclusion, edge));
    }

    [Fact]
    public void NoCoupling_EdgesAndVariables_DoNotKnowOfEachOther()
    {
        DagRegressionChain chain = Drawn(Model(0), DagRegressionMoves.Mixed);
        ILocalScore nodes = Model(0).NodeScore;
        var prior = new BernoulliPrior(.2);
        for (int node = 1; node < 4; node++)
        {
            int[][] sets = [.. SmallGraphs.Subsets(node)];
            double[] weights =
                [.. sets.Select(set => Math.Exp(nodes.Score(node, set) + prior.LogProbability(node, set.Length) + 30))];
            for (int parent = 0; parent < node; parent++)
            {
                double known = sets.Index().Where(one => one.Item.Contains(parent)).Sum(one => weights[one.Index])
                    / weights.Sum();
                AssertNear(known, chain.EdgeInclusion, EdgeList.Pair(node, parent));
            }
        }
    }

    [Fact]
    public void LogPosterior_Anywhere_IsTheSumOfItsParts()
    {
        DagRegressionModel model = Model(.5);
        DagRegressionChain chain = Drawn(model, DagRegressionMoves.Mixed, 2000);
        var prior = new BernoulliPrior(.2);
        int[] variables = chain.Variables.Regression.Active.ToArray();
        double known = model.ResponseScore.Score(4, variables) - variables.Length;
        for (int node = 0; node < 4; node++)
        {
            int[] parents = chain.Rows[node].Regression.Active.ToArray();
            known += model.NodeScore.Score(node, parents) + prior.LogProbability(node, parents.Length);
            known += variables.Contains(node) ? parents.Intersect(variables).Count() : 0;
        }

        Assert.Equal(known, chain.LogPosterior, 1e-9);
    }

    private static DagRegressionModel Model(double coupling) => new(
        new IsotropicDagWishartScore(GoldenTable.Gram, 1, ShapeRule.DagWishart(10), 4),
        new RidgeRegressionScore(GoldenTable.GramWithResponse, 1, .1, .01),
        .2, 1, coupling, 4, 4, [], []);

    private static DagRegressionChain Drawn(DagRegressionModel model, DagRegressionMoves moves, int sweeps = Sweeps)
    {
        var chain = new DagRegressionChain(model, moves, 11, 0, Batches);
        chain.BeginDraws();
        for (int batch = 0; batch < Batches; batch++)
        {
            chain.Run(sweeps / Batches, sweeps / Batches, 1, new ChainTrace());
            chain.EndRound();
            chain.EndBatch();
        }

        return chain;
    }

    private static void AssertNear(double known, InclusionAccumulator inclusion, int indicator)
    {
        double mean = inclusion.Mean(indicator);
        double variance = (inclusion.SumOfSquares(indicator) / Batches) - (mean * mean);
        double error = 4 * Math.Sqrt(Math.Max(0, variance) / (Batches - 1));
        Assert.InRange(mean - known, -error, error);
        Assert.InRange(error, 0, .01);
    }
}
