using Praxis.App;
using Praxis.Core;
using Praxis.Numerics;

namespace Praxis.Tests.App;

public sealed class JobTests : IDisposable
{
    private readonly Workplace _place = new();

    public JobTests() => new FitJob(_place.Environment).Run(_place.Order with { Name = "first" });

    public void Dispose() => _place.Dispose();

    [Fact]
    public void Evaluate_OwnData_GivesTheFittedMetrics()
    {
        RunResults results = new EvaluateJob(_place.Environment)
            .Run("first", null, new Dictionary<string, string>(), 1);

        Assert.Equal(_place.Environment.Store.Open("first").ReadResults().Metrics["error"], results.Metrics["error"]);
    }

    [Fact]
    public void Evaluate_OtherInputOption_OverridesTheRecordedOne()
    {
        var values = new Dictionary<string, string> { ["skip-lines"] = "2" };

        RunResults results = new EvaluateJob(_place.Environment).Run("first", null, values, 1);

        Assert.Equal(3 - results.Metrics["mean"], results.Metrics["error"], 12);
    }

    [Fact]
    public void Predict_UnknownFlag_IsAUsageError()
    {
        ResultTable table = new PredictJob(_place.Environment)
            .Run("first", new Dictionary<string, string> { ["count"] = "2" }, 1);

        Assert.Equal(2, table.Rows.Count);
        Assert.Throws<UsageException>(
            () => new PredictJob(_place.Environment).Run("first", new Dictionary<string, string> { ["top"] = "2" }, 1));
    }

    [Fact]
    public void Write_EndingTellsTheForm()
    {
        ResultTable table = new PredictJob(_place.Environment).Run("first", new Dictionary<string, string>(), 1);
        string csv = Path.Combine(_place.Root, "out.csv");
        string json = Path.Combine(_place.Root, "out.JSON");

        PredictJob.Write(table, csv);
        PredictJob.Write(table, json);

        Assert.Equal("row,mean\n1,1.9375\n", File.ReadAllText(csv));
        Assert.StartsWith("[", File.ReadAllText(json), StringComparison.Ordinal);
        Assert.Throws<UsageException>(() => PredictJob.RequireEnding("out.xlsx"));
    }

    [Fact]
    public void Compare_TwoRuns_ShowsDifferencesAndOptions()
    {
        new FitJob(_place.Environment).Run(_place.Order with
        {
            Name = "second",
            OptionValues = new Dictionary<string, string> { ["epoch-count"] = "20" },
        });

        Comparison comparison = new CompareJob(_place.Environment).Run(["first", "second"]);

        Assert.Empty(comparison.Warnings);
        Assert.Equal(["metric", "first", "second", "difference"], comparison.Tables[0].Columns);
        Assert.Equal("epoch-count", Assert.Single(comparison.Tables[1].Rows)[0]);
    }

    // Each method's own metrics are one row; a baseline that two runs have is another.
    [Fact]
    public void Compare_TwoMethods_SetsTheirOwnMetricsSideBySide()
    {
        new FitJob(_place.Environment).Run(_place.Order with { Name = "second" });
        Rewrite("first", "hstu", ("hstu/NDCG@10", 0.25), ("popularity/NDCG@10", 0.125));
        Rewrite("second", "popularity", ("popularity/NDCG@10", 0.125));

        ResultTable table = new CompareJob(_place.Environment).Run(["first", "second"]).Tables[0];

        Assert.Equal(
            [["NDCG@10", 0.25, 0.125, -0.125], ["popularity/NDCG@10", 0.125, null, null]],
            table.Rows.Select(static row => row.ToArray()));
    }

    // The difference is that of the weighted means, and its interval that of PairedBootstrap; other units are left out.
    [Fact]
    public void Compare_SameUnits_HasIntervalsOfTheDifference()
    {
        new FitJob(_place.Environment).Run(_place.Order with { Name = "second" });
        double[] before = [0, 50, 100, 40];
        double[] after = [10, 55, 100, 60];
        double[] weights = [1, 2, 4, 1];
        Keep("first", new("error", "people", "a", before, weights), new("mean", "people", "b", before, weights));
        Keep("second", new("error", "people", "a", after, weights), new("mean", "people", "c", after, weights));
        Comparison comparison = new CompareJob(_place.Environment).Run(["first", "second"]);

        ResultTable table = comparison.Tables.Single(static table => table.Name == "paired");
        var expected = PairedBootstrap.Of([before], [after], weights, seed: 1);
        Assert.Equal(
            ["error", "second", 5.0, expected.Low, expected.High, "higher", "4 people"], Assert.Single(table.Rows));
    }

    [Fact]
    public void Compare_OtherData_Warns()
    {
        new FitJob(_place.Environment).Run(_place.Order with { Name = "second", DataPath = null });

        Assert.Single(new CompareJob(_place.Environment).Run(["first", "second"]).Warnings);
        Assert.Throws<UsageException>(() => new CompareJob(_place.Environment).Run(["first"]));
    }

    // Runs of the first form noted only what lies directly in a folder.
    [Theory]
    [InlineData(1, null)]
    [InlineData(0, "noted no file of their data; it may differ, and then their metrics cannot be compared")]
    [InlineData(-1, "were fitted on different data; their metrics cannot be compared")]
    public void Compare_RunOfTheFirstForm_IsComparedByWhatItNoted(int shared, string? warning)
    {
        new FitJob(_place.Environment).Run(_place.Order with { Name = "second" });
        RunFolder first = _place.Environment.Store.Open("first");
        RunFolder second = _place.Environment.Store.Open("second");
        Fingerprint nested = new("a/b.txt", 1, "nested");
        Fingerprint[] noted = [.. second.ReadManifest().Data];
        second.WriteManifest(second.ReadManifest() with { Data = [.. noted, nested] });
        first.WriteManifest(first.ReadManifest() with
        {
            FormatVersion = 1,
            Data = shared > 0 ? noted : shared == 0 ? [] : [new Fingerprint("c.txt", 1, "other")],
        });

        string? found = new CompareJob(_place.Environment).Run(["first", "second"]).Warnings.SingleOrDefault();

        Assert.Equal(warning is null ? null : $"second and first {warning}", found);
    }

    [Fact]
    public void Compare_RunsThatNotedNoData_WarnsThatItMayDiffer()
    {
        new FitJob(_place.Environment).Run(_place.Order with { Name = "second" });
        foreach (string run in (string[])["first", "second"])
        {
            RunFolder folder = _place.Environment.Store.Open(run);
            folder.WriteManifest(folder.ReadManifest() with { Data = [] });
        }

        Assert.StartsWith(
            "second and first noted no file of their data;",
            Assert.Single(new CompareJob(_place.Environment).Run(["first", "second"]).Warnings),
            StringComparison.Ordinal);
    }

    [Fact]
    public void RepeatCommand_OfAContinuedRun_ContinuesTheSame()
    {
        RunManifest manifest = _place.Environment.Store.Open("first").ReadManifest() with
        {
            DataPath = null,
            ContinuedFrom = "/my runs/a",
        };

        Assert.StartsWith(
            "praxis fit mean --sample --continue '/my runs/a' --seed 42",
            RepeatCommand.Of(manifest, new MeanMethod()),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Report_RenderedAnew_IsTheSame()
    {
        string path = Path.Combine(_place.Environment.Store.Root, "first", "report.html");
        string before = File.ReadAllText(path);
        File.Delete(path);

        Assert.Equal(path, new ReportJob(_place.Environment).Run("first"));
        Assert.Equal(before, File.ReadAllText(path));
    }

    private void Rewrite(string run, string method, params (string Name, double Value)[] metrics)
    {
        RunFolder folder = _place.Environment.Store.Open(run);
        folder.WriteManifest(folder.ReadManifest() with { Method = method });
        folder.WriteResults(folder.ReadResults() with
        {
            Metrics = metrics.ToDictionary(static one => one.Name, static one => one.Value),
        });
    }

    private void Keep(string run, params UnitScores[] scores)
    {
        RunFolder folder = _place.Environment.Store.Open(run);
        folder.WriteResults(folder.ReadResults() with { UnitScores = scores });
    }
}
