using Praxis.App;
using Praxis.Core;

namespace Praxis.Tests.App;

/// <summary>A folder of its own for a test, with data, a sample and a store; gone afterwards.</summary>
internal sealed class Workplace : IDisposable
{
    public Workplace()
    {
        Root = Directory.CreateTempSubdirectory("praxis-test-").FullName;
        DataPath = Path.Combine(Root, "data.txt");
        File.WriteAllText(DataPath, "1\n2\n3\n");
        Directory.CreateDirectory(Path.Combine(Root, "samples"));
        File.WriteAllText(Path.Combine(Root, "samples", "numbers.txt"), "head\n4\n6\n");
        Environment = new JobEnvironment
        {
            Methods = [new MeanMethod()],
            Store = new RunStore(Path.Combine(Root, "runs")),
            SampleRoot = Path.Combine(Root, "samples"),
            Clock = new FixedClock(),
        };
    }

    public string Root { get; }

    public string DataPath { get; }

    public JobEnvironment Environment { get; }

    public FitOrder Order => new("mean") { DataPath = DataPath, ThreadCount = 1 };

    public IReadOnlyList<string> RunFolders => Directory.Exists(Environment.Store.Root)
        ? [.. Directory.GetDirectories(Environment.Store.Root)
            .Select(path => Path.GetFileName(path))
            .Order(StringComparer.Ordinal)]
        : [];

    /// <summary>An environment that cancels when the given epoch is reported.</summary>
    public JobEnvironment CancellingAt(int epoch)
    {
        var source = new CancellationTokenSource();
        return Environment with
        {
            Cancellation = source.Token,
            Report = happened =>
            {
                if (happened is EpochEvent done && done.Epoch == epoch)
                {
                    source.Cancel();
                }
            },
        };
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private sealed class FixedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    }
}
