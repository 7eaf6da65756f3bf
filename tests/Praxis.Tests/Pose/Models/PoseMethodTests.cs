using Praxis.App;
using Praxis.Core;
using Praxis.Tests.Contracts;

namespace Praxis.Tests.Pose.Models;

/// <summary>What every pose method must keep.</summary>
public sealed class PoseMethodTests(PoseMethodTests.Runs runs) : IClassFixture<PoseMethodTests.Runs>
{
    public static TheoryData<string> Names => CatalogTests.NamesOf("pose");

    public static TheoryData<string, string> Variants => new()
    {
        { "hourglass", "" },
        { "asda", "adversarial" },
        { "asda", "shuffled" },
        { "asda", "best-of-three" },
        { "asda", "patch" },
        { "ranet", "anchored" },
    };

    [Theory]
    [MemberData(nameof(Variants))]
    public void Fit_SameSeedAnyThreadCount_GivesTheSameBytes(string name, string pasting)
    {
        using PosePlace place = Place(name, pasting);
        Assert.Equal(FitPlace.Bytes(place.Fit("first")), FitPlace.Bytes(place.Fit("three", threadCount: 3)));
    }

    [Fact]
    public void Fit_AnotherSeed_GivesOtherWeights()
    {
        (PosePlace place, FinishedRun run) = runs.Of("hourglass");
        Assert.NotEqual(
            Weights(FitPlace.Bytes(run)), Weights(FitPlace.Bytes(place.Fit("other", seed: 7))));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Fit_Defaults_MeasureAllSetsAndDrawPictures(string name)
    {
        (_, FinishedRun run) = runs.Of(name);
        Assert.Equal(
            ["clean", "self", "objects", "person", "symmetric", "fake"],
            run.Results.Metrics.Keys.Select(static key => key.Split('/')[1]));
        Assert.All(run.Results.Metrics, static metric => Assert.InRange(metric.Value, 0, 100));
        string report = File.ReadAllText(run.Folder.ReportPath);
        Assert.Contains("Heat maps of the last stack", report, StringComparison.Ordinal);
        Assert.Equal(name != "hourglass", report.Contains("Parts as they are pasted", StringComparison.Ordinal)
            || report.Contains("where the generator puts them", StringComparison.Ordinal));
        Assert.Equal(2, run.Folder.ReadEvents().OfType<EpochEvent>().Count());
        ResultTable mass = run.Results.Tables.Single(static table => table.Name == "mass");
        Assert.Equal(6, mass.Rows.Count);
        Assert.All(mass.Rows, row => Assert.Equal(name == "ranet", row[5] is not null));
        Assert.All(mass.Rows, static row => Assert.InRange((double)row[1]!, 1, 60));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Evaluate_SameData_GivesTheMetricsOfTheFit(string name)
    {
        (PosePlace place, FinishedRun run) = runs.Of(name);
        RunResults again = new EvaluateJob(place.Environment).Run(
            "run", null, new Dictionary<string, string>(), threadCount: 2);
        Assert.Equal(run.Results.Metrics, again.Metrics);
        // What the generator did belongs to the training.
        ResultTable[] asked = [.. run.Results.Tables.Where(static table => table.Name != "placements")];
        Assert.Equal(name == "asda" ? 1 : 0, run.Results.Tables.Count - asked.Length);
        Assert.Equal(asked.Select(TableText.ToCsv), again.Tables.Select(TableText.ToCsv));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Predict_LoadedAgainAtAnyThreadCount_GivesTheSameAnswers(string name)
    {
        (PosePlace place, _) = runs.Of(name);
        PoseFiles.WriteFigures(place["pictures"], 3);
        string[] answers =
        [
            .. new[] { 1, 1, 3 }.Select(threads =>
                TableText.ToCsv(place.Predict("run", threads, ("data", place["pictures"])))),
        ];
        Assert.Single(answers.Distinct());
        Assert.Equal((3 * 14) + 1, answers[0].TrimEnd('\n').Split('\n').Length);
    }

    // Three epochs of two steps: a checkpoint follows each second one, which ends an epoch.
    [Theory]
    [InlineData("hourglass", "", 3)]
    [InlineData("asda", "adversarial", 2)]
    [InlineData("asda", "adversarial", 3)]
    [InlineData("ranet", "anchored", 4)]
    public void Resume_OfAKilledProcess_GivesTheBytesOfAnUnbrokenRun(string name, string pasting, int killedAt)
    {
        using PosePlace place = Place(name, pasting);
        place.Options["epochs"] = "3";
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
        Assert.Equal(6, step);
        JobEnvironment later = place.Environment with { Store = new RunStore(place["killed"]) };
        Assert.Equal(unbroken, FitPlace.Bytes(new ResumeJob(later).Run("run")));
    }

    [Theory]
    [InlineData("asda", 2)]
    [InlineData("ranet", 1)]
    public void Fit_CancelledInTraining_ResumesToTheBytesOfAnUnbrokenRun(string name, int step)
    {
        (PosePlace place, FinishedRun run) = runs.Of(name);
        SortedDictionary<string, string> unbroken = FitPlace.Bytes(run);
        using var source = new CancellationTokenSource();
        JobEnvironment cancelling = place.Environment with
        {
            Cancellation = source.Token,
            Report = happened =>
            {
                if (happened is StepEvent { Epoch: 1 } one && one.Step == step)
                {
                    source.Cancel();
                }
            },
        };
        RunCancelledException error = Assert.Throws<RunCancelledException>(
            () => new FitJob(cancelling).Run(place.Order("broken")));
        Assert.Contains("'praxis resume broken'", error.Message, StringComparison.Ordinal);
        Assert.Contains("broken.partial", place.RunFolders);
        Assert.DoesNotContain("broken", place.RunFolders);
        Assert.Equal(unbroken, FitPlace.Bytes(new ResumeJob(place.Environment).Run("broken")));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Fit_CancelledBeforeTheFirstStep_LeavesNoWholeRun(string name)
    {
        using PosePlace place = Place(name);
        JobEnvironment cancelled = place.Environment with { Cancellation = new CancellationToken(canceled: true) };
        Assert.Throws<RunCancelledException>(() => new FitJob(cancelled).Run(place.Order("run")));
        Assert.DoesNotContain("run", place.RunFolders);
    }

    [Fact]
    public void Fit_OfAGenerator_KeepsItsAnswersOfEveryEpoch()
    {
        using PosePlace place = Place("asda");
        place.Options["epochs"] = "3";
        FinishedRun run = place.Fit("run");
        using Praxis.Torch.SafetensorsFile file = Praxis.Torch.SafetensorsFile.Open(
            Path.Combine(run.Folder.ModelPath, "placements.safetensors"));
        var values = new float[3 * 24 * 25 * 3];
        file.Read("history.placements", values);
        float[] means = [.. values.Chunk(24 * 25 * 3).Select(static epoch => epoch.Average(MathF.Abs))];
        Assert.All(means, static mean => Assert.InRange(mean, 1e-6f, 0.5f));
        Assert.True(means[0] < means[1] && means[1] < means[2], string.Join(' ', means));
    }

    [Fact]
    public void Fit_Photographs_LearnsEvaluatesAndPredicts()
    {
        using PosePlace place = Place("hourglass");
        place.DataPath = PoseFiles.WriteFigures(place["pictures"], 24);
        FinishedRun run = place.Fit("run");
        string metric = Assert.Single(
            run.Results.Metrics.Keys, static key => key.EndsWith("/test", StringComparison.Ordinal));
        Assert.Equal(2L, People(run.Results));
        RunResults again = new EvaluateJob(place.Environment).Run(
            "run", place.DataPath, new Dictionary<string, string>(), threadCount: 2);
        Assert.Equal(run.Results.Metrics, again.Metrics);
        Assert.Equal(2L, People(again));
        ResultTable table = place.Predict("run", 2, ("data", place.DataPath), ("files", place["out"]));
        Assert.Equal(24 * 14, table.Rows.Count);
        Assert.Equal(24, Directory.GetFiles(place["out"], "*.heat-1.png").Length);
        Assert.Equal(2 * 24, Directory.GetFiles(place["out"], "*.png").Length);
        Assert.True(File.Exists(place["out/results.json"]));
    }

    private static long People(RunResults results) => Convert.ToInt64(
        results.Tables.Single(static table => table.Name == "sets").Rows[0][1],
        System.Globalization.CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("asda", "there are no body parts to paste; give a folder of praxis pool with --pool")]
    [InlineData("ranet", "there are no body parts to paste; give a folder of praxis pool with --pool")]
    public void Fit_PhotographsWithoutAPool_AsksForOne(string name, string words)
    {
        using PosePlace place = Place(name);
        place.DataPath = PoseFiles.WriteFigures(place["pictures"], 12);
        Assert.StartsWith(words, Refused(place), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"figures": {"size": 63}}""", "figures.json")]
    [InlineData("""{"figures": {"size": 68}}""", "figures.json: size is 68; it must be a multiple of 8")]
    [InlineData("""{"figures": {"size": "large"}}""", "figures.json:1: is no recipe of figures here")]
    [InlineData("""{"figures": {"sise": 64}}""", "figures.json:1: is no recipe of figures here")]
    [InlineData("""{"figures": null}""", "figures.json: has no figures")]
    [InlineData("""{"figures": {"train": 3}}""", "figures.json: train must be an integer in [8, 1000000]; got 3")]
    [InlineData("""{"figures": {"seed": -1}}""", "figures.json:1: is no recipe of figures here")]
    [InlineData("""{"images": [], "annotations": []}""", "figures.json")]
    [InlineData("""[]""", "figures.json")]
    [InlineData("""{"figures": {""", "figures.json")]
    [InlineData("", "figures.json")]
    public void Fit_BadData_NamesTheFileInOneLineAndLeavesNothing(string text, string words)
    {
        using PosePlace place = Place("asda");
        place.Write("figures.json", text);
        Assert.Contains(words, Refused(place), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nothing.json", "no such file")]
    [InlineData("nothing.mat", "no such file")]
    public void Fit_AbsentData_IsRefusedInOneLine(string name, string words)
    {
        using PosePlace place = Place("hourglass");
        place.DataPath = place[name];
        Assert.Contains(words, Refused(place), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("asda", "parts", "many", "--parts must be whole numbers from 0 to 16, separated by commas; got many")]
    [InlineData("asda", "parts", "1,,2", "--parts must be")]
    [InlineData("ranet", "scales", "1,9", "--scales must be numbers from 0.5 to 2, separated by commas; got 1,9")]
    [InlineData("ranet", "region", "guided", "--region guided looks at the stack before")]
    [InlineData("ranet", "visibility", "false", "--fusion visibility-voting goes by the layer that")]
    [InlineData("ranet", "pasting", "adversarial", "--pasting must be one of none, anchored")]
    [InlineData("hourglass", "channels", "12", "--channels must be a multiple of 8; got 12")]
    public void Fit_BadOptions_AreRefusedInOneLine(string name, string flag, string text, string words)
    {
        using PosePlace place = Place(name);
        if (flag == "visibility")
        {
            place.Options["fusion"] = "visibility-voting";
        }

        place.Options[flag] = text;
        Assert.Contains(words, Refused(place), StringComparison.Ordinal);
    }

    /// <summary>A run of each method, fitted when it is first asked for.</summary>
    public sealed class Runs : IDisposable
    {
        private readonly Dictionary<string, (PosePlace Place, FinishedRun Run)> _runs = [];

        internal (PosePlace Place, FinishedRun Run) Of(string name)
        {
            if (!_runs.TryGetValue(name, out (PosePlace Place, FinishedRun Run) found))
            {
                var place = new PosePlace(name);
                found = (place, place.Fit("run"));
                _runs.Add(name, found);
            }

            return found;
        }

        public void Dispose()
        {
            foreach ((PosePlace place, _) in _runs.Values)
            {
                place.Dispose();
            }
        }
    }

    private static string Refused(PosePlace place)
    {
        InputException error = Assert.Throws<InputException>(() => place.Fit("run"));
        Assert.DoesNotContain('\n', error.Message);
        Assert.Empty(place.RunFolders);
        return error.Message;
    }

    private static IEnumerable<KeyValuePair<string, string>> Weights(SortedDictionary<string, string> bytes) =>
        bytes.Where(static one => one.Key.EndsWith("weights.safetensors", StringComparison.Ordinal));

    private static PosePlace Place(string name, string pasting = "")
    {
        var place = new PosePlace(name);
        if (pasting.Length > 0)
        {
            place.Options["pasting"] = pasting;
        }

        return place;
    }
}
