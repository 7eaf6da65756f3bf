using System.Text.Json;
using Praxis.App;
using Praxis.Bayes;

namespace Praxis.Tests.Bayes;

/// <summary>Fits of a graph method through the catalogue, with short chains, in a folder of their own.</summary>
internal sealed class GraphTablePlace : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _method;

    public GraphTablePlace(string method)
    {
        _method = method;
        Environment = new JobEnvironment
        {
            Store = new RunStore(_folder["runs"]),
            SampleRoot = _folder["samples"],
            Clock = new ManualClock(TimeSpan.FromMilliseconds(1)),
        };
    }

    public JobEnvironment Environment { get; }

    /// <summary>Writes a file and tells its path.</summary>
    public string Write(string name, string text) => _folder.Write(name, text);

    /// <summary>Fits a table; what follows are options as typed, input options and others.</summary>
    public (GraphPosterior Posterior, Dictionary<string, double> Metrics) Fit(
        string csv, params (string Flag, string Text)[] options)
    {
        FinishedRun run = Run(csv, options);
        using JsonDocument results = JsonDocument.Parse(File.ReadAllBytes(run.Folder.ResultsPath));
        return (
            GraphPosterior.Load(run.Folder.ModelPath),
            results.RootElement.GetProperty("metrics").EnumerateObject().ToDictionary(
                static one => one.Name,
                static one => one.Value.ValueKind == JsonValueKind.Number ? one.Value.GetDouble() : double.NaN));
    }

    /// <summary>What is measured of the run on its own rows, or on those of a file.</summary>
    public IReadOnlyDictionary<string, double> Evaluate(string? path = null) =>
        new EvaluateJob(Environment).Run("run", path, new Dictionary<string, string>(), 1).Metrics;

    /// <summary>The one line in which a fit is refused, with the folder taken off; no run is left.</summary>
    public string Refusal(string csv, params (string Flag, string Text)[] options)
    {
        string error = _folder.Error(() => Run(csv, options));
        var root = new DirectoryInfo(Environment.Store.Root);
        Assert.True(!root.Exists || root.GetDirectories().Length == 0, "a run is left");
        return error;
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>The run of a fit of a table.</summary>
    public FinishedRun Run(string csv, params (string Flag, string Text)[] options) =>
        new FitJob(Environment).Run(Order("run", csv, options));

    private FitOrder Order(string name, string csv, (string Flag, string Text)[] options)
    {
        Praxis.Core.Method method = MethodCatalog.Find(_method);
        var inputs = options.Where(one => method.InputOptions.Specs.Any(spec => spec.Flag == one.Flag))
            .ToDictionary(static one => one.Flag, static one => one.Text);
        var values = new Dictionary<string, string> { ["warm-up"] = "50", ["draws"] = "200", ["chains"] = "2" };
        foreach ((string flag, string text) in options.Where(one => !inputs.ContainsKey(one.Flag)))
        {
            values[flag] = text;
        }

        if (_method != "dag-regression" && !inputs.ContainsKey("leave-out") && !inputs.ContainsKey("columns"))
        {
            inputs["leave-out"] = "y";
        }

        return new FitOrder(_method)
        {
            Name = name,
            DataPath = Write("table.csv", csv),
            InputValues = inputs,
            OptionValues = values,
            ThreadCount = 1,
        };
    }
}
