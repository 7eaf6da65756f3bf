using Praxis.Numerics;

namespace Praxis.Exactness.Tests.Numerics;

public sealed class GammaFunctionTests
{
    // mpmath 1.3.0 at 50 digits.
    [Theory]
    [InlineData(0.001, -1000.5755719318102797)]
    [InlineData(0.1, -10.423754940411076232)]
    [InlineData(0.5, -1.9635100260214234794)]
    [InlineData(1, -0.57721566490153286061)]
    [InlineData(1.4616321449683622, -9.2412655217294275168e-17)]
    [InlineData(2, 0.42278433509846713939)]
    [InlineData(3.7, 1.1671535393615114409)]
    [InlineData(10, 2.2517525890667211076)]
    [InlineData(1000.5, 6.9077553206487964271)]
    public void Digamma_KnownValues_AreReached(double x, double expected) =>
        Assert.Equal(expected, SpecialFunctions.Digamma(x), 1e-14 * Math.Max(1, Math.Abs(expected)));

    // mpmath 1.3.0 at 50 digits: P and Q.
    [Theory]
    [InlineData(0.05, 1e-06, 0.51482795452517817164, 0.48517204547482182836)]
    [InlineData(0.05, 0.5, 0.97131737124416397885, 0.028682628755836021148)]
    [InlineData(0.5, 0.2, 0.47291074313446192633, 0.52708925686553807367)]
    [InlineData(0.5, 3, 0.98569412156457036047, 0.014305878435429639526)]
    [InlineData(1, 1, 0.6321205588285576784, 0.3678794411714423216)]
    [InlineData(2.5, 1, 0.15085496391539036377, 0.84914503608460963623)]
    [InlineData(2.5, 7, 0.98439058389973308527, 0.015609416100266914735)]
    [InlineData(10, 5, 0.031828057306204811737, 0.96817194269379518826)]
    [InlineData(10, 10, 0.54207028552814779169, 0.45792971447185220831)]
    [InlineData(10, 25, 0.99977852336175121642, 0.00022147663824878358122)]
    [InlineData(100, 80, 0.017108313035133114166, 0.98289168696486688583)]
    [InlineData(100, 100, 0.51329879827914866486, 0.48670120172085133514)]
    [InlineData(100, 140, 0.99983894282528744414, 0.00016105717471255585829)]
    [InlineData(1000, 900, 0.00054990226571178292301, 0.99945009773428821708)]
    [InlineData(1000, 1000, 0.5042052441802155085, 0.4957947558197844915)]
    [InlineData(1000, 1100, 0.99894067674607002265, 0.0010593232539299773489)]
    [InlineData(100000, 100100, 0.62444513070440549542, 0.37555486929559450458)]
    public void IncompleteGamma_KnownValues_AreReached(double shape, double x, double lower, double upper)
    {
        Assert.Equal(lower, SpecialFunctions.LowerIncompleteGamma(shape, x), 1e-13);
        Assert.Equal(upper, SpecialFunctions.UpperIncompleteGamma(shape, x), 1e-13);
    }

    // Q(n, x) = e^-x Σ_{k<n} x^k / k!.
    [Fact]
    public void IncompleteGamma_WholeShapes_ArePoissonSums()
    {
        foreach (double x in new[] { 0.3, 2, 9, 31 })
        {
            double term = Math.Exp(-x);
            double sum = 0;
            for (int n = 1; n < 40; n++)
            {
                sum += term;
                term *= x / n;
                Assert.Equal(sum, SpecialFunctions.UpperIncompleteGamma(n, x), 1e-13);
            }
        }
    }

    [Fact]
    public void IncompleteGamma_Ends_AreZeroAndOne()
    {
        Assert.Equal(0, SpecialFunctions.LowerIncompleteGamma(0.3, 0));
        Assert.Equal(0, SpecialFunctions.LowerIncompleteGamma(30, 0));
        Assert.Equal(1, SpecialFunctions.LowerIncompleteGamma(2, double.PositiveInfinity));
        Assert.Throws<ArgumentOutOfRangeException>(() => SpecialFunctions.LowerIncompleteGamma(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => SpecialFunctions.UpperIncompleteGamma(1, -1));
    }
}
