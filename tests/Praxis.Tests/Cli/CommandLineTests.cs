using System.Text.Json;
using Praxis.App;
using Praxis.Cli;
using Praxis.Core;
using Praxis.Tests.App;

namespace Praxis.Tests.Cli;

public sealed class CommandLineTests : IDisposable
{
    private readonly Workplace _place = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void Fit_Data_PrintsTheTableAndALineAnEpoch()
    {
        Assert.Equal(0, Run("fit", "mean", "--data", _place.DataPath, "--name", "first", "--epoch-count", "3"));

        Assert.Contains("error", _output.ToString(), StringComparison.Ordinal);
        Assert.Equal(
            3, _error.ToString().Split('\n').Count(line => line.StartsWith("epoch ", StringComparison.Ordinal)));
        Assert.DoesNotContain('\u001b', _output.ToString() + _error);
        Assert.Equal(["first"], _place.RunFolders);
    }

    [Fact]
    public void Fit_Json_PrintsOneDocument()
    {
        Assert.Equal(0, Run("fit", "mean", "--sample", "--name", "first", "--json"));

        using JsonDocument json = JsonDocument.Parse(_output.ToString());
        Assert.Equal("first", json.RootElement.GetProperty("run").GetString());
        Assert.Equal(4.84375, json.RootElement.GetProperty("metrics").GetProperty("mean").GetDouble());
    }

    [Theory]
    [InlineData("--checkpoints", "true")]
    [InlineData("--checkpoints false", "false")]
    [InlineData("--checkpoints=false", "false")]
    [InlineData("", "true")]
    public void Fit_Switch_TakesAValueOrStandsAlone(string words, string expected)
    {
        string[] flags = words.Split(' ', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(0, Run(["fit", "mean", .. flags, "--sample", "--name", "first"]));

        JsonElement options = _place.Environment.Store.Open("first").ReadManifest().Options;
        Assert.Equal(expected, options.GetProperty("checkpoints").GetRawText());
    }

    [Theory]
    [InlineData(2, "praxis needs a verb; known are fit,", "")]
    [InlineData(2, "verb fti is not known; did you mean fit? known are fit,", "fti")]
    [InlineData(2, "praxis fit needs a method; known are mean", "fit")]
    [InlineData(2, "method maen is not known; did you mean mean? known are mean", "fit maen")]
    [InlineData(2, "fit mean needs either --data PATH or --sample; neither was given", "fit mean")]
    [InlineData(2, "fit mean needs either --data PATH or --sample; both were given", "fit mean --sample --data x")]
    [InlineData(
        2,
        "--epoch-conut is not known by praxis fit mean; did you mean --epoch-count? see 'praxis fit mean --help'",
        "fit mean --sample --epoch-conut 3")]
    [InlineData(2, "--data needs a value", "fit mean --data")]
    [InlineData(2, "--seed was given more than once", "fit mean --sample --seed 1 --seed 2")]
    [InlineData(2, "praxis fit mean does not take \"x.csv\"", "fit mean x.csv")]
    [InlineData(2, "praxis predict needs RUN", "predict")]
    [InlineData(2, "--epochs is not known by praxis fit mean; did you mean --epoch-count?", "fit mean --epochs=3")]
    [InlineData(2, "--zzz is not known by praxis fit mean; see 'praxis fit mean --help'", "fit mean --zzz 1")]
    [InlineData(2, "--foo is not known by praxis predict; see 'praxis predict --help'", "predict --foo")]
    [InlineData(2, "run nothing is not in ", "predict nothing")]
    [InlineData(2, "--output must end in .csv or .json; got x.txt", "predict nothing --output x.txt")]
    [InlineData(2, "--output must end in .onnx; got x.txt", "export nothing --output x.txt")]
    [InlineData(2, "export needs a file to write; give --output FILE.onnx", "export nothing")]
    [InlineData(2, "run nothing is not in ", "export nothing --output x.onnx")]
    [InlineData(2, "compare needs two or more runs", "compare one")]
    [InlineData(2, "--name must be 1 to 120 letters", "fit mean --sample --name ../x")]
    [InlineData(2, "--name must be 1 to 120 letters", "fit mean --sample --name=-x")]
    [InlineData(3, "--epoch-count must be an integer in [1, 1000]; got 0", "fit mean --sample --epoch-count 0")]
    [InlineData(3, "--epoch-count must be an integer in [1, 1000]; got -1", "fit mean --sample --epoch-count -1")]
    [InlineData(3, "--learning-rate must be a number in [0, 1]; got fast", "fit mean --sample --learning-rate fast")]
    [InlineData(3, "--checkpoints must be true or false; got maybe", "fit mean --sample --checkpoints=maybe")]
    [InlineData(3, "--seed must be an integer in [0,", "fit mean --sample --seed -1")]
    [InlineData(3, "--threads must be an integer in [1, 1024]; got 0", "fit mean --sample --threads 0")]
    [InlineData(3, "--time-limit must be a time like 90s", "fit mean --sample --time-limit soon")]
    [InlineData(3, "nowhere.csv: no such file or folder", "fit mean --data nowhere.csv")]
    public void Run_UsersMistake_IsOneLineWithItsCode(int code, string message, string words)
    {
        Assert.Equal(code, Run(words.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

        string error = _error.ToString();
        Assert.StartsWith("praxis: ", error, StringComparison.Ordinal);
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.Equal(error.Length - 1, error.IndexOf('\n', StringComparison.Ordinal));
        Assert.Empty(_output.ToString());
        Assert.Empty(_place.RunFolders);
    }

    [Theory]
    [InlineData("--data needs a PATH, and what was given is empty; name one", "fit mean --data ?")]
    [InlineData("--out needs a FOLDER, and what was given is empty; name one", "fit mean --sample --out ?")]
    [InlineData("--data needs a PATH, and what was given is empty; name one", "evaluate first --data ?")]
    [InlineData("--output needs a FILE, and what was given is empty; name one", "export first --output ?")]
    public void Run_EmptyPath_IsRefusedInOneLine(string message, string words)
    {
        string[] line = [.. words.Split(' ').Select(static word => word == "?" ? string.Empty : word)];

        Assert.Equal(2, Run(line));

        Assert.Equal($"praxis: {message}\n", _error.ToString());
        Assert.Empty(_place.RunFolders);
    }

    [Fact]
    public void Export_MethodWithoutOnnx_IsRefusedInOneLine()
    {
        Assert.Equal(0, Run("fit", "mean", "--sample", "--name", "first"));
        _error.GetStringBuilder().Clear();

        string path = Path.Combine(_place.Root, "model.onnx");
        Assert.Equal(2, Run("export", "first", "--output", path));

        Assert.Equal(
            "praxis: mean cannot be written as ONNX; export a run of a pose method\n", _error.ToString());
        Assert.False(File.Exists(path));
    }

    [Fact]
    public void Run_Verbose_AddsTheStack()
    {
        Assert.Equal(3, Run("fit", "mean", "--data", "nowhere.csv", "--verbose"));

        Assert.Contains("   at Praxis.App", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_Cancelled_Ends130()
    {
        int code = CommandLine.Run(
            ["fit", "mean", "--sample", "--name", "first", "--out", _place.Environment.Store.Root],
            Host() with
            {
                Environment = _place.Environment with { Cancellation = new CancellationToken(canceled: true) },
            });

        Assert.Equal(130, code);
        Assert.Empty(_place.RunFolders);
    }

    [Fact]
    public void Verbs_OnARun_AllEndWell()
    {
        Assert.Equal(0, Run("fit", "mean", "--sample", "--name", "first"));
        Assert.Equal(0, Run("rerun", "first", "--name", "second"));
        string[][] lines =
        [
            ["evaluate", "first", "--data", _place.DataPath, "--skip-lines", "0"],
            ["predict", "first", "--count", "2"],
            ["compare", "first", "second"],
            ["report", "first"],
            ["runs"],
            ["methods"],
            ["methods", "mean"],
        ];
        foreach (string[] line in lines)
        {
            Assert.Equal(0, Run(line));
            Assert.NotEmpty(_output.ToString());
            _output.GetStringBuilder().Clear();
            Assert.Equal(0, Run([.. line, "--json"]));
            JsonDocument.Parse(_output.ToString()).Dispose();
            _output.GetStringBuilder().Clear();
        }
    }

    [Fact]
    public void Predict_NoFile_PrintsCsv()
    {
        Run("fit", "mean", "--sample", "--name", "first");
        _output.GetStringBuilder().Clear();

        Assert.Equal(0, Run("predict", "first", "--count", "2"));

        Assert.Equal("row,mean\n1,4.84375\n2,4.84375\n", _output.ToString());
    }

    [Theory]
    [InlineData("predict first")]
    [InlineData("predict first --json")]
    [InlineData("evaluate first")]
    [InlineData("runs")]
    [InlineData("methods")]
    [InlineData("fit --help")]
    public void Output_FullDisk_NamesPlaceAndMend(string words)
    {
        Run("fit", "mean", "--sample", "--name", "first");
        _error.GetStringBuilder().Clear();

        Assert.Equal(3, CommandLine.Run(words.Split(' '), Host() with { Output = new FullWriter() }));

        Assert.EndsWith(
            "praxis: standard output: the result cannot be written (No space left on device); free space there or send "
                + "it elsewhere",
            _error.ToString().TrimEnd(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Error_FullDisk_StopsNoFit()
    {
        int code = CommandLine.Run(
            ["fit", "mean", "--sample", "--name", "first", "--out", _place.Environment.Store.Root],
            Host() with { Error = new FullWriter() });

        Assert.Equal(0, code);
        Assert.Equal(["first"], _place.RunFolders);
    }

    [Fact]
    public void Help_Method_ShowsGroupsSentencesDomainsAndDefaults()
    {
        Assert.Equal(0, Run("fit", "mean", "--help"));

        string help = _output.ToString();
        Assert.Contains("\nRun\n", help, StringComparison.Ordinal);
        Assert.Contains("\nData (a number a line)\n", help, StringComparison.Ordinal);
        Assert.Contains("\nMethod mean\n", help, StringComparison.Ordinal);
        Assert.Contains("--epoch-count NUMBER", help, StringComparison.Ordinal);
        Assert.Contains(
            "Most epochs of gradient descent. An integer in [1, 1000]; default 5.", help, StringComparison.Ordinal);
        Assert.All(help.Split('\n'), line => Assert.InRange(line.Length, 0, 100));
    }

    [Theory]
    [InlineData("")]
    [InlineData("hstu-ranking")]
    public void Methods_NoTerminal_IsNarrowAndWhole(string name)
    {
        VerbHost host = Host() with { Environment = _place.Environment with { Methods = MethodCatalog.All } };

        Assert.Equal(0, CommandLine.Run(name.Length == 0 ? ["methods"] : ["methods", name], host));

        string text = _output.ToString();
        Assert.All(text.Split('\n'), line => Assert.InRange(line.Length, 0, 100));
        string[] whole = name.Length == 0
            ? [.. MethodCatalog.All.Select(method => method.Name)]
            : [.. MethodCatalog.All.Single(method => method.Name == name).Options.Specs.Select(spec => spec.Flag)];
        Assert.All(whole, word => Assert.Contains(word, text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("90s", 90)]
    [InlineData("10m", 600)]
    [InlineData("1h30m", 5400)]
    [InlineData("1.5h", 5400)]
    public void Duration_Forms_AreRead(string text, double seconds) =>
        Assert.Equal(seconds, DurationText.Parse("--time-limit", text).TotalSeconds);

    [Theory]
    [InlineData("")]
    [InlineData("10")]
    [InlineData("0s")]
    [InlineData("-5m")]
    [InlineData("5m1h")]
    [InlineData("999999h")]
    public void Duration_Others_AreRefused(string text) =>
        Assert.Throws<InputException>(() => DurationText.Parse("--time-limit", text));

    private int Run(params string[] words) => CommandLine.Run(words, Host());

    private VerbHost Host() => new() { Environment = _place.Environment, Output = _output, Error = _error };

    private sealed class FullWriter : TextWriter
    {
        public override System.Text.Encoding Encoding => System.Text.Encoding.UTF8;

        public override void Write(char value) => throw new IOException("No space left on device");
    }
}
