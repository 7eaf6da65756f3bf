using Praxis.App;
using Praxis.Core;

namespace Praxis.Tests.Pose.Models;

/// <summary>The catalogue's jobs on a few drawn figures, with options that train fast.</summary>
internal sealed class PosePlace : IDisposable
{
    // Steps are 8 seconds apart by this clock, so that every second one is followed by a checkpoint.
    private const int SecondsPerStep = 8;

    private static readonly Dictionary<string, string> FastValues = new()
    {
        ["epochs"] = "2",
        ["batch-size"] = "12",
        ["scales"] = "0.9,1",
    };

    private readonly TemporaryFolder _folder = new();

    public PosePlace(string method)
    {
        Method = MethodCatalog.Find(method);
        DataPath = _folder.Write(
            "figures.json",
            """{"figures": {"seed": 3, "size": 64, "train": 24, "val": 8, "test": 2, "parts": 2}}""");
        Environment = new JobEnvironment
        {
            Store = new RunStore(_folder["runs"]),
            SampleRoot = _folder["samples"],
            Clock = new ManualClock(TimeSpan.FromSeconds(SecondsPerStep)),
        };
    }

    public Method Method { get; }

    public string DataPath { get; set; }

    public JobEnvironment Environment { get; set; }

    public Dictionary<string, string> Options { get; } = [];

    public Dictionary<string, string> Input { get; } = [];

    /// <summary>The folders of runs, whole and partial.</summary>
    public IReadOnlyList<string> RunFolders
    {
        get
        {
            var root = new DirectoryInfo(Environment.Store.Root);
            return root.Exists ? [.. root.GetDirectories().Select(run => run.Name).Order(StringComparer.Ordinal)] : [];
        }
    }

    public string this[string name] => _folder[name];

    public string Write(string name, string text) => _folder.Write(name, text);

    public string Write(string name, byte[] bytes) => _folder.Write(name, bytes);

    public FitOrder Order(string name, int threadCount = 1, ulong seed = 42) => new(Method.Name)
    {
        Name = name,
        DataPath = DataPath,
        InputValues = Input,
        OptionValues = FastValues.Where(value => Method.Options.Specs.Any(spec => spec.Flag == value.Key))
            .Where(value => !Options.ContainsKey(value.Key)).Concat(Options).ToDictionary(),
        ThreadCount = threadCount,
        Seed = seed,
    };

    public FinishedRun Fit(string name, int threadCount = 1, ulong seed = 42) =>
        new FitJob(Environment).Run(Order(name, threadCount, seed));

    public ResultTable Predict(string run, int threadCount, params (string Flag, string Text)[] values) =>
        new PredictJob(Environment).Run(run, values.ToDictionary(one => one.Flag, one => one.Text), threadCount);

    public void Dispose() => _folder.Dispose();
}
