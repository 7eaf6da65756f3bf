using System.Globalization;
using Praxis.App;
using Praxis.Core;
using Praxis.Numerics;

namespace Praxis.Tests.App;

public sealed class ScaleJobTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void Run_TinyLog_TrainsEachSizeOnceAndWritesTheLaw()
    {
        FinishedScale scale = Job().Run(Order);

        Assert.Equal(4, scale.Runs.Count);
        Assert.Contains("scale-hstu-w4-l1-n5", _place.RunFolders);
        Assert.Contains("scale-hstu-w8-l2-n5", _place.RunFolders);
        Assert.All(scale.Runs, run => Assert.True(run.Results.TrainingFlops > 0));
        Assert.Equal(4, scale.Results.Tables[0].Rows.Count);
        Assert.InRange(scale.Results.Metrics["r-squared"], 0, 1);
        LogarithmicLaw law = LogarithmicLaw.Fit(
            [.. scale.Runs.Select(run => run.Results.TrainingFlops!.Value)],
            [.. scale.Runs.Select(run => run.Results.Metrics["hstu/NDCG@10"])]);
        Assert.Equal(law.Slope, scale.Results.Metrics["slope"], 1e-12);
        Assert.Contains("<svg", File.ReadAllText(scale.ReportPath), StringComparison.Ordinal);

        // Again: nothing is trained, and the same report is written.
        string report = File.ReadAllText(scale.ReportPath);
        var trained = new List<string>();
        new ScaleJob(Environment with
        {
            Report = happened => trained.AddRange(happened is EpochEvent ? ["epoch"] : []),
        }).Run(Order);
        Assert.Empty(trained);
        Assert.Equal(report, File.ReadAllText(scale.ReportPath));
    }

    [Fact]
    public void Run_SameNameWithOtherOptions_IsRefused()
    {
        Job().Run(Order with { Widths = [4], Layers = [1] });
        ScaleOrder other = Order with { Widths = [4], Layers = [1], Fit = Order.Fit with { Seed = 7 } };

        UsageException refusal = Assert.Throws<UsageException>(() => Job().Run(other));

        Assert.Equal(
            "run scale-hstu-w4-l1-n5 differs from this grid in its seed; choose another --name",
            refusal.Message);
    }

    [Fact]
    public void Run_UnknownMetricOrMethodWithoutSizes_IsRefused()
    {
        InputException metric = Assert.Throws<InputException>(
            () => Job().Run(Order with { Widths = [4], Layers = [1], Metric = "HR@11" }));
        Assert.StartsWith(
            "--metric HR@11 is not a metric of hstu; known are NDCG@10", metric.Message, StringComparison.Ordinal);
        Assert.Throws<UsageException>(() => Job().Run(Order with { Fit = Order.Fit with { Method = "popularity" } }));
    }

    [Fact]
    public void Run_UnknownMetric_IsRefusedAfterTheFirstSize()
    {
        Assert.Throws<InputException>(() => Job().Run(Order with { Metric = "HR@11" }));

        Assert.Equal(["scale-hstu-w4-l1-n5"], _place.RunFolders);
    }

    [Theory]
    [InlineData("mine/run.json")]
    [InlineData("mine.partial/run.json")]
    public void Run_NameOfARun_IsRefusedBeforeAnyTraining(string file)
    {
        string path = Path.Combine(_place.Environment.Store.Root, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "{}");

        UsageException refusal = Assert.Throws<UsageException>(
            () => Job().Run(Order with { Fit = Order.Fit with { Name = "mine" } }));

        Assert.StartsWith("--name mine: a run of that name exists", refusal.Message, StringComparison.Ordinal);
        Assert.Single(_place.RunFolders);
    }

    [Fact]
    public void RepeatCommand_OfAGrid_HasNameAndQuotedPath()
    {
        var fit = new FitOrder("hstu") { DataPath = "/my data/events.csv", Name = "mine" };

        Assert.Equal(
            "praxis scale hstu --data '/my data/events.csv' --widths 4,8 --layers 1 --lengths 5 --metric HR@10 "
                + "--name mine --seed 42",
            RepeatCommand.Of(new ScaleOrder(fit, [4, 8], [1], [5]) { Metric = "HR@10" }));
    }

    [Theory]
    [InlineData("hstu", "--stream does not tell the operations of its training")]
    [InlineData("hstu-ranking", "hstu-ranking cannot be scaled")]
    public void Run_WhatTellsNoOperations_IsRefusedBeforeAnyTraining(string method, string message)
    {
        var values = new Dictionary<string, string>(Order.Fit.OptionValues) { ["stream"] = "true" };
        FitOrder fit = Order.Fit with { Method = method, OptionValues = values };

        UsageException refusal = Assert.Throws<UsageException>(() => Job().Run(Order with { Fit = fit }));

        Assert.StartsWith(message, refusal.Message, StringComparison.Ordinal);
        Assert.Empty(_place.RunFolders);
    }

    private JobEnvironment Environment => _place.Environment with { Methods = MethodCatalog.All };

    private ScaleOrder Order => new(
        new FitOrder("hstu")
        {
            DataPath = Log(),
            ThreadCount = 1,
            OptionValues = new Dictionary<string, string> { ["epoch-count"] = "1", ["negative-count"] = "4" },
            InputValues = new Dictionary<string, string> { ["baselines"] = "none" },
        },
        [4, 8],
        [1, 2],
        [5]);

    private ScaleJob Job() => new(Environment);

    private string Log()
    {
        string path = Path.Combine(_place.Root, "events.csv");
        if (!File.Exists(path))
        {
            IEnumerable<string> lines = Enumerable.Range(0, 120).Select(i => string.Create(
                CultureInfo.InvariantCulture,
                $"u{i % 12},i{(i * 7 % 12) + (i / 12 % 3)},{1_600_000_000 + (i * 1000)}"));
            File.WriteAllLines(path, ["user_id,item_id,timestamp", .. lines]);
        }

        return path;
    }
}
