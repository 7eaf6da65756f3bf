using Praxis.Numerics;

namespace Praxis.Exactness.Tests.Numerics;

public sealed class StudentDistributionTests
{
    // The regularised incomplete beta function by mpmath 1.3.0 at 40 digits, ν = 7.3.
    [Theory]
    [InlineData(-1e6, -95.544503164535509355)]
    [InlineData(-40, -21.634925413206228531)]
    [InlineData(-3, -4.6574876350043959121)]
    [InlineData(-1.2, -2.0112945393798614072)]
    [InlineData(-0.01, -0.70088794868284506852)]
    [InlineData(0, -0.69314718055994530942)]
    [InlineData(0.3, -0.48820062378301590427)]
    [InlineData(1.5, -0.091875785136675334364)]
    [InlineData(1.7, -0.067832135590735949082)]
    [InlineData(6, -0.00023089889403544287513)]
    [InlineData(50, -7.9239800438360528351e-11)]
    public void LogCdf_KnownValues_AreReached(double x, double known) =>
        Assert.Equal(known, StudentDistribution.LogCdf(x, 7.3), 1e-13 * Math.Abs(known));

    [Theory]
    [InlineData(-20)]
    [InlineData(-1)]
    [InlineData(0.2)]
    [InlineData(3)]
    public void LogCdf_OneAndTwoDegrees_AreTheClosedForms(double x)
    {
        Assert.Equal(Math.Log(0.5 + (Math.Atan(x) / Math.PI)), StudentDistribution.LogCdf(x, 1), 1e-12);
        Assert.Equal(Math.Log(0.5 + (x / (2 * Math.Sqrt(2 + (x * x))))), StudentDistribution.LogCdf(x, 2), 1e-12);
    }

    [Fact]
    public void LogCdf_Ends_AreTheLimits()
    {
        Assert.Equal(0, StudentDistribution.LogCdf(double.PositiveInfinity, 7.3));
        Assert.Equal(double.NegativeInfinity, StudentDistribution.LogCdf(double.NegativeInfinity, 7.3));
        Assert.Throws<ArgumentOutOfRangeException>(() => StudentDistribution.LogCdf(1, 0));
    }
}
