using Praxis.Motion;

namespace Praxis.Tests.Motion.Reassembling;

public sealed class RootPathTests
{
    private static readonly Skeleton Point = new("point", [new("a", -1, Vector3D.Zero)]);

    [Fact]
    public void Predict_OneHalfLife_IsHalfOfTheWay()
    {
        MotionClip clip = Moving(frames: 3, seconds: 0.001);
        var path = new RootPath { FloorHalfLife = 0.1, HeightHalfLife = 0.05, TurnHalfLife = 0.2, VelocitySeconds = 0 };

        (Vector3D[] places, Rotation[] turns) = path.Predict(clip, 2000);

        Vector3D end = places[^1] - clip.RootPositions[^1];
        Vector3D half = places[99] - clip.RootPositions[^1];
        Assert.Equal(1 / 0.001 * 0.1 / Math.Log(2), end.X, 1.0);
        Assert.Equal(end.X / 2, half.X, 1e-3 * end.X);
        Assert.Equal(end.Y * 3 / 4, half.Y, 1e-3 * end.Y);
        Rotation last = clip.Rotations(2)[0];
        Assert.Equal(last.AngleTo(turns[^1]) / 2, last.AngleTo(turns[199]), 1e-2);
    }

    [Fact]
    public void Predict_WithoutDamping_GoesOnAndTurnsOn()
    {
        MotionClip clip = Moving(frames: 8, seconds: 0.02);
        var path = new RootPath { FloorHalfLife = 1e9, HeightHalfLife = 0, TurnHalfLife = 1e9, VelocitySeconds = 0.06 };

        (Vector3D[] places, Rotation[] turns) = path.Predict(clip.Slice(0, 5), 3);

        Assert.Equal(7, places[2].X, 6);
        Assert.Equal(clip.RootPositions[4].Y, places[2].Y, 12);
        Rotations.RotationTests.AssertSame(clip.Rotations(7)[0], turns[2], 1e-8);
    }

    [Fact]
    public void Predict_OfOneFrame_Stays()
    {
        MotionClip clip = Moving(frames: 1, seconds: 0.02);

        (Vector3D[] places, Rotation[] turns) = new RootPath().Predict(clip, 4);

        Assert.All(places, place => Assert.Equal(clip.RootPositions[0], place));
        Assert.Equal(4, turns.Length);
    }

    [Fact]
    public void Fit_OfTheSample_IsNearTheDefaultsAndBeatsStanding()
    {
        MotionClip[] clips =
        [
            .. Directory.GetFiles(Path.Combine(MotionSample.Folder, "train"), "*.txt", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
                .Select(file => MotionSample.ReadText(Path.GetRelativePath(MotionSample.Folder, file)).EveryNth(2)),
        ];
        var usual = new RootPath();

        RootPath fitted = RootPath.Fit(clips, 25);

        Assert.InRange(fitted.FloorHalfLife / usual.FloorHalfLife, 0.8, 1.25);
        Assert.InRange(fitted.HeightHalfLife / usual.HeightHalfLife, 0.8, 1.25);
        Assert.InRange(fitted.TurnHalfLife / usual.TurnHalfLife, 0.8, 1.25);
        MotionClip walk = MotionSample.ReadText("test/walking/walking_1.txt").EveryNth(2);
        double still = Miss(walk, new RootPath { FloorHalfLife = 0, HeightHalfLife = 0 });
        Assert.InRange(Miss(walk, usual), 0, 0.4 * still);
    }

    [Fact]
    public void Fit_ClipsTooShort_IsRefused() =>
        Assert.Throws<ArgumentException>(() => RootPath.Fit([Moving(frames: 5, seconds: 0.02)], 10));

    private static double Miss(MotionClip clip, RootPath path) => Enumerable.Range(10, clip.FrameCount - 36).Average(
        start => (path.Predict(clip.Slice(start - 10, 11), 25).Positions[^1] - clip.RootPositions[start + 25]).Length);

    // One unit forwards and up a frame, and a turn of 0.01 about y.
    private static MotionClip Moving(int frames, double seconds) => new(
        Point,
        seconds,
        [.. Enumerable.Range(0, frames).Select(i => new Vector3D(i, i, 0))],
        [.. Enumerable.Range(0, frames).Select(i => Rotation.AboutAxis(1, 0.01 * i))]);
}
