using Praxis.Motion;

namespace Praxis.Tests.Motion.Clips;

public sealed class MotionClipTests
{
    private static readonly Skeleton Arm = new(
        "arm", [new("a", -1, Vector3D.Zero), new("b", 0, new(1, 0, 0)), new("c", 1, new(1, 0, 0))], 10);

    [Fact]
    public void Resample_ToAHigherRate_TurnsAtConstantSpeed()
    {
        MotionClip clip = Turning(frames: 3, step: 0.2).Resample(0.025);

        Assert.Equal(9, clip.FrameCount);
        for (int frame = 0; frame < 9; frame++)
        {
            Rotations.RotationTests.AssertSame(Rotation.AboutAxis(2, 0.05 * frame), clip.Rotations(frame)[1]);
            Assert.Equal(0.25 * frame, clip.RootPositions[frame].X, 12);
        }
    }

    [Theory]
    [InlineData(0.2, 2)]
    [InlineData(0.2001, 2)]
    [InlineData(0.1, 1)]
    public void Resample_ToAWholeFraction_TakesFramesAsTheyAre(double seconds, int step)
    {
        MotionClip source = Turning(frames: 7, step: 0.1);
        MotionClip clip = source.Resample(seconds);

        Assert.Equal((7 + step - 1) / step, clip.FrameCount);
        Assert.Equal(source.Rotations(step)[1], clip.Rotations(1)[1]);
    }

    [Fact]
    public void Rows_ThereAndBack_AreTheSame()
    {
        MotionClip clip = Turning(frames: 4, step: 0.7);
        PoseMatrix rows = ExponentialMapRows.Of(clip);

        // The row holds the map of the transposed rotation.
        Assert.Equal(-0.7, rows[1, 8], 12);
        MotionClip back = ExponentialMapRows.ToClip(rows, Arm, clip.FrameSeconds);
        Rotations.RotationTests.AssertSame(clip.Rotations(3)[1], back.Rotations(3)[1]);
        Assert.Equal(
            clip.ToPositions().ToMatrix().Values.ToArray(), back.ToPositions().ToMatrix().Values.ToArray(), Near);
    }

    [Fact]
    public void Kinematics_BentArm_HasItsHandBesideTheElbow()
    {
        PositionClip positions = Turning(frames: 2, step: Math.PI / 2).ToPositions();

        Assert.InRange((positions.Positions(1)[2] - new Vector3D(2, 1, 0)).Length, 0, 1e-12);
        Assert.Equal(10, positions.MillimetresPerUnit);
        PositionClip still = ForwardKinematics.Positions(Turning(2, Math.PI / 2), keepRoot: false);
        Assert.InRange((still.Positions(1)[2] - new Vector3D(1, 1, 0)).Length, 0, 1e-12);
    }

    private static bool Near(double left, double right) => Math.Abs(left - right) < 1e-12;

    private static MotionClip Turning(int frames, double step) => new(
        Arm,
        0.1,
        [.. Enumerable.Range(0, frames).Select(frame => new Vector3D(frame, 0, 0))],
        [
            .. Enumerable.Range(0, frames).SelectMany(frame => new[]
            {
                Rotation.Identity, Rotation.AboutAxis(2, step * frame), Rotation.Identity,
            }),
        ]);
}
