using Praxis.Bayes;
using Praxis.Numerics;

namespace Praxis.Exactness.Tests.Bayes;

public sealed class GWishartScoreTests
{
    private const int Complete = 63;
    private const int Chain = 1 | 8 | 32;

    private static GWishartScore Identity => new(GoldenTable.Gram, GoldenTable.Gram.Scaled(0, 1), 3);

    private static GWishartScore GPrior => new(GoldenTable.Gram, GoldenTable.Gram.Scaled(0.1, 0), 3);

    [Fact]
    public void Of_GoldenGraphs_IsAsKnown()
    {
        Equal(-85.80082015240784, Of(Identity, 0));
        Equal(-94.47847893570096, Of(Identity, Chain));
        Equal(-103.71920837456402, Of(Identity, Complete));
        Equal(-73.75046797665391, Of(GPrior, 0));
        Equal(-77.13286217046864, Of(GPrior, Chain));
        Equal(-81.65463292107101, Of(GPrior, Complete));
    }

    [Theory]
    [InlineData(false, false, -85.32988439772653, ".024943 .027264 .084051 .019100 .016673 .255037")]
    [InlineData(false, true, -85.77893312353893, ".001096 .001195 .003899 .000835 .000726 .014205")]
    [InlineData(true, false, -72.0617194694173, ".180907 .160001 .302112 .140859 .142045 .467362")]
    [InlineData(true, true, -73.66019293208069, ".010370 .009100 .019875 .007836 .007765 .038472")]
    public void Posterior_AllGraphs_HasTheGoldenInclusion(
        bool isGPrior, bool isSizePrior, double logSum, string inclusion)
    {
        int[] masks = [.. SmallGraphs.Decomposable(4)];
        GWishartScore score = isGPrior ? GPrior : Identity;
        double[] logs = [.. masks.Select(mask => Of(score, mask) + (isSizePrior ? SizePrior(mask) : 0))];

        double total = SpecialFunctions.LogSumExp(logs);

        Equal(logSum, total);
        double[] golden = [.. inclusion.Split(' ').Select(text => double.Parse(text))];
        for (int pair = 0; pair < 6; pair++)
        {
            double probability = masks.Select((mask, k) => (mask >> pair & 1) * Math.Exp(logs[k] - total)).Sum();
            Assert.InRange(probability, golden[pair] - 1e-6, golden[pair] + 1e-6);
        }
    }

    [Fact]
    public void OfEdge_AllMovesOfSmallGraphs_IsTheDifferenceOfWholeScores()
    {
        // Six columns of the golden kind, so that separators of up to four columns occur.
        double[] rows =
        [
            .. from i in Enumerable.Range(1, 9)
               from j in Enumerable.Range(1, 6)
               select (double)((((i + 1) * (i + (2 * j)) * (j + 3)) + (i * i * j)) % 13) - 6,
        ];
        var gram = GramMatrix.Of(rows, 6);
        var score = new GWishartScore(gram, gram.Scaled(0.05, 0.5), 2.5);
        HashSet<int> decomposable = SmallGraphs.Decomposable(6);
        (int I, int J)[] pairs = SmallGraphs.Pairs(6);
        var common = new int[6];
        foreach (int mask in decomposable.Where(static mask => mask % 7 == 0))
        {
            UndirectedGraph graph = SmallGraphs.Of(6, mask);
            double without = score.Of(CliqueForest.Of(graph)!);
            for (int k = 0; k < pairs.Length; k++)
            {
                if ((mask >> k & 1) == 0 && decomposable.Contains(mask | (1 << k)))
                {
                    int count = graph.CommonNeighbours(pairs[k].I, pairs[k].J, common);
                    double edge = score.OfEdge(pairs[k].I, pairs[k].J, common.AsSpan(0, count));
                    double with = score.Of(CliqueForest.Of(SmallGraphs.Of(6, mask | (1 << k)))!);
                    Assert.InRange(edge - (with - without), -1e-10, 1e-10);
                }
            }
        }
    }

    // The bridge between the graph's and the nodes' forms: parents are the earlier neighbours of a perfect order.
    [Fact]
    public void Of_AllSmallGraphs_IsTheSumOfNodeScoresAlongAPerfectOrder()
    {
        GramMatrix scale = GoldenTable.Gram.Scaled(0.2, 1);
        var whole = new GWishartScore(GoldenTable.Gram, scale, 3.5);
        var nodes = new DagWishartScore(GoldenTable.Gram, scale, ShapeRule.HyperInverseWishart(3.5));
        foreach (int mask in SmallGraphs.Decomposable(4))
        {
            CliqueForest forest = CliqueForest.Of(SmallGraphs.Of(4, mask))!;
            double sum = forest.Order.Select((vertex, place) => nodes.Score(vertex, forest.Parents[place])).Sum();
            Assert.InRange(whole.Of(forest) - sum, -1e-10, 1e-10);
        }
    }

    [Fact]
    public void OfEdge_NoRows_IsNothing()
    {
        var empty = GramMatrix.Of([], 4);
        var score = new GWishartScore(empty, GoldenTable.Gram.Scaled(1, 1), 3);
        Assert.InRange(score.OfEdge(0, 2, [1, 3]), -1e-12, 1e-12);
    }

    private static double Of(GWishartScore score, int mask) => score.Of(CliqueForest.Of(SmallGraphs.Of(4, mask))!);

    private static double SizePrior(int mask)
    {
        int edges = System.Numerics.BitOperations.PopCount((uint)mask);
        return -SpecialFunctions.LogBinomial(6, edges) - (edges * Math.Log(4));
    }

    private static void Equal(double expected, double actual) =>
        Assert.InRange(actual - expected, -1e-10, 1e-10);
}
