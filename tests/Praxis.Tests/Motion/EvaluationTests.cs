using Praxis.App;
using Praxis.Core;
using Praxis.Motion;

namespace Praxis.Tests.Motion;

/// <summary>What evaluations measure and on which windows.</summary>
public sealed class EvaluationTests
{
    private static readonly SkeletonDescription Body = SkeletonDescription.Human36M;

    [Fact]
    public void RootMotion_PutBack_GivesThePlacesOfTheClip()
    {
        MotionClip clip = MotionPlace.Clip(30, 1.2);
        PoseMatrix whole = ForwardKinematics.Positions(clip, keepRoot: false).ToMatrix();
        Vector3D[] places = RootMotion.Of(clip).Restore(whole.Slice(4, 20), 4);
        PositionClip world = clip.ToPositions();
        for (int frame = 0; frame < 20; frame++)
        {
            for (int joint = 0; joint < 8; joint++)
            {
                Assert.Equal(
                    0, (places[(8 * frame) + joint] - world.Positions(frame + 4)[joint]).Length, 1e-9);
            }
        }
    }

    [Fact]
    public void Evaluate_ClipsWithUnitAndFeet_MeasuresRhythmBonesAndFeet()
    {
        using MotionPlace place = new("zero-velocity");
        place.DataPath = place["table"];
        foreach (string split in (string[])["train", "test"])
        {
            Directory.CreateDirectory(Path.Combine(place.DataPath, split, "wave"));
            PositionTableWriter.Write(
                Path.Combine(place.DataPath, split, "wave", "a.csv"), MotionPlace.Clip(40, 1).ToPositions());
        }

        RunResults positions = place.Fit("positions").Results;
        Assert.True(positions.Metrics["NPSS"] > 0);
        Assert.DoesNotContain(
            positions.Metrics.Keys, static name => name.StartsWith("bone", StringComparison.Ordinal));

        MotionData data = Walkers();
        MotionErrors errors = MotionEvaluation.Run(
            [("truth", new Oracle(data, 5)), ("held", new Oracle(data, 0))],
            data,
            WindowProtocol.All,
            new FitContext());
        PoseQuality truth = errors.QualityOf(0);
        PoseQuality held = errors.QualityOf(1);
        Assert.Equal(0, errors.MeanOf(0).Position.Max(), 1e-9);
        Assert.Equal(0, truth.Rhythm, 1e-9);
        Assert.Equal(0, truth.BoneShare + truth.BoneUnits, 1e-9);
        Assert.True(held.BoneShare > 0 && held.BoneUnits > held.BoneShare);
        Assert.Equal(0, truth.Skate, 1e-9);
        Assert.True(held.Rhythm > 0);
        Assert.Equal(2.5, held.Skate, 1e-9);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Evaluate_CancelledBetweenWindows_ThrowsTheCancellationItself(int threadCount)
    {
        MotionData data = Walkers();
        using var source = new CancellationTokenSource();
        var context = new FitContext { ThreadCount = threadCount, Cancellation = source.Token };

        Assert.Throws<OperationCanceledException>(() => MotionEvaluation.Run(
            [("held", new Oracle(data, 0) { Predicting = source.Cancel })], data, WindowProtocol.All, context));
    }

    [Theory]
    [InlineData("zero-velocity", "measuring")]
    [InlineData("arnet", "gathering the coarse predictor's errors")]
    public void Fit_CancelledOutsideOfTraining_EndsAsCancelled(string method, string phase)
    {
        using MotionPlace place = new(method);
        using var source = new CancellationTokenSource();
        place.Environment = place.Environment with
        {
            Cancellation = source.Token,
            Report = happened =>
            {
                if (happened is PhaseEvent begun && begun.Name.StartsWith(phase, StringComparison.Ordinal))
                {
                    source.Cancel();
                }
            },
        };

        RunCancelledException error = Assert.Throws<RunCancelledException>(() => place.Fit("run", threadCount: 2));

        Assert.Equal(ExitCode.Cancelled, error.ExitCode);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Windows_OfHuman36M_AreDrawnByTurnsFromTwoTakes()
    {
        using MotionPlace place = new("zero-velocity");
        WriteHuman36M(place, takes: 2);
        RunResults results = place.Fit("run").Results;
        ResultTable actions = results.Tables.Single(static table => table.Name == "actions");
        Assert.Equal(["sitting", "walking", "mean"], actions.Rows.Select(static row => row[0]));
        Assert.Equal([8, 8, 16], actions.Rows.Select(static row => (int)row[1]!));
        Assert.Contains(results.Notes, static note => note.Contains("two takes", StringComparison.Ordinal));

        var input = new MotionInputOptions { Protocol = WindowProtocol.Seeds8 };
        var data = MotionData.ToFit(MotionFolder.Read(place.DataPath), input, PoseSpace.Position);
        (TestWindow[] windows, bool hasTwoTakes) = MotionWindows.Of(data, 6, 8, WindowProtocol.Seeds8);
        Assert.True(hasTwoTakes);
        Assert.Equal(
            BenchmarkWindows.Human36M(190, 200, WindowProtocol.Seeds8, 6, 8).Select(static one => one.Start),
            windows.Where(static window => window.Clip.Action == "walking").Select(static window => window.Start));
        Assert.Equal(
            ["walking_1.txt", "walking_2.txt"],
            windows.TakeLast(2).Select(static window => Path.GetFileName(window.Clip.Path)));
    }

    [Theory]
    [InlineData("60", "8", "at most 50 observed and 25 foretold")]
    [InlineData("10", "40", "at most 50 observed and 25 foretold")]
    public void Windows_LongerThanTheProtocolDraws_AreRefusedInOneLine(string observed, string future, string words)
    {
        using MotionPlace place = new("zero-velocity");
        place.Options["observed"] = observed;
        place.Options["future"] = future;
        place.Input["protocol"] = "seeds8";
        PraxisException error = Assert.ThrowsAny<PraxisException>(() => place.Fit("run"));
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Windows_OfAClipTooShortForTheProtocol_NameItsFile()
    {
        using MotionPlace place = new("zero-velocity");
        place.Input["protocol"] = "seeds256";
        PraxisException error = Assert.ThrowsAny<PraxisException>(() => place.Fit("run"));
        Assert.Contains("no test clip holds 76 frames", error.Message, StringComparison.Ordinal);
        Assert.Contains("wave_1.bvh has 40 frames", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Theory]
    [InlineData("all", 10, "shorter than a window of 14 frames", 87)]
    [InlineData("seeds8", 10, "shorter than the 76 frames that windows are drawn from", 8)]
    [InlineData("seeds8", 60, "shorter than the 76 frames that windows are drawn from", 8)]
    public void Windows_OfAClipThatIsTooShort_AreLeftOutAndTold(string protocol, int frames, string words, int windows)
    {
        using MotionPlace place = new("zero-velocity");
        place.Input["protocol"] = protocol;
        foreach ((string file, int count) in ((string, int)[])[
            ("test/wave/wave_1.bvh", 100), ("test/wave/wave_2.bvh", frames), ("train/wave/wave_9.bvh", 10)])
        {
            BvhWriter.Write(Path.Combine(place.DataPath, file), MotionPlace.Clip(count, count));
        }

        FinishedRun run = place.Fit("run");
        string test = $"1 of 2 test clips (wave_2.bvh) is {words} and is left out.";
        string training = "1 of 4 training clips (wave_9.bvh) is shorter than a window of 14 frames and is left out.";
        Assert.Contains(test, run.Results.Notes);
        Assert.Contains(training, run.Results.Notes);
        string[] told = [.. run.Folder.ReadEvents().OfType<NoticeEvent>().Select(static notice => notice.Message)];
        Assert.Contains(test, told);
        Assert.Contains(training, told);
        Assert.Equal(
            windows,
            (int)run.Results.Tables.Single(static table => table.Name == "actions").Rows[^1][1]!);
    }

    [Fact]
    public void Windows_OfAnActionWithAShortTake_AreLeftOutAndTold()
    {
        using MotionPlace place = new("zero-velocity");
        WriteHuman36M(place, takes: 2);
        BenchmarkTextWriter.Write(Path.Combine(place.DataPath, "S5", "sitting_2.txt"), Rows(200, 2));
        RunResults results = place.Fit("run").Results;
        Assert.Contains(
            "2 of 4 test clips (sitting_1.txt, sitting_2.txt) are of an action with a take that is shorter than the "
                + "167 frames that windows are drawn from and are left out.",
            results.Notes);
        ResultTable actions = results.Tables.Single(static table => table.Name == "actions");
        Assert.Equal(["walking", "mean"], actions.Rows.Select(static row => row[0]));
    }

    [Fact]
    public void Windows_OfASingleTakeBesideTwo_ReachNoFartherThanItsOwn()
    {
        using MotionPlace place = new("zero-velocity");
        WriteHuman36M(place, takes: 2);
        File.Delete(Path.Combine(place.DataPath, "S5", "sitting_2.txt"));
        place.Options["future"] = "40";
        InputException error = Assert.Throws<InputException>(() => place.Fit("run"));
        Assert.Contains("sitting_1.txt: is not one of two takes", error.Message, StringComparison.Ordinal);
        Assert.Contains("at most 50 observed and 25 foretold", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Fit_OneObservedFrame_IsRefusedInOneLine()
    {
        using MotionPlace place = new("zero-velocity");
        place.Options["observed"] = "1";
        PraxisException error = Assert.ThrowsAny<PraxisException>(() => place.Fit("run"));
        Assert.Contains("--observed must be an integer in [2, 100]", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("seeds8", 24)]
    [InlineData("seeds256", 768)]
    [InlineData("all", 459)]
    public void Evaluate_AnglesOfTheSample_RunsByEveryProtocolBesideZeroVelocity(string protocol, int windows)
    {
        using MotionPlace place = new("arnet");
        place.DataPath = MotionSample.Folder;
        foreach ((string flag, string text) in ((string, string)[])[
            ("space", "angle"), ("observed", "10"), ("future", "25"), ("epochs", "1"), ("refinement-epochs", "1"),
            ("joint-epochs", "1"),
            ("stride", "400"), ("augmentation", "none")])
        {
            place.Options[flag] = text;
        }

        place.Fit("run");
        RunResults results = new EvaluateJob(place.Environment).Run(
            "run", null, new Dictionary<string, string> { ["protocol"] = protocol }, threadCount: 2);
        ResultTable models = results.Tables.Single(static table => table.Name == "models-angle");
        Assert.Equal(["arnet", "coarse alone", "zero velocity"], models.Rows.Select(static row => row[0]));
        Assert.Equal(
            windows,
            (int)results.Tables.Single(static table => table.Name == "actions-angle").Rows[^1][1]!);
        Assert.Equal(4, results.Tables.Single(static table => table.Name == "means-angle").Rows.Count);
        ResultTable geodesic = results.Tables.Single(static table => table.Name == "models-geodesic");
        Assert.Equal(models.Columns, geodesic.Columns);
        Assert.All(geodesic.Rows, static row => Assert.InRange((double)row[^1]!, 1e-6, Math.PI));
        ResultTable quality = results.Tables.Single(static table => table.Name == "quality");
        Assert.Equal(0.0, (double)quality.Rows[0][3]!, 1e-6);
        double recorded = (double)quality.Rows[^1][4]!;
        Assert.All(quality.Rows, static row => Assert.True((double)row[4]! > 0));
        Assert.All(quality.Rows, row => Assert.InRange((double)row[4]!, .9 * recorded, 20));
    }

    // A body whose foot stands while the hips pass over it by 2.5 cm a frame: a pose that is held drags the foot along.
    private static MotionData Walkers()
    {
        var skeleton = new Skeleton(
            "walker",
            [
                new SkeletonJoint("Hips", -1, Vector3D.Zero),
                new SkeletonJoint("LeftFoot", 0, new Vector3D(0, -90, 0)),
                new SkeletonJoint("Head", 0, new Vector3D(0, 80, 0)),
                new SkeletonJoint("Nose", 2, new Vector3D(0, 0, 9)),
            ],
            10);
        var roots = new Vector3D[40];
        var rotations = new Rotation[160];
        Array.Fill(rotations, Rotation.Identity);
        for (int frame = 0; frame < 40; frame++)
        {
            double angle = .02 * frame;
            rotations[(4 * frame) + 2] = Rotation.FromExponentialMap(new Vector3D(0, angle, 0));
            roots[frame] = new Vector3D(0, 90, 0);
        }

        var clip = new MotionClip(
            skeleton,
            .04,
            roots,
            rotations,
            new Dictionary<int, Vector3D[]>
            {
                [1] = [.. Enumerable.Range(0, 40).Select(static frame => new Vector3D(-2.5 * frame, -90, 0))],
            });
        Vector3D[] moving = [.. Enumerable.Range(0, 40).Select(static frame => new Vector3D(2.5 * frame, 90, 0))];
        var walking = new PositionClip(
            skeleton.JointNames,
            .04,
            [.. Enumerable.Range(0, 40).SelectMany(frame => clip.ToPositions().Positions(frame).ToArray()
                .Select(place => place + moving[frame] - roots[frame]))],
            skeleton);
        return MotionData.ToFit(
            new MotionSet(
            [
                new MotionEntry(walking, "a.csv", "walk", "one", MotionSplit.Train),
                new MotionEntry(walking, "b.csv", "walk", "two", MotionSplit.Test),
            ]),
            new MotionInputOptions(),
            PoseSpace.Position);
    }

    private static void WriteHuman36M(MotionPlace place, int takes)
    {
        place.DataPath = place["h36m"];
        place.Input["protocol"] = "seeds8";
        foreach (string actor in (string[])["S1", "S5"])
        {
            Directory.CreateDirectory(Path.Combine(place.DataPath, actor));
            foreach (string action in (string[])["walking", "sitting"])
            {
                for (int take = 1; take <= takes; take++)
                {
                    BenchmarkTextWriter.Write(
                        Path.Combine(place.DataPath, actor, $"{action}_{take}.txt"), Rows(360 + (20 * take), take));
                }
            }
        }
    }

    private static PoseMatrix Rows(int frames, int phase)
    {
        int columns = 3 + (3 * Body.Skeleton.JointCount);
        var values = new double[frames * columns];
        for (int i = 0; i < values.Length; i++)
        {
            int column = i % columns;
            values[i] = Body.AngleColumns.Contains(column) ? .2 * Math.Sin((.1 * (i / columns)) + column + phase) : 0;
        }

        return new PoseMatrix(frames, columns, values);
    }

    // Foretells what the test clip holds, or holds its last pose.
    private sealed class Oracle(MotionData data, int future) : IMotionModel
    {
        private readonly PoseMatrix _nodes = data.Layout.ToNodes(data.Test[0].Whole);

        public int ObservedCount => 3;

        public int FutureCount => 5;

        public PoseLayout Layout => data.Layout;

        public double FrameSeconds => data.FrameSeconds;

        public Action Predicting { get; init; } = static () => { };

        public IMotionSession NewSession() => new Session(_nodes, future, Predicting);

        private sealed class Session(PoseMatrix nodes, int future, Action predicting) : IMotionSession
        {
            public PoseMatrix Predict(PoseMatrix observed)
            {
                predicting();
                if (future == 0)
                {
                    return ZeroVelocity.Predict(observed, 5);
                }

                int start = Enumerable.Range(0, nodes.FrameCount - 7).First(first =>
                    nodes.Slice(first, 3).Values.SequenceEqual(observed.Values));
                return nodes.Slice(start + 3, 5);
            }

            public void Dispose()
            {
            }
        }
    }
}
