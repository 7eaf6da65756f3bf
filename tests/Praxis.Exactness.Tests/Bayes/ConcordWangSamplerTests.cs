using Praxis.Bayes;
using Praxis.Core;
using Praxis.Numerics;

namespace Praxis.Exactness.Tests.Bayes;

/// <summary>The sampler under the Gaussian likelihood against integrals over positive definite matrices.</summary>
public sealed class ConcordWangSamplerTests
{
    private const int Draws = 400_000;
    private static readonly WangPrior Base = new()
    {
        EdgeProbability = 0.4,
        SpikeDeviation = 0.3,
        SlabDeviation = 1.5,
        Coupling = 0.4,
    };

    [Theory]
    [InlineData(12, 0)]
    [InlineData(12, 5)]
    [InlineData(0, 7)]
    public void Graphs_OfThreeColumns_AreTheIntegrals(int rows, int chosen)
    {
        bool[] gamma = [.. Enumerable.Range(0, 3).Select(j => (chosen >> j & 1) != 0)];
        var gram = GramMatrix.Of(ConcordTable.Rows.AsSpan(0, rows * 3), 3);
        (double[] exact, double exactMean) = Exact(gram, Base, gamma);
        var sampler = new WangGraphSampler(gram, Base, 2);
        var random = new RandomStream(1, 0);
        var visits = new double[8];
        double mean = 0;
        for (int sweep = 0; sweep < Draws; sweep++)
        {
            sampler.Sweep(random, gamma, 1);
            int graph = 0;
            for (int e = 0; e < 3; e++)
            {
                graph |= sampler.HasEdge(ConcordTable.Pairs[e].J, ConcordTable.Pairs[e].K) ? 1 << e : 0;
            }

            visits[graph] += 1.0 / Draws;
            mean += sampler.Omega[1] / Draws;
        }

        // Runs stay within 0.003 over seeds.
        double distance = exact.Zip(visits, static (p, f) => Math.Abs(p - f)).Sum() / 2;
        TestContext.Current.TestOutputHelper?.WriteLine($"TV {distance:f5}, E ω {mean:f5} exact {exactMean:f5}");
        Assert.InRange(distance, 0, 0.006);
        Assert.InRange(mean - exactMean, -0.01, 0.01);
    }

    [Fact]
    public void Matrices_OfCollinearColumns_StayPositiveDefinite()
    {
        const int Count = 12;
        double[] rows = RandomTables.Walk(6, Count, new RandomStream(2, 0));
        for (int i = 0; i < 6; i++)
        {
            rows[(i * Count) + 3] = rows[i * Count];
            rows[(i * Count) + 4] = 0;
        }

        var sampler = new WangGraphSampler(
            GramMatrix.Of(rows, Count), new WangPrior { EdgeProbability = 2.0 / 11 }, 2);
        var random = new RandomStream(3, 0);
        for (int sweep = 0; sweep < 1000; sweep++)
        {
            sampler.Sweep(random, new bool[Count], 1);
            var matrix = new double[Count, Count];
            for (int place = 0; place < Count * Count; place++)
            {
                matrix[place / Count, place % Count] = sampler.Omega[place];
            }

            double[,] factor = DenseMatrix.Cholesky(matrix);
            Assert.All(Enumerable.Range(0, Count), j => Assert.True(factor[j, j] > 0));
        }

        Assert.True(double.IsFinite(sampler.LogPosterior));
    }

    [Fact]
    public void Graph_OfATridiagonalMatrix_IsFound()
    {
        const int Count = 15;
        var gram = GramMatrix.Of(Tridiagonal(600, Count, 0.4, new RandomStream(4, 0)), Count);
        var sampler = new WangGraphSampler(gram, new WangPrior { EdgeProbability = 2.0 / (Count - 1) }, 2);
        var random = new RandomStream(5, 0);
        for (int sweep = 0; sweep < 1500; sweep++)
        {
            if (sweep == 500)
            {
                sampler.BeginDraws();
            }

            sampler.Sweep(random, new bool[Count], 1);
            if (sweep >= 500)
            {
                sampler.AddDraw();
            }
        }

        sampler.EndBatch();
        for (int i = 0; i < Count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                Assert.Equal(i - j == 1, sampler.Inclusion.Mean(EdgeList.Pair(i, j)) > 0.5);
                Assert.InRange(sampler.Mean[i, j] - (i - j == 1 ? 0.4 : 0), -0.2, 0.2);
            }
        }
    }

    [Fact]
    public void Sampler_WrittenAndRead_GoesOnWithTheSameBytes()
    {
        var edges = new EdgeRules([(0, 7)], [(1, 2), (3, 4)]);
        var gram = GramMatrix.Of(RandomTables.Walk(30, 8, new RandomStream(6, 0)), 8);
        var one = new WangGraphSampler(gram, Base with { Edges = edges }, 2);
        var other = new WangGraphSampler(gram, Base with { Edges = edges }, 2);
        var random = new RandomStream(7, 0);
        Run(one, random);
        one.EndRound();
        Run(other, new RandomStream(8, 0));
        other.Read(new BinaryReader(new MemoryStream(State(one))));
        var again = new RandomStream(7, 0) { Position = random.Position };
        Run(one, random);
        Run(other, again);

        Assert.Equal(State(one), State(other));
        Assert.Equal(one.LogPosterior, other.LogPosterior);
        Assert.True(one.HasEdge(0, 7));
        Assert.False(one.HasEdge(1, 2));
        Assert.Equal(1, one.Inclusion.Mean(EdgeList.Pair(0, 7)));
        Assert.Equal(0, one.Inclusion.Mean(EdgeList.Pair(3, 4)));
        bool[] gamma = [true, false, true, true, false, false, true, true];
        Assert.Equal(Enumerable.Range(1, 7).Count(j => gamma[j] && one.HasEdge(0, j)), one.NeighboursIn(0, gamma));
    }

    [Fact]
    public void Columns_TooMany_AreRefusedInOneLine()
    {
        var gram = GramMatrix.Of(new double[201], 201);
        InputException error = Assert.Throws<InputException>(
            () => new WangGraphSampler(gram, new WangPrior { EdgeProbability = 0.01 }, 2));

        Assert.Contains("--likelihood gaussian", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void LogPosterior_OfOneColumn_IsThatOfTheGammaLaw()
    {
        var gram = GramMatrix.Of([1.0, 2, -1], 1);
        var sampler = new WangGraphSampler(gram, Base, 2);
        var random = new RandomStream(9, 0);
        double sum = 0;
        for (int sweep = 0; sweep < 100_000; sweep++)
        {
            sampler.Sweep(random, [true], 1);
            sum += sampler.Omega[0];
        }

        Assert.Equal((1.5 * Math.Log(sampler.Omega[0])) - (3.5 * sampler.Omega[0]), sampler.LogPosterior, 1e-12);
        Assert.InRange((sum / 100_000) - (2.5 / 3.5), -0.01, 0.01);
    }

    private static void Run(WangGraphSampler sampler, RandomStream random)
    {
        bool[] gamma = [.. Enumerable.Range(0, sampler.NodeCount).Select(static j => j % 2 == 0)];
        sampler.BeginDraws();
        for (int sweep = 0; sweep < 100; sweep++)
        {
            sampler.Sweep(random, gamma, 1);
            sampler.AddDraw();
        }

        sampler.EndBatch();
    }

    private static byte[] State(WangGraphSampler sampler)
    {
        var stream = new MemoryStream();
        sampler.Write(new BinaryWriter(stream));
        return stream.ToArray();
    }

    // Under the Wishart law of |Ω|^(n / 2) e^(-tr((T + dI) Ω) / 2) the graphs' shares are means of their slabs' and
    // spikes' densities.
    private static (double[] Graphs, double Mean) Exact(GramMatrix gram, WangPrior prior, bool[] gamma)
    {
        const int Points = 1_000_000;
        var rate = new double[3, 3];
        for (int place = 0; place < 9; place++)
        {
            rate[place / 3, place % 3] = gram[place / 3, place % 3] + (place % 4 == 0 ? prior.DiagonalRate : 0);
        }

        double[,] factor = DenseMatrix.Cholesky(DenseMatrix.Inverse(rate));
        double[] scale = [.. Enumerable.Range(0, 9).Select(place => factor[place / 3, place % 3])];
        var random = new RandomStream(10, 0);
        var omega = new double[9];
        var graphs = new double[8];
        double mean = 0;
        for (int point = 0; point < Points; point++)
        {
            WishartDistribution.Sample(random, gram.RowCount + 4, scale, 3, omega);
            for (int graph = 0; graph < 8; graph++)
            {
                double weight = 1;
                for (int e = 0; e < 3; e++)
                {
                    (int j, int k) = ConcordTable.Pairs[e];
                    bool isOn = (graph >> e & 1) != 0;
                    double deviation = isOn ? prior.SlabDeviation : prior.SpikeDeviation;
                    double share = isOn ? prior.EdgeProbability : 1 - prior.EdgeProbability;
                    double x = omega[(3 * j) + k] / deviation;
                    weight *= share * Math.Exp(-0.5 * x * x) / deviation;
                    weight *= isOn && gamma[j] && gamma[k] ? Math.Exp(2 * prior.Coupling) : 1;
                }

                graphs[graph] += weight;
                mean += weight * omega[1];
            }
        }

        double total = graphs.Sum();
        return ([.. graphs.Select(graph => graph / total)], mean / total);
    }

    private static double[] Tridiagonal(int rows, int columns, double off, RandomStream random)
    {
        // Ω = L L' with L of two diagonals; L' x is white.
        var diagonal = new double[columns];
        var below = new double[columns];
        diagonal[0] = 1;
        for (int j = 1; j < columns; j++)
        {
            below[j] = off / diagonal[j - 1];
            diagonal[j] = Math.Sqrt(1 - (below[j] * below[j]));
        }

        var table = new double[rows * columns];
        for (int i = 0; i < rows; i++)
        {
            for (int j = columns - 1; j >= 0; j--)
            {
                double next = j == columns - 1 ? 0 : below[j + 1] * table[(i * columns) + j + 1];
                table[(i * columns) + j] = (NormalDistribution.Sample(random) - next) / diagonal[j];
            }
        }

        return table;
    }
}
