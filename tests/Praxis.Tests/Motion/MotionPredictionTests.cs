using System.Globalization;
using Praxis.App;
using Praxis.Core;
using Praxis.Motion;

namespace Praxis.Tests.Motion;

/// <summary>Predictions of files whose joints, units and axes are not those that were learnt.</summary>
public sealed class MotionPredictionTests
{
    private static readonly int[] Shuffled = [0, 5, 6, 7, 3, 4, 1, 2];

    [Fact]
    public void Predict_TableWithColumnsInAnotherOrder_IsTheSameByJoint()
    {
        using MotionPlace place = Tables();
        PositionClip clip = MotionPlace.Clip(40, 2).ToPositions();
        int[] order = [.. Enumerable.Range(0, clip.JointNames.Count).Reverse()];
        SortedDictionary<string, Vector3D> plain = Last(place, Csv(place, "plain.csv", clip));
        SortedDictionary<string, Vector3D> turned = Last(place, Csv(place, "turned.csv", Only(clip, order)));
        AssertClose(plain, turned, 1e-5);
    }

    [Fact]
    public void Predict_TableWithAJointMore_LeavesItOutAndSaysSo()
    {
        using MotionPlace place = Tables();
        PositionClip clip = MotionPlace.Clip(40, 2).ToPositions();
        PositionClip more = Only(clip, [.. Enumerable.Range(0, 8), 3]);
        var named = new PositionClip([.. clip.JointNames, "Tail"], clip.FrameSeconds, Places(more));
        List<string> notices = Notices(place);
        SortedDictionary<string, Vector3D> plain = Last(place, Csv(place, "plain.csv", clip));
        AssertClose(plain, Last(place, Csv(place, "tail.csv", named)), 1e-5);
        Assert.Contains(
            notices, static text => text.EndsWith("the model has no Tail: left out", StringComparison.Ordinal));
    }

    [Fact]
    public void PredictAndEvaluate_TableWithoutAJointThatIsLearnt_IsRefusedInOneLine()
    {
        using MotionPlace place = Tables();
        PositionClip clip = Only(MotionPlace.Clip(40, 2).ToPositions(), [0, 1, 3, 4, 5, 6, 7]);
        string path = Csv(place, "less.csv", clip);
        foreach (Action act in (Action[])
            [() => place.Predict("run", ("data", path)), () => Evaluate(place, path)])
        {
            InputException error = Assert.Throws<InputException>(act);
            Assert.Contains("no joint is known for LeftLeg_End", error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', error.Message);
        }
    }

    [Theory]
    [InlineData("position")]
    [InlineData("angle")]
    public void Predict_SiblingsInAnotherOrder_IsTheSameByJoint(string space)
    {
        using MotionPlace place = Fitted(space);
        MotionClip clip = MotionPlace.Clip(50, 2.2);
        MotionClip other = clip.Reordered(Shuffled, clip.Skeleton.Reordered(Shuffled));
        AssertClose(Last(place, Bvh(place, "plain.bvh", clip)), Last(place, Bvh(place, "other.bvh", other)), 1e-6);

        place.Predict("run", ("data", Bvh(place, "other.bvh", other)), ("files", place["out"]));
        MotionClip whole = BvhReader.ReadClip(Path.Combine(place["out"], "continued.bvh"), new MotionReadOptions());
        Assert.Equal(other.JointNames, whole.JointNames);
        PositionClip places = whole.ToPositions();
        double[] steps = [.. Enumerable.Range(1, whole.FrameCount - 1).Select(frame => Step(places, frame))];
        Assert.InRange(steps[49], 0, 2 * steps[..49].Max());
    }

    [Theory]
    [InlineData("position")]
    [InlineData("angle")]
    public void Predict_OtherTreeUnitAndRestingPose_IsThePoseOfTheModel(string space)
    {
        using MotionPlace place = Fitted(space);
        MotionClip clip = MotionPlace.Clip(50, 2.2);
        List<string> notices = Notices(place);
        SortedDictionary<string, Vector3D> plain = Last(place, Bvh(place, "plain.bvh", clip));
        SortedDictionary<string, Vector3D> other = Last(place, Bvh(place, "other.bvh", Retold(clip)));
        AssertClose(plain, other, 1e-4);
        Assert.Contains(notices, static text => text.Contains("of the model's skeleton", StringComparison.Ordinal));

        ResultTable table = place.Predict("run", ("data", place["other.bvh"]), ("files", place["out"]));
        Assert.Contains("in the unit of the model's skeleton", table.Title, StringComparison.Ordinal);
        Assert.DoesNotContain("continued.bvh", notices[^1], StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(place["out"], "continued.bvh")));
    }

    // Whichever way the body faces; the model learnt it with the root unturned.
    [Theory]
    [InlineData(0)]
    [InlineData(2.5)]
    public void PredictAndEvaluate_TableOnAModelOfRotations_IsThatOfTheRotations(double heading)
    {
        using var place = new MotionPlace("zero-velocity");
        place.Fit("run");
        MotionClip clip = MotionPlace.Clip(50, 2.2);
        var about = Rotation.AboutAxis(1, heading);
        MotionClip facing = clip.WithRoot(
            [.. clip.RootPositions.ToArray().Select(one => about * one)],
            [.. Enumerable.Range(0, 50).Select(frame => about * clip.Rotations(frame)[0])]);
        string rotations = Bvh(place, "facing.bvh", facing);
        string table = Csv(place, "facing.csv", facing.ToPositions());
        List<string> notices = Notices(place);
        AssertClose(Last(place, rotations), Last(place, table), 1e-4);
        Assert.DoesNotContain(notices, static text => text.Contains("is turned", StringComparison.Ordinal));
        double error = Evaluate(place, table);
        Assert.True(error > .01);
        Assert.Equal(Evaluate(place, rotations), error, 1e-4);
    }

    [Fact]
    public void Predict_TableWithoutWhatTellsTheTurn_SaysSo()
    {
        using var place = new MotionPlace("zero-velocity");
        place.Fit("run");
        PositionClip clip = Only(MotionPlace.Clip(50, 2.2).ToPositions(), [0, 2, 4, 6, 7]);
        List<string> notices = Notices(place);
        Assert.Equal(8 * 5, place.Predict("run", ("data", Csv(place, "less.csv", clip))).Rows.Count);
        Assert.Contains(
            notices, static text => text.Contains("do not tell how the body is turned", StringComparison.Ordinal));
    }

    [Fact]
    public void Predict_AtATimeBetweenTheModelsFrames_CutsThere()
    {
        using var place = new MotionPlace("zero-velocity");
        place.Fit("run");
        MotionClip clip = MotionPlace.Clip(50, 2.2);

        // Four frames to one of the model's, and three more than whole ones.
        MotionClip fine = clip.Resample(1 / 120.0).Slice(0, 196);
        ResultTable plain = place.Predict("run", ("data", Bvh(place, "plain.bvh", clip)), ("at", "1"));
        ResultTable found = place.Predict("run", ("data", Bvh(place, "fine.bvh", fine)), ("at", "1"));
        Assert.Equal(plain.Rows.Count, found.Rows.Count);
        Assert.All(plain.Rows.Zip(found.Rows), static pair => Assert.All(
            Enumerable.Range(3, 3), column => Assert.Equal(
                (double)pair.First[column]!, (double)pair.Second[column]!, 1e-4)));
    }

    [Fact]
    public void Evaluate_RotationsOnAModelOfTables_MeasuresTheirOwnPositions()
    {
        using MotionPlace place = Tables();
        MotionClip clip = MotionPlace.Clip(40, 2);
        double ofTable = Evaluate(place, Csv(place, "clip.csv", clip.ToPositions()));
        double ofRotations = Evaluate(place, Bvh(place, "clip.bvh", clip));
        Assert.True(ofTable > .01);
        Assert.Equal(ofTable, ofRotations, 1e-4);
    }

    [Fact]
    public void Predict_ClipThatStandsAlongZ_GoesOnAlongTheFloor()
    {
        using MotionPlace place = Fitted("position");
        MotionClip clip = MotionPlace.Clip(50, 2.2);
        var up = Rotation.FromExponentialMap(new Vector3D(Math.PI / 2, 0, 0));
        Rotation[] turns = [.. Enumerable.Range(0, 50).Select(frame => up * clip.Rotations(frame)[0])];
        MotionClip standing = clip.WithRoot([.. clip.RootPositions.ToArray().Select(place => up * place)], turns);
        SortedDictionary<string, Vector3D> plain = Last(place, Bvh(place, "plain.bvh", clip));
        SortedDictionary<string, Vector3D> other = Last(place, Bvh(place, "standing.bvh", standing));
        AssertClose(new(plain.ToDictionary(static one => one.Key, one => up * one.Value)), other, 1e-4);
    }

    [Fact]
    public void Fit_TablesOfTwoUnits_IsRefusedInOneLine()
    {
        using MotionPlace place = Tables(last: 1000);
        InputException error = Assert.Throws<InputException>(() => place.Fit("other"));
        Assert.Contains("bring all tables to one unit", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_ClipsOfTwoRates_SaysWhichIsLearnt()
    {
        using var place = new MotionPlace("zero-velocity");
        Bvh(place, Path.Combine("clips", "train", "wave", "wave_4.bvh"), MotionPlace.Clip(60, 1).WithFrameSeconds(.04));
        RunResults results = place.Fit("run").Results;
        Assert.Contains(results.Notes, static text => text.Contains(
            "Clips have 25, 30 frames a second; all were brought to 30", StringComparison.Ordinal));
    }

    [Fact]
    public void Predict_JointThatTheMappingLeavesOut_DoesNotTurn()
    {
        using MotionPlace place = Fitted("angle");
        MotionClip clip = MotionPlace.Clip(50, 2.2);
        int[] kept = [0, 1, 2, 5, 6, 7];
        var skeleton = new Skeleton("figure", kept.Select(joint => clip.Skeleton.Joints[joint] with
        {
            Parent = Array.IndexOf(kept, clip.Skeleton.Joints[joint].Parent),
        }));
        MotionClip less = new(
            skeleton,
            clip.FrameSeconds,
            [.. clip.RootPositions],
            [.. Enumerable.Range(0, 50).SelectMany(frame => kept.Select(joint => clip.Rotations(frame)[joint]))]);
        string path = Bvh(place, "less.bvh", less);
        InputException error = Assert.Throws<InputException>(() => place.Predict("run", ("data", path)));
        Assert.Contains("{\"RightLeg\": null}", error.Message, StringComparison.Ordinal);
        string mapping = place.Write("mapping.json", "{\"RightLeg\": null}");
        Assert.Equal(8 * 8, place.Predict("run", ("data", path), ("mapping", mapping)).Rows.Count);
        string rootless = place.Write("rootless.json", "{\"RightLeg\": null, \"Hips\": null}");
        error = Assert.Throws<InputException>(() => place.Predict("run", ("data", path), ("mapping", rootless)));
        Assert.Contains("no joint is known for Hips", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Predict_IntoAUsedFolder_LeavesNothingOfAnotherClip()
    {
        using MotionPlace place = Tables();
        PositionClip clip = MotionPlace.Clip(40, 2).ToPositions();
        string folder = place["out"];
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "continued.bvh"), "of another clip");
        place.Predict("run", ("data", Csv(place, "plain.csv", clip)), ("files", folder));
        Assert.Equal(
            ["prediction.csv", "viewer.html"], Directory.GetFiles(folder).Select(Path.GetFileName).Order());
        string first = File.ReadLines(Path.Combine(folder, "prediction.csv")).ElementAt(1);
        Assert.StartsWith("0.0333333", first, StringComparison.Ordinal);
        string page = File.ReadAllText(Path.Combine(folder, "viewer.html"));
        Assert.DoesNotContain("error in mm", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1e300", "a frame lasts 1e+300 s")]
    [InlineData("1e-300", "a frame lasts 1e-300 s")]
    [InlineData("8.3333", "if these are milliseconds, write 0.0083333")]
    public void Predict_FrameTimeThatCannotBe_IsRefusedInOneLine(string seconds, string words)
    {
        using MotionPlace place = Fitted("position");
        string path = Bvh(place, "plain.bvh", MotionPlace.Clip(50, 2.2));
        string text = File.ReadAllText(path);
        int start = text.IndexOf("Frame Time:", StringComparison.Ordinal);
        int end = text.IndexOf('\n', start);
        File.WriteAllText(path, $"{text[..start]}Frame Time: {seconds}{text[end..]}");
        InputException error = Assert.Throws<InputException>(() => place.Predict("run", ("data", path)));
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        Assert.Equal(8 * 8, place.Predict("run", ("data", path), ("frame-rate", "30")).Rows.Count);
    }

    [Fact]
    public void Predict_PlaceOutOfThisWorld_IsRefusedInOneLine()
    {
        using MotionPlace place = Fitted("position");
        MotionClip clip = MotionPlace.Clip(50, 2.2);
        Vector3D[] path = [.. clip.RootPositions];
        path[3] = new Vector3D(0, 1e200, 0);
        string file = Bvh(place, "far.bvh", new MotionClip(clip.Skeleton, clip.FrameSeconds, path,
            [.. Enumerable.Range(0, 50).SelectMany(frame => clip.Rotations(frame).ToArray())]));
        InputException error = Assert.Throws<InputException>(() => place.Predict("run", ("data", file)));
        Assert.Contains("frame 4 has a joint at (0, 1E+200, 0)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Predict_TimeBeforeTheClip_IsRefused()
    {
        using MotionPlace place = Fitted("position");
        string path = Bvh(place, "plain.bvh", MotionPlace.Clip(50, 2.2));
        InputException error = Assert.Throws<InputException>(
            () => place.Predict("run", ("data", path), ("at", "-0.5")));
        Assert.Contains("--at is -0.5 s", error.Message, StringComparison.Ordinal);
        Assert.Equal(15 * 8, place.Predict("run", ("data", path), ("horizon", "500MS")).Rows.Count);
    }

    [Theory]
    [InlineData(.0333333, 40, 79)]
    [InlineData(1 / 30.0, 40, 79)]
    [InlineData(1 / 29.97, 31, 61)]
    public void Resample_RateOfRoundedFiles_KeepsTheLastFrame(double fileSeconds, int frames, int wanted)
    {
        MotionClip clip = MotionPlace.Clip(frames, 1).WithFrameSeconds(fileSeconds);
        MotionClip ended = clip.Resample(1 / 60.0, endsAtLast: true);
        Assert.Equal(wanted, ended.FrameCount);
        Assert.Equal(clip.RootPositions[^1].X, ended.RootPositions[^1].X, 1e-12);
        Assert.Equal(clip.RootPositions[^1].X, clip.ToPositions().Resample(1 / 60.0, endsAtLast: true)
            .Positions(wanted - 1)[0].X, 1e-12);
    }

    // Another teller's figure of the same motion: a joint more between spine and head, a root above the hips, all
    // lengths seven times as great, and legs that rest stretched out to the sides.
    private static MotionClip Retold(MotionClip clip)
    {
        const double size = 7;
        var side = Rotation.FromExponentialMap(new Vector3D(0, 0, Math.PI / 2));
        Skeleton own = clip.Skeleton;
        var skeleton = new Skeleton("retold",
        [
            new SkeletonJoint("Reference", -1, Vector3D.Zero),
            new SkeletonJoint("Hips", 0, Vector3D.Zero),
            new SkeletonJoint("LeftLeg", 1, size * own.Joints[1].Offset),
            new SkeletonJoint("LeftLeg_End", 2, size * (side * own.Joints[2].Offset)) { IsEndSite = true },
            new SkeletonJoint("RightLeg", 1, size * own.Joints[3].Offset),
            new SkeletonJoint("RightLeg_End", 4, size * (side * own.Joints[4].Offset)) { IsEndSite = true },
            new SkeletonJoint("Spine", 1, size * own.Joints[5].Offset),
            new SkeletonJoint("Chest", 6, .5 * size * own.Joints[6].Offset),
            new SkeletonJoint("Head", 7, .5 * size * own.Joints[6].Offset),
            new SkeletonJoint("Head_End", 8, size * own.Joints[7].Offset) { IsEndSite = true },
        ]);
        var rotations = new List<Rotation>();
        for (int frame = 0; frame < clip.FrameCount; frame++)
        {
            Rotation[] turns = clip.Rotations(frame).ToArray();
            rotations.AddRange(
            [
                Rotation.Identity, turns[0], turns[1] * side.Transpose(), Rotation.Identity,
                turns[3] * side.Transpose(), Rotation.Identity, turns[5], Rotation.Identity, turns[6],
                Rotation.Identity,
            ]);
        }

        return new MotionClip(
            skeleton,
            clip.FrameSeconds,
            [.. clip.RootPositions.ToArray().Select(static place => size * place)],
            [.. rotations]);
    }

    private static MotionPlace Fitted(string space)
    {
        var place = new MotionPlace("arnet");
        place.Options["space"] = space;
        place.Fit("run");
        return place;
    }

    private static MotionPlace Tables(double last = 1)
    {
        var place = new MotionPlace("arnet");
        string folder = place["tables"];
        Directory.CreateDirectory(folder);
        for (int take = 1; take <= 3; take++)
        {
            PositionClip clip = MotionPlace.Clip(40, take).ToPositions();
            Csv(place, Path.Combine("tables", $"take_{take}.csv"), clip, take == 3 ? last : 1);
        }

        place.DataPath = folder;
        if (last == 1)
        {
            place.Fit("run");
        }

        return place;
    }

    private static string Bvh(MotionPlace place, string name, MotionClip clip)
    {
        BvhWriter.Write(place[name], clip);
        return place[name];
    }

    private static string Csv(MotionPlace place, string name, PositionClip clip, double scale = 1)
    {
        PositionTableWriter.Write(place[name], new PositionClip(
            clip.JointNames, clip.FrameSeconds, [.. Places(clip).Select(one => scale * one)]));
        return place[name];
    }

    private static PositionClip Only(PositionClip clip, int[] joints) => new(
        [.. joints.Select((joint, i) => clip.JointNames[joint] + (Array.IndexOf(joints, joint) < i ? "2" : ""))],
        clip.FrameSeconds,
        [
            .. Enumerable.Range(0, clip.FrameCount)
                .SelectMany(frame => joints.Select(joint => clip.Positions(frame)[joint])),
        ]);

    private static Vector3D[] Places(PositionClip clip) =>
        [.. Enumerable.Range(0, clip.FrameCount).SelectMany(frame => clip.Positions(frame).ToArray())];

    private static SortedDictionary<string, Vector3D> Last(MotionPlace place, string path)
    {
        ResultTable table = place.Predict("run", ("data", path));
        object? last = table.Rows[^1][0];
        return new(table.Rows.Where(row => Equals(row[0], last)).ToDictionary(
            static row => (string)row[2]!,
            static row => new Vector3D((double)row[3]!, (double)row[4]!, (double)row[5]!)));
    }

    private static double Step(PositionClip clip, int frame) => clip.Positions(frame).ToArray()
        .Zip(clip.Positions(frame - 1).ToArray()).Max(static pair => (pair.First - pair.Second).Length);

    private static double Evaluate(MotionPlace place, string path) =>
        (double)new EvaluateJob(place.Environment).Run("run", path, new Dictionary<string, string>(), 1)
            .Tables.Single(static one => one.Name == "models").Rows[^1][^1]!;

    private static List<string> Notices(MotionPlace place)
    {
        var notices = new List<string>();
        place.Environment = place.Environment with
        {
            Report = item =>
            {
                if (item is NoticeEvent notice)
                {
                    notices.Add(notice.Message);
                }
            },
        };
        return notices;
    }

    private static void AssertClose(
        SortedDictionary<string, Vector3D> wanted, SortedDictionary<string, Vector3D> found, double tolerance)
    {
        Assert.Equal(wanted.Keys, found.Keys);
        Assert.All(wanted, one => Assert.True(
            (one.Value - found[one.Key]).Length <= tolerance,
            string.Create(CultureInfo.InvariantCulture, $"{one.Key}: {one.Value} and {found[one.Key]}")));
    }
}
