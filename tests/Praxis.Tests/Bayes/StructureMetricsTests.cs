using Praxis.Bayes;

namespace Praxis.Tests.Bayes;

public sealed class StructureMetricsTests
{
    [Fact]
    public void Of_ByHand_HasTheCountsAndRates()
    {
        bool[] truth = [true, true, true, false, false, false, false, false];
        bool[] selected = [true, true, false, true, false, false, false, false];

        var metrics = StructureMetrics.Of(truth, selected);

        Assert.Equal(new StructureMetrics(2, 1, 1, 4), metrics);
        Assert.Equal(2.0 / 3, metrics.Sensitivity, 15);
        Assert.Equal(4.0 / 5, metrics.Specificity, 15);
        Assert.Equal(2.0 / 3, metrics.Precision, 15);
        Assert.Equal(1.0 / 3, metrics.FalseDiscoveryRate, 15);
        Assert.Equal(((2 * 4) - 1) / Math.Sqrt(3 * 3 * 5 * 5), metrics.MatthewsCorrelation, 15);
        Assert.Equal(2, metrics.HammingDistance);
        Assert.Equal(double.NaN, metrics.Auc);
    }

    [Fact]
    public void Of_NothingSelected_HasNoFalseDiscoveryAndNoCorrelation()
    {
        var metrics = StructureMetrics.Of([true, false, false], [false, false, false]);

        Assert.Equal((0.0, 1.0, 0.0), (metrics.FalseDiscoveryRate, metrics.Precision, metrics.MatthewsCorrelation));
    }

    [Fact]
    public void Of_Probabilities_SelectsAboveOneHalfOnlyAndCountsTiesByHalf()
    {
        bool[] truth = [true, true, false, false];
        double[] probabilities = [0.9, 0.5, 0.5, 0.1];

        var metrics = StructureMetrics.Of(truth, probabilities);

        Assert.Equal(new StructureMetrics(1, 0, 1, 2) { Auc = 3.5 / 4 }, metrics);
    }

    [Fact]
    public void Of_AllTrue_HasNoAuc() => Assert.Equal(double.NaN, StructureMetrics.Of([true, true], [0.1, 0.2]).Auc);

    [Fact]
    public void Of_LengthsDiffer_IsRefused() =>
        Assert.Throws<ArgumentException>(() => StructureMetrics.Of([true], [true, false]));

    [Fact]
    public void MatrixLosses_ByHand_AreSharesOfTheTruth()
    {
        double[] truth = [2, 0, 0, 4];
        double[] estimate = [2, 1, 1, 4];

        MatrixLosses losses = MatrixLosses.Of(truth, estimate, 2);

        Assert.Equal(1.0 / 4, losses.L1, 14);
        Assert.Equal(1.0 / 4, losses.Spectral, 14);
        Assert.Equal(Math.Sqrt(2.0 / 20), losses.Frobenius, 14);
        Assert.Equal(1.0 / 4, losses.Max, 14);
    }
}
