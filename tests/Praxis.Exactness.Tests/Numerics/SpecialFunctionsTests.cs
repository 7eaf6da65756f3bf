using System.Numerics;
using Praxis.Numerics;

namespace Praxis.Exactness.Tests.Numerics;

public sealed class SpecialFunctionsTests
{
    [Fact]
    public void LogGamma_WholeNumbers_AreLogFactorials()
    {
        BigInteger factorial = 1;
        for (int n = 1; n <= 160; n++)
        {
            Near(BigInteger.Log(factorial), SpecialFunctions.LogGamma(n));
            factorial *= n;
        }
    }

    // Γ(n + 1/2) = (2 n)! √π / (4ⁿ n!).
    [Fact]
    public void LogGamma_HalfNumbers_AreAsInClosedForm()
    {
        double expected = Math.Log(Math.PI) / 2;
        BigInteger odd = 1;
        for (int n = 0; n < 60; n++)
        {
            Near(BigInteger.Log(odd) - (n * Math.Log(2)) + expected, SpecialFunctions.LogGamma(n + 0.5));
            odd *= (2 * n) + 1;
        }
    }

    // To twenty digits, from the literature's tables.
    [Theory]
    [InlineData(0.1, 2.252712651734205959869702)]
    [InlineData(1e-5, 11.512919692895825853)]
    [InlineData(3.7, 1.428072326665388)]
    [InlineData(1e6, 12815504.569147611659)]
    public void LogGamma_KnownValues_AreReached(double x, double expected) =>
        Near(expected, SpecialFunctions.LogGamma(x));

    [Fact]
    public void LogGamma_Recurrence_Holds()
    {
        for (double x = 0.03; x < 40; x += 0.37)
        {
            Near(SpecialFunctions.LogGamma(x) + Math.Log(x), SpecialFunctions.LogGamma(x + 1));
        }
    }

    [Fact]
    public void LogMultivariateGamma_OneAndTwo_AreProductsOfGammas()
    {
        Assert.Equal(SpecialFunctions.LogGamma(2.3), SpecialFunctions.LogMultivariateGamma(1, 2.3));
        Near(
            (Math.Log(Math.PI) / 2) + SpecialFunctions.LogGamma(2.3) + SpecialFunctions.LogGamma(1.8),
            SpecialFunctions.LogMultivariateGamma(2, 2.3));
    }

    [Fact]
    public void LogSumExp_FarAndNothing_IsRight()
    {
        Near(1000 + Math.Log(2), SpecialFunctions.LogSumExp([1000, 1000]));
        Assert.Equal(double.NegativeInfinity, SpecialFunctions.LogSumExp([]));
        Assert.Equal(-3, SpecialFunctions.LogSumExp([double.NegativeInfinity, -3]));
    }

    private static void Near(double expected, double actual) =>
        Assert.InRange(Math.Abs(actual - expected), 0, 2e-14 * Math.Max(1, Math.Abs(expected)));
}
