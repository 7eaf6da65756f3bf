using Praxis.App;
using Praxis.Core;
using Praxis.Motion;
using Praxis.Tests.Contracts;

namespace Praxis.Tests.Motion;

/// <summary>What every motion method must keep, and what users of them meet.</summary>
public sealed class MotionMethodTests
{
    public static TheoryData<string> Names => CatalogTests.NamesOf("motion");

    public static TheoryData<string, string> Variants
    {
        get
        {
            var data = new TheoryData<string, string> { { "simlpe", "" }, { "zero-velocity", "" } };
            foreach (string kind in (string[])["none", "shuffle", "gauss", "crossfit", "gan", "max-min", "both",
                "residual"])
            {
                data.Add("arnet", kind);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Fit_SameSeedAnyThreadCount_GivesTheSameBytes(string name, string augmentation)
    {
        using MotionPlace place = Place(name, augmentation);
        SortedDictionary<string, string> first = FitPlace.Bytes(place.Fit("first"));
        Assert.Equal(first, FitPlace.Bytes(place.Fit("again")));
        Assert.Equal(first, FitPlace.Bytes(place.Fit("three", threadCount: 3)));
        if (name != "zero-velocity")
        {
            Assert.NotEqual(Weights(first), Weights(FitPlace.Bytes(place.Fit("other", seed: 7))));
        }
    }

    [Theory]
    [InlineData("arnet", "residual", 3)]
    [InlineData("arnet", "residual", 12)]
    [InlineData("arnet", "residual", 16)]
    [InlineData("arnet", "crossfit", 22)]
    [InlineData("simlpe", "", 5)]
    public void Resume_OfAKilledProcess_GivesTheBytesOfAnUnbrokenRun(string name, string augmentation, int killedAt)
    {
        using MotionPlace place = Place(name, augmentation);
        int step = 0;
        JobEnvironment copying = place.Environment with
        {
            Report = happened =>
            {
                if (happened is StepEvent && ++step == killedAt)
                {
                    ResumeContractTests.CopyFolder(place["runs/run.partial"], place["killed/run.partial"]);
                }
            },
        };
        SortedDictionary<string, string> unbroken = FitPlace.Bytes(new FitJob(copying).Run(place.Order("run")));
        Assert.True(step >= killedAt, $"{step} steps");
        JobEnvironment later = place.Environment with { Store = new RunStore(place["killed"]) };
        Assert.Equal(unbroken, FitPlace.Bytes(new ResumeJob(later).Run("run")));
    }

    [Theory]
    [InlineData("average", "0.9", 3)]
    [InlineData("average", "0.9", 16)]
    [InlineData("joint-epochs", "2", 27)]
    public void Resume_OfAKilledProcessWithFurtherTraining_GivesTheBytesOfAnUnbrokenRun(
        string flag, string value, int killedAt)
    {
        using MotionPlace place = Place("arnet");
        SortedDictionary<string, string> plain = FitPlace.Bytes(place.Fit("plain"));
        place.Options[flag] = value;
        int step = 0;
        JobEnvironment copying = place.Environment with
        {
            Report = happened =>
            {
                if (happened is StepEvent && ++step == killedAt)
                {
                    ResumeContractTests.CopyFolder(place["runs/run.partial"], place["killed/run.partial"]);
                }
            },
        };
        SortedDictionary<string, string> unbroken = FitPlace.Bytes(new FitJob(copying).Run(place.Order("run")));
        JobEnvironment later = place.Environment with { Store = new RunStore(place["killed"]) };
        Assert.Equal(unbroken, FitPlace.Bytes(new ResumeJob(later).Run("run")));
        Assert.Equal(unbroken, FitPlace.Bytes(place.Fit("three", threadCount: 3)));
        Assert.NotEqual(Weights(plain), Weights(unbroken));
        Assert.Equal(
            Told(new RunStore(place["runs"]).OpenWhole("run")),
            Told(new RunStore(place["killed"]).OpenWhole("run")));

        static IEnumerable<KeyValuePair<string, double>> Told(RunFolder folder) =>
            folder.ReadEvents().OfType<EpochEvent>().SelectMany(static epoch => epoch.StepMetrics ?? Nothing);
    }

    [Theory]
    [InlineData("residual", "D(real)|D(fake)|norm of fake over real errors")]
    [InlineData("max-min", "norm of fake over real errors")]
    [InlineData("shuffle", "")]
    public void Fit_LearntAugmentation_TellsItsGuardsByEpoch(string augmentation, string names)
    {
        using MotionPlace place = Place("arnet", augmentation);
        FinishedRun run = place.Fit("run");
        EpochEvent[] epochs = [.. run.Folder.ReadEvents().OfType<EpochEvent>()];
        Assert.Equal(4, epochs.Length);
        Assert.All(epochs[..2], static epoch => Assert.Null(epoch.StepMetrics));
        string[] expected = names.Split('|', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(epochs[2..], epoch => Assert.Equal(expected, epoch.StepMetrics?.Keys ?? []));
        Assert.All(
            epochs.SelectMany(static epoch => epoch.StepMetrics?.Values ?? []),
            static value => Assert.InRange(value, -10, 10));
        Assert.Equal(
            expected.Length > 0,
            File.ReadAllText(run.Folder.ReportPath)
                .Contains("Mean over the steps of an epoch", StringComparison.Ordinal));
    }

    [Fact]
    public void Fit_ContinuedWithTheSameOptions_GivesTheBytesOfTheWholeFit()
    {
        using MotionPlace place = Place("arnet");
        place.Options["stages"] = "0";
        place.Fit("coarse");
        place.Options["stages"] = "2";
        SortedDictionary<string, string> whole = FitPlace.Bytes(place.Fit("whole"));
        foreach (string previous in (string[])["coarse", "whole"])
        {
            FinishedRun continued = new FitJob(place.Environment).Run(
                place.Order($"after-{previous}") with { ContinueFrom = previous });
            Assert.Equal(whole, FitPlace.Bytes(continued));
            Assert.DoesNotContain(
                continued.Folder.ReadEvents(),
                static happened => happened is PhaseEvent { Name: "training the coarse predictor" });
        }
    }

    [Theory]
    [InlineData("width", "32", "--width is 16 in the run to continue; got 32")]
    [InlineData("stages", "0", "--stages must be 1 or more")]
    [InlineData("space", "angle", "--space is position in the run to continue; got angle")]
    public void Fit_ContinuedWithACoarsePredictorOfAnotherForm_IsRefusedInOneLine(
        string flag, string text, string words)
    {
        using MotionPlace place = Place("arnet");
        place.Fit("run");
        place.Options[flag] = text;
        InputException error = Assert.Throws<InputException>(() => new FitJob(place.Environment).Run(
            place.Order("next") with { ContinueFrom = "run" }));
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Fit_ContinuedOnOtherClips_IsRefusedInOneLine()
    {
        using MotionPlace place = Place("arnet");
        place.Fit("run");
        BvhWriter.Write(Path.Combine(place.DataPath, "train", "wave", "wave_4.bvh"), MotionPlace.Clip(40, .3));
        InputException error = Assert.Throws<InputException>(() => new FitJob(place.Environment).Run(
            place.Order("next") with { ContinueFrom = "run" }));
        Assert.Contains("fitted on other clips", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Evaluate_SameData_GivesTheErrorsOfTheFit(string name)
    {
        using MotionPlace place = Place(name);
        FinishedRun run = place.Fit("run");
        RunResults again = new EvaluateJob(place.Environment).Run(
            "run", null, new Dictionary<string, string>(), threadCount: 2);
        Assert.Equal(run.Results.Metrics, again.Metrics);
        Assert.All(run.Results.Metrics, static metric => Assert.True(double.IsFinite(metric.Value), metric.Key));
    }

    [Theory]
    [InlineData("arnet", "position")]
    [InlineData("arnet", "angle")]
    [InlineData("simlpe", "angle")]
    [InlineData("zero-velocity", "position")]
    public void Predict_Clip_WritesWhatAnimatorsUse(string name, string space)
    {
        using MotionPlace place = Place(name);
        place.Options["space"] = space;
        place.Fit("run");
        string clip = place["clip.bvh"];
        MotionClip whole = MotionPlace.Clip(50, 2.2);
        BvhWriter.Write(clip, whole);
        ResultTable table = place.Predict(
            "run", ("data", clip), ("horizon", "500ms"), ("at", "1"), ("files", place["out"]));

        Assert.Equal(15 * 8, table.Rows.Count);
        MotionClip predicted = BvhReader.ReadClip(
            Path.Combine(place["out"], "prediction.bvh"), new MotionReadOptions());
        Assert.Equal(15, predicted.FrameCount);
        Assert.All(
            BoneLengths(predicted).Zip(BoneLengths(whole)),
            static pair => Assert.Equal(pair.Second, pair.First, 1e-4));
        Assert.Equal(31 + 15, BvhReader.ReadClip(
            Path.Combine(place["out"], "continued.bvh"), new MotionReadOptions()).FrameCount);
        string page = File.ReadAllText(Path.Combine(place["out"], "viewer.html"));
        Assert.Contains("clip.bvh", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http://", page.Replace("http://www.w3.org", "", StringComparison.Ordinal),
            StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(place["out"], "prediction.csv")));
    }

    [Theory]
    [InlineData("horizon", "soon", "--horizon must be seconds")]
    [InlineData("horizon", "0s", "--horizon must be seconds")]
    [InlineData("horizon", "1e9s", "--horizon must be seconds")]
    [InlineData("at", "0.05", "the model looks at 6")]
    [InlineData("at", "99", "ends at 1.633 s; give an earlier time")]
    [InlineData("data", "", "--data")]
    [InlineData("data", "nothing.bvh", "no such file")]
    public void Predict_WhatCannotBe_IsRefusedInOneLine(string flag, string text, string words)
    {
        using MotionPlace place = Place("zero-velocity");
        place.Fit("run");
        string clip = place["clip.bvh"];
        BvhWriter.Write(clip, MotionPlace.Clip(50, 2.2));
        (string, string)[] values = [("data", clip), (flag, text)];
        PraxisException error = Assert.ThrowsAny<PraxisException>(() => place.Predict(
            "run", [.. values.GroupBy(static one => one.Item1).Select(static group => group.Last())]));
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Fit_ClipsThatAreTooShort_AreRefused()
    {
        using MotionPlace place = Place("arnet");
        place.Options["future"] = "60";
        PraxisException error = Assert.ThrowsAny<PraxisException>(() => place.Fit("run"));
        Assert.Contains("no test clip holds 66 frames", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_ProtocolWithoutWindows_IsRefusedBeforeAnythingIsLearnt()
    {
        using MotionPlace place = Place("arnet");
        place.Input["protocol"] = "seeds8";
        int steps = 0;
        place.Environment = place.Environment with { Report = happened => steps += happened is StepEvent ? 1 : 0 };
        PraxisException error = Assert.ThrowsAny<PraxisException>(() => place.Fit("run"));
        Assert.Contains("has 40 frames", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, steps);
    }

    [Fact]
    public void Fit_CrossfitOfOneClip_IsRefused()
    {
        using MotionPlace place = Place("arnet", "crossfit");
        foreach (int take in (int[])[2, 3])
        {
            File.Delete(Path.Combine(place.DataPath, "train", "wave", $"wave_{take}.bvh"));
        }

        PraxisException error = Assert.ThrowsAny<PraxisException>(() => place.Fit("run"));
        Assert.Contains("needs two training clips", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_ValidationClips_AreNotLearntFrom()
    {
        using MotionPlace place = Place("arnet");
        SortedDictionary<string, string> without = FitPlace.Bytes(place.Fit("without"));
        string folder = Path.Combine(place.DataPath, "validation", "wave");
        Directory.CreateDirectory(folder);
        BvhWriter.Write(Path.Combine(folder, "wave_9.bvh"), MotionPlace.Clip(40, 9));
        FinishedRun run = place.Fit("with");
        Assert.Equal(Weights(without), Weights(FitPlace.Bytes(run)));
        Assert.Contains(
            run.Results.Notes,
            static note => note.StartsWith("Clips for validation", StringComparison.Ordinal));
    }

    [Fact]
    public void Fit_BenchmarkText_SaysThatItsMillimetresAreNotTheTables()
    {
        using MotionPlace place = Place("zero-velocity");
        place.DataPath = place["text"];
        foreach (string split in (string[])["train", "test"])
        {
            string folder = Path.Combine(place.DataPath, split, "wave");
            Directory.CreateDirectory(folder);
            File.WriteAllLines(Path.Combine(folder, "wave_1.txt"), Enumerable.Range(0, 80).Select(static frame =>
                string.Join(',', Enumerable.Range(0, 117).Select(column =>
                    (.1 * Math.Sin((.1 * frame) + column)).ToString(
                        "0.####", System.Globalization.CultureInfo.InvariantCulture)))));
        }

        Assert.Contains(
            place.Fit("run").Results.Notes,
            static note => note.Contains("divide by 0.80634", StringComparison.Ordinal));
    }

    [Fact]
    public void Fit_OneClip_AsksForOthersToMeasureOn()
    {
        using MotionPlace place = Place("zero-velocity");
        place.DataPath = Path.Combine(place.DataPath, "train", "wave", "wave_1.bvh");
        PraxisException error = Assert.ThrowsAny<PraxisException>(() => place.Fit("run"));
        Assert.Contains("others to measure on", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_PositionTables_AreLearntAndPredicted()
    {
        using MotionPlace place = Place("arnet");
        string folder = place["tables"];
        Directory.CreateDirectory(folder);
        for (int take = 1; take <= 3; take++)
        {
            PositionTableWriter.Write(
                Path.Combine(folder, $"take_{take}.csv"), MotionPlace.Clip(40, take).ToPositions());
        }

        place.DataPath = folder;
        place.Fit("run");
        var warnings = new List<string>();
        place.Environment = place.Environment with
        {
            Report = item =>
            {
                if (item is NoticeEvent { IsWarning: true } notice)
                {
                    warnings.Add(notice.Message);
                }
            },
        };
        ResultTable table = place.Predict("run", ("data", Path.Combine(folder, "take_2.csv")));
        Assert.Equal(8 * 8, table.Rows.Count);

        // The hips go on along the floor: z grows by .1 a frame.
        Assert.Equal(
            .1 * 7, (double)table.Rows[7 * 8][5]! - (double)table.Rows[0][5]!, .1);
        Assert.Empty(warnings);

        PositionClip clip = MotionPlace.Clip(40, 2).ToPositions();
        PoseMatrix rows = clip.ToMatrix();
        string large = Path.Combine(folder, "large.csv");
        PositionTableWriter.Write(large, clip.WithPositions(new PoseMatrix(
            rows.FrameCount, rows.NodeCount, [.. rows.Values.ToArray().Select(static value => 10 * value)])));
        place.Predict("run", ("data", large));
        Assert.Contains("scale the positions", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_UnitGivenByTheUser_MeasuresInMillimetres()
    {
        using MotionPlace place = Place("zero-velocity");
        RunResults inUnits = place.Fit("units").Results;
        place.Input["millimetres-per-unit"] = "10";
        RunResults inMillimetres = place.Fit("millimetres").Results;
        Assert.Contains("units of the file", Table(inUnits).Title, StringComparison.Ordinal);
        Assert.Contains("MPJPE in mm", Table(inMillimetres).Title, StringComparison.Ordinal);
        Assert.Equal(10 * (double)Table(inUnits).Rows[0][1]!, (double)Table(inMillimetres).Rows[0][1]!, 1e-9);

        static ResultTable Table(RunResults results) => results.Tables.Single(static one => one.Name == "models");
    }

    [Theory]
    [InlineData("arnet")]
    [InlineData("zero-velocity")]
    public void Stream_Frames_AreAnsweredOneByOne(string name)
    {
        using MotionPlace place = Place(name);
        place.Fit("run");
        PoseMatrix poses = MotionPlace.Clip(20, 1).ToPositions().ToMatrix();
        var lines = new System.Text.StringBuilder();
        for (int frame = 0; frame < poses.FrameCount; frame++)
        {
            lines.AppendLine(frame == 9 ? "null" : "[" + string.Join(
                ',',
                poses.Frame(frame).ToArray().Select(static value =>
                    value.ToString(System.Globalization.CultureInfo.InvariantCulture))) + "]");
        }

        var output = new StringWriter();
        ResultTable measured = new StreamJob(place.Environment)
            .Run("run", new StringReader(lines.ToString()), output);
        Assert.Equal(20, output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal(20L, measured.Rows[0][1]);
        Assert.Equal(1L, measured.Rows[1][1]);
        Assert.Contains("\"source\":\"model\"", output.ToString(), StringComparison.Ordinal);

        // Hips stay at the origin, whoever predicts.
        Assert.All(
            output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries),
            static answer => Assert.Contains("\"poses\":[[0,0,0,", answer, StringComparison.Ordinal));
    }

    [Fact]
    public void Predict_BenchmarkText_HasThePathOfTheRootInTheUnitOfTheBones()
    {
        MotionClip motion = new(
            SkeletonDescription.Cmu.Skeleton,
            1 / 120.0,
            [new Vector3D(1, 2, 3)],
            [.. Enumerable.Repeat(Rotation.Identity, SkeletonDescription.Cmu.Skeleton.JointCount)]);
        var scaled = (MotionClip)MotionData.InOneUnit(motion, "a.txt");
        Assert.Equal(new Vector3D(70, 140, 210), scaled.RootPositions[0]);
        Assert.Same(motion, MotionData.InOneUnit(motion, "a.bvh"));
    }

    [Theory]
    [InlineData("[1,2]", "standard input:1")]
    [InlineData("", "has no frame")]
    [InlineData("null", "begins with a frame")]
    public void Stream_WhatIsNoFrame_IsRefusedInOneLine(string line, string words)
    {
        using MotionPlace place = Place("zero-velocity");
        place.Fit("run");
        PraxisException error = Assert.ThrowsAny<PraxisException>(() => new StreamJob(place.Environment)
            .Run("run", new StringReader(line), TextWriter.Null));
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    private static IEnumerable<KeyValuePair<string, string>> Weights(SortedDictionary<string, string> bytes) =>
        bytes.Where(static one => one.Key.EndsWith("weights.safetensors", StringComparison.Ordinal));

    private static readonly Dictionary<string, double> Nothing = [];

    private static MotionPlace Place(string name, string augmentation = "")
    {
        var place = new MotionPlace(name);
        if (augmentation.Length > 0)
        {
            place.Options["augmentation"] = augmentation;
        }

        return place;
    }

    private static double[] BoneLengths(MotionClip clip)
    {
        PositionClip positions = clip.ToPositions();
        ReadOnlySpan<Vector3D> places = positions.Positions(clip.FrameCount - 1);
        var lengths = new double[places.Length];
        for (int joint = 1; joint < places.Length; joint++)
        {
            lengths[joint] = (places[joint] - places[clip.Skeleton.Parents[joint]]).Length;
        }

        return lengths;
    }
}
