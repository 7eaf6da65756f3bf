using System.Text.Json;

namespace Praxis.EndToEnd.Tests;

public sealed class InterruptionTests : IDisposable
{
    // A few seconds of training in many short epochs.
    private static readonly string[] Options =
    [
        "--epoch-count", "60", "--patience", "0", "--width", "16", "--layer-count", "1", "--batch-size", "16",
        "--negative-count", "16", "--threads", "1", "--baselines", "none",
    ];

    // A few seconds of training, a window an hour and a user a step.
    private static readonly string[] StreamOptions =
    [
        "--stream", "--stream-hours", "1", "--width", "16", "--layer-count", "2", "--batch-size", "1",
        "--negative-count", "16", "--threads", "1",
    ];

    private readonly PraxisProcess _praxis = new();
    private readonly string _data;

    public InterruptionTests() => _data = EventFile.Write(_praxis.PathOf("events.csv"));

    public void Dispose() => _praxis.Dispose();

    [Fact]
    public void Resume_AfterInterruptAndKill_GivesTheBytesOfAnUnbrokenRun()
    {
        FitWhole("unbroken");

        using (RunningPraxis first = Fit("broken", Options))
        {
            WaitForEpoch(first, "broken", 5);
            first.Interrupt();
            string line = first.WaitForEnd().MustFail(130);
            Assert.Equal("praxis: cancelled; 'praxis resume broken' goes on from the last checkpoint", line);
        }

        Assert.Equal(["broken.partial", "unbroken"], RunBytes.Names(_praxis.PathOf("runs")));
        int reached = LastEpoch("broken");
        using (RunningPraxis second = _praxis.Start("resume", "broken"))
        {
            WaitForEpoch(second, "broken", reached + 5);
            second.Kill();
        }

        Assert.Equal(["broken.partial", "unbroken"], RunBytes.Names(_praxis.PathOf("runs")));
        Assert.Contains("partial", _praxis.Run("runs").MustSucceed().Output, StringComparison.Ordinal);
        ProcessResult resumed = _praxis.Run("resume", "broken").MustSucceed();

        Assert.Contains("goes on at epoch", resumed.Error, StringComparison.Ordinal);
        Assert.Equal(["broken", "unbroken"], RunBytes.Names(_praxis.PathOf("runs")));
        Assert.Equal(RunBytes.Of(_praxis.PathOf("runs", "unbroken")), RunBytes.Of(_praxis.PathOf("runs", "broken")));
        Assert.Equal(Enumerable.Range(1, 60), Epochs(_praxis.PathOf("runs", "broken")));
    }

    [Fact]
    public void Resume_OfAStreamAfterInterruptAndKill_GivesTheBytesOfAnUnbrokenRun()
    {
        FitWhole("unbroken", StreamOptions);
        int windows = Epochs(_praxis.PathOf("runs", "unbroken")).Count;

        using (RunningPraxis first = Fit("broken", StreamOptions))
        {
            WaitForEpoch(first, "broken", windows / 4);
            first.Interrupt();
            first.WaitForEnd().MustFail(130);
        }

        int reached = LastEpoch("broken");
        Assert.InRange(reached, windows / 4, windows - 20);
        using (RunningPraxis second = _praxis.Start("resume", "broken"))
        {
            WaitForEpoch(second, "broken", reached + 10);
            second.Kill();
        }

        Assert.Equal(["broken.partial", "unbroken"], RunBytes.Names(_praxis.PathOf("runs")));
        _praxis.Run("resume", "broken").MustSucceed();

        Assert.Equal(["broken", "unbroken"], RunBytes.Names(_praxis.PathOf("runs")));
        Assert.Equal(RunBytes.Of(_praxis.PathOf("runs", "unbroken")), RunBytes.Of(_praxis.PathOf("runs", "broken")));
        Assert.Equal(Enumerable.Range(1, windows), Epochs(_praxis.PathOf("runs", "broken")));
    }

    [Fact]
    public void Kill_BeforeACheckpoint_ResumesFromTheStart()
    {
        FitWhole("unbroken");
        using (RunningPraxis first = Fit("broken", Options))
        {
            WaitForEpoch(first, "broken", 2);
            first.Kill();
        }

        Assert.False(Directory.Exists(_praxis.PathOf("runs", "broken")));
        _praxis.Run("resume", "broken").MustSucceed();

        Assert.Equal(RunBytes.Of(_praxis.PathOf("runs", "unbroken")), RunBytes.Of(_praxis.PathOf("runs", "broken")));
    }

    [Fact]
    public void Kill_AfterACheckpointByTheClock_ResumesFromIt()
    {
        string[] endless = [.. Options, "--epoch-count", "100000"];
        using (RunningPraxis first = Fit("broken", endless[2..]))
        {
            string checkpoints = _praxis.PathOf("runs", "broken.partial", "checkpoints", "hstu");
            first.WaitUntil(
                () => RunBytes.Names(checkpoints).Any(name => !name.EndsWith(".tmp", StringComparison.Ordinal)),
                "a checkpoint");
            first.Kill();
        }

        int reached = LastEpoch("broken");
        using RunningPraxis second = _praxis.Start("resume", "broken");
        WaitForEpoch(second, "broken", reached + 1);
        second.Interrupt();
        ProcessResult result = second.WaitForEnd();

        result.MustFail(130);
        Assert.Contains("note: hstu goes on at epoch", result.Error, StringComparison.Ordinal);
        Assert.Equal(["broken.partial"], RunBytes.Names(_praxis.PathOf("runs")));
    }

    [Fact]
    public void Resume_RunThatIsBeingFitted_IsRefused()
    {
        using RunningPraxis first = Fit("busy", [.. Options[2..], "--epoch-count", "100000"]);
        WaitForEpoch(first, "busy", 1);

        string line = _praxis.Run("resume", "busy").MustFail(2);

        Assert.Contains("is being fitted by another process", line, StringComparison.Ordinal);
        first.Kill();
    }

    [Fact]
    public void Fit_TimeLimit_EndsInGoodOrderAndSaysSo()
    {
        string[] limited = [.. Options[2..], "--epoch-count", "100000", "--time-limit", "1s"];
        using RunningPraxis running = Fit("short", limited);

        ProcessResult result = running.WaitForEnd();

        result.MustSucceed();
        Assert.Contains("warning: hstu was ended by the time limit at epoch", result.Error, StringComparison.Ordinal);
        Assert.Equal(["short"], RunBytes.Names(_praxis.PathOf("runs")));
    }

    private RunningPraxis Fit(string name, string[] options) =>
        _praxis.Start(["fit", "hstu", "--data", _data, "--name", name, .. options]);

    private void FitWhole(string name, string[]? options = null)
    {
        using RunningPraxis running = Fit(name, options ?? Options);
        running.WaitForEnd().MustSucceed();
    }

    private void WaitForEpoch(RunningPraxis running, string name, int epoch) =>
        running.WaitUntil(() => LastEpoch(name) >= epoch, $"epoch {epoch}");

    private int LastEpoch(string name) => Epochs(_praxis.PathOf("runs", name + ".partial")).LastOrDefault();

    // The line under way may be cut; it does not count yet.
    private static List<int> Epochs(string folder)
    {
        var epochs = new List<int>();
        string path = Path.Combine(folder, "metrics.jsonl");
        if (!File.Exists(path))
        {
            return epochs;
        }

        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream);
        string[] lines = reader.ReadToEnd().Split('\n');
        foreach (string line in lines[..^1].Where(line => line.Contains("\"epochCount\"", StringComparison.Ordinal)))
        {
            using JsonDocument document = JsonDocument.Parse(line);
            epochs.Add(document.RootElement.GetProperty("epoch").GetInt32());
        }

        return epochs;
    }
}
