using Praxis.Core;
using Praxis.Motion;

namespace Praxis.Tests.Motion.Inspection;

public sealed class MotionInspectionTests
{
    [Fact]
    public void Of_TheBvhSample_FindsNothingWrongButAThumb()
    {
        MotionInspection found = MotionInspection.Of(MotionSample.ReadBvh(), "a.bvh");

        Assert.Equal((481, 31, 7, 96), (found.FrameCount, found.JointCount, found.EndSiteCount, found.ChannelCount));
        Assert.False(found.HasRestingFirstFrame);
        Assert.Null(found.SuggestedFrameRate);
        Assert.Equal(1, found.UpAxis);
        Assert.StartsWith("CMU", found.GuessedUnit, StringComparison.Ordinal);
        Assert.Contains("LHipJoint rotation x", found.ConstantChannels);
        Assert.DoesNotContain("LeftHip rotation x", found.ConstantChannels);
        Assert.Equal((411, "RThumb_End"), (found.Jumps.Single().Frame, found.Jumps[0].Joint));
        Assert.StartsWith("1 jump, the first", found.Warnings.Single(), StringComparison.Ordinal);
        Assert.Equal(0, found.BoneLengthChange);
    }

    [Theory]
    [InlineData("test/walking/walking_1.txt", true)]
    [InlineData("train/running/running_1.txt", true)]
    [InlineData("train/basketball/basketball_3.txt", true)]
    [InlineData("train/walking/walking_4.txt", false)]
    public void Of_BenchmarkText_FindsTheRestingFirstFrame(string name, bool isKept)
    {
        MotionInspection found = MotionInspection.Of(MotionSample.ReadText(name, dropFirst: !isKept), name);

        Assert.Equal(isKept, found.HasRestingFirstFrame);
        Assert.Equal(isKept, found.Warnings.Any(text => text.Contains("drop it", StringComparison.Ordinal)));
        Assert.Null(found.SuggestedFrameRate);
        Assert.DoesNotContain(found.Jumps, jump => jump.Frame < 2);
    }

    // What the benchmark takes for granted: 25 frames a second, and half of the rows.
    [Theory]
    [InlineData("test/walking/walking_1.txt", 120)]
    [InlineData("train/walking/walking_4.txt", 120)]
    public void Of_AGaitAtTheWrongRate_NamesTheTrueOne(string name, double rate)
    {
        MotionClip clip = MotionSample.ReadText(name);

        MotionInspection truth = MotionInspection.Of(clip, name);
        Assert.InRange(truth.StrideSeconds!.Value, 0.9, 1.3);
        Assert.Null(truth.SuggestedFrameRate);

        MotionInspection slow = MotionInspection.Of(clip.WithFrameSeconds(0.04), name);
        Assert.Equal(rate, slow.SuggestedFrameRate);
        Assert.Contains("the true rate may be 120", string.Join(' ', slow.Warnings), StringComparison.Ordinal);

        MotionInspection half = MotionInspection.Of(clip.EveryNth(2).WithFrameSeconds(0.04), name);
        Assert.Equal(rate / 2, half.SuggestedFrameRate);
    }

    [Fact]
    public void Of_Positions_FindsTreeUnitUpAxisAndFloor()
    {
        MotionClip clip = MotionSample.ReadBvh();
        PositionClip positions = clip.ToPositions();

        // Metres, z up, 2 m above the origin.
        Vector3D[] turned =
        [
            .. Enumerable.Range(0, clip.FrameCount).SelectMany(frame => positions.Positions(frame).ToArray())
                .Select(place => MotionSample.MillimetresPerUnit / 1000 * new Vector3D(place.X, -place.Z, place.Y))
                .Select(place => place with { Z = place.Z + 2 }),
        ];
        var bare = new PositionClip(clip.JointNames, clip.FrameSeconds, turned);

        MotionInspection found = MotionInspection.Of(bare, "a.csv");

        Assert.Equal("m", found.GuessedUnit);
        Assert.Equal(2, found.UpAxis);
        Assert.Equal(MotionSample.MillimetresPerUnit / 1000 * MotionInspection.Of(clip, "").FloorHeight,
            found.FloorHeight - 2, 1e-9);
        Assert.InRange(found.BoneLengthChange, 0, 1e-9);
        Assert.Equal(3, found.Warnings.Count);
        int[] guess = BoneTree.Guess(bare);
        Assert.Equal(-1, guess[0]);
        int knee = clip.Skeleton.IndexOf("LeftKnee");
        Assert.Equal(clip.Skeleton.Parents[knee], guess[knee]);
    }

    [Fact]
    public void Of_AJumpAndAStretchedBone_NamesThem()
    {
        PositionClip clip = MotionSample.ReadBvh().ToPositions();
        double[] values = clip.ToMatrix().Values.ToArray();
        int hand = clip.Skeleton!.IndexOf("LFingers_End");
        values[(((100 * clip.JointNames.Count) + hand) * 3) + 1] += 20;

        MotionInspection found = MotionInspection.Of(
            clip.WithPositions(new PoseMatrix(clip.FrameCount, 3 * clip.JointNames.Count, values)), "a.csv");

        Assert.Equal([100, 101], found.Jumps.Where(jump => jump.Joint == "LFingers_End").Select(jump => jump.Frame));
        Assert.Equal("LFingers to LFingers_End", found.LeastRigidBone);
        Assert.Equal(2, found.Warnings.Count);
        Assert.All(found.Warnings, text => Assert.DoesNotContain('\n', text));
    }

    [Fact]
    public void Tables_OfAnyClip_HaveAsManyCellsAsColumns()
    {
        IReadOnlyList<ResultTable> tables =
            MotionInspection.Of(MotionSample.ReadText("test/soccer/soccer_1.txt", dropFirst: false), "s.txt").Tables();

        Assert.Equal(["motion", "constant"], tables.Select(table => table.Name));
        Assert.All(tables, table => Assert.All(table.Rows, row => Assert.Equal(table.Columns.Count, row.Count)));
        Assert.Contains(tables[0].Rows, row => row[0] is "frames a second" && row[1] is 120.0);
        Assert.Contains("first 20 of", tables[1].Title, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_OneFrame_IsInspectedAsWell()
    {
        MotionInspection found = MotionInspection.Of(MotionSample.ReadBvh().Slice(0, 1), "a.bvh");

        Assert.False(found.HasRestingFirstFrame);
        Assert.Null(found.StrideSeconds);
    }
}
