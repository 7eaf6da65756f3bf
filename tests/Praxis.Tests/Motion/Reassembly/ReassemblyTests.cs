using CsCheck;
using Praxis.Motion;

namespace Praxis.Tests.Motion.Reassembling;

public sealed class ReassemblyTests
{
    private const int Observed = 10;

    public static TheoryData<string> Clips =>
        ["cmu_131_01.bvh", "test/walking/walking_1.txt", "test/soccer/soccer_1.txt"];

    [Fact]
    public void FromAngles_OfATrueFuture_HasItsRotations()
    {
        MotionClip clip = MotionSample.ReadBvh().EveryNth(2);
        PoseMatrix rows = ExponentialMapRows.WithoutRoot(ExponentialMapRows.Of(clip));

        MotionClip future = Reassembly.FromAngles(
            clip.Slice(0, Observed), rows.Slice(Observed, clip.FrameCount - Observed));

        Assert.Equal(clip.FrameCount - Observed, future.FrameCount);
        for (int frame = 0; frame < future.FrameCount; frame += 7)
        {
            for (int joint = 1; joint < clip.Skeleton.JointCount; joint++)
            {
                Rotations.RotationTests.AssertSame(
                    clip.Rotations(Observed + frame)[joint], future.Rotations(frame)[joint]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Clips))]
    public void FromPositions_OfRigidBones_HasThePositions(string name)
    {
        MotionClip clip = Read(name);
        PositionClip truth = ForwardKinematics.Positions(clip, keepRoot: false);
        int count = clip.FrameCount - Observed;

        MotionClip future = Reassembly.FromPositions(
            clip.Slice(0, Observed), truth.ToMatrix().Slice(Observed, count));

        PositionClip found = ForwardKinematics.Positions(future, keepRoot: false);
        double[] errors = JointPositionError.PerFrame(found.ToMatrix(), truth.ToMatrix().Slice(Observed, count));
        Assert.InRange(errors.Max() * (truth.MillimetresPerUnit ?? 1), 0, 0.1);
        AssertOwnBones(clip.Skeleton, future);
    }

    // What a network of positions gives: every joint a little beside, so that no bone has its length.
    [Fact]
    public void FromPositions_OfStretchedBones_KeepsEachLengthAndIsNear() =>
        Gen.Double[-20, 20].Array[38 * 3].Sample(
            shifts =>
            {
                MotionClip clip = Read("test/walking/walking_1.txt").Slice(60, Observed + 1);
                PoseMatrix all = ForwardKinematics.Positions(clip, keepRoot: false).ToMatrix();
                double[] truth = all.Frame(Observed).ToArray();
                double[] moved = [.. truth.Zip(shifts, (place, shift) => place + shift)];

                MotionClip future = Reassembly.FromPositions(
                    clip.Slice(0, Observed), new PoseMatrix(1, moved.Length, moved));

                AssertOwnBones(clip.Skeleton, future);
                PoseMatrix found = ForwardKinematics.Positions(future, keepRoot: false).ToMatrix();
                double error = JointPositionError.PerFrame(found, new PoseMatrix(1, truth.Length, truth))[0];
                Assert.InRange(error, 0, 120);
            },
            iter: 100);

    // The sample rests with hanging arms, the benchmark with spread ones.
    [Fact]
    public void Future_OnTheBenchmarksSkeleton_TurnsTheClipsOwn()
    {
        MotionClip clip = MotionSample.ReadBvh().EveryNth(2);
        Skeleton model = PoseLayout.CmuPosition.Skeleton;
        MotionClip onModel = RestPose.Between(clip.Skeleton, model).ToModel(clip);
        PoseMatrix truth = ForwardKinematics.Positions(clip, keepRoot: false).ToMatrix().Slice(Observed, 60);

        MotionClip byAngles = Reassembly.FromAngles(
            clip.Slice(0, Observed), PoseLayout.CmuAngle.WholeOf(onModel).Slice(Observed, 60), model);
        MotionClip byPositions = Reassembly.FromPositions(
            clip.Slice(0, Observed), PoseLayout.CmuPosition.WholeOf(onModel).Slice(Observed, 60), model);

        Assert.InRange(MostMillimetres(byAngles), 0, 1e-6);
        Assert.InRange(MostMillimetres(byPositions), 0, 10);
        AssertOwnBones(clip.Skeleton, byPositions);

        double MostMillimetres(MotionClip future)
        {
            PoseMatrix found = ForwardKinematics.Positions(future, keepRoot: false).ToMatrix();
            return MotionSample.MillimetresPerUnit * JointPositionError.PerFrame(found, truth).Max();
        }
    }

    [Fact]
    public void RestPose_OfHangingAndSpreadArms_HasTheSameDirectionsInSpace()
    {
        MotionClip clip = MotionSample.ReadBvh().Slice(100, 1);
        Skeleton model = PoseLayout.CmuPosition.Skeleton;
        RestPose rest = RestPose.Between(clip.Skeleton, model);
        Assert.Equal(
            [
                "LeftShoulder", "LeftElbow", "LeftWrist", "lhand", "LFingers", "LThumb",
                "RightShoulder", "RightElbow", "RightWrist", "rhand", "RFingers", "RThumb",
            ],
            rest.TurnedJoints);
        ReadOnlySpan<Vector3D> own = clip.ToPositions().Positions(0);
        ReadOnlySpan<Vector3D> other = rest.ToModel(clip).ToPositions().Positions(0);
        foreach (string name in rest.TurnedJoints.Where(name => name is not ("LeftWrist" or "RightWrist")))
        {
            int joint = clip.Skeleton.IndexOf(name);
            int child = Enumerable.Range(0, own.Length).First(i => clip.Skeleton.Parents[i] == joint);
            Vector3D left = own[child] - own[joint];
            Vector3D right = other[child] - other[joint];
            if (left.Length > 0)
            {
                Assert.Equal(left.Length * right.Length, left.Dot(right), 0.01 * left.Length * right.Length);
            }
        }

        Assert.Empty(RestPose.Between(model, model).TurnedJoints);
        Rotation[] back = rest.ToOwn(rest.ToModel(clip.Rotations(0)));
        Assert.All(Enumerable.Range(0, back.Length), joint =>
            Rotations.RotationTests.AssertSame(clip.Rotations(0)[joint], back[joint]));
    }

    [Fact]
    public void FromPositions_TurnAboutABone_IsKept()
    {
        MotionClip clip = Twisted(0.8);
        PoseMatrix straight = ForwardKinematics.Positions(clip, keepRoot: false).ToMatrix();

        MotionClip future = Reassembly.FromPositions(clip, straight);

        Rotations.RotationTests.AssertSame(clip.Rotations(0)[1], future.Rotations(0)[1]);
        Rotations.RotationTests.AssertSame(clip.Rotations(0)[2], future.Rotations(0)[2]);
    }

    [Fact]
    public void Future_OfMovedJoints_KeepsTheirLastPlace()
    {
        using var folder = new TemporaryFolder();
        MotionClip clip = BvhReader.ReadClip(folder.Write("a.bvh", Data.BvhText.Good), new MotionReadOptions());
        PoseMatrix rows = ExponentialMapRows.Of(clip);

        MotionClip future = Reassembly.FromAngles(clip, rows.Slice(1, 2));
        MotionClip all = Reassembly.Join(clip, future);

        Assert.Equal(clip.Translation(2, 4), future.Translation(1, 4));
        Assert.Equal(5, all.FrameCount);
        Assert.Equal(clip.Translation(1, 4), all.Translation(1, 4));
        Assert.Equal(future.RootPositions[1], all.RootPositions[4]);
        Assert.Contains("Frames: 5", BvhWriter.ToText(all), StringComparison.Ordinal);
    }

    private static MotionClip Read(string name) =>
        name.EndsWith(".bvh", StringComparison.Ordinal) ? MotionSample.ReadBvh() : MotionSample.ReadText(name);

    private static void AssertOwnBones(Skeleton skeleton, MotionClip clip)
    {
        PositionClip positions = clip.ToPositions();
        for (int frame = 0; frame < clip.FrameCount; frame++)
        {
            ReadOnlySpan<Vector3D> pose = positions.Positions(frame);
            for (int joint = 1; joint < skeleton.JointCount; joint++)
            {
                double length = (pose[joint] - pose[skeleton.Parents[joint]]).Length;
                Assert.Equal(skeleton.Joints[joint].Offset.Length, length, 1e-9 * (1 + length + pose[joint].Length));
            }
        }
    }

    private static MotionClip Twisted(double angle)
    {
        var skeleton = new Skeleton(
            "arm",
            [
                new("a", -1, Vector3D.Zero), new("b", 0, new(1, 0, 0)), new("c", 1, new(0, 1, 0)),
                new("d", 2, new(0, 1, 0)), new("e", 2, new(0, 2, 0)),
            ]);
        Rotation twist = Rotation.AboutAxis(1, angle);
        return new MotionClip(
            skeleton,
            0.1,
            [Vector3D.Zero],
            [Rotation.Identity, twist, twist, Rotation.Identity, Rotation.Identity]);
    }
}
