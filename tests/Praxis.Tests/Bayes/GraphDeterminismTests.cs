using Praxis.Core;

namespace Praxis.Tests.Bayes;

/// <summary>The same seed gives the same bytes, whatever the threads and however often a run is broken off.</summary>
public sealed class GraphDeterminismTests
{
    private const int Batches = 50;

    public static TheoryData<string, int> MethodsAndRounds
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (string method in GraphFits.Methods)
            {
                // The first round is the warm-up, each batch is one more, and after the last nothing is left to do.
                foreach (int round in (int[])[1, 2, 26, Batches + 1])
                {
                    data.Add(method, round);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(GraphFits.Methods), MemberType = typeof(GraphFits))]
    public void Fit_AnyNumberOfThreads_GivesTheSameBytes(string method)
    {
        using var folder = new TemporaryFolder();
        string data = folder.Write("table.csv", GraphFits.Csv(60, 12));
        SortedDictionary<string, string> known = GraphFits.Fit(method, data, new FitContext());
        Assert.Contains("posterior.json", known.Keys);

        // Three chains: fewer threads than chains, as many, and more, so that chains share threads out inside.
        foreach (int threads in (int[])[2, 3, 4, 8])
        {
            Assert.Equal(known, GraphFits.Fit(method, data, new FitContext { ThreadCount = threads }));
        }
    }

    [Theory]
    [MemberData(nameof(GraphFits.Methods), MemberType = typeof(GraphFits))]
    public void Fit_AnotherSeed_GivesOtherBytes(string method)
    {
        using var folder = new TemporaryFolder();
        string data = folder.Write("table.csv", GraphFits.Csv(60, 12));
        Assert.NotEqual(
            GraphFits.Fit(method, data, new FitContext { Seed = 1 })["posterior.json"],
            GraphFits.Fit(method, data, new FitContext { Seed = 2 })["posterior.json"]);
    }

    // From 512 variables on a sweep shares its rows out to threads.
    [Fact]
    public void DagRegression_ManyVariables_GivesTheSameBytesForAnyThreads()
    {
        using var folder = new TemporaryFolder();
        string data = folder.Write("table.csv", GraphFits.Csv(30, 520));
        Assert.Equal(
            GraphFits.Fit("dag-regression", data, new FitContext(), chains: 1, warmUp: 0)["posterior.json"],
            GraphFits.Fit(
                "dag-regression", data, new FitContext { ThreadCount = 4 }, chains: 1, warmUp: 0)["posterior.json"]);
    }

    [Theory]
    [MemberData(nameof(MethodsAndRounds))]
    public void Fit_CancelledAfterARound_EndsWithTheBytesOfAnUnbrokenRun(string method, int round)
    {
        using var folder = new TemporaryFolder();
        string data = folder.Write("table.csv", GraphFits.Csv(60, 12));
        SortedDictionary<string, string> unbroken = GraphFits.Fit(method, data, new FitContext());
        var store = new CheckpointStore(folder["checkpoints"]);

        int done = CancelAfter(method, data, store, round);
        Assert.Equal(round, done);
        Assert.False(store.IsEmpty);
        var sweeps = new List<int>();
        SortedDictionary<string, string> resumed = GraphFits.Fit(method, data, new FitContext
        {
            Checkpoints = store,
            ThreadCount = 2,
            Report = happened => sweeps.AddRange(happened is ChainEvent chain ? [chain.Sweep] : []),
        });

        Assert.Equal(unbroken, resumed);
        Assert.Equal(Batches + 1 - round, sweeps.Count);
        Assert.All(sweeps, sweep => Assert.True(sweep > GraphFits.SweepsOfWarmUp + ((round - 2) * 2)));
    }

    [Theory]
    [MemberData(nameof(GraphFits.Methods), MemberType = typeof(GraphFits))]
    public void Fit_CancelledAgainAndAgain_EndsWithTheBytesOfAnUnbrokenRun(string method)
    {
        using var folder = new TemporaryFolder();
        string data = folder.Write("table.csv", GraphFits.Csv(60, 12));
        var store = new CheckpointStore(folder["checkpoints"]);
        for (int run = 0; run < 6; run++)
        {
            CancelAfter(method, data, store, 7);
        }

        Assert.Equal(
            GraphFits.Fit(method, data, new FitContext()),
            GraphFits.Fit(method, data, new FitContext { Checkpoints = store }));
    }

    [Theory]
    [MemberData(nameof(GraphFits.Methods), MemberType = typeof(GraphFits))]
    public void Fit_TimeLimitAfterNineBatches_EndsInGoodOrderWithANotice(string method)
    {
        using var folder = new TemporaryFolder();
        string data = folder.Write("table.csv", GraphFits.Csv(60, 12));
        var notices = new List<string>();
        FitContext Limited(List<string> heard) => new()
        {
            // A second passes in each round, of which the first is the warm-up.
            Clock = new ManualClock(TimeSpan.FromSeconds(1)),
            TimeLimit = TimeSpan.FromSeconds(10),
            Report = happened => heard.AddRange(
                happened is NoticeEvent { IsWarning: true } notice ? [notice.Message] : []),
        };

        GraphPosteriorAsserts.AssertSound(
            GraphFits.Estimated(method, data, Limited(notices), 2, GraphFits.SweepsOfWarmUp));
        Assert.Contains(notices, notice => notice.StartsWith(
            "the time limit ended the chains after 9 of 50 batches", StringComparison.Ordinal));
        Assert.Equal(
            GraphFits.Fit(method, data, Limited([])), GraphFits.Fit(method, data, Limited([])));
    }

    [Theory]
    [InlineData("decomposable-graph", 1, "ended after 0 of 50 batches of draws")]
    [InlineData("joint-dags", 4, "ended after 3 of 50 batches of draws")]
    [InlineData("dag-regression", 2, "ended after 1 of 50 batches of draws")]
    public void Fit_TimeLimitBeforeFourBatches_IsRefusedInOneLine(string method, int seconds, string where)
    {
        using var folder = new TemporaryFolder();
        string data = folder.Write("table.csv", GraphFits.Csv(60, 12));
        string error = folder.Error(() => GraphFits.Fit(method, data, new FitContext
        {
            Clock = new ManualClock(TimeSpan.FromSeconds(1)),
            TimeLimit = TimeSpan.FromSeconds(seconds),
        }));
        Assert.StartsWith($"--time-limit {seconds}s {where}", error, StringComparison.Ordinal);
        Assert.EndsWith("raise it, or lower --warm-up and --draws", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_TimeLimitInWarmUp_IsRefusedInOneLine()
    {
        using var folder = new TemporaryFolder();
        string data = folder.Write("table.csv", GraphFits.Csv(60, 12));
        string error = folder.Error(() => GraphFits.Fit(
            "decomposable-graph",
            data,
            new FitContext { Clock = new ManualClock(TimeSpan.FromSeconds(1)), TimeLimit = TimeSpan.FromSeconds(1) },
            chains: 1,
            warmUp: 200_000));
        Assert.StartsWith(
            "--time-limit 1s ended in warm-up, after 166666 of 200000 sweeps", error, StringComparison.Ordinal);
    }

    // How many rounds there were before the run was off.
    private static int CancelAfter(string method, string data, CheckpointStore store, int rounds)
    {
        using var source = new CancellationTokenSource();
        int count = 0;
        Assert.Throws<OperationCanceledException>(() => GraphFits.Fit(method, data, new FitContext
        {
            Checkpoints = store,
            Cancellation = source.Token,
            Report = happened =>
            {
                if (happened is ChainEvent && ++count == rounds)
                {
                    source.Cancel();
                }
            },
        }));
        return count;
    }
}
