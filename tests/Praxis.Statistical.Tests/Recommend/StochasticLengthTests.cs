using Praxis.Recommend;

namespace Praxis.Statistical.Tests.Recommend;

public sealed class StochasticLengthTests
{
    [Theory]
    [InlineData(1.3, 40)]
    [InlineData(1.3, 60)]
    [InlineData(1.8, 60)]
    public void KeepingAll_HappensAsOftenAsTheFormulaSays(double alpha, int length)
    {
        const int draws = 40_000;
        const int longest = 60;
        var rule = new StochasticLength(alpha, SubsequenceSelection.Greedy, longest, seed: 3);
        TrainingWindow window = Window([.. Enumerable.Range(0, length).Select(i => (long)i)]);

        int whole = Enumerable.Range(0, draws).Count(index => Draw(rule, window, index).TokenCount == length);

        double expected = Math.Pow(longest, alpha) / (length * length);
        AssertShare(expected, whole, draws);
    }

    [Fact]
    public void RandomSelection_KeepsEveryTokenAlike() => AssertInclusions(
        SubsequenceSelection.Random, [0, 100, 150, 190, 199, 200], static _ => 1);

    [Fact]
    public void FeatureWeightedSelection_KeepsAsDrawingWithoutReplacementDoes()
    {
        long[] times = [0, 100, 150, 190, 199, 200];
        double ages = times.Sum(time => 200.0 - time);

        AssertInclusions(SubsequenceSelection.FeatureWeighted, times, place => 1 - ((200 - times[place]) / ages));
    }

    [Fact]
    public void FeatureWeightedSelection_WeightOfZero_IsNeverKept() => AssertInclusions(
        SubsequenceSelection.FeatureWeighted, [0, 5, 5, 5, 5, 5], static place => place == 0 ? 0 : 1);

    // Threshold 3 of 6 tokens: all ordered draws of three are enumerated.
    private static void AssertInclusions(SubsequenceSelection selection, long[] times, Func<int, double> weight)
    {
        const int passes = 60_000;
        var rule = new StochasticLength(1.3, selection, longest: 6, seed: 5);
        Assert.Equal(3, rule.Threshold);
        TrainingWindow window = Window(times);
        var counts = new int[times.Length];
        int draws = 0;
        for (int pass = 0; pass < passes; pass++)
        {
            TrainingWindow drawn = Draw(rule, window, pass);
            if (drawn.TokenCount == 3)
            {
                draws++;
                foreach (int item in drawn.Items.Span[..3])
                {
                    counts[item]++;
                }
            }
        }

        double[] expected = Inclusions([.. Enumerable.Range(0, times.Length).Select(weight)], 3);
        Assert.Equal(3, expected.Sum(), 12);
        for (int place = 0; place < times.Length; place++)
        {
            AssertShare(expected[place], counts[place], draws);
        }
    }

    // Probability that each place is among the first count of successive draws in proportion to the weights left.
    private static double[] Inclusions(double[] weights, int count)
    {
        var inclusions = new double[weights.Length];
        if (count == 0)
        {
            return inclusions;
        }

        for (int first = 0; first < weights.Length; first++)
        {
            if (weights[first] > 0)
            {
                double chance = weights[first] / weights.Sum();
                double[] left = [.. weights];
                left[first] = 0;
                inclusions[first] += chance;
                double[] later = Inclusions(left, count - 1);
                for (int place = 0; place < weights.Length; place++)
                {
                    inclusions[place] += chance * later[place];
                }
            }
        }

        return inclusions;
    }

    private static void AssertShare(double expected, int count, int draws)
    {
        double error = Math.Sqrt(expected * (1 - expected) / draws);
        Assert.InRange((double)count / draws, expected - (4 * error), expected + (4 * error));
    }

    private static TrainingWindow Draw(StochasticLength rule, TrainingWindow window, int index) =>
        rule.Shorten(window, (ulong)index);

    // Token i is item i; one event more stands behind, which is only foretold.
    private static TrainingWindow Window(long[] times) => new(
        Enumerable.Range(0, times.Length + 1).ToArray(), (long[])[.. times, times[^1] + 1], times.Length);
}
