using Praxis.Bayes;
using Praxis.Numerics;

namespace Praxis.Exactness.Tests.Bayes;

/// <summary>The CONCORD graph sampler against enumeration, and its bookkeeping.</summary>
public sealed class ConcordGraphSamplerTests
{
    private const int Sweeps = 800_000;

    // Runs of this length stay within 0.002 over seeds; the wrong diagonal rule is off by more than ten times that.
    private const double Tolerance = 0.004;
    private static readonly ConcordPrior Base = new()
    {
        EdgeProbability = 0.3,
        SlabPrecision = 2,
        DiagonalRate = 1,
        Coupling = 0.5,
    };

    [Theory]
    [InlineData(1, 0)]
    [InlineData(1, 3)]
    [InlineData(1, 5)]
    [InlineData(1, 7)]
    [InlineData(0, 0)]
    [InlineData(0, 7)]
    public void Graphs_OfThreeColumns_AreTheEnumeration(double diagonalRate, int chosen)
    {
        ConcordPrior prior = Base with { DiagonalRate = diagonalRate };
        (double distance, double mean, double exact) = Distance(prior, Gamma(3, chosen), Sweeps);

        Assert.InRange(distance, 0, Tolerance);
        Assert.InRange(mean - exact, -0.004, 0.004);
    }

    [Theory]
    [InlineData(2, 1, 0)]
    [InlineData(1, 1, 7)]
    public void Graphs_OfDrawnSlabPrecisions_AreTheEnumeration(double shape, double rate, int chosen)
    {
        ConcordPrior prior = Base with
        {
            Rule = SlabPrecisionRule.Gamma,
            SlabShape = shape,
            SlabRate = rate,
            Edges = new EdgeRules([], [(0, 2)]),
        };
        (double distance, double mean, double exact) = Distance(prior, Gamma(3, chosen), Sweeps);

        Assert.InRange(distance, 0, Tolerance);
        Assert.InRange(mean - exact, -0.004, 0.004);
    }

    [Fact]
    public void Graphs_RequiredEdge_AreTheEnumeration()
    {
        ConcordPrior prior = Base with { Edges = new EdgeRules([(0, 2)], []) };
        (double distance, double mean, double exact) = Distance(prior, Gamma(3, 0), Sweeps);

        Assert.InRange(distance, 0, Tolerance);
        Assert.InRange(mean - exact, -0.004, 0.004);
    }

    [Fact]
    public void Graphs_DiagonalAtItsMode_AreNotTheEnumeration()
    {
        ConcordPrior prior = Base with { DiagonalRate = 0, UsesDiagonalMode = true };

        Assert.InRange(Distance(prior, Gamma(3, 0), Sweeps / 4).Distance, 3 * Tolerance, 1);
    }

    [Fact]
    public void Graphs_PaperRule_AreNotTheEnumeration()
    {
        // The slab that the rule claims, λ ~ Gamma(1e-4, 1e-8), is beyond a grid; a fixed slab stands for it.
        ConcordPrior paper = Base with { Rule = SlabPrecisionRule.Paper };
        double[] visits = Visits(paper, Gamma(3, 0), 100_000).Graphs;

        Assert.InRange(visits[0] - ConcordTable.Exact(Base, Gamma(3, 0)).Graphs[0], 0.1, 1);
    }

    [Theory]
    [InlineData(SlabPrecisionRule.Fixed, 0)]
    [InlineData(SlabPrecisionRule.Gamma, 0)]
    [InlineData(SlabPrecisionRule.Fixed, 6)]
    [InlineData(SlabPrecisionRule.Gamma, 6)]
    public void Edges_WithoutData_AreThePrior(SlabPrecisionRule rule, int rows)
    {
        // No rows, or rows of zeros.
        const int Count = 5;
        ConcordPrior prior = Base with { Rule = rule };
        bool[] gamma = Gamma(Count, 0b10011);
        var sampler = new ConcordGraphSampler(GramMatrix.Of(new double[rows * Count], Count), prior, 2);
        var random = new RandomStream(3, 0);
        sampler.BeginDraws();
        const int Length = 300_000;
        double slabs = 0;
        double diagonal = 0;
        for (int sweep = 0; sweep < Length; sweep++)
        {
            sampler.Sweep(random, gamma, 1);
            slabs += rule == SlabPrecisionRule.Fixed
                ? sampler.Omega[1] * sampler.Omega[1]
                : Math.Min(1, Math.Abs(sampler.Omega[1]));
            diagonal += sampler.Omega[0];
        }

        sampler.EndBatch();
        for (int i = 1; i < Count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                double odds = 0.3 / 0.7 * (gamma[i] && gamma[j] ? Math.Exp(2 * prior.Coupling) : 1);
                double known = odds / (1 + odds);
                double error = Math.Sqrt(known * (1 - known) / Length);
                Assert.InRange(sampler.Inclusion.Mean(EdgeList.Pair(i, j)) - known, -4.5 * error, 4.5 * error);
            }
        }

        // Pair (0, 1) is chosen. E ω² = 1 / λ; E min(1, |ω|) of the gamma rule's t with two degrees
        // of freedom: ∫₀¹ 1 - x / √(2 + x²) dx.
        double present = 0.3 * Math.E / (0.7 + (0.3 * Math.E));
        double moment = rule == SlabPrecisionRule.Fixed ? 0.5 : 1 + Math.Sqrt(2) - Math.Sqrt(3);
        Assert.InRange((slabs / Length) - (present * moment), -0.006, 0.006);
        Assert.InRange((diagonal / Length) - (rows + 1), -0.03, 0.03);
    }

    [Theory]
    [InlineData(SlabPrecisionRule.Fixed)]
    [InlineData(SlabPrecisionRule.Gamma)]
    [InlineData(SlabPrecisionRule.Paper)]
    public void Product_AfterManySweeps_IsThatOfTheMatrices(SlabPrecisionRule rule)
    {
        const int Count = 70;
        GramMatrix gram = Walk(40, Count);
        var sampler = new ConcordGraphSampler(
            gram, Base with { EdgeProbability = 0.05, Rule = rule }, 2);
        var random = new RandomStream(4, 0);
        for (int sweep = 0; sweep < 255; sweep++)
        {
            sampler.Sweep(random, new bool[Count], 1);
        }

        int edges = 0;
        for (int i = 0; i < Count; i++)
        {
            for (int j = 0; j < Count; j++)
            {
                double sum = 0;
                for (int k = 0; k < Count; k++)
                {
                    sum += gram[i, k] * sampler.Omega[(k * Count) + j];
                }

                Assert.Equal(sum, sampler.Product.OfData(i, j), 1e-9);
                Assert.Equal(sampler.Omega[(i * Count) + j], sampler.Omega[(j * Count) + i]);
                Assert.Equal(i != j && sampler.HasEdge(i, j), i != j && sampler.Omega[(i * Count) + j] != 0);
                edges += i > j && sampler.HasEdge(i, j) ? 1 : 0;
            }
        }

        Assert.Equal(edges, sampler.EdgeCount);
        Assert.InRange(edges, 1, Count * 10);
        bool[] gamma = [.. Enumerable.Range(0, Count).Select(static j => j % 3 == 0)];
        Assert.Equal(
            Enumerable.Range(0, Count).Count(j => j != 5 && gamma[j] && sampler.HasEdge(5, j)),
            sampler.NeighboursIn(5, gamma));
    }

    [Fact]
    public void LogPosterior_OfAState_IsThatOfThePlainFormula()
    {
        ConcordPrior prior = Base with { Edges = new EdgeRules([(0, 1)], [(2, 3)]) };
        const int Count = 6;
        GramMatrix gram = Walk(9, Count);
        var sampler = new ConcordGraphSampler(gram, prior, 2);
        var random = new RandomStream(5, 0);
        for (int sweep = 0; sweep < 20; sweep++)
        {
            sampler.Sweep(random, new bool[Count], 1);
        }

        double known = 0;
        for (int j = 0; j < Count; j++)
        {
            double diagonal = sampler.Omega[(j * Count) + j];
            known += (9 * Math.Log(diagonal)) - diagonal;
            for (int k = 0; k < Count; k++)
            {
                double product = 0;
                for (int l = 0; l < Count; l++)
                {
                    product += gram[k, l] * sampler.Omega[(l * Count) + j];
                }

                known -= 0.5 * sampler.Omega[(k * Count) + j] * product;
                if (k < j)
                {
                    double omega = sampler.Omega[(j * Count) + k];
                    known += sampler.HasEdge(j, k)
                        ? NormalDistribution.LogDensity(omega * Math.Sqrt(2)) + (0.5 * Math.Log(2))
                        : 0;
                    known += (j, k) is (1, 0) or (3, 2) ? 0 : Math.Log(sampler.HasEdge(j, k) ? 0.3 : 0.7);
                }
            }
        }

        Assert.True(sampler.HasEdge(0, 1));
        Assert.False(sampler.HasEdge(3, 2));
        Assert.Equal(known, sampler.LogPosterior, 1e-9);
    }

    [Fact]
    public void Slab_PrecisionIntegratedOut_IsTheQuadrature()
    {
        ConcordPrior prior = Base with { Rule = SlabPrecisionRule.Gamma, SlabShape = 2, SlabRate = 0.2 };
        foreach (double omega in (double[])[0, 0.1, -0.7, 3])
        {
            double sum = 0;
            const double Step = 1e-3;
            for (double log = -15; log < 8; log += Step)
            {
                double precision = Math.Exp(log);
                sum += Step * Math.Exp(log + GammaDistribution.LogDensity(precision, 2, 0.2)
                    + NormalDistribution.LogDensity(omega * Math.Sqrt(precision)) + (0.5 * log));
            }

            Assert.Equal(Math.Log(sum), prior.LogSlab(omega), 1e-8);
        }
    }

    [Theory]
    [InlineData(SlabPrecisionRule.Fixed)]
    [InlineData(SlabPrecisionRule.Gamma)]
    public void Sweeps_AnyThreadCount_AreBitwiseEqual(SlabPrecisionRule rule)
    {
        const int Count = 310;
        GramMatrix gram = Walk(50, Count);
        byte[][] states =
        [
            .. new[] { 1, 2, 3, 8 }.Select(threads =>
            {
                ConcordGraphSampler sampler = Sampler(gram, rule);
                Run(sampler, new RandomStream(6, 0), 12, threads);
                return State(sampler);
            }),
        ];

        Assert.All(states, state => Assert.Equal(states[0], state));
    }

    [Theory]
    [InlineData(SlabPrecisionRule.Fixed)]
    [InlineData(SlabPrecisionRule.Gamma)]
    [InlineData(SlabPrecisionRule.Paper)]
    public void Sampler_WrittenAndRead_GoesOnWithTheSameBytes(SlabPrecisionRule rule)
    {
        GramMatrix gram = Walk(50, 40);
        ConcordGraphSampler sampler = Sampler(gram, rule);
        var random = new RandomStream(7, 0);
        Run(sampler, random, 100, 1);
        sampler.EndRound();
        ConcordGraphSampler other = Sampler(gram, rule);
        Run(other, new RandomStream(9, 0), 5, 1);
        other.Read(new BinaryReader(new MemoryStream(State(sampler))));
        Assert.Equal(State(sampler), State(other));

        var again = new RandomStream(7, 0) { Position = random.Position };
        Run(sampler, random, 300, 1);
        Run(other, again, 300, 1);
        Assert.Equal(State(sampler), State(other));
    }

    [Fact]
    public void Tiles_OfAnyNumberOfNodes_HaveEachPairOnceAndShareNoNode()
    {
        foreach (int count in (int[])[1, 2, 32, 33, 64, 65, 100, 161, 300])
        {
            (int First, int Second)[][] rounds = NodeTiles.Rounds(count);
            int blocks = (count + NodeTiles.Width - 1) / NodeTiles.Width;
            Assert.Equal(blocks * (blocks + 1) / 2, rounds.SelectMany(static tiles => tiles).Distinct().Count());
            Assert.Equal(blocks * (blocks + 1) / 2, rounds.Sum(static tiles => tiles.Length));
            foreach ((int First, int Second)[] tiles in rounds)
            {
                int[] used = [.. tiles.SelectMany(static tile => tile.First == tile.Second
                    ? (int[])[tile.First]
                    : [tile.First, tile.Second])];
                Assert.Equal(used.Length, used.Distinct().Count());
            }
        }
    }

    [Theory]
    [InlineData(SlabPrecisionRule.Fixed)]
    [InlineData(SlabPrecisionRule.Gamma)]
    [InlineData(SlabPrecisionRule.Paper)]
    public void Columns_DuplicatedOrZeroOrMoreThanRows_GiveFiniteMatrices(SlabPrecisionRule rule)
    {
        const int Count = 30;
        double[] rows = RandomTables.Walk(8, Count, new RandomStream(8, 0));
        for (int i = 0; i < 8; i++)
        {
            rows[(i * Count) + 4] = rows[i * Count];
            rows[(i * Count) + 5] = rows[i * Count];
            rows[(i * Count) + 6] = 0;
            rows[(i * Count) + 7] = 0;
        }

        foreach (double rate in (double[])[Base.DiagonalRate, 0])
        {
            var sampler = new ConcordGraphSampler(
                GramMatrix.Of(rows, Count), Base with { Rule = rule, DiagonalRate = rate }, 2);
            Run(sampler, new RandomStream(8, 1), 2000, 1);
            Assert.True(sampler.Omega.ToArray().All(double.IsFinite));
            Assert.True(double.IsFinite(sampler.LogPosterior));
        }
    }

    // Its own element is drawn from Gamma(n + 1, 1): the prior's rate of 1 and n from the likelihood.
    [Fact]
    public void Diagonal_OfAColumnOfZeros_IsGamma()
    {
        const int n = 8;
        double[] rows = RandomTables.Walk(n, 3, new RandomStream(9, 0));
        for (int row = 0; row < n; row++)
        {
            rows[(row * 3) + 2] = 0;
        }

        var sampler = new ConcordGraphSampler(
            GramMatrix.Of(rows, 3), Base with { DiagonalRate = 0, EdgeProbability = .1 }, 2);
        var random = new RandomStream(9, 1);
        const int sweeps = 40_000;
        double sum = 0;
        for (int sweep = 0; sweep < sweeps; sweep++)
        {
            sampler.Sweep(random, [false, false, false], 1);
            sum += sampler.Omega[8];
        }

        Assert.Equal(n + 1, sum / sweeps, .1);
    }

    [Fact]
    public void Prior_OutOfRange_IsRefused()
    {
        foreach (ConcordPrior prior in (ConcordPrior[])
            [
                Base with { EdgeProbability = 0 },
                Base with { EdgeProbability = 1 },
                Base with { SlabPrecision = 0 },
                Base with { DiagonalRate = -1 },
                Base with { Coupling = double.NaN },
                Base with { Rule = SlabPrecisionRule.Gamma, SlabShape = 0.4 },
                Base with { Rule = SlabPrecisionRule.Gamma, SlabRate = 0 },
            ])
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => new ConcordGraphSampler(ConcordTable.Gram, prior, 2));
        }
    }

    [Fact]
    public void Mean_OfDraws_IsThatOfTheMatrices()
    {
        const int Count = 9;
        ConcordGraphSampler sampler = Sampler(Walk(20, Count), SlabPrecisionRule.Fixed);
        var random = new RandomStream(2, 0);
        var sums = new double[Count * Count];
        for (int sweep = 0; sweep < 50; sweep++)
        {
            sampler.Sweep(random, new bool[Count], 1);
            sampler.AddDraw();
            for (int place = 0; place < sums.Length; place++)
            {
                sums[place] += sampler.Omega[place] / 50;
            }
        }

        for (int i = 0; i < Count; i++)
        {
            for (int j = 0; j < Count; j++)
            {
                Assert.Equal(sums[(i * Count) + j], sampler.Mean[i, j], 1e-12);
            }
        }
    }

    private static bool[] Gamma(int count, int chosen) =>
        [.. Enumerable.Range(0, count).Select(j => (chosen >> j & 1) != 0)];

    private static GramMatrix Walk(int rows, int columns) =>
        GramMatrix.Of(RandomTables.Walk(rows, columns, new RandomStream(1, 0)), columns);

    private static ConcordGraphSampler Sampler(GramMatrix gram, SlabPrecisionRule rule) =>
        new(gram, Base with { EdgeProbability = 0.02, Rule = rule }, 2);

    private static void Run(ConcordGraphSampler sampler, RandomStream random, int sweeps, int threads)
    {
        bool[] gamma = [.. Enumerable.Range(0, sampler.NodeCount).Select(static j => j % 5 == 0)];
        sampler.BeginDraws();
        for (int sweep = 0; sweep < sweeps; sweep++)
        {
            sampler.Sweep(random, gamma, threads);
            sampler.AddDraw();
        }

        sampler.EndBatch();
    }

    private static byte[] State(ConcordGraphSampler sampler)
    {
        var stream = new MemoryStream();
        sampler.Write(new BinaryWriter(stream));
        return stream.ToArray();
    }

    private static (double Distance, double Mean, double Exact) Distance(ConcordPrior prior, bool[] gamma, int sweeps)
    {
        (double[] graphs, double exact) = ConcordTable.Exact(prior, gamma);
        (double[] visits, double mean) = Visits(prior, gamma, sweeps);
        double distance = graphs.Zip(visits, static (p, f) => Math.Abs(p - f)).Sum() / 2;
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"TV {distance:f5}, E ω {mean:f5} exact {exact:f5}");
        return (distance, mean, exact);
    }

    private static (double[] Graphs, double Mean) Visits(ConcordPrior prior, bool[] gamma, int sweeps)
    {
        var sampler = new ConcordGraphSampler(ConcordTable.Gram, prior, 2);
        var random = new RandomStream(11, 0);
        var visits = new double[8];
        double mean = 0;
        for (int sweep = -1000; sweep < sweeps; sweep++)
        {
            sampler.Sweep(random, gamma, 1);
            if (sweep >= 0)
            {
                int graph = 0;
                for (int e = 0; e < 3; e++)
                {
                    graph |= sampler.HasEdge(ConcordTable.Pairs[e].J, ConcordTable.Pairs[e].K) ? 1 << e : 0;
                }

                visits[graph] += 1.0 / sweeps;
                mean += sampler.Omega[1] / sweeps;
            }
        }

        return (visits, mean);
    }
}
