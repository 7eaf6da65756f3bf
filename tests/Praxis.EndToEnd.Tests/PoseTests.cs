using System.Text.Json;

namespace Praxis.EndToEnd.Tests;

public sealed class PoseTests(PoseTests.FittedPose run) : IClassFixture<PoseTests.FittedPose>
{
    [Fact]
    public void Pool_OfFigures_IsTakenByFit()
    {
        ProcessResult cut = run.Praxis.Run(
            "pool", "--data", "figures.json", "--most", "2", "--output", "pool").MustSucceed();
        Assert.Contains("Parts by type", cut.Output, StringComparison.Ordinal);
        Assert.Contains("figure 16/16", cut.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(run.Praxis.PathOf("pool", "parts.json")));
        Assert.Contains(
            "holds a pool of parts", run.Praxis.Run("pool", "--data", "figures.json", "--output", "pool").MustFail(3),
            StringComparison.Ordinal);
        run.Praxis.Run(
            "fit", "asda", "--data", "figures.json", "--pool", "pool", "--epochs", "1", "--name", "asda").MustSucceed();
        string manifest = File.ReadAllText(run.Praxis.PathOf("runs", "asda", "run.json"));
        Assert.Contains("pool", manifest, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "pool", "--output", "x")]
    [InlineData(2, "pool", "--sample")]
    [InlineData(3, "pool", "--data", "nowhere", "--parsing", "nowhere", "--output", "x")]
    [InlineData(3, "predict", "run")]
    [InlineData(3, "predict", "run", "--data", "nowhere")]
    [InlineData(3, "inspect", "nowhere.json")]
    [InlineData(3, "fit", "asda", "--data", "figures.json", "--pool", "nowhere")]
    [InlineData(3, "fit", "ranet", "--data", "figures.json", "--scales", "x")]
    public void Refusal_OfPoses_IsOneLine(int code, params string[] words) => run.Praxis.Run(words).MustFail(code);

    [Fact]
    public void Predict_BundledPictures_WritesOverlaysAndResults()
    {
        string people = Path.Combine(Samples, "people.json");
        ProcessResult found = run.Praxis.Run("predict", "run", "--data", people, "--files", "out").MustSucceed();
        Assert.StartsWith("picture,person,joint,x,y,score\n", found.Output, StringComparison.Ordinal);
        Assert.Equal((14 * 14) + 1, found.Output.TrimEnd('\n').Split('\n').Length);
        Assert.Equal(14, Directory.GetFiles(run.Praxis.PathOf("out"), "*.heat-*.png").Length);
        Assert.Equal(12 + 14, Directory.GetFiles(run.Praxis.PathOf("out"), "*.png").Length);
        using JsonDocument results = JsonDocument.Parse(File.ReadAllText(run.Praxis.PathOf("out", "results.json")));
        Assert.Equal(14, results.RootElement.GetArrayLength());
    }

    [Fact]
    public void Export_WritesOnnxOnceAndRefusesOtherEndings()
    {
        ProcessResult written = run.Praxis.Run("export", "run", "--output", "model.onnx").MustSucceed();
        Assert.Contains("pictures [N, 3, 64, 64]", written.Output + written.Error, StringComparison.Ordinal);
        Assert.True(new FileInfo(run.Praxis.PathOf("model.onnx")).Length > 100_000);
        run.Praxis.Run("export", "run", "--output", "model.txt").MustFail(2);
        Assert.False(File.Exists(run.Praxis.PathOf("model.txt")));
    }

    [Fact]
    public void Inspect_BundledPictures_IsATableAndJson()
    {
        string people = Path.Combine(Samples, "people.json");
        ProcessResult table = run.Praxis.Run("inspect", people).MustSucceed();
        Assert.Contains("Findings by kind", table.Output, StringComparison.Ordinal);
        ProcessResult json = run.Praxis.Run("inspect", people, "--json").MustSucceed();
        using JsonDocument document = JsonDocument.Parse(json.Output);
        Assert.True(document.RootElement.GetProperty("tables").GetArrayLength() >= 3);
    }

    private static string Samples =>
        Path.Combine(AppContext.BaseDirectory, "..", "..", "Praxis.Cli", "release", "samples", "pose", "pictures");

    /// <summary>A network fitted once on a few drawn figures.</summary>
    public sealed class FittedPose : IDisposable
    {
        public FittedPose()
        {
            File.WriteAllText(
                Praxis.PathOf("figures.json"),
                """{"figures": {"seed": 3, "size": 64, "train": 16, "val": 4, "test": 1, "parts": 2}}""");
            Praxis.Run("fit", "hourglass", "--data", "figures.json", "--epochs", "1", "--name", "run").MustSucceed();
        }

        internal PraxisProcess Praxis { get; } = new();

        public void Dispose() => Praxis.Dispose();
    }
}
