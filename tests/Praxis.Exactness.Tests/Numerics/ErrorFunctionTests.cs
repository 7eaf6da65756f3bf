using Praxis.Numerics;

namespace Praxis.Exactness.Tests.Numerics;

public sealed class ErrorFunctionTests
{
    // mpmath 1.3.0 at 50 digits: erfc(x), erf(x), log(erfc(x)) of the double x.
    public static TheoryData<double, double, double, double> Known => new()
    {
        { -3, 1.9999779095030014146, -0.99997790950300141456, 0.69313613525044681032 },
        { -0.7, 1.6778011938374184423, -0.67780119383741844228, 0.51748412297910574694 },
        { 1e-10, 0.99999999988716208329, 1.128379167095512615e-10, -1.1283791671591745922e-10 },
        { 0.1, 0.8875370839817151016, 0.1124629160182848984, -0.11930497373739560532 },
        { 0.4999, 0.47958800483861340972, 0.52041199516138659028, -0.73482786690340913615 },
        { 0.5, 0.47950012218695346232, 0.52049987781304653768, -0.73501112983708440303 },
        { 0.7, 0.32219880616258155772, 0.67780119383741844228, -1.1325865135143412341 },
        { 1, 0.15729920705028513066, 0.84270079294971486934, -1.8496055099332482486 },
        { 1.7, 0.016209541409225439159, 0.98379045859077456084, -4.1221552342439039137 },
        { 3, 0.000022090496998585441373, 0.99997790950300141456, -10.720363041981112568 },
        { 5.5, 7.3578479179743980631e-15, 0.99999999999999264215, -32.543008907376962436 },
        { 10, 2.088487583762544757e-45, 1, -102.87988902484488857 },
        { 20, 5.3958656116079009289e-176, 1, -403.56934333410423496 },
        { 26.5, 2.2109076642637342759e-307, 1, -706.10022041014808661 },
    };

    [Theory]
    [MemberData(nameof(Known))]
    public void Erf_KnownValues_AreReached(double x, double erfc, double erf, double logErfc)
    {
        Near(erfc, SpecialFunctions.Erfc(x));
        Near(erf, SpecialFunctions.Erf(x));
        Near(logErfc, SpecialFunctions.LogErfc(x));
    }

    [Fact]
    public void Erf_Ends_AreThose()
    {
        Assert.Equal(0, SpecialFunctions.Erf(0));
        Assert.Equal(1, SpecialFunctions.Erf(double.PositiveInfinity));
        Assert.Equal(-1, SpecialFunctions.Erf(double.NegativeInfinity));
        Assert.Equal(0, SpecialFunctions.Erfc(double.PositiveInfinity));
        Assert.Equal(2, SpecialFunctions.Erfc(double.NegativeInfinity));
        Assert.Equal(0, SpecialFunctions.Erfc(1e160));
        Assert.True(double.IsNaN(SpecialFunctions.Erf(double.NaN)));
        Assert.True(double.IsNaN(SpecialFunctions.Erfc(double.NaN)));
    }

    // The series of all positive terms, erf x = 2/√π e^(-x²) Σ 2ⁿ x^(2n+1) / (2n+1)!!, in 28 decimal digits; sixteenths
    // are exact in both kinds of number.
    [Fact]
    public void Erf_SeriesInDecimal_IsReached()
    {
        for (int i = 1; i <= 60; i++)
        {
            decimal x = i / 16m;
            decimal term = x;
            decimal sum = 0;
            for (int n = 0; n < 120; n++)
            {
                sum += term;
                term *= 2 * x * x / ((2 * n) + 3);
            }

            decimal erf = 1.1283791670955125738961589031m * Exp(-x * x) * sum;
            Near((double)erf, SpecialFunctions.Erf((double)x));
            Near((double)(1 - erf), SpecialFunctions.Erfc((double)x));
        }
    }

    // e^(x²) erfc x = 1/√π / (x + (1/2) / (x + 1 / (x + (3/2) / ...))), Abramowitz and Stegun 7.1.14.
    [Fact]
    public void ScaledErfc_ContinuedFraction_IsReached()
    {
        foreach (double x in new[] { 4, 5.3, 7.7, 12, 26, 100, 1e5, 1e200 })
        {
            double fraction = x;
            for (int n = 200; n >= 1; n--)
            {
                fraction = x + (0.5 * n / fraction);
            }

            Near(1 / (Math.Sqrt(Math.PI) * fraction), SpecialFunctions.ScaledErfc(x));
        }
    }

    [Theory]
    [InlineData(1e-20)]
    [InlineData(-3e-9)]
    [InlineData(0.01)]
    [InlineData(-0.3)]
    public void LogOnePlusAndExpMinusOne_SmallNumbers_UndoEachOther(double x)
    {
        Near(x, SpecialFunctions.ExpMinusOne(SpecialFunctions.LogOnePlus(x)));
        Near(x - (x * x / 2), SpecialFunctions.LogOnePlus(x), (1e-15 * Math.Abs(x)) + Math.Abs(x * x * x));
    }

    private static void Near(double expected, double actual) => Near(expected, actual, 1e-15 * Math.Abs(expected));

    private static void Near(double expected, double actual, double tolerance) =>
        Assert.InRange(actual, expected - tolerance, expected + tolerance);

    private static decimal Exp(decimal x)
    {
        decimal term = 1;
        decimal sum = 1;
        for (int n = 1; n < 90; n++)
        {
            term *= -x / n;
            sum += term;
        }

        return 1 / sum;
    }
}
