using Praxis.App;
using Praxis.Core;

namespace Praxis.Tests.Contracts;

/// <summary>The catalogue's jobs in a folder of their own, for a method on its bundled sample with short
/// chains.</summary>
internal sealed class ChainPlace : IDisposable
{
    // Rounds are 10 seconds apart by this clock, so that every second one is followed by a checkpoint.
    private const int SecondsPerLook = 10;
    private readonly TemporaryFolder _folder = new();

    public ChainPlace(string method)
    {
        Method = MethodCatalog.Find(method);
        DataPath = Path.Combine(Guards.Repository.Root, "samples", Method.Sample.Path);
        Environment = new JobEnvironment
        {
            Store = new RunStore(_folder["runs"]),
            SampleRoot = Path.Combine(Guards.Repository.Root, "samples"),
            Clock = new ManualClock(TimeSpan.FromSeconds(SecondsPerLook)),
        };
    }

    public Method Method { get; }

    public string DataPath { get; set; }

    public JobEnvironment Environment { get; init; }

    public Dictionary<string, string> Input { get; } = [];

    public string this[string name] => _folder[name];

    public string Write(string name, string text) => _folder.Write(name, text);

    public FitOrder Order(string name, int threadCount = 1, ulong seed = 42) => new(Method.Name)
    {
        Name = name,
        DataPath = DataPath,
        InputValues = Method.Sample.InputValues.Concat(Input).ToDictionary(),
        OptionValues = Chains(),
        ThreadCount = threadCount,
        Seed = seed,
    };

    // Of a method with several engines the one with chains.
    private Dictionary<string, string> Chains()
    {
        var chains = new Dictionary<string, string> { ["chains"] = "3", ["warm-up"] = "60", ["draws"] = "200" };
        if (Method.Options.Specs.Any(static spec => spec.Flag == "engine"))
        {
            chains["engine"] = "metropolis";
        }

        return chains;
    }

    public FinishedRun Fit(string name, int threadCount = 1, ulong seed = 42) =>
        new FitJob(Environment).Run(Order(name, threadCount, seed));

    public void Dispose() => _folder.Dispose();
}
