using Praxis.App;
using Praxis.Core;

namespace Praxis.Tests.Contracts;

/// <summary>What the fit of every method with chains must keep.</summary>
public sealed class ChainContractTests
{
    public static TheoryData<string> Names => CatalogTests.NamesOf("bayes");

    [Theory]
    [MemberData(nameof(Names))]
    public void Fit_SameSeedAnyThreadCount_GivesTheSameBytes(string name)
    {
        using var place = new ChainPlace(name);

        SortedDictionary<string, string> first = FitPlace.Bytes(place.Fit("first"));

        Assert.Equal(first, FitPlace.Bytes(place.Fit("again")));
        Assert.Equal(first, FitPlace.Bytes(place.Fit("two", threadCount: 2)));
        Assert.Equal(first, FitPlace.Bytes(place.Fit("seven", threadCount: 7)));
        Assert.NotEqual(first, FitPlace.Bytes(place.Fit("other", seed: 7)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Resume_OfACancelledRun_GivesTheBytesOfAnUnbrokenOne(string name)
    {
        using var place = new ChainPlace(name);
        SortedDictionary<string, string> unbroken = FitPlace.Bytes(place.Fit("unbroken"));
        foreach (int look in (int[])[1, 3, 30])
        {
            using var source = new CancellationTokenSource();
            int looks = 0;
            JobEnvironment cancelling = place.Environment with
            {
                Cancellation = source.Token,
                Report = happened =>
                {
                    if (happened is ChainEvent && ++looks == look)
                    {
                        source.Cancel();
                    }
                },
            };

            string run = $"broken-{look}";
            Assert.Throws<RunCancelledException>(() => new FitJob(cancelling).Run(place.Order(run)));

            Assert.Equal(unbroken, FitPlace.Bytes(new ResumeJob(place.Environment).Run(run)));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Resume_OfAKilledProcess_GivesTheBytesOfAnUnbrokenRun(string name)
    {
        using var place = new ChainPlace(name);
        int looks = 0;
        JobEnvironment copying = place.Environment with
        {
            Report = happened =>
            {
                if (happened is ChainEvent && ++looks is 1 or 5 or 40)
                {
                    ResumeContractTests.CopyFolder(place["runs/run.partial"], place[$"killed-{looks}/run.partial"]);
                }
            },
        };
        SortedDictionary<string, string> unbroken = FitPlace.Bytes(new FitJob(copying).Run(place.Order("run")));

        Assert.All([1, 5, 40], look =>
        {
            JobEnvironment later = place.Environment with { Store = new RunStore(place[$"killed-{look}"]) };
            Assert.Equal(unbroken, FitPlace.Bytes(new ResumeJob(later).Run("run")));
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Fit_TimeLimit_CutsAndSaysSoOrRefusesInOneLine(string name)
    {
        using var place = new ChainPlace(name);

        FinishedRun cut = new FitJob(place.Environment).Run(
            place.Order("cut") with { TimeLimit = TimeSpan.FromSeconds(200) });
        InputException error = Assert.Throws<InputException>(() => new FitJob(place.Environment).Run(
            place.Order("short") with { TimeLimit = TimeSpan.FromSeconds(1) }));

        Assert.Contains(cut.Results.Notes, note => note.Contains("time limit", StringComparison.Ordinal));
        Assert.StartsWith("--time-limit", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        Assert.False(Directory.Exists(place["runs/short.partial"]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Evaluate_OwnData_NeedsNoFit(string name)
    {
        using var place = new ChainPlace(name);
        place.Fit("run");

        RunResults results = new EvaluateJob(place.Environment).Run("run", null, new Dictionary<string, string>(), 1);

        Assert.NotEmpty(results.Metrics);
        Assert.All(results.Metrics.Values, value => Assert.True(double.IsFinite(value)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Predict_Defaults_AnswersWithNamesOfTheTable(string name)
    {
        using var place = new ChainPlace(name);
        FinishedRun run = place.Fit("run");
        object question = place.Method.PredictOptions.Create(new Dictionary<string, string>());

        ResultTable answer = place.Method.Predict(run.Folder.ModelPath, question, new FitContext());

        Assert.NotEmpty(answer.Rows);
    }

    [Theory]
    [InlineData("decomposable-graph")]
    [InlineData("joint-dags")]
    [InlineData("dag-regression")]
    public void Fit_Sample_KeepsFilesAndDrawsTheGraph(string name)
    {
        using var place = new ChainPlace(name);
        FinishedRun run = place.Fit("run");

        Assert.NotNull(run.Results.Graphs);
        string[] files = [.. Directory.GetFiles(run.Folder.ModelPath).Select(file => Path.GetFileName(file)!)];
        Assert.Contains("edges.csv", files);
        Assert.Contains("nodes.csv", files);
        Assert.Contains("trace.csv", files);
        Assert.Contains(files, file => file.EndsWith(".graphml", StringComparison.Ordinal));
        Assert.Contains(files, file => file.EndsWith(".dot", StringComparison.Ordinal));
        Assert.Contains(files, file => file.StartsWith("precision-average", StringComparison.Ordinal));
        Assert.Contains("<svg", File.ReadAllText(run.Folder.ReportPath), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Fit_BadTable_IsRefusedInOneLineAndLeavesNothing(string name)
    {
        using var place = new ChainPlace(name);
        string whole = File.ReadAllText(place.DataPath);
        string[] lines = whole.Split('\n');
        Dictionary<string, string> kinds = new()
        {
            ["empty"] = string.Empty,
            ["head-only"] = lines[0] + "\n",
            ["two-rows"] = string.Join('\n', lines.Take(3)) + "\n",
            ["ragged"] = string.Join('\n', lines.Take(9)) + "\n1,2\n",
            ["missing"] = string.Join('\n', lines.Take(9)) + "\n" + lines[9][..lines[9].LastIndexOf(',')] + ",\n",
            ["infinite"] = string.Join('\n', lines.Take(9)) + "\n" + lines[9][..lines[9].LastIndexOf(',')] + ",inf\n",
        };
        foreach ((string kind, string text) in kinds)
        {
            place.DataPath = place.Write(kind + ".csv", text);

            InputException error = Assert.Throws<InputException>(() => place.Fit("bad-" + kind));

            Assert.StartsWith(place.DataPath, error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', error.Message);
            Assert.False(Directory.Exists(place[$"runs/bad-{kind}.partial"]), kind);
        }
    }
}
