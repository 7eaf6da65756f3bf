using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Praxis.Bayes;
using Praxis.Core;
using Praxis.Numerics;

namespace Praxis.Tests.Bayes;

/// <summary>Engines and priors over models, as a library's user has them.</summary>
public sealed class SelectionEngineTests : IDisposable
{
    private const int Columns = 8;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<GroupEngine, SelectionEngine> Engines => new()
    {
        { GroupEngine.Enumerate, SelectionEngine.Enumerate },
        { GroupEngine.Reduced, SelectionEngine.Reduced },
        { GroupEngine.Ladder, SelectionEngine.Ladder },
        { GroupEngine.Metropolis, SelectionEngine.Metropolis },
    };

    [Theory]
    [MemberData(nameof(Engines))]
    public void GroupLogistic_GroupsOfOne_IsTheVariableMethodWithANormalSlab(
        GroupEngine engine, SelectionEngine variableEngine)
    {
        SelectionPosterior groups = new GroupLogisticEstimator(new()
        {
            Engine = engine,
            SlabVariance = .7,
            GroupProbability = .25,
            WarmUp = 500,
            Draws = 4000,
            Chains = 2,
        }).Fit(Data(new GroupLogisticInputOptions()), new FitContext { Seed = 3 });
        SelectionPosterior variables = new PmomLogisticEstimator(new()
        {
            Engine = variableEngine,
            Slab = SlabKind.Normal,
            Scale = .7,
            ModelPrior = ModelPriorKind.Bernoulli,
            ExpectedSize = .25 * Columns,
            WarmUp = 500,
            Draws = 4000,
            Chains = 2,
            Marginal = MarginalMethod.BestMode,
        }).Fit(Data(new PmomLogisticInputOptions()), new FitContext { Seed = 3 });
        Assert.Equal(
            variables.Units.Select(static unit => unit.Probability),
            groups.Units.Select(static unit => unit.Probability));
        Assert.Equal(variables.Highest.Units, groups.Highest.Units);
    }

    [Fact]
    public void GroupLogistic_EnginesAndChains_AgreeOnInclusion()
    {
        var input = new GroupLogisticInputOptions
        {
            Groups = _folder.Write("groups.txt", "a\na\nb\nb\nc\nc\nd\nd\n"),
        };
        GroupLogisticOptions options = new() { WarmUp = 500, Draws = 20_000, GroupProbability = .25, Chains = 2 };
        SelectionData data = Data(input);
        double[][] inclusion =
        [
            .. ((GroupLogisticOptions[])
            [
                options,
                options with { Engine = GroupEngine.Enumerate },
                options with { Engine = GroupEngine.Enumerate, Slab = GroupSlabKind.Moment },
            ]).Select(one => new GroupLogisticEstimator(one).Fit(data, new FitContext { Seed = 5 }).Units
                .Select(static unit => unit.Probability).ToArray()),
        ];

        // Laplace's approximation is near, and the moment prior asks more of a group.
        Assert.All(inclusion[0], (value, unit) => Assert.Equal(value, inclusion[1][unit], .06));
        Assert.All(Enumerable.Range(1, 3), unit => Assert.True(inclusion[2][unit] < inclusion[2][0] / 2));
        Assert.All(Enumerable.Range(1, 3), unit => Assert.True(inclusion[2][unit] < inclusion[1][unit]));
    }

    [Fact]
    public void PmomLogistic_Network_LiftsWhatIsJoinedToWhatMatters()
    {
        string network = _folder.Write("network.csv", "from,to\nx1,x2\nx1,x3\n");
        var options = new PmomLogisticOptions { Engine = SelectionEngine.Enumerate, ExpectedSize = 1 };
        double[] tied = Inclusion(options, network);
        double[] free = Inclusion(options with { Coupling = 0 }, network);
        double[] plain = Inclusion(options with { ModelPrior = ModelPriorKind.Bernoulli }, "");
        Assert.Equal(plain, free);
        Assert.True(tied[2] > free[2], $"{tied[2]} {free[2]}");
        Assert.Equal(free[5], tied[5], .05);
    }

    [Theory]
    [InlineData(ModelPriorKind.MarkovRandomField, "", "needs the edges that --network names")]
    [InlineData(ModelPriorKind.Uniform, "from,to\nx1,x2\n", "leave one of the two out")]
    [InlineData(ModelPriorKind.Preset, "from,to\nx1,x99\n", "no variable 'x99'")]
    [InlineData(ModelPriorKind.Preset, "from,to\nx1,x1\n", "to itself")]
    public void PmomLogistic_NetworkThatDoesNotFit_IsRefused(ModelPriorKind prior, string edges, string words)
    {
        string network = edges.Length > 0 ? _folder.Write("network.csv", edges) : "";
        string error = Assert.Throws<InputException>(
            () => Inclusion(new PmomLogisticOptions { ModelPrior = prior }, network)).Message;
        Assert.Contains(words, error, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error);
    }

    [Fact]
    public void GroupLogistic_SlabOrLinkThatTheEngineCannot_IsRefused()
    {
        SelectionData data = Data(new GroupLogisticInputOptions());
        foreach ((GroupLogisticOptions options, string words) in ((GroupLogisticOptions, string)[])
        [
            (new() { Slab = GroupSlabKind.Moment }, "--engine reduced"),
            (new() { Engine = GroupEngine.Full, Link = OutcomeLink.Student }, "polya-gamma"),
        ])
        {
            string error = Assert.Throws<InputException>(
                () => new GroupLogisticEstimator(options).Fit(data, new FitContext())).Message;
            Assert.Contains(words, error, StringComparison.Ordinal);
        }
    }

    // The clock goes on by a second at each look, so a search of three hundred moves is cut after a few.
    [Fact]
    public void PmomLogistic_TimeLimit_EndsTheSearchWithWhatItMet()
    {
        var notices = new List<string>();
        var context = new FitContext
        {
            Seed = 3,
            Clock = new ManualClock(TimeSpan.FromSeconds(1)),
            TimeLimit = TimeSpan.FromSeconds(10),
            Report = one => notices.Add(one is NoticeEvent notice ? notice.Message : ""),
        };
        SelectionPosterior posterior = new PmomLogisticEstimator(
            new() { Engine = SelectionEngine.Full, Patience = 0, Iterations = 300 })
            .Fit(Data(new PmomLogisticInputOptions()), context);
        Assert.True(posterior.Search!.Moves.Sum() < 300);
        Assert.Contains(notices, static text => text.Contains("ended by the time limit", StringComparison.Ordinal));
    }

    // One search alone has nothing to be compared with: its errors are unknown, not zero.
    [Theory]
    [InlineData(1, 0, false)]
    [InlineData(3, 0, true)]
    [InlineData(1, 4000, true)]
    public void PmomLogistic_SearchAlone_LeavesErrorsEmpty(int restarts, int walk, bool hasErrors)
    {
        SelectionPosterior posterior = new PmomLogisticEstimator(
            new() { Engine = SelectionEngine.Reduced, Restarts = restarts, Walk = walk })
            .Fit(Data(new PmomLogisticInputOptions()), new FitContext { Seed = 3 });
        ResultTable table = SelectionLists.Inclusion(posterior, 0);
        int column = table.Columns.ToList().IndexOf("error");
        Assert.Equal(Columns, table.Rows.Count);
        Assert.All(table.Rows, row => Assert.Equal(hasErrors, row[column] is double error && error >= 0));
    }

    // With a slab so narrow no column tells anything: all 256 models are alike, of which 100 are kept.
    [Fact]
    public void PmomLogistic_SizesOfModels_HaveTheSharesOfAllThatWereScored()
    {
        SelectionPosterior posterior = new PmomLogisticEstimator(new()
        {
            Engine = SelectionEngine.Enumerate,
            Slab = SlabKind.Normal,
            Scale = 1e-6,
            ModelPrior = ModelPriorKind.Uniform,
        }).Fit(Data(new PmomLogisticInputOptions()), new FitContext { Seed = 3 });

        Assert.Equal(100, posterior.Models.Count);
        double[] ways = [1, 8, 28, 56, 70, 56, 28, 8, 1];
        Assert.Equal(ways.Length, posterior.SizeShares.Count);
        Assert.All(ways, (count, size) => Assert.Equal(count / 256, posterior.SizeShares[size], .002));
        Chart chart = SizeChart(posterior);
        Assert.Equal("probability", chart.YLabel);
        Assert.Equal(posterior.SizeShares, chart.Series[0].Y);
    }

    [Fact]
    public void PmomLogistic_SizesOfAModelStoredWithoutShares_AreThoseOfTheModelsKept()
    {
        SelectionPosterior posterior = new PmomLogisticEstimator(new() { Engine = SelectionEngine.Enumerate })
            .Fit(Data(new PmomLogisticInputOptions()), new FitContext { Seed = 3 });
        posterior.Save(_folder.Path);
        string path = _folder["posterior.json"];
        JsonObject stored = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        Assert.True(stored.Remove("sizeShares"));
        File.WriteAllText(path, stored.ToJsonString());

        var older = SelectionPosterior.Load(_folder.Path);

        Assert.Empty(older.SizeShares);
        Assert.Equal(
            older.Models.Sum(static model => model.Probability), SizeChart(older).Series[0].Y.Sum(), 1e-12);
    }

    // The mean size is the sum of inclusion probabilities, of whatever models they are.
    [Fact]
    public void PmomLogistic_ChainsBehindSearches_HaveSizesThatFitTheirUnits()
    {
        SelectionPosterior posterior = new PmomLogisticEstimator(
            new() { Engine = SelectionEngine.Full, Walk = 2000 })
            .Fit(Data(new PmomLogisticInputOptions()), new FitContext { Seed = 3 });

        Assert.True(posterior.Search!.WalkMoves > 0);
        Assert.Equal(1, posterior.SizeShares.Sum(), 1e-9);
        Assert.Equal(
            posterior.Units.Sum(static unit => unit.Probability),
            posterior.SizeShares.Index().Sum(static one => one.Index * one.Item),
            1e-9);
    }

    private static Chart SizeChart(SelectionPosterior posterior) =>
        new SelectionReport(posterior, null).Build(null).Charts.Single(static chart => chart.Name == "model-size");

    private double[] Inclusion(PmomLogisticOptions options, string network) =>
        [
            .. new PmomLogisticEstimator(options)
                .Fit(Data(new PmomLogisticInputOptions { Network = network }), new FitContext { Seed = 3 })
                .Units.Select(static unit => unit.Probability),
        ];

    private SelectionData Data(SelectionInputOptions input)
    {
        string path = _folder.Write("table.csv", Csv());
        SelectionTable table = input switch
        {
            PmomLogisticInputOptions pmom => SelectionTables.PmomLogistic.Read(path, "auto", pmom),
            GroupLogisticInputOptions groups => SelectionTables.GroupLogistic.Read(path, "auto", groups),
            _ => throw new ArgumentException("unknown", nameof(input)),
        };
        return SelectionData.Of(table, input);
    }

    // The first two columns matter, the third a little.
    private static string Csv()
    {
        var random = new RandomStream(8, 8);
        var text = new StringBuilder("y," + string.Join(',', GraphFits.Names(Columns)) + "\n");
        for (int row = 0; row < 80; row++)
        {
            double[] x = [.. Enumerable.Range(0, Columns).Select(_ => NormalDistribution.Sample(random))];
            double uniform = random.NextDouble();
            double eta = (1.8 * x[0]) - (1.4 * x[1]) + (.5 * x[2]);
            text.Append(eta + Math.Log(uniform / (1 - uniform)) > 0 ? '1' : '0');
            foreach (double value in x)
            {
                text.Append(CultureInfo.InvariantCulture, $",{value:R}");
            }

            text.Append('\n');
        }

        return text.ToString();
    }
}
