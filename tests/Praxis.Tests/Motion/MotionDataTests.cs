using Praxis.Core;
using Praxis.Motion;

namespace Praxis.Tests.Motion;

/// <summary>Which skeleton, rate, unit and numbers a fit takes from its clips.</summary>
public sealed class MotionDataTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ToFit_ClipsToMeasureFirst_TakesSkeletonAndRateOfThoseThatAreLearnt()
    {
        MotionClip learnt = MotionPlace.Clip(40, 1);
        var large = new MotionClip(learnt.Skeleton.Scaled(3), .04, [.. learnt.RootPositions], [.. Turns(learnt)]);
        MotionData data = Fit(PoseSpace.Angle, (large, MotionSplit.Test), (large, MotionSplit.Validation),
            (learnt, MotionSplit.Train));
        Assert.Same(learnt.Skeleton, data.Layout.Skeleton);
        Assert.Equal(learnt.FrameSeconds, data.FrameSeconds);
    }

    // The last frame says little of a clip's unit.
    [Fact]
    public void ToFit_TablesThatEndCrouched_AreOfOneUnit()
    {
        PositionClip clip = Table(MotionPlace.Clip(40, 1).ToPositions(), 1);
        double[] values = clip.ToMatrix().Values.ToArray();
        int columns = values.Length / clip.FrameCount;
        for (int i = values.Length - columns; i < values.Length; i++)
        {
            values[i] *= .3;
        }

        PositionClip crouched = clip.WithPositions(new PoseMatrix(clip.FrameCount, columns, values));
        MotionData data = Fit(PoseSpace.Position, (clip, MotionSplit.Train), (crouched, MotionSplit.Test));
        Assert.Single(data.Test);
    }

    [Theory]
    [InlineData(1.8, false)]
    [InlineData(2.54, true)]
    [InlineData(.1, true)]
    public void ToFit_TablesOfAnotherSize_AreRefusedFromInchesOn(double size, bool isRefused)
    {
        PositionClip clip = MotionPlace.Clip(40, 1).ToPositions();
        Exception? error = Record.Exception(() => Fit(
            PoseSpace.Position, (Table(clip, 1), MotionSplit.Train), (Table(clip, size), MotionSplit.Test)));
        Assert.Equal(isRefused, error is InputException);
        Assert.Contains(
            isRefused ? "bring all tables to one unit" : "", error?.Message ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void ToFit_ListsOfAUsersSkeleton_SayWhatIsLearnt()
    {
        SkeletonFile.Write(_folder["lists.json"], new SkeletonDescription(MotionPlace.Clip(1, 0).Skeleton)
        {
            AngleColumns = [6, 7, 18],
            PositionJoints = [2, 4, 6],
            CopyJoints = [7],
            CopyFrom = [6],
        });
        MotionSet set = Texts("lists.json", MotionPlace.Clip(40, 1), 30);
        PoseLayout position = MotionData.ToFit(set, new MotionInputOptions(), PoseSpace.Position).Layout;
        Assert.Equal([6, 7, 8, 12, 13, 14, 18, 19, 20], position.Columns.ToArray());
        Assert.Equal([(21, 6), (22, 7), (23, 8)], position.Copies.ToArray());
        PoseLayout angle = MotionData.ToFit(set, new MotionInputOptions(), PoseSpace.Angle).Layout;
        Assert.Equal([6, 7, 18], angle.Columns.ToArray());
    }

    [Fact]
    public void ToFit_CopyOfAJointThatIsNotLearnt_IsRefusedInOneLine()
    {
        SkeletonFile.Write(_folder["lists.json"], new SkeletonDescription(MotionPlace.Clip(1, 0).Skeleton)
        {
            PositionJoints = [2, 4],
            CopyJoints = [7],
            CopyFrom = [6],
        });
        MotionSet set = Texts("lists.json", MotionPlace.Clip(40, 1), 30);
        Assert.Contains(
            "copy_from has joint 6, which is not in joints_used",
            _folder.Error(() => MotionData.ToFit(set, new MotionInputOptions(), PoseSpace.Position)),
            StringComparison.Ordinal);
    }

    // By whatever file it came, and with or without the lists.
    [Fact]
    public void ToFit_CmuBonesOfAFile_AreTheBenchmarks()
    {
        SkeletonFile.Write(_folder["cmu.json"], new SkeletonDescription(SkeletonDescription.Cmu.Skeleton));
        MotionSet set = Texts("cmu.json", MotionSample.ReadText("test/walking/walking_1.txt").Slice(0, 60), 120);
        var read = (MotionClip)set.Entries[0].Clip;
        Assert.NotSame(SkeletonDescription.Cmu.Skeleton, read.Skeleton);
        PoseLayout layout = MotionData.ToFit(set, new MotionInputOptions(), PoseSpace.Position).Layout;
        Assert.Equal(PoseLayout.CmuPosition.Columns.ToArray(), layout.Columns.ToArray());
        Assert.Equal(PoseLayout.CmuPosition.Copies.ToArray(), layout.Copies.ToArray());
        var scaled = (MotionClip)MotionData.InOneUnit(read, "a.txt");
        Assert.Equal(70 * read.RootPositions[5].X, scaled.RootPositions[5].X, 1e-9);
    }

    [Fact]
    public void ToFit_RootThatStandsStill_TakesTheJointBelowIt()
    {
        MotionClip plain = MotionPlace.Clip(40, 1);
        MotionClip still = UnderAStillRoot(plain, hasProp: false);
        MotionData data = Fit(PoseSpace.Position, (still, MotionSplit.Train), (still, MotionSplit.Test));
        MotionData wanted = Fit(PoseSpace.Position, (plain, MotionSplit.Train), (plain, MotionSplit.Test));
        Assert.Equal(plain.JointNames, data.Layout.Skeleton.JointNames);
        Assert.Equal(wanted.Layout.Columns.ToArray(), data.Layout.Columns.ToArray());
        Assert.All(
            wanted.Train[0].Whole.Values.ToArray().Zip(data.Train[0].Whole.Values.ToArray()),
            static pair => Assert.Equal(pair.First, pair.Second, 1e-9));
        Assert.Equal(0, (plain.RootPositions[^1] - data.Train[0].Root!.Places[^1]).Length, 1e-9);
        Assert.Contains(data.Notes, static note => note.StartsWith(
            "0.bvh: Reference stands still and Hips moves", StringComparison.Ordinal));
        Assert.Contains(
            MotionInspection.Of(still, "a.bvh").Warnings,
            static text => text.Contains("has Hips for its root", StringComparison.Ordinal));
    }

    [Fact]
    public void ToFit_StillRootWithMoreThanTheBody_SaysWhatFollows()
    {
        MotionClip still = UnderAStillRoot(MotionPlace.Clip(40, 1), hasProp: true);
        MotionData data = Fit(PoseSpace.Position, (still, MotionSplit.Train), (still, MotionSplit.Test));
        Assert.Equal("Reference", data.Layout.Skeleton.Joints[0].Name);
        Assert.Contains(data.Notes, static note => note.Contains(
            "export the motion with Hips as its root", StringComparison.Ordinal));
        Assert.DoesNotContain(
            Fit(PoseSpace.Position, (MotionPlace.Clip(40, 1), MotionSplit.Train),
                (MotionPlace.Clip(40, 2), MotionSplit.Test)).Notes,
            static note => note.Contains("stands still", StringComparison.Ordinal));
    }

    private static MotionData Fit(PoseSpace space, params (IMotionClip Clip, MotionSplit Split)[] clips) =>
        MotionData.ToFit(
            new MotionSet(clips.Select(static (one, i) => new MotionEntry(
                one.Clip, $"{i}.bvh", "wave", $"{i}", one.Split))),
            new MotionInputOptions(),
            space);

    private static IEnumerable<Rotation> Turns(MotionClip clip) =>
        Enumerable.Range(0, clip.FrameCount).SelectMany(frame => clip.Rotations(frame).ToArray());

    private static PositionClip Table(PositionClip clip, double size) => new(
        clip.JointNames,
        clip.FrameSeconds,
        [
            .. Enumerable.Range(0, clip.FrameCount).SelectMany(frame => clip.Positions(frame).ToArray())
                .Select(place => size * place),
        ]);

    // The clip under a root that never moves, with its path in channels of the hips, and perhaps a thing beside it.
    private static MotionClip UnderAStillRoot(MotionClip clip, bool hasProp)
    {
        SkeletonJoint[] thing = hasProp ? [new SkeletonJoint("Prop", 0, new Vector3D(9, 0, 0))] : [];
        var skeleton = new Skeleton(
            "still",
            [
                new SkeletonJoint("Reference", -1, Vector3D.Zero),
                .. clip.Skeleton.Joints.Select(static joint => joint with { Parent = joint.Parent + 1 }),
                .. thing,
            ]);
        return new MotionClip(
            skeleton,
            clip.FrameSeconds,
            new Vector3D[clip.FrameCount],
            [
                .. Enumerable.Range(0, clip.FrameCount).SelectMany(frame => clip.Rotations(frame).ToArray()
                    .Prepend(Rotation.Identity).Concat(thing.Select(static _ => Rotation.Identity))),
            ],
            new Dictionary<int, Vector3D[]> { [1] = [.. clip.RootPositions] });
    }

    // The same motion to learn from and to measure on, as benchmark text of a skeleton's file.
    private MotionSet Texts(string skeleton, MotionClip clip, double rate)
    {
        foreach (string split in (string[])["train", "test"])
        {
            Directory.CreateDirectory(_folder[$"set/{split}/wave"]);
            BenchmarkTextWriter.Write(_folder[$"set/{split}/wave/a.txt"], ExponentialMapRows.Of(clip));
        }

        return MotionFolder.Read(
            _folder["set"], new MotionReadOptions { SkeletonPath = _folder[skeleton], FrameRate = rate });
    }
}
