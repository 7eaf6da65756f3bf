using Praxis.Core;
using Praxis.Pose;
using Praxis.Torch;

namespace Praxis.Tests.Pose.Models;

public sealed class PlacementTargetsTests
{
    private const int Side = 64;
    private const int Pictures = 3;
    private const int Hat = 10;
    private const int Scarf = 21;
    private static readonly PoseSkeleton Skeleton = new("two", ["left_hand", "right_hand"], []);

    [Fact]
    public void ByJoint_KnownPlacements_CountsTheJointsThatPartsComeNear()
    {
        // Hats go to the left hand from the second epoch on, scarfs to the lower right corner, where nobody is.
        Chart chart = Targets().ByJoint();
        Assert.Equal(["left hand", "right hand", "none near"], chart.Categories!);
        Assert.Equal(["after epoch 1", "after epoch 2", "at random"], chart.Series.Select(static one => one.Name));
        Assert.Equal([0, 0, 100], chart.Series[0].Y);
        Assert.Equal([50, 0, 50], chart.Series[1].Y);
    }

    [Fact]
    public void ByJoint_AtRandom_IsTheShareOfPlacesNearAJoint()
    {
        IReadOnlyList<double> random = Targets().ByJoint().Series[2].Y;
        Assert.Equal(100, random.Sum(), 1e-9);
        // A circle of 8 pixels among places that a part's middle can have: a square of 1.2 times 63 pixels, turned
        // by all angles, so that joints well within have the same share.
        double share = 100 * Math.PI * 64 / Math.Pow(1.2 * 63, 2);
        Assert.InRange(random[0], share / 1.3, share * 1.3);
        Assert.InRange(random[1], share / 1.3, share * 1.3);
    }

    [Fact]
    public void ByType_KnownPlacements_SaysPlaceTurnAndSpread()
    {
        ResultTable table = Targets().ByType();
        Assert.Equal(2, table.Rows.Count);
        Assert.Equal(["hat", 45.0, 25.4, 50.0, 0.0, 0.0], table.Rows[0]);
        Assert.Equal("scarf", table.Rows[1][0]);
        Assert.Equal(0.0, table.Rows[1][1]);
        // 90, 95 and 100 percent of the way.
        Assert.Equal(95.0, table.Rows[1][2]);
        Assert.Equal(95.0, table.Rows[1][3]);
        Assert.Equal(4.1, table.Rows[1][4]);
    }

    private static PlacementTargets Targets()
    {
        var values = new float[2 * Pictures * BodyPartType.All.Count * 3];
        for (int picture = 0; picture < Pictures; picture++)
        {
            Put(0, picture, Hat, PastePlacement.Centred(0, 1, 1));
            // Pixel 16.5 is -½ but for the half pixels at the edges.
            Put(1, picture, Hat, PastePlacement.Centred(Math.PI / 4, (2 * 16 / 63.0) - 1, 0));
            for (int epoch = 0; epoch < 2; epoch++)
            {
                Put(epoch, picture, Scarf, PastePlacement.Centred(0, 0.8 + (picture / 10.0), 0.8 + (picture / 10.0)));
            }
        }

        // A crop has 1.25 times the box: this one is the picture.
        const double box = Side / CropTransform.Padding;
        var person = new Person(
            [new Joint(16.5, 32, JointState.Visible), new Joint(40, 30, JointState.Visible)],
            new PersonBox((Side - box) / 2, (Side - box) / 2, box, box));
        var image = new RgbImage(Side, Side);
        return new PlacementTargets(
            new NamedArray("history.placements", [2, Pictures, BodyPartType.All.Count, 3], values),
            PoseRecipe.Of(PosePreset.Tiny),
            Skeleton,
            [.. Enumerable.Range(0, Pictures + 2).Select(_ => new PoseExample(image, person))],
            [BodyPartType.All[Hat], BodyPartType.All[Scarf]]);

        void Put(int epoch, int picture, int type, PastePlacement place)
        {
            int start = ((((epoch * Pictures) + picture) * BodyPartType.All.Count) + type) * 3;
            values[start] = (float)(place.Angle / PastePlacement.AnglePerOutput);
            values[start + 1] = (float)(place.X / PastePlacement.ShiftPerOutput);
            values[start + 2] = (float)(place.Y / PastePlacement.ShiftPerOutput);
        }
    }
}
