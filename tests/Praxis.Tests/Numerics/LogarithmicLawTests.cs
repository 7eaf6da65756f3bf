using Praxis.Numerics;

namespace Praxis.Tests.Numerics;

public sealed class LogarithmicLawTests
{
    [Fact]
    public void Fit_PointsOnALaw_FindsItExactly()
    {
        double[] x = [1e9, 3e10, 7e11, 2e13];
        LogarithmicLaw law = LogarithmicLaw.Fit(x, [.. x.Select(value => 0.15 + (0.0195 * Math.Log(value)))]);

        Assert.Equal(0.15, law.Intercept, 1e-12);
        Assert.Equal(0.0195, law.Slope, 1e-13);
        Assert.Equal(1, law.RSquared, 1e-12);
        Assert.Equal(0.15 + (0.0195 * Math.Log(5e12)), law.At(5e12), 1e-12);
    }

    [Fact]
    public void Fit_ThreeScatteredPoints_IsTheLeastSquaresSolution()
    {
        // ln x = 0, 1, 2 and y = 1, 3, 2: slope 1/2, intercept 3/2, explained 1/2 of 2.
        LogarithmicLaw law = LogarithmicLaw.Fit([1, Math.E, Math.E * Math.E], [1, 3, 2]);

        Assert.Equal(0.5, law.Slope, 1e-12);
        Assert.Equal(1.5, law.Intercept, 1e-12);
        Assert.Equal(0.25, law.RSquared, 1e-12);
    }

    [Fact]
    public void Fit_ConstantOrMissingValues_AreDefinedOrRefused()
    {
        Assert.Equal(1, LogarithmicLaw.Fit([1, 2, 3], [4, 4, 4]).RSquared);
        Assert.Throws<ArgumentException>(() => LogarithmicLaw.Fit([2, 2], [1, 3]));
        Assert.Throws<ArgumentException>(() => LogarithmicLaw.Fit([3, 3, 3, 3, 3, 3, 3], [1, 2, 3, 4, 5, 6, 7]));
        Assert.Throws<ArgumentOutOfRangeException>(() => LogarithmicLaw.Fit([0, 2], [1, 3]));
    }
}
