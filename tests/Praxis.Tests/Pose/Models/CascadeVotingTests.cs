using Praxis.Pose;

namespace Praxis.Tests.Pose.Models;

/// <summary>What must hold of the fusion.</summary>
public sealed class CascadeVotingTests
{
    private static readonly DetectedJoint[] Six =
    [
        new(10, 20, .5f), new(11, 20, .5f), new(10, 21, .5f), new(9, 20, .5f), new(10, 19, .5f), new(90, 95, .5f),
    ];

    [Fact]
    public void Vote_OfOneOrEqualPlaces_IsThatPlace()
    {
        Assert.Equal(new DetectedJoint(3, 4, .7f), Vote(new DetectedJoint(3, 4, .7f)));
        DetectedJoint[] equal = [.. Enumerable.Repeat(new DetectedJoint(3.3, 4.4, .7f), 6)];
        DetectedJoint found = Vote(equal);
        Assert.Equal(3.3, found.X, 1e-12);
        Assert.Equal(4.4, found.Y, 1e-12);
        Assert.Equal(.7f, found.Score, 1e-6);
    }

    [Fact]
    public void Vote_OneFarOutlierAmongSix_IsIgnored()
    {
        DetectedJoint found = Vote(Six);
        Assert.Equal(10, found.X, 1e-9);
        Assert.Equal(20, found.Y, 1e-9);
    }

    [Fact]
    public void Vote_LowPeaks_AreLeftOutFirst()
    {
        DetectedJoint[] places = [new(10, 10, .9f), new(10, 12, .9f), new(40, 40, .1f), new(41, 40, .1f)];
        DetectedJoint found = Vote(places);
        Assert.Equal((10.0, 11.0), (found.X, found.Y));
        Assert.Equal(.9f, found.Score, 1e-6);
    }

    [Theory]
    [InlineData(.8f, .6f, 10)]
    [InlineData(.6f, .8f, 30)]
    [InlineData(.7f, .7f, 10)]
    public void Vote_TwoEqualClusters_TakesTheGreaterSumOfPeaks(float first, float second, double x)
    {
        DetectedJoint[] places =
        [
            new(10, 5, first), new(30, 5, second), new(10, 5, first), new(30, 5, second), new(10, 5, first),
            new(30, 5, second),
        ];
        double[] equal = [1, 1, 1, 1, 1, 1];
        Assert.Equal(x, CascadeVoting.Vote(places, equal).X, 1e-9);
        Assert.Equal(x, CascadeVoting.Vote([.. places.Reverse()], equal).X, 1e-9);
    }

    [Fact]
    public void Vote_Visibility_GoesBeforePeaks()
    {
        DetectedJoint[] places = [new(10, 10, .9f), new(40, 40, .1f)];
        Assert.Equal(40, CascadeVoting.Vote(places, [-2, 3]).X);
        Assert.Equal(10, CascadeVoting.Vote(places, [-2, -3]).X);
    }

    [Fact]
    public void Vote_AnyOrder_IsTheSame()
    {
        var random = new Random(3);
        DetectedJoint[] places =
        [
            .. Enumerable.Range(0, 9).Select(_ =>
                new DetectedJoint(50 * random.NextDouble(), 50 * random.NextDouble(), random.NextSingle())),
        ];
        DetectedJoint expected = Vote(places);
        for (int round = 0; round < 20; round++)
        {
            random.Shuffle(places);
            DetectedJoint found = Vote(places);
            Assert.Equal(expected.X, found.X, 1e-9);
            Assert.Equal(expected.Y, found.Y, 1e-9);
        }
    }

    [Theory]
    [InlineData(100, -30)]
    [InlineData(-0.125, 4000)]
    public void Vote_MovedPlaces_MovesAlong(double x, double y)
    {
        DetectedJoint still = Vote(Six);
        DetectedJoint moved = Vote([.. Six.Select(one => one with { X = one.X + x, Y = one.Y + y })]);
        Assert.Equal(still.X + x, moved.X, 1e-8);
        Assert.Equal(still.Y + y, moved.Y, 1e-8);
    }

    [Fact]
    public void Median_OfPlaces_IsByCoordinate()
    {
        DetectedJoint odd = CascadeVoting.Median([new(1, 9, .1f), new(5, 2, .3f), new(3, 4, .2f)]);
        Assert.Equal((3.0, 4.0), (odd.X, odd.Y));
        Assert.Equal(.2f, odd.Score, 1e-6);
        Assert.Equal(2.0, CascadeVoting.Median([new(1, 0, 0), new(3, 0, 0)]).X);
    }

    private static DetectedJoint Vote(params DetectedJoint[] places) =>
        CascadeVoting.Vote(places, [.. places.Select(static one => (double)one.Score)]);
}
