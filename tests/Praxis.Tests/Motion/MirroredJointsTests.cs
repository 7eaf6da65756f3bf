using Praxis.Core;
using Praxis.Motion;

namespace Praxis.Tests.Motion;

/// <summary>Which joints change places in a mirror.</summary>
public sealed class MirroredJointsTests
{
    [Theory]
    [InlineData("LeftArm", "RightArm")]
    [InlineData("lThigh", "rThigh")]
    [InlineData("mixamorig:LeftArm", "mixamorig:RightArm")]
    [InlineData("mixamorig:LeftHandMiddle1", "mixamorig:RightHandMiddle1")]
    [InlineData("Character1_LeftArm", "Character1_RightArm")]
    [InlineData("Bip01 L Thigh", "Bip01 R Thigh")]
    [InlineData("Bip01 L Finger01", "Bip01 R Finger01")]
    [InlineData("thigh_L", "thigh_R")]
    [InlineData("foot.l", "foot.r")]
    [InlineData("thigh_L_End", "thigh_R_End")]
    [InlineData("LeftUpLeg", "r_thigh")]
    public void Of_NamesOfAnySoftware_PairsThem(string left, string right) => Assert.Equal(
        [(3, -1f), (4, 1f), (5, 1f), (0, -1f), (1, 1f), (2, 1f)],
        MirroredJoints.Of(Layout(left, right, new Vector3D(5, -1, 0), new Vector3D(-5, -1, 0)))!);

    [Theory]
    [InlineData("ArmOne", "ArmTwo", 5, 0, -5, 0)]
    [InlineData("LeftArm", "RightArm", 0, 9, 0, -9)]
    [InlineData("LeftArm", "RightArm", 5, 5, -5, -5)]
    public void Of_NoPairsOrNoneAcrossTheBody_IsNone(
        string left, string right, double leftX, double leftY, double rightX, double rightY) => Assert.Null(
        MirroredJoints.Of(Layout(left, right, new Vector3D(leftX, leftY, 0), new Vector3D(rightX, rightY, 0))));

    [Fact]
    public void Of_TheBenchmarksBodies_ChangesLeftAndRight()
    {
        foreach (PoseLayout layout in (PoseLayout[])
            [PoseLayout.CmuPosition, PoseLayout.Human36MPosition, PoseLayout.CmuAngle])
        {
            int[] columns = layout.Columns.ToArray();
            int root = layout.Space == PoseSpace.Angle ? 1 : 0;
            (int Node, float Sign)[] mirror = MirroredJoints.Of(layout)!;
            int left = Array.IndexOf(columns, 3 * (layout.Skeleton.IndexOf("LeftLeg") + root));
            int right = Array.IndexOf(columns, 3 * (layout.Skeleton.IndexOf("RightLeg") + root));
            Assert.Equal((right, root == 0 ? -1f : 1f), mirror[left]);
            Assert.All(Enumerable.Range(0, mirror.Length), node => Assert.Equal(node, mirror[mirror[node].Node].Node));
        }
    }

    [Theory]
    [InlineData(.5, 1)]
    [InlineData(0, 0)]
    public void Windows_WithoutAMirror_SaySoWhereOneIsAskedFor(double share, int count)
    {
        var told = new List<FitEvent>();
        new TrainingWindows([new float[60]], 6, 5, 1, mirror: null).SayIfUnmirrored(
            share, new FitContext { Report = told.Add });
        Assert.Equal(count, told.OfType<NoticeEvent>().Count(static notice => notice.IsWarning));
    }

    // Two joints beside a trunk that is 20 high; both are learnt.
    private static PoseLayout Layout(string left, string right, Vector3D leftPlace, Vector3D rightPlace) =>
        PoseLayout.Of(
            new SkeletonDescription(new Skeleton(
                "figure",
                [
                    new("Hips", -1, Vector3D.Zero), new(left, 0, leftPlace), new(right, 0, rightPlace),
                    new("Head", 0, new(0, 20, 0)),
                ]))
            {
                PositionJoints = [1, 2],
            },
            PoseSpace.Position);
}
