using Praxis.Bayes;

namespace Praxis.Tests.Bayes;

public sealed class BinaryMetricsTests
{
    // Sets of one size: Kuncheva's (r d - k²) / (k (d - k)), the mean over pairs.
    [Fact]
    public void Stability_SetsOfOneSize_IsKunchevasIndex()
    {
        IReadOnlySet<int>[] sets = [new HashSet<int> { 0, 1 }, new HashSet<int> { 0, 2 }, new HashSet<int> { 0, 1 }];
        const int units = 5;
        double known = (Kuncheva(1) + Kuncheva(2) + Kuncheva(1)) / 3;

        Assert.Equal(known, BinaryMetrics.Stability(sets, units), 1e-12);

        static double Kuncheva(int shared) => ((shared * units) - 4.0) / (2.0 * (units - 2));
    }

    [Fact]
    public void Stability_AllTheSameOrAllEmpty_IsOneOrNoNumber()
    {
        IReadOnlySet<int> one = new HashSet<int> { 3 };
        IReadOnlySet<int> none = new HashSet<int>();

        Assert.Equal(1, BinaryMetrics.Stability([one, one, one], 9), 1e-12);
        Assert.Equal(double.NaN, BinaryMetrics.Stability([none, none], 9));
        Assert.Equal(double.NaN, BinaryMetrics.Jaccard([none, none]));
        Assert.Equal(0, BinaryMetrics.Jaccard([none, one, none]));
        Assert.Equal(1, BinaryMetrics.Jaccard([one, one]));
    }

    // Positives .3, .6, .9 are above ½, 1½ and 2 of the negatives .3 and .5; negatives are below 2½ and 2 of three.
    [Fact]
    public void AreaError_ByHand_IsDeLongs()
    {
        double[] probabilities = [.3, .6, .9, .3, .5];
        bool[] outcomes = [true, true, true, false, false];
        double[] above = [.25, 1, 1];
        double[] below = [2.5 / 3, 2.0 / 3];
        double known = Math.Sqrt((Variance(above) / 3) + (Variance(below) / 2));

        Assert.Equal(known, BinaryMetrics.AreaError(probabilities, outcomes), 1e-12);
        Assert.Equal(.75, BinaryMetrics.AreaUnderCurve(probabilities, outcomes), 1e-12);

        static double Variance(double[] values)
        {
            double mean = values.Average();
            return values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1);
        }
    }

    [Fact]
    public void MeanError_OfNumbers_IsDeviationOverRoot() =>
        Assert.Equal(Math.Sqrt(5.0 / 3 / 4), BinaryMetrics.MeanError([1, 2, 3, 4]), 1e-12);
}
