using Praxis.Bayes;
using Praxis.Numerics;

namespace Praxis.Exactness.Tests.Bayes;

/// <summary>The chain over blocks: its records, its checkpoints, and tables at the edge of what can be used.</summary>
public sealed class SpikeSlabChainTests
{
    public static TheoryData<string> Links => [.. Enum.GetNames<WorkingLink>()];

    [Theory]
    [MemberData(nameof(Links))]
    public void ReadAgain_GoesOnWithTheSameBytes(string link)
    {
        SpikeSlabModel model = Random(Enum.Parse<WorkingLink>(link), 30, 8, 3, true);
        SpikeSlabChain first = Chain(model);
        first.Run(40, 2, 1, new ChainTrace());
        first.EndRound();
        first.BeginDraws();
        first.Run(40, 2, 1, new ChainTrace());
        first.EndRound();
        byte[] middle = Bytes(first);

        SpikeSlabChain second = Chain(model);
        using var reader = new BinaryReader(new MemoryStream(middle));
        second.Read(reader);
        Assert.Equal(middle, Bytes(second));
        foreach (SpikeSlabChain chain in (SpikeSlabChain[])[first, second])
        {
            chain.Run(60, 3, 1, new ChainTrace());
            chain.EndRound();
            chain.EndBatch();
        }

        Assert.Equal(Bytes(first), Bytes(second));
        Assert.Equal(first.Visited.Top(10), second.Visited.Top(10), static (x, y) =>
            x.Count == y.Count && x.Set.SequenceEqual(y.Set));
    }

    [Theory]
    [MemberData(nameof(Links))]
    public void Records_OfAChain_AgreeWithEachOther(string link)
    {
        const int Sweeps = 4000;
        SpikeSlabModel model = Random(Enum.Parse<WorkingLink>(link), 40, 5, 2, true);
        SpikeSlabChain chain = Chain(model);
        var trace = new ChainTrace();
        chain.BeginDraws();
        chain.Run(Sweeps, 1, 1, trace);
        chain.EndBatch();

        Assert.Equal(Sweeps, chain.Visited.Total);
        Assert.Equal(Sweeps, chain.DrawCount);
        Assert.Equal(Sweeps, chain.Draws.Count);
        IReadOnlyList<(int[] Set, long Count)> visited = chain.Visited.Top(100);
        Assert.Equal(trace.Sizes.Sum(), visited.Sum(static one => one.Set.Length * one.Count));
        var sums = new double[11];
        for (int draw = 0; draw < chain.Draws.Count; draw++)
        {
            for (int place = 0; place < chain.Draws.Columns(draw).Length; place++)
            {
                sums[chain.Draws.Columns(draw)[place]] += chain.Draws.Values(draw)[place];
            }
        }

        Assert.All(sums, (sum, column) => Assert.Equal(sum, chain.Sums[column], 1e-9));
        Assert.Equal(trace.LogPosterior.Max(), chain.BestLogPosterior);
        for (int block = 0; block < 5; block++)
        {
            double share = visited.Where(one => one.Set.Contains(block)).Sum(static one => one.Count) / (double)Sweeps;
            Assert.InRange(chain.Inclusion.Mean(block) - share, -.03, .03);
            Assert.Equal(
                chain.BestBlocks.Contains(block), chain.BestCoefficients[2 * block] != 0);
        }
    }

    // Rows, blocks, columns of each, and what is odd about the table.
    [Theory]
    [InlineData(6, 20, 3, "more columns than rows")]
    [InlineData(30, 4, 2, "twice the same columns")]
    [InlineData(30, 3, 2, "separable")]
    [InlineData(30, 3, 2, "no one")]
    [InlineData(20, 1, 3, "one block")]
    [InlineData(20, 5, 1, "blocks of one column")]
    [InlineData(5, 2, 12, "blocks larger than the rows")]
    [InlineData(1, 2, 2, "one row")]
    [InlineData(9, 2, 2, "wide slab")]
    public void DegenerateTables_AllLinks_StayFinite(int rows, int blocks, int size, string kind)
    {
        foreach (WorkingLink link in Enum.GetValues<WorkingLink>())
        {
            foreach (bool hasForced in (bool[])[true, false])
            {
                SpikeSlabChain chain = Chain(Random(link, rows, blocks, size, hasForced, kind));
                var trace = new ChainTrace();
                chain.BeginDraws();
                chain.Run(400, 1, 1, trace);
                chain.EndRound();
                chain.EndBatch();
                Assert.All(trace.LogPosterior, static value => Assert.True(double.IsFinite(value)));
                Assert.All(chain.Sums.ToArray(), static value => Assert.True(double.IsFinite(value)));
                Assert.All(
                    Enumerable.Range(0, blocks), block => Assert.InRange(chain.Inclusion.Mean(block), 0, 1));
            }
        }
    }

    [Fact]
    public void Visited_OfTwoChains_AddUpInOneOrder()
    {
        var first = new VisitedModels();
        var second = new VisitedModels();
        foreach (int[] set in (int[][])[[0, 2], [1], [], [1]])
        {
            first.Add(set);
        }

        foreach (int[] set in (int[][])[[0, 1], [0, 2], [3]])
        {
            second.Add(set);
        }

        first.Add(second);
        Assert.Equal(7, first.Total);
        Assert.Equal(
            ["1: 2", "0 2: 2", ": 1", "3: 1", "0 1: 1"],
            first.Top(9).Select(static one => $"{string.Join(' ', one.Set)}: {one.Count}"));
    }

    [Fact]
    public void Models_WithWrongParts_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => Model([0, 1], 1, [0], 4));
        Assert.Throws<ArgumentException>(() => Model([0, 1, 1], 1, [0, 0], 3));
        Assert.Throws<ArgumentException>(() => Model([0, 1], 0, [0], 3));
        Assert.Throws<ArgumentException>(() => Model([0, 1], 1, [0, 0], 3));
        Assert.Equal(0, Model([0], 1, [], 0).BlockCount);

        static SpikeSlabModel Model(int[] starts, double variance, double[] odds, int values) =>
            new(new double[values], [true, false, true], starts, variance, odds, WorkingLink.Student);
    }

    private static SpikeSlabChain Chain(SpikeSlabModel model) =>
        new(model, SpikeSlabMoves.For(model.BlockCount), 3, 1, 2);

    private static byte[] Bytes(SpikeSlabChain chain)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        chain.Write(writer);
        return stream.ToArray();
    }

    private static SpikeSlabModel Random(
        WorkingLink link, int rows, int blocks, int size, bool hasForced, string kind = "")
    {
        var random = new RandomStream(17, 2);
        var values = new double[rows * blocks * size];
        NormalDistribution.Fill(random, values);
        if (kind.StartsWith("twice", StringComparison.Ordinal))
        {
            values.AsSpan(0, values.Length / 2).CopyTo(values.AsSpan(values.Length / 2));
        }

        bool[] response = [.. Enumerable.Range(0, rows).Select(row => kind switch
        {
            "separable" => values[row] > 0,
            "no one" => false,
            _ => values[row] + NormalDistribution.Sample(random) > 0,
        })];
        return new SpikeSlabModel(
            values,
            response,
            [.. Enumerable.Range(0, blocks + 1).Select(block => block * size)],
            kind == "wide slab" ? 1e12 : 25,
            [.. Enumerable.Repeat(-.5, blocks)],
            link,
            hasForced ? [.. Enumerable.Repeat(1.0, rows)] : [],
            hasForced ? [100] : []);
    }
}
