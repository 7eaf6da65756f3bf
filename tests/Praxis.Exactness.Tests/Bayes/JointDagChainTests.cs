using Praxis.Bayes;
using Praxis.Numerics;

namespace Praxis.Exactness.Tests.Bayes;

/// <summary>Chains over the parent sets of two coupled groups against their enumeration.</summary>
public sealed class JointDagChainTests
{
    private const int Sweeps = 1_500_000;
    private const int Batches = 50;

    public static TheoryData<string, bool> Settings => new(
        from moves in Enum.GetNames<JointMoves>()
        where moves != nameof(JointMoves.JointFlip)
        from isComplexity in (bool[])[false, true]
        select (moves, isComplexity));

    [Theory]
    [MemberData(nameof(Settings))]
    public void Inclusion_GoldenGroups_IsWithinFourStandardErrors(string moves, bool isComplexity)
    {
        JointDagChain chain = Drawn(Model(isComplexity ? new ComplexityPrior(1, 2, 4) : new PoissonSizePrior(), .3),
            Enum.Parse<JointMoves>(moves));

        string[] golden = isComplexity
            ? [".063289 .157199", ".034897 .025803 .343905 .080132", ".048367 .020573 .086344 .075581 .077560 .053242"]
            : [".607334 .800021", ".509178 .445339 .949920 .676572", ".653928 .477725 .734924 .856255 .894469 .545779"];
        for (int node = 1; node < 4; node++)
        {
            double[] known = [.. golden[node - 1].Split(' ').Select(double.Parse)];
            for (int indicator = 0; indicator < known.Length; indicator++)
            {
                AssertNear(known[indicator], chain.Rows[node].Inclusion, indicator);
            }
        }
    }

    [Theory]
    [InlineData(nameof(JointMoves.Mixed))]
    [InlineData(nameof(JointMoves.AddDelete))]
    [InlineData(nameof(JointMoves.Swap))]
    [InlineData(nameof(JointMoves.Gibbs))]
    public void PriorOnly_EveryMove_IsThePriorOfEnumeratedPairs(string moves)
    {
        // Without rows the score is that of the size alone; a capacity of two makes both boundaries count.
        var none = new FlatScore(4);
        JointDagModel model = new([none, none], new PoissonSizePrior(), .3, 2, [], []);
        JointDagChain chain = Drawn(model, Enum.Parse<JointMoves>(moves));
        int[][] sets = [.. SmallGraphs.Subsets(3).Where(static set => set.Length <= 2)];
        var prior = new PoissonSizePrior();
        var states = (
            from one in sets
            from two in sets
            select (One: one, Two: two, Weight: Math.Exp(prior.LogProbability(3, one.Length)
                + prior.LogProbability(3, two.Length) + (.6 * one.Intersect(two).Count())))).ToArray();

        double known = states.Where(static state => state.One.Contains(1)).Sum(static state => state.Weight)
            / states.Sum(static state => state.Weight);

        for (int indicator = 0; indicator < 6; indicator++)
        {
            AssertNear(known, chain.Rows[3].Inclusion, indicator);
        }
    }

    // Flips of all groups at once reach only a set and its complements by themselves: here they are one move of two.
    [Fact]
    public void JointFlip_Alone_KeepsGroupsThatAreAlikeAlike()
    {
        JointDagModel model = new(
            [Score(GoldenTable.Gram), Score(GoldenTable.Gram)], new PoissonSizePrior(), .3, 4, [], []);
        JointDagChain chain = Drawn(model, JointMoves.JointFlip);
        var score = Score(GoldenTable.Gram);
        int[][] sets = [.. SmallGraphs.Subsets(3)];
        double[] logs =
        [
            .. sets.Select(set => (2 * (score.Score(3, set) + new PoissonSizePrior().LogProbability(3, set.Length)))
                + (.6 * set.Length)),
        ];
        double total = SpecialFunctions.LogSumExp(logs);

        for (int parent = 0; parent < 3; parent++)
        {
            double known = sets.Index().Where(one => one.Item.Contains(parent))
                .Sum(one => Math.Exp(logs[one.Index] - total));
            AssertNear(known, chain.Rows[3].Inclusion, parent);
            Assert.Equal(chain.Rows[3].Inclusion.Mean(parent), chain.Rows[3].Inclusion.Mean(3 + parent));
        }
    }

    [Fact]
    public void NoCoupling_TwoGroups_AreTwoSeparateRuns()
    {
        JointDagChain both = Drawn(Model(new PoissonSizePrior(), 0), JointMoves.AddDelete);
        JointDagChain alone = Drawn(
            new([Score(GoldenTable.SecondGram)], new PoissonSizePrior(), 0, 4, [], []), JointMoves.AddDelete);
        for (int node = 1; node < 4; node++)
        {
            for (int parent = 0; parent < node; parent++)
            {
                InclusionAccumulator joint = both.Rows[node].Inclusion;
                InclusionAccumulator single = alone.Rows[node].Inclusion;
                double error = Math.Sqrt(Square(joint, node + parent) + Square(single, parent));
                Assert.InRange(joint.Mean(node + parent) - single.Mean(parent), -4 * error, 4 * error);
            }
        }
    }

    [Fact]
    public void RequiredAndForbidden_Edges_AreAlwaysAndNeverThere()
    {
        JointDagChain chain = Drawn(
            Model(new PoissonSizePrior(), .3) with { Required = [(0, 3)], Forbidden = [(1, 3), (0, 1)] },
            JointMoves.Mixed);
        Assert.Equal(1, chain.Rows[3].Inclusion.Mean(0));
        Assert.Equal(1, chain.Rows[3].Inclusion.Mean(3));
        Assert.Equal(0, chain.Rows[3].Inclusion.Mean(1));
        Assert.Equal(0, chain.Rows[1].Inclusion.Mean(0));
        Assert.InRange(chain.Rows[3].Inclusion.Mean(2), .01, .99);
    }

    private static JointDagModel Model(IParentSetPrior prior, double coupling) =>
        new([Score(GoldenTable.Gram), Score(GoldenTable.SecondGram)], prior, coupling, 4, [], []);

    private static EmpiricalSparseCholeskyScore Score(GramMatrix gram) => new(gram, .999, 1, .1);

    private static JointDagChain Drawn(JointDagModel model, JointMoves moves)
    {
        var chain = new JointDagChain(model, moves, 3, 0, Batches);
        int sweeps = moves == JointMoves.Gibbs ? Sweeps / 3 : Sweeps;
        chain.Run(1000, 1000, 1, new ChainTrace());
        chain.BeginDraws();
        for (int batch = 0; batch < Batches; batch++)
        {
            chain.Run(sweeps / Batches, sweeps / Batches, 1, new ChainTrace());
            chain.EndRound();
            chain.EndBatch();
        }

        return chain;
    }

    private static double Square(InclusionAccumulator inclusion, int indicator)
    {
        double mean = inclusion.Mean(indicator);
        return Math.Max(0, (inclusion.SumOfSquares(indicator) / Batches) - (mean * mean)) / (Batches - 1);
    }

    private static void AssertNear(double known, InclusionAccumulator inclusion, int indicator)
    {
        double error = 4 * Math.Sqrt(Square(inclusion, indicator));
        Assert.InRange(inclusion.Mean(indicator) - known, -error, error);
        Assert.InRange(error, 0, .02);
    }

    /// <summary>A likelihood that says nothing.</summary>
    private sealed class FlatScore(int columns) : IActiveSetScore
    {
        public GramMatrix Matrix { get; } = GramMatrix.Of(new double[columns], columns).Scaled(0, 1);

        public double Score(int node, ReadOnlySpan<int> parents) => 0;

        public double Of(int count, double logDeterminant, double residual) => 0;
    }
}
