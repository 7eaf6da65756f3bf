using System.Text.Json;

namespace Praxis.EndToEnd.Tests;

public sealed class FittedRunTests(FittedRun run) : IClassFixture<FittedRun>
{
    private const string TableHead = "user,rank,item,score,note";

    [Fact]
    public void Fit_Json_IsOneDocumentWithTheRunAndItsMetrics()
    {
        using JsonDocument document = JsonDocument.Parse(run.Fit.Output);

        JsonElement root = document.RootElement;
        Assert.Equal("fitted", root.GetProperty("run").GetString());
        Assert.Equal("hstu", root.GetProperty("method").GetString());
        Assert.Equal(Path.GetFileName(run.Folder), Path.GetFileName(root.GetProperty("path").GetString()));
        Assert.True(File.Exists(root.GetProperty("report").GetString()));
        JsonElement metrics = root.GetProperty("metrics");
        double hstu = metrics.GetProperty("hstu/NDCG@10").GetDouble();
        Assert.InRange(hstu, metrics.GetProperty("popularity/NDCG@10").GetDouble(), 1);
        Assert.Contains("epoch 3/3", run.Fit.Error, StringComparison.Ordinal);
        Assert.Equal(3, File.ReadLines(Path.Combine(run.Folder, "metrics.jsonl"))
            .Count(line => line.Contains("\"event\":\"epoch\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void Predict_KnownUsers_GivesCsvAndJsonOfTheSameRows()
    {
        string[] question = ["predict", "fitted", "--users", "u1,u2", "--top-k", "3"];

        ProcessResult csv = run.Praxis.Run(question).MustSucceed();
        ProcessResult json = run.Praxis.Run([.. question, "--json"]).MustSucceed();

        string[] lines = csv.Output.TrimEnd('\n').Split('\n');
        Assert.Equal(TableHead, lines[0]);
        Assert.Equal(7, lines.Length);
        using JsonDocument document = JsonDocument.Parse(json.Output);
        Assert.Equal(
            lines.Skip(1).Select(line => line.Split(',')[2]),
            document.RootElement.EnumerateArray().Select(row => row.GetProperty("item").GetString()));
        Assert.All(
            document.RootElement.EnumerateArray(),
            row => Assert.Equal(JsonValueKind.Null, row.GetProperty("note").ValueKind));
    }

    [Fact]
    public void Predict_OutputFile_HoldsWhatWouldBePrinted()
    {
        string[] question = ["predict", "fitted", "--users", "u1", "--top-k", "2"];
        string printed = run.Praxis.Run(question).MustSucceed().Output;

        ProcessResult written = run.Praxis.Run([.. question, "--output", "answers.csv"]).MustSucceed();
        run.Praxis.Run([.. question, "--output", "answers.json"]).MustSucceed();

        Assert.Empty(written.Output);
        Assert.Contains("2 rows written to answers.csv", written.Error, StringComparison.Ordinal);
        Assert.Equal(printed, File.ReadAllText(run.Praxis.PathOf("answers.csv")));
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(run.Praxis.PathOf("answers.json")));
        Assert.Equal(2, document.RootElement.GetArrayLength());
    }

    [Fact]
    public void Predict_UnknownUser_GivesPopularItemsAndSaysSo()
    {
        string[] rows = Rows(Predict("--users", "nobody", "--top-k", "2"));

        Assert.Equal(2, rows.Length);
        Assert.All(rows, row => Assert.EndsWith(",unknown user: popular items", row, StringComparison.Ordinal));
    }

    [Fact]
    public void Predict_HistoryWithAnUnseenItem_IgnoresItAndSaysSo()
    {
        string[] known = Rows(Predict("--history", "i1,i2", "--top-k", "3"));
        string[] unseen = Rows(Predict("--history", "i1,new thing,i2", "--top-k", "3"));

        Assert.Equal(known.Select(row => row + "\"ignored, not in the catalogue: new thing\""), unseen);
    }

    [Fact]
    public void Predict_AnotherTimeOfTheRequest_ChangesTheAnswerOfHstu()
    {
        string soon = Predict("--users", "u1", "--at", "2023-12-31T12:00:00Z").Output;
        string later = Predict("--users", "u1", "--at", "2033-12-31").Output;

        Assert.NotEqual(soon, later);
        Assert.Equal(soon, Predict("--users", "u1", "--at", "1704024000").Output);
    }

    [Fact]
    public void Evaluate_OwnData_GivesTheMetricsOfTheFit()
    {
        ProcessResult evaluated = run.Praxis.Run("evaluate", "fitted", "--json", "--threads", "1").MustSucceed();

        using JsonDocument document = JsonDocument.Parse(evaluated.Output);
        using JsonDocument fitted = JsonDocument.Parse(run.Fit.Output);
        Assert.Equal(
            fitted.RootElement.GetProperty("metrics").GetRawText(),
            document.RootElement.GetProperty("metrics").GetRawText());
    }

    [Fact]
    public void Rerun_FromTheRunAlone_GivesTheSameBytes()
    {
        run.Praxis.Run("rerun", "fitted", "--name", "again", "--out", "runs").MustSucceed();

        Assert.Equal(RunBytes.Of(run.Folder), RunBytes.Of(run.Praxis.PathOf("runs", "again")));
    }

    [Fact]
    public void Compare_TwoRuns_SetsMetricsSideBySide()
    {
        run.Praxis.Run("fit", "popularity", "--data", run.DataPath, "--name", "popular").MustSucceed();

        ProcessResult table = run.Praxis.Run("compare", "fitted", "popular").MustSucceed();
        ProcessResult json = run.Praxis.Run("compare", "fitted", "popular", "--json").MustSucceed();

        Assert.Contains("popularity/NDCG@10", table.Output, StringComparison.Ordinal);
        Assert.Contains("difference", table.Output, StringComparison.Ordinal);
        Assert.Contains(" users", table.Output, StringComparison.Ordinal);
        Assert.Empty(table.Error);
        using JsonDocument document = JsonDocument.Parse(json.Output);
        Assert.Equal(3, document.RootElement.GetProperty("tables").GetArrayLength());
        Assert.Empty(document.RootElement.GetProperty("warnings").EnumerateArray());
    }

    [Fact]
    public void Compare_RunsOnDifferentData_Warns()
    {
        string other = EventFile.Write(run.Praxis.PathOf("other.csv"), userCount: 50);
        run.Praxis.Run("fit", "markov", "--data", other, "--name", "other").MustSucceed();

        ProcessResult result = run.Praxis.Run("compare", "fitted", "other").MustSucceed();

        Assert.StartsWith(
            "warning: other and fitted were fitted on different data", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Report_OfARun_IsRenderedAnewWithTheSameBytes()
    {
        string path = Path.Combine(run.Folder, "report.html");
        byte[] before = File.ReadAllBytes(path);
        File.Delete(path);

        ProcessResult result = run.Praxis.Run("report", "fitted").MustSucceed();

        Assert.Equal(Path.GetFileName(path), Path.GetFileName(result.Output.TrimEnd('\n')));
        Assert.Equal(before, File.ReadAllBytes(path));
    }

    [Fact]
    public void Runs_List_NamesRunMethodAndState()
    {
        ProcessResult table = run.Praxis.Run("runs").MustSucceed();
        ProcessResult json = run.Praxis.Run("runs", "--json").MustSucceed();

        Assert.Contains("fitted", table.Output, StringComparison.Ordinal);
        using JsonDocument document = JsonDocument.Parse(json.Output);
        JsonElement entry = Assert.Single(
            document.RootElement.EnumerateArray(), entry => entry.GetProperty("id").GetString() == "fitted");
        Assert.Equal("hstu", entry.GetProperty("method").GetString());
        Assert.Equal("whole", entry.GetProperty("state").GetString());
    }

    [Fact]
    public void Resume_WholeRun_IsRefused() =>
        Assert.Contains("is whole", run.Praxis.Run("resume", "fitted").MustFail(2), StringComparison.Ordinal);

    private ProcessResult Predict(params string[] question) =>
        run.Praxis.Run(["predict", "fitted", .. question]).MustSucceed();

    private static string[] Rows(ProcessResult result) => [.. result.Output.TrimEnd('\n').Split('\n').Skip(1)];
}
