using CsCheck;
using Praxis.App;

namespace Praxis.Tests.App;

public sealed class AxisScaleTests
{
    [Fact]
    public void Ticks_Linear_AreRound()
    {
        var axis = AxisScale.Spanning([0.013, 0.087], isLog: false, 100, tickCount: 5, snap: true);

        Assert.Equal(["0.00", "0.02", "0.04", "0.06", "0.08", "0.10"], axis.Ticks.Select(axis.TickText));
    }

    [Fact]
    public void Ticks_QuarterSteps_KeepTheirDigits()
    {
        var axis = AxisScale.Spanning([0.1, 9.9], isLog: false, 100, tickCount: 4, snap: true);

        Assert.Equal(["0.0", "2.5", "5.0", "7.5", "10.0"], axis.Ticks.Select(axis.TickText));
    }

    [Theory]
    [InlineData(new double[] { 1 }, "1")]
    [InlineData(new double[] { 1, 2 }, "1 2")]
    [InlineData(new double[] { 1, 2, 3 }, "1 2 3")]
    [InlineData(new double[] { 0, 13 }, "0 5 10")]
    [InlineData(new double[] { 0, 150 }, "0 25 50 75 100 125 150")]
    [InlineData(new double[] { 0 }, "0")]
    public void Ticks_WholeValues_AreWhole(double[] values, string ticks)
    {
        var axis = AxisScale.Spanning(values, isLog: false, 100, tickCount: 6, snap: false);

        Assert.Equal(ticks.Split(' '), axis.Ticks.Select(axis.TickText));
    }

    [Fact]
    public void Ticks_WholeValuesWithRoom_AreWhole()
    {
        var axis = AxisScale.Spanning([4.0, 5], isLog: false, 100, tickCount: 6, snap: false, room: 0.5);

        Assert.Equal(["4", "5"], axis.Ticks.Select(axis.TickText));
        Assert.Equal(25, axis.Place(4), 9);
    }

    [Fact]
    public void Ticks_Logarithmic_ArePowers()
    {
        var axis = AxisScale.Spanning([3.0, 4000], isLog: true, 100, tickCount: 5, snap: true);

        Assert.Equal(["1", "10", "100", "1000", "10000"], axis.Ticks.Select(axis.TickText));
        Assert.Equal(50, axis.Place(100), 9);
        Assert.True(double.IsNaN(axis.Place(0)));
    }

    [Fact]
    public void Spanning_OneDecade_HasOneTwoFive()
    {
        var axis = AxisScale.Spanning([2.0, 9], isLog: true, 100, tickCount: 5, snap: true);

        Assert.Equal(["1", "2", "5", "10"], axis.Ticks.Select(axis.TickText));
    }

    [Fact]
    public void Spanning_AnyValues_PlacesThemInsideWithFewTicks() =>
        Gen.Double[-1e9, 1e9].Array[1, 20].Sample(values =>
        {
            var axis = AxisScale.Spanning(values, isLog: false, 100, tickCount: 5, snap: true);
            Assert.InRange(axis.Ticks.Count, 2, 8);
            Assert.All(values, value => Assert.InRange(axis.Place(value), -1e-6, 100 + 1e-6));
        });

    [Fact]
    public void Spanning_NoValues_StillDraws() =>
        Assert.NotEmpty(AxisScale.Spanning([double.NaN], isLog: false, 100, tickCount: 5, snap: true).Ticks);
}
