using Praxis.App;
using Praxis.Core;

namespace Praxis.Tests.Contracts;

/// <summary>The catalogue's jobs in a folder of their own, on the planted log with options that train fast.</summary>
internal sealed class FitPlace : IDisposable
{
    // Steps are 8 seconds apart by this clock, so that every second one is followed by a checkpoint.
    private const int SecondsPerStep = 8;

    private static readonly Dictionary<string, string> FastValues = new()
    {
        ["epoch-count"] = "2",
        ["width"] = "16",
        ["layer-count"] = "1",
        ["negative-count"] = "8",
        ["batch-size"] = "16",
        ["stochastic-length"] = "1.5",
    };

    private readonly TemporaryFolder _folder = new();

    public FitPlace(string method)
    {
        Method = MethodCatalog.Find(method);
        DataPath = _folder.Write("events.csv", PlantedEvents.Csv(PlantedEvents.Rows));
        Environment = new JobEnvironment
        {
            Store = new RunStore(_folder["runs"]),
            SampleRoot = _folder["samples"],
            Clock = new ManualClock(TimeSpan.FromSeconds(SecondsPerStep)),
        };
    }

    public Method Method { get; }

    /// <summary>Whether the method is trained in epochs, with checkpoints, rather than counted.</summary>
    public bool IsTrained => TrainsInEpochs(Method);

    /// <summary>Whether a method is trained in epochs.</summary>
    public static bool TrainsInEpochs(Method method) =>
        method.Options.Specs.Any(spec => spec.Flag == "epoch-count");

    public string DataPath { get; set; }

    public JobEnvironment Environment { get; }

    public string this[string name] => _folder[name];

    /// <summary>The folders of runs, whole and partial.</summary>
    public IReadOnlyList<string> RunFolders
    {
        get
        {
            var root = new DirectoryInfo(Environment.Store.Root);
            return root.Exists ? [.. root.GetDirectories().Select(run => run.Name).Order(StringComparer.Ordinal)] : [];
        }
    }

    public Dictionary<string, string> FastOptions => FastValues
        .Where(value => Method.Options.Specs.Any(spec => spec.Flag == value.Key))
        .ToDictionary(value => value.Key, value => value.Value);

    public string Write(string name, byte[] bytes) => _folder.Write(name, bytes);

    public FitOrder Order(string name) =>
        new(Method.Name) { Name = name, DataPath = DataPath, OptionValues = FastOptions, ThreadCount = 1 };

    public FinishedRun Fit(string name, ulong seed = 42, int threadCount = 1) =>
        new FitJob(Environment).Run(Order(name) with { Seed = seed, ThreadCount = threadCount });

    /// <summary>Every file of the model and metrics.json, by relative path, as hexadecimal text.</summary>
    public static SortedDictionary<string, string> Bytes(FinishedRun run)
    {
        SortedDictionary<string, string> bytes = ModelBytes(run);
        bytes["metrics.json"] = Convert.ToHexString(File.ReadAllBytes(run.Folder.ResultsPath));
        return bytes;
    }

    public static SortedDictionary<string, string> ModelBytes(FinishedRun run)
    {
        string[] files = Directory.GetFiles(run.Folder.ModelPath, "*", SearchOption.AllDirectories);
        Assert.NotEmpty(files);
        return new SortedDictionary<string, string>(
            files.ToDictionary(
                file => Path.GetRelativePath(run.Folder.Path, file),
                file => Convert.ToHexString(File.ReadAllBytes(file))),
            StringComparer.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
