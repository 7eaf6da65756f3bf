using Praxis.Motion;

namespace Praxis.Tests.Motion;

/// <summary>How a body of positions is turned, found from the joints that hang rigidly on its root.</summary>
public sealed class RootTurnTests
{
    private static readonly Rotation About = Rotation.FromExponentialMap(new Vector3D(.3, 2.5, -.2));

    [Fact]
    public void TakeOut_OfATurnedBody_GivesPosesAndTurnsOfItsRotations() =>
        AssertTakenOut(Turned(MotionPlace.Clip(30, 1.2)), "", 1e-6);

    // Its hips hang on joints of their own at the root's place, which never turn.
    [Fact]
    public void TakeOut_OfTheCmuBody_GoesByTheHips() =>
        AssertTakenOut(Turned(MotionSample.ReadText("test/walking/walking_1.txt").Slice(1, 20)), "", 1e-3);

    // Its hips lie on one line through the root; the trunk tells the rest, and is straight here.
    [Fact]
    public void TakeOut_OfTheHuman36MBody_TakesTheLeanFromTheTrunk()
    {
        Skeleton skeleton = SkeletonDescription.Human36M.Skeleton;
        var rotations = new Rotation[5 * skeleton.JointCount];
        Array.Fill(rotations, Rotation.Identity);
        for (int frame = 0; frame < 5; frame++)
        {
            rotations[(frame * skeleton.JointCount) + skeleton.IndexOf("LeftArm")] = Rotation.AboutAxis(0, .3 * frame);
            rotations[(frame * skeleton.JointCount) + skeleton.IndexOf("RightLeg")] = Rotation.AboutAxis(2, .2 * frame);
        }

        AssertTakenOut(Turned(new MotionClip(skeleton, .04, new Vector3D[5], rotations)), "told by Spine1", 1e-3);
    }

    [Fact]
    public void Of_JointsOnOneLineOrNotGiven_IsNotKnown()
    {
        var line = new Skeleton(
            "line",
            [
                new("a", -1, Vector3D.Zero), new("b", 0, new(0, 1, 0)), new("c", 0, new(0, -1, 0)),
                new("d", 2, new(0, -1, 1)),
            ]);
        Assert.Null(RootTurn.Of(line, static _ => true));
        Skeleton figure = MotionPlace.Clip(1, 0).Skeleton;
        Assert.Null(RootTurn.Of(figure, static joint => joint is 0 or 1 or 2 or 4));
        Assert.NotNull(RootTurn.Of(figure, static joint => joint is 0 or 1 or 3));
        Assert.Contains(
            "do not tell how the body is turned", RootTurn.NoteOf(null, figure), StringComparison.Ordinal);
    }

    [Fact]
    public void TakeOut_FrameThatTellsNothing_KeepsTheTurnBefore()
    {
        MotionClip clip = Turned(MotionPlace.Clip(2, 1.2));
        double[] values = clip.ToPositions().ToMatrix().Values.ToArray();
        int columns = values.Length / 2;
        for (int i = columns; i < values.Length; i++)
        {
            values[i] = values[columns + (i % 3)];
        }

        (PoseMatrix poses, Rotation[] turns) = RootTurn.TakeOut(
            new PoseMatrix(2, columns, values), RootTurn.Of(clip.Skeleton, static _ => true));
        Rotations.RotationTests.AssertSame(turns[0], turns[1], 1e-7);
        Assert.All(poses.Frame(1).ToArray(), static value => Assert.Equal(0, value, 1e-9));
    }

    private static MotionClip Turned(MotionClip clip) => clip.WithRoot(
        [.. clip.RootPositions.ToArray().Select(static place => About * place)],
        [.. Enumerable.Range(0, clip.FrameCount).Select(frame => About * clip.Rotations(frame)[0])]);

    private static void AssertTakenOut(MotionClip clip, string note, double tolerance)
    {
        var turn = RootTurn.Of(clip.Skeleton, static _ => true);
        string found = RootTurn.NoteOf(turn, clip.Skeleton);
        Assert.Equal(note.Length == 0, found.Length == 0);
        Assert.Contains(note, found, StringComparison.Ordinal);
        PoseMatrix world = clip.ToPositions().ToMatrix();
        (PoseMatrix poses, Rotation[] turns) = RootTurn.TakeOut(world, turn);
        AssertNear(ForwardKinematics.Positions(clip, keepRoot: false).ToMatrix(), poses, tolerance);
        for (int frame = 0; frame < clip.FrameCount; frame++)
        {
            Rotations.RotationTests.AssertSame(clip.Rotations(frame)[0], turns[frame], 1e-5);
            PoseMatrix back = RootTurn.Turned(poses.Slice(frame, 1), turns[frame]);
            AssertNear(RootTurn.TakeOut(world.Slice(frame, 1), turn: null).Poses, back, tolerance);
        }
    }

    private static void AssertNear(PoseMatrix wanted, PoseMatrix found, double tolerance) => Assert.All(
        wanted.Values.ToArray().Zip(found.Values.ToArray()),
        pair => Assert.Equal(pair.First, pair.Second, tolerance));
}
