using Praxis.Motion;

namespace Praxis.Tests.Motion.Clips;

public sealed class FrameGridTests
{
    // Whole steps take the frame before the anchor; others lie at the anchor itself.
    [Theory]
    [InlineData(120, 30, 120, 0, 30, 50)]
    [InlineData(120, 30, 121.5, 1, 30, 50)]
    [InlineData(120, 30, 123.9999999, 0, 31, 50)]
    [InlineData(120, 25, 121, 1, 25, 42)]
    [InlineData(120, 25, 120.6, .6, 25, 42)]
    [InlineData(30, 60, 10.25, .25, 20, 398)]
    public void Of_AnAnchor_HasANewFrameThere(
        double oldRate, double newRate, double anchor, double first, int index, int count)
    {
        var grid = FrameGrid.Of(200, 1 / oldRate, 1 / newRate, anchor);
        Assert.Equal(first, grid.First, 1e-5);
        Assert.Equal(index, grid.IndexOf(anchor));
        Assert.Equal(count, grid.Count);
        Assert.InRange(grid.First + (index * grid.Ratio), anchor - 1, anchor + 1e-5);
    }
}
