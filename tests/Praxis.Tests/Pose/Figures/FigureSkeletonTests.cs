using Praxis.Numerics;
using Praxis.Pose;

namespace Praxis.Tests.Pose.Figures;

public sealed class FigureSkeletonTests
{
    private static readonly FigureBody Body = new(new RandomStream(1, 2));

    [Fact]
    public void Joints_AnyPose_KeepTheBonesLengths()
    {
        for (ulong stream = 0; stream < 50; stream++)
        {
            var skeleton = new FigureSkeleton(Body, FigurePoseSampler.Sample(new RandomStream(3, stream)));
            for (int side = 0; side < 2; side++)
            {
                Assert.Equal(Body.UpperArm, (skeleton.Elbow[side] - skeleton.Shoulder[side]).Length, 1e-12);
                Assert.Equal(Body.Forearm, (skeleton.Wrist[side] - skeleton.Elbow[side]).Length, 1e-12);
                Assert.Equal(Body.Thigh, (skeleton.Knee[side] - skeleton.Hip[side]).Length, 1e-12);
                Assert.Equal(Body.Shin, (skeleton.Ankle[side] - skeleton.Knee[side]).Length, 1e-12);
            }

            Assert.Equal(Body.HeadLength, (skeleton.HeadTop - skeleton.HeadBase).Length, 1e-12);
        }
    }

    [Fact]
    public void Angles_Positive_MoveAsTheirNamesSay()
    {
        var pose = new FigurePose();
        pose.ShoulderFlex[FigurePose.Left] = 90;
        pose.ShoulderAbduct[FigurePose.Right] = 90;
        pose.HipFlex[FigurePose.Left] = 90;
        pose.Knee[FigurePose.Left] = 90;
        pose.HipAbduct[FigurePose.Right] = 30;
        var skeleton = new FigureSkeleton(Body, pose);

        // Facing the viewer: z comes to them, the person's left is x.
        AssertDirection(new SpatialVector(0, 0, 1), skeleton.Elbow[1] - skeleton.Shoulder[1]);
        AssertDirection(new SpatialVector(-1, 0, 0), skeleton.Elbow[0] - skeleton.Shoulder[0]);
        AssertDirection(new SpatialVector(0, 0, 1), skeleton.Knee[1] - skeleton.Hip[1]);
        AssertDirection(new SpatialVector(0, -1, 0), skeleton.Ankle[1] - skeleton.Knee[1]);
        Assert.True(skeleton.Knee[0].X < skeleton.Hip[0].X);
        Assert.True(skeleton.Shoulder[1].X > 0 && skeleton.Hip[1].X > 0);
    }

    [Fact]
    public void Yaw_HalfATurn_ShowsTheBack()
    {
        var skeleton = new FigureSkeleton(Body, new FigurePose { Yaw = 180 });

        Assert.True(skeleton.Shoulder[FigurePose.Left].X < 0);
        Assert.Equal(-1, skeleton.Chest.Front.Z, 1e-12);
    }

    private static void AssertDirection(SpatialVector expected, SpatialVector actual)
    {
        Assert.Equal(expected.X, actual.X / actual.Length, 1e-9);
        Assert.Equal(expected.Y, actual.Y / actual.Length, 1e-9);
        Assert.Equal(expected.Z, actual.Z / actual.Length, 1e-9);
    }
}
