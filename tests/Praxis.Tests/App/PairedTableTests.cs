using Praxis.App;
using Praxis.Tests.Contracts;

namespace Praxis.Tests.App;

public sealed class PairedTableTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly JobEnvironment _environment;

    public PairedTableTests()
    {
        _environment = new JobEnvironment { Store = new RunStore(_folder["runs"]) };
        string events = _folder.Write("events.csv", PlantedEvents.Csv(PlantedEvents.Rows));
        foreach (string method in (string[])["popularity", "markov"])
        {
            new FitJob(_environment).Run(new FitOrder(method) { DataPath = events, Name = method });
        }
    }

    public void Dispose() => _folder.Dispose();

    // What each user gave is kept, and its mean is the metric: the differences of both tables are the same.
    [Theory]
    [InlineData("NDCG@10")]
    [InlineData("HR@10")]
    [InlineData("MRR")]
    public void Compare_TwoRecommenders_PairsTheirUsers(string metric)
    {
        Comparison comparison = new CompareJob(_environment).Run(["popularity", "markov"]);
        IReadOnlyList<object?> plain = Row(comparison, "metrics", metric);
        IReadOnlyList<object?> paired = Row(comparison, "paired", metric);

        double difference = (double)paired[2]!;
        Assert.Equal((double)plain[3]!, difference, 12);
        Assert.InRange(difference, (double)paired[3]!, (double)paired[4]!);
        Assert.Equal("higher", paired[5]);
        Assert.EndsWith(" users", (string)paired[6]!, StringComparison.Ordinal);
    }

    private static IReadOnlyList<object?> Row(Comparison comparison, string table, string metric) =>
        Assert.Single(comparison.Tables.Single(one => one.Name == table).Rows, row => (string?)row[0] == metric);
}
