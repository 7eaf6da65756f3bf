using System.Diagnostics;
using System.IO.Compression;
using System.Text;

namespace Praxis.EndToEnd.Tests;

public sealed class RefusalTests : IDisposable
{
    private readonly PraxisProcess _praxis = new();

    public void Dispose() => _praxis.Dispose();

    [Theory]
    [InlineData("empty")]
    [InlineData("header only")]
    [InlineData("missing column")]
    [InlineData("text as time")]
    [InlineData("milliseconds")]
    [InlineData("one user")]
    [InlineData("invalid UTF-8")]
    [InlineData("truncated gzip")]
    [InlineData("folder")]
    [InlineData("no such file")]
    public void Fit_BadData_IsOneLineAndExitCodeThree(string kind)
    {
        ProcessResult result = _praxis.Run("fit", "markov", "--data", BadData(kind), "--name", "run");

        string line = result.MustFail(3);
        Assert.Contains("bad", line, StringComparison.Ordinal);
        Assert.Empty(RunBytes.Names(_praxis.PathOf("runs")));
    }

    [Theory]
    [InlineData(3, "--width 0")]
    [InlineData(3, "--epoch-count many")]
    [InlineData(3, "--width 16 --head-count 3")]
    [InlineData(3, "--threads 0")]
    [InlineData(3, "--seed -1")]
    [InlineData(3, "--split sometimes")]
    [InlineData(3, "--time-limit soon")]
    [InlineData(3, "--learning-rate NaN")]
    [InlineData(3, "--format xml")]
    [InlineData(3, "--user-column nobody")]
    [InlineData(2, "--no-such-flag 1")]
    [InlineData(2, "--name a/b")]
    [InlineData(2, "--sample")]
    [InlineData(2, "--width")]
    public void Fit_BadFlag_IsOneLineAndLeavesNothing(int exitCode, string flags)
    {
        string data = EventFile.Write(_praxis.PathOf("events.csv"), userCount: 20);

        string line = _praxis.Run(["fit", "hstu", "--data", data, .. flags.Split(' ')]).MustFail(exitCode);

        Assert.Contains("--", line, StringComparison.Ordinal);
        Assert.Empty(RunBytes.Names(_praxis.PathOf("runs")));
    }

    [Theory]
    [InlineData(3, "predict run --at abc")]
    [InlineData(3, "predict run --users @nothing.txt")]
    [InlineData(3, "predict run --users u1 --history i1")]
    [InlineData(3, "predict run --top-k 0")]
    [InlineData(2, "predict run --output answers.txt")]
    [InlineData(3, "predict run --output nowhere/answers.csv")]
    [InlineData(2, "fit markov --data events.csv --name run")]
    [InlineData(3, "evaluate run --data nothing.csv")]
    public void Verb_BadQuestion_IsOneLine(int exitCode, string words)
    {
        string data = EventFile.Write(_praxis.PathOf("events.csv"), userCount: 20);
        _praxis.Run("fit", "popularity", "--data", data, "--name", "run").MustSucceed();

        _praxis.Run(words.Split(' ')).MustFail(exitCode);

        Assert.Equal(["run"], RunBytes.Names(_praxis.PathOf("runs")));
    }

    [Fact]
    public void Rerun_ChangedData_IsRefused()
    {
        string data = EventFile.Write(_praxis.PathOf("events.csv"), userCount: 20);
        _praxis.Run("fit", "popularity", "--data", data, "--name", "run").MustSucceed();
        File.AppendAllText(data, "u1,i1,1800000000\n");

        Assert.Contains("has changed since run run", _praxis.Run("rerun", "run").MustFail(3), StringComparison.Ordinal);
        Assert.Equal(["run"], RunBytes.Names(_praxis.PathOf("runs")));
    }

    [Fact]
    public void Predict_DamagedModel_IsOneLine()
    {
        string data = EventFile.Write(_praxis.PathOf("events.csv"), userCount: 20);
        _praxis.Run("fit", "markov", "--data", data, "--name", "run").MustSucceed();
        string model = _praxis.PathOf("runs", "run", "model", "fitted", "markov.bin");
        File.WriteAllBytes(model, File.ReadAllBytes(model)[..^20]);

        Assert.Contains("markov.bin", _praxis.Run("predict", "run").MustFail(3), StringComparison.Ordinal);
    }

    // Each size fails at another file: events, model, metrics, report.
    [Theory]
    [InlineData(8)]
    [InlineData(24)]
    [InlineData(48)]
    [InlineData(68)]
    public void Fit_FullDisk_IsOneLineAndLeavesNothing(int kibibytes)
    {
        string data = EventFile.Write(_praxis.PathOf("events.csv"));
        string disk = Directory.CreateDirectory(_praxis.PathOf("disk")).FullName;
        if (!OperatingSystem.IsLinux() || Call("mount", "-t", "tmpfs", "-o", $"size={kibibytes}k", "tmpfs", disk) != 0)
        {
            Assert.Skip("needs the right to mount a small disk");
        }

        try
        {
            string runs = Path.Combine(disk, "runs");

            string[] words = ["fit", "hstu", "--data", data, "--out", runs, .. FittedRun.FastOptions];
            string line = _praxis.Run(words).MustFail(3);

            Assert.Contains("No space left", line, StringComparison.Ordinal);
            Assert.EndsWith("free or choose another disk", line, StringComparison.Ordinal);
            Assert.Empty(RunBytes.Names(runs));
        }
        finally
        {
            Call("umount", disk);
        }
    }

    [Theory]
    [InlineData("predict run")]
    [InlineData("methods --json")]
    public void Output_FullDevice_IsOneLineAndExitCodeThree(string words)
    {
        if (!File.Exists("/dev/full"))
        {
            Assert.Skip("needs the device /dev/full");
        }

        string data = EventFile.Write(_praxis.PathOf("events.csv"), userCount: 20);
        _praxis.Run("fit", "popularity", "--data", data, "--name", "run").MustSucceed();

        string line = _praxis.RunIntoFullDevice(words).MustFail(3);

        Assert.Contains("standard output", line, StringComparison.Ordinal);
        Assert.EndsWith("free space there or send it elsewhere", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_ReadOnlyFolder_IsOneLineAndExitCodeThree()
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
        {
            Assert.Skip("a privileged process may write everywhere");
            return; // Unreachable, but the platform analyzer does not know.
        }

        string data = EventFile.Write(_praxis.PathOf("events.csv"), userCount: 20);
        const UnixFileMode ReadOnly = UnixFileMode.UserRead | UnixFileMode.UserExecute;
        string closed = Directory.CreateDirectory(_praxis.PathOf("closed"), ReadOnly).FullName;

        string line = _praxis.Run("fit", "markov", "--data", data, "--out", Path.Combine(closed, "runs")).MustFail(3);

        Assert.Contains("--out", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_OutIsAFile_IsOneLineAndExitCodeThree()
    {
        string data = EventFile.Write(_praxis.PathOf("events.csv"), userCount: 20);

        _praxis.Run("fit", "markov", "--data", data, "--out", data).MustFail(3);
    }

    private string BadData(string kind)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(EventFile.Text(userCount: 20));
        return kind switch
        {
            "empty" => Write("bad.csv", []),
            "header only" => Write("bad.csv", Encoding.UTF8.GetBytes(EventFile.Header)),
            "missing column" => Write("bad.csv", [.. "user_id,thing,time\n"u8, .. bytes[EventFile.Header.Length..]]),
            "text as time" => Write("bad.csv", [.. bytes, .. "u1,i1,yesterday\n"u8]),
            "milliseconds" => Write("bad.csv", [.. bytes, .. "u1,i1,1700000000000\n"u8]),
            "one user" => Write("bad.csv", Encoding.UTF8.GetBytes(EventFile.Text(userCount: 1))),
            "invalid UTF-8" => Write("bad.csv", [.. bytes, .. "u1,"u8, 0xC3, 0x28, .. ",1700000000\n"u8]),
            "truncated gzip" => Write("bad.csv.gz", Gzip(bytes)[..^100]),
            "folder" => Directory.CreateDirectory(_praxis.PathOf("bad")).FullName,
            _ => _praxis.PathOf("bad-nowhere.csv"),
        };
    }

    private string Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(_praxis.PathOf(name), bytes);
        return _praxis.PathOf(name);
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return target.ToArray();
    }

    private static int Call(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
