using Praxis.Bayes;
using Praxis.Numerics;

namespace Praxis.Exactness.Tests.Bayes;

public sealed class ModelDrawsTests
{
    private const int Rows = 60;
    private const int DrawCount = 4000;
    private static readonly ISlab Slab = new ProductMomentSlab(1, .4);

    // A null coefficient has either sign as often as the other.
    [Fact]
    public void Draws_OfACoefficientOfNoWeight_HaveBothSigns()
    {
        SelectionDesign design = Table(5, alike: 0);
        LaplaceScorer scorer = Scorer(design);
        ScoredModel model = Enumerable.Range(1, 9).Select(unit => scorer.Score(ModelKey.Of([0, unit])))
            .MaxBy(one => scorer.ChancesOfOtherSigns(one)[1])!;
        double[] chances = scorer.ChancesOfOtherSigns(model);
        double[][] drawn = Draw(design, scorer, model);

        Assert.InRange(chances[0], 0, .05);
        Assert.InRange(chances[1], .02, .5);
        int place = design.ForcedCount + 1;
        double turned = drawn.Average(values => Math.Sign(values[place]) != Math.Sign(model.Mode[place]) ? 1 : 0);
        Assert.Equal(chances[1], turned, .08);
        Assert.InRange(drawn.Average(values => Math.Sign(model.Mode[1]) == Math.Sign(values[1]) ? 1 : 0), .93, 1);
    }

    // Of two columns that are alike and of no weight, the signs hang together: (+, -) and (-, +) are common, and one is
    // not reached from the other by turning one sign.
    [Theory]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Draws_OfTwoColumnsThatAreAlike_HaveEachPatternOfSignsByItsShare(ulong seed)
    {
        SelectionDesign design = Table(seed, alike: .97);
        var key = ModelKey.Of([2, 3]);
        LaplaceScorer scorer = Scorer(design);
        double[] exact = PatternShares(design, key);
        double[][] drawn = Draw(design, scorer, scorer.Score(key));
        var shares = new double[4];
        foreach (double[] values in drawn)
        {
            shares[Pattern(values[^2], values[^1])] += 1.0 / DrawCount;
        }

        Assert.True(exact[1] > .1 && exact[2] > .1, $"the table is not what it is for: {string.Join(' ', exact)}");
        Assert.All(exact, (share, pattern) => Assert.Equal(share, shares[pattern], .06));
    }

    private static double[][] Draw(SelectionDesign design, LaplaceScorer scorer, ScoredModel model)
    {
        var draws = new ModelDraws(design, scorer, model);
        var random = new RandomStream(9, 0, 256);
        return [.. Enumerable.Range(0, DrawCount).Select(_ => draws.Draw(random).Values.ToArray())];
    }

    // By sums over a grid.
    private static double[] PatternShares(SelectionDesign design, ModelKey key)
    {
        const int half = 60;
        const double step = .05;
        var objective = new ModelObjective(design, LogisticLikelihood.Instance, Slab);
        objective.Take(key);
        var shares = new double[4];
        for (double intercept = -2; intercept <= 2; intercept += .1)
        {
            for (int first = -half; first < half; first++)
            {
                for (int second = -half; second < half; second++)
                {
                    double[] theta = [intercept, (first + .5) * step, (second + .5) * step];
                    double value = objective.Value(theta, isRidge: false);
                    shares[Pattern(theta[1], theta[2])] += Math.Exp(value + Rows);
                }
            }
        }

        double sum = shares.Sum();
        return [.. shares.Select(share => share / sum)];
    }

    private static int Pattern(double first, double second) => (first < 0 ? 1 : 0) + (second < 0 ? 2 : 0);

    private static LaplaceScorer Scorer(SelectionDesign design) =>
        new(design, LogisticLikelihood.Instance, Slab, MarginalMethod.Flips);

    // Ten columns, of which the first two matter; the fourth is the third but for what is left of one.
    private static SelectionDesign Table(ulong seed, double alike)
    {
        const int columns = 10;
        var random = new RandomStream(seed, 7);
        double[] values = [.. Enumerable.Range(0, Rows * columns).Select(_ => NormalDistribution.Sample(random))];
        var isPositive = new bool[Rows];
        for (int row = 0; row < Rows; row++)
        {
            Span<double> own = values.AsSpan(row * columns, columns);
            own[3] = (alike * own[2]) + (Math.Sqrt(1 - (alike * alike)) * own[3]);
            isPositive[row] = random.NextDouble() < LogisticLikelihood.Instance.Mean((1.2 * own[0]) - (.9 * own[1]));
        }

        return SelectionDesign.OfPrepared(values, isPositive, hasIntercept: true);
    }
}
