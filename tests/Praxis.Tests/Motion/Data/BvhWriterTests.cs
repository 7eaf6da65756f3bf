using Praxis.Motion;

namespace Praxis.Tests.Motion.Data;

/// <summary>Joints with fewer channels of rotation than their turns need.</summary>
public sealed class BvhWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Write_TurnsThatTheChannelsHold_KeepsThem()
    {
        MotionClip clip = Read(BvhText.Good);
        Assert.Empty(BvhWriter.Widened(clip));
        Assert.Contains("CHANNELS 1 Xrotation\n", BvhWriter.ToText(clip), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_TurnThatOneChannelCannotHold_GetsThreeAndTheSamePositions()
    {
        MotionClip clip = Read(BvhText.Good);
        Rotation[] rotations = [.. Enumerable.Range(0, 3).SelectMany(frame => clip.Rotations(frame).ToArray())];
        rotations[6 + 3] = Rotation.FromExponentialMap(new Vector3D(.4, .3, -.2));
        var turned = new MotionClip(
            clip.Skeleton,
            clip.FrameSeconds,
            [.. clip.RootPositions],
            rotations,
            new Dictionary<int, Vector3D[]>
            {
                [4] = [.. Enumerable.Range(0, 3).Select(frame => clip.Translation(frame, 4))],
            });

        Assert.Equal(["LeftUpLeg"], BvhWriter.Widened(turned));
        string text = BvhWriter.ToText(turned);
        Assert.Contains("CHANNELS 3 Xrotation Yrotation Zrotation\n\t\tJOINT LeftLeg", text, StringComparison.Ordinal);
        AssertSame(turned, Read(text));
    }

    // Seen as three angles, the third would be half a turn, which two channels do not have.
    [Theory]
    [InlineData(30, 120)]
    [InlineData(-170, 90)]
    [InlineData(200, -135)]
    public void Write_TwoChannelsBeyondARightAngle_ComeBack(double first, double second)
    {
        MotionClip clip = OneJoint(
            [MotionChannel.ZRotation, MotionChannel.XRotation],
            Rotation.AboutAxis(2, first * Math.PI / 180) * Rotation.AboutAxis(0, second * Math.PI / 180));
        Assert.Empty(BvhWriter.Widened(clip));
        AssertSame(clip, Read(BvhWriter.ToText(clip)));
    }

    [Fact]
    public void Write_TurnOfAJointThatOnlyMoves_GetsThreeRotations()
    {
        MotionClip clip = OneJoint(
            [MotionChannel.XPosition, MotionChannel.YPosition, MotionChannel.ZPosition],
            Rotation.FromExponentialMap(new Vector3D(.4, .3, -.2)));
        Assert.Equal(["b"], BvhWriter.Widened(clip));
        string text = BvhWriter.ToText(clip);
        Assert.Contains(
            "OFFSET 1 0 0\n\t\tCHANNELS 6 Xposition Yposition Zposition Zrotation Yrotation Xrotation\n",
            text,
            StringComparison.Ordinal);
        AssertSame(clip, Read(text));
    }

    private static MotionClip OneJoint(MotionChannel[] channels, Rotation turn)
    {
        var skeleton = new Skeleton(
            "arm",
            [
                new SkeletonJoint("a", -1, Vector3D.Zero),
                new SkeletonJoint("b", 0, new Vector3D(1, 0, 0)) { Channels = channels },
                new SkeletonJoint("c", 1, new Vector3D(0, 3, 1)),
            ]);
        return new MotionClip(
            skeleton,
            .1,
            [Vector3D.Zero, Vector3D.Zero],
            [Rotation.Identity, Rotation.Identity, Rotation.Identity, Rotation.Identity, turn, Rotation.Identity]);
    }

    private static void AssertSame(MotionClip wanted, MotionClip found)
    {
        Assert.Equal(wanted.FrameCount, found.FrameCount);
        PositionClip places = wanted.ToPositions();
        PositionClip others = found.ToPositions();
        for (int frame = 0; frame < wanted.FrameCount; frame++)
        {
            for (int joint = 0; joint < wanted.Skeleton.JointCount; joint++)
            {
                double away = (places.Positions(frame)[joint] - others.Positions(frame)[joint]).Length;
                Assert.InRange(away, 0, 1e-4);
            }
        }
    }

    private MotionClip Read(string text) => MotionFile.ReadRotations(_folder.Write("read.bvh", text));
}
