using System.Text.Json;

namespace Praxis.EndToEnd.Tests;

public sealed class SampleFitTests : IDisposable
{
    private readonly PraxisProcess _praxis = new();

    public void Dispose() => _praxis.Dispose();

    [Theory]
    [InlineData("markov")]
    [InlineData("popularity")]
    public void Fit_Sample_LeavesAWholeRun(string method)
    {
        ProcessResult result = _praxis.Run("fit", method, "--sample", "--name", "run").MustSucceed();

        Assert.Contains("NDCG@10", result.Output, StringComparison.Ordinal);
        Assert.Equal(["run"], RunBytes.Names(_praxis.PathOf("runs")));
        Assert.Equal(
            ["log.txt", "metrics.json", "metrics.jsonl", "model", "report.html", "run.json"],
            RunBytes.Names(_praxis.PathOf("runs", "run")));
        Assert.All(
            Directory.GetFiles(_praxis.PathOf("runs", "run"), "*", SearchOption.AllDirectories),
            file => Assert.True(new FileInfo(file).Length > 0, $"{file} is empty"));
        string text = File.ReadAllText(_praxis.PathOf("runs", "run", "metrics.json"));
        using JsonDocument metrics = JsonDocument.Parse(text);
        JsonElement values = metrics.RootElement.GetProperty("metrics");
        double markov = values.GetProperty("markov/NDCG@10").GetDouble();
        double popularity = values.GetProperty("popularity/NDCG@10").GetDouble();
        Assert.InRange(popularity, 0.05, 0.09);
        Assert.InRange(markov, 0.11, 0.16);
        string report = File.ReadAllText(_praxis.PathOf("runs", "run", "report.html"));
        Assert.Contains("<svg", report, StringComparison.Ordinal);
        Assert.Contains("praxis rerun run", report, StringComparison.Ordinal);
    }
}
