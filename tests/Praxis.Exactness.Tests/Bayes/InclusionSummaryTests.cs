using Praxis.Bayes;

namespace Praxis.Exactness.Tests.Bayes;

/// <summary>Probability, error and R-hat of an indicator from known means of batches.</summary>
public sealed class InclusionSummaryTests
{
    [Fact]
    public void OneChain_KnownBatches_HasTheErrorOfTheirMean()
    {
        double[] means = [.1, .4, .3, .6];
        InclusionSummary summary = Of(means);

        // Mean 0.35, squares around it 0.0625 + 0.0025 + 0.0025 + 0.0625 = 0.13, halves 0.25 and 0.45.
        Assert.Equal(.35, summary.Probability, 1e-14);
        Assert.Equal(Math.Sqrt(.13 / (4 * 3)), summary.Error, 1e-14);
        double within = ((.25 * .75) + (.45 * .55)) / 2;
        Assert.Equal(Math.Sqrt(1 + (.02 / within)), summary.RHat, 1e-14);
    }

    [Fact]
    public void TwoChains_ThatAgree_HaveTheErrorOfAllBatches()
    {
        InclusionSummary summary = Of([.1, .4, .3, .6], [.6, .3, .4, .1]);
        Assert.Equal(.35, summary.Probability, 1e-14);
        Assert.Equal(Math.Sqrt(.26 / (8 * 7)), summary.Error, 1e-14);
    }

    [Fact]
    public void TwoChains_ThatDoNotAgree_HaveTheErrorOfTheirMeans()
    {
        InclusionSummary summary = Of([.1, .1, .1, .1], [.9, .9, .9, .9]);
        Assert.Equal(.5, summary.Probability, 1e-14);
        Assert.Equal(.4, summary.Error, 1e-14);
        Assert.Equal(Math.Sqrt(1 + (4 * .16 / 3 / .09)), summary.RHat, 1e-13);
    }

    // Two batches are over, of which none is of the second half: there is nothing to compare.
    [Theory]
    [InlineData(4)]
    [InlineData(50)]
    public void OneChain_CutInItsFirstHalf_HasNoRHat(int planned)
    {
        InclusionSummary summary = Cut(planned, [.1, .3]);
        Assert.Equal(.2, summary.Probability, 1e-14);
        Assert.True(double.IsNaN(summary.RHat));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(50)]
    public void TwoChains_CutInTheirFirstHalf_HaveTheRHatOfWholeChains(int planned)
    {
        InclusionSummary summary = Cut(planned, [.1, .3], [.5, .7]);

        // Means 0.2 and 0.6 around 0.4: 0.08 between, 0.16 and 0.24 inside.
        Assert.Equal(Math.Sqrt(1 + (.08 / .2)), summary.RHat, 1e-14);
    }

    [Fact]
    public void OneChain_CutInItsSecondHalf_HasTheRHatOfWhatIsThereOfIt()
    {
        InclusionSummary summary = Cut(4, [.1, .4, .6]);
        const double mean = 1.1 / 3;
        const double between = ((.25 - mean) * (.25 - mean)) + ((.6 - mean) * (.6 - mean));
        const double within = ((.25 * .75) + (.6 * .4)) / 2;
        Assert.Equal(Math.Sqrt(1 + (between / within)), summary.RHat, 1e-14);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Indicator_ThatNeverChanges_HasNoErrorAndNoRHat(double value)
    {
        InclusionSummary summary = Of([value, value, value, value], [value, value, value, value]);
        Assert.Equal((value, 0.0), (summary.Probability, summary.Error));
        Assert.True(double.IsNaN(summary.RHat));
    }

    [Fact]
    public void Indicator_OnInOneChainAndOffInAnother_HasInfiniteRHat()
    {
        InclusionSummary summary = Of([1, 1, 1, 1], [0, 0, 0, 0]);
        Assert.Equal(.5, summary.Probability);
        Assert.Equal(double.PositiveInfinity, summary.RHat);
    }

    [Fact]
    public void Stamps_OverBatches_AreTheShareOfTime()
    {
        var inclusion = new InclusionAccumulator(2, 4);
        inclusion.Enter(0, 3);
        inclusion.Begin(10);
        inclusion.Leave(0, 14);
        inclusion.EndBatch(20);
        inclusion.Enter(0, 25);
        inclusion.EndBatch(30);
        inclusion.EndBatch(40);
        inclusion.Leave(0, 41);
        inclusion.EndBatch(50);

        Assert.Equal((.4 + .5 + 1 + .1) / 4, inclusion.Mean(0), 1e-15);
        Assert.Equal(.16 + .25 + 1 + .01, inclusion.SumOfSquares(0), 1e-15);
        Assert.True(inclusion.HasHalves);
        (double first, double second) = inclusion.Halves(0);
        Assert.Equal(.45, first, 1e-15);
        Assert.Equal(.55, second, 1e-15);
        Assert.Equal(0, inclusion.Mean(1));
    }

    private static InclusionSummary Of(params double[][] chains) => Cut(chains[0].Length, chains);

    // Of a plan of so many batches.
    private static InclusionSummary Cut(int planned, params double[][] chains)
    {
        InclusionAccumulator[] accumulators = [.. chains.Select(means =>
        {
            var inclusion = new InclusionAccumulator(1, planned);
            inclusion.Begin(0);
            for (int batch = 0; batch < means.Length; batch++)
            {
                inclusion.AddProbability(0, means[batch]);
                inclusion.EndBatch(batch + 1);
            }

            return inclusion;
        })];
        return InclusionSummary.Of(accumulators, 0);
    }
}
