using Praxis.Bayes;
using Praxis.Numerics;

namespace Praxis.Exactness.Tests.Bayes;

/// <summary>What decomposable graphs do as rows grow, where the truth is none of them, and with more columns than
/// rows.</summary>
public sealed class GraphConsistencyTests
{
    // Ring 1-2-3-4-1: no decomposable graph, and the two ways to put in a chord are the least that hold it.
    [Fact]
    public void FourCycle_ManyRows_HasItsMassOnTheTwoTriangulations()
    {
        const int rowCount = 5000;
        double[,] precision = { { 1, .4, 0, .4 }, { .4, 1, .4, 0 }, { 0, .4, 1, .4 }, { .4, 0, .4, 1 } };
        DecomposableModel model = Model(GramMatrix.Of(Rows(precision, rowCount, new RandomStream(4, 0)), 4));
        int[] masks = [.. SmallGraphs.Decomposable(4)];
        double[] logs = [.. masks.Select(mask => model.LogPosterior(SmallGraphs.Of(4, mask)))];
        double total = SpecialFunctions.LogSumExp(logs);

        // Pairs 12, 13, 14, 23, 24, 34 are bits 0 to 5: all but 24, and all but 13.
        double mass = new[] { 0b101111, 0b111101 }
            .Sum(mask => Math.Exp(logs[Array.IndexOf(masks, mask)] - total));
        Assert.InRange(mass, .95, 1);

        DecomposableChain chain = Chain(model, 1);
        int both = 0;
        for (int step = 0; step < 20_000; step++)
        {
            chain.Step();
            bool isRing = chain.Graph.HasEdge(0, 1) && chain.Graph.HasEdge(1, 2) && chain.Graph.HasEdge(2, 3)
                && chain.Graph.HasEdge(0, 3);
            both += step >= 5000 && isRing && chain.Graph.EdgeCount == 5 ? 1 : 0;
        }

        Assert.InRange(both / 15_000.0, .9, 1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Chain_MoreRowsOfAr1_FindsMoreAndAtLastAll(ulong seed)
    {
        const int columns = 30;
        var design = new GaussianGraphDesign(GaussianGraph.Ar1, columns);
        double[] rows = design.Sample(500, new RandomStream(seed, 0)).Rows;
        double[] correlations = [.. new[] { 50, 100, 200, 500 }.Select(rowCount =>
        {
            double[] probabilities = Inclusion(Model(Centred(rows, rowCount, columns)), 200_000);
            return StructureMetrics.Of(design.Edges, probabilities).MatthewsCorrelation;
        })];

        Assert.Equal(correlations.Order(), correlations);
        Assert.InRange(correlations[0], .75, 1);
        Assert.Equal(1, correlations[^1], 1e-12);
    }

    // -½ ln(1 - 0.7²) a row, less a penalty that grows as ½ ln n.
    [Fact]
    public void BayesFactor_OfTrueEdges_GrowsLinearlyInRows()
    {
        const int columns = 30;
        double slope = -Math.Log(1 - (.7 * .7)) / 2;
        var design = new GaussianGraphDesign(GaussianGraph.Ar1, columns);
        double[] rows = design.Sample(4000, new RandomStream(8, 0)).Rows;
        double before = 0;
        foreach (int rowCount in (int[])[250, 500, 1000, 2000, 4000])
        {
            EdgeBayesFactor factor = Model(Centred(rows, rowCount, columns)).EdgeBayesFactor();
            double mean = Enumerable.Range(1, columns - 1).Average(j => factor.Log(j, j - 1, []));
            double error = 4 * .7 * Math.Sqrt((double)rowCount / (columns - 1));
            Assert.InRange(mean + (Math.Log(rowCount) / 2) - (slope * rowCount), -error - 2, error + 2);
            Assert.InRange(mean, before, double.PositiveInfinity);
            before = mean;
        }

        // Apart by two, columns are independent given the one between: the factor falls as -½ ln n.
        EdgeBayesFactor last = Model(Centred(rows, 4000, columns)).EdgeBayesFactor();
        double wrong = Enumerable.Range(2, columns - 2).Average(j => last.Log(j, j - 2, [j - 1]));
        Assert.InRange(wrong, -(Math.Log(4000) / 2) - 1, -(Math.Log(4000) / 2) + 1.5);
    }

    [Fact]
    public void MoreColumnsThanRows_GPrior_KeepsCliquesSmallAndScoresFinite()
    {
        const int columns = 300;
        const int rowCount = 50;
        var design = new GaussianGraphDesign(GaussianGraph.Ar1, columns);
        double[] rows = design.Sample(rowCount, new RandomStream(5, 0)).Rows;
        DecomposableModel model = Model(Centred(rows, rowCount, columns)) with { GreatestClique = 4 };
        DecomposableChain chain = Chain(model, 2);
        for (int round = 0; round < 10; round++)
        {
            for (int step = 0; step < 60_000; step++)
            {
                chain.Step();
            }

            CliqueForest forest = CliqueForest.Of(chain.Graph)!;
            Assert.NotNull(forest);
            Assert.InRange(forest.Cliques.Max(static clique => clique.Length), 2, 4);
            Assert.True(double.IsFinite(chain.LogPosterior));
        }

        Assert.Equal(model.LogPosterior(chain.Graph), chain.LogPosterior, 1e-6);
        Assert.InRange(chain.Graph.EdgeCount, 150, 600);
        DecomposableRecord record = new(model);
        record.Add(chain.Graph);
        Assert.All(record.Precision.Mean().Values, static value => Assert.True(double.IsFinite(value)));
    }

    // Without a limit the greatest clique is what n rows can carry: no score may fail on the way there.
    [Fact]
    public void FewRowsWithoutPenalty_CliquesUpToTheRank_HaveFiniteScores()
    {
        const int columns = 20;
        const int rowCount = 8;
        double[] rows = RandomTables.Walk(rowCount, columns, new RandomStream(6, 0));
        DecomposableModel model = Model(Centred(rows, rowCount, columns)) with
        {
            GreatestClique = rowCount - 2,
            IsComplexityPrior = false,
            SizePenalty = -1,
        };
        DecomposableChain chain = Chain(model, 3);
        int greatest = 0;
        for (int step = 0; step < 50_000; step++)
        {
            chain.Step();
            Assert.True(double.IsFinite(chain.LogPosterior));
            if (step % 500 == 0)
            {
                greatest = Math.Max(
                    greatest, CliqueForest.Of(chain.Graph)!.Cliques.Max(static clique => clique.Length));
            }
        }

        Assert.Equal(rowCount - 2, greatest);
        Assert.Equal(model.LogPosterior(chain.Graph), chain.LogPosterior, 1e-6);
    }

    private static DecomposableModel Model(GramMatrix gram) => new(
        gram, ScaleKind.GPrior, 1.0 / gram.RowCount, 3, 0, true, Math.Min(30, gram.ColumnCount), int.MaxValue,
        EdgeRules.None);

    private static DecomposableChain Chain(DecomposableModel model, ulong seed) => new(
        model, new PairProposal(model.Gram, isWeighted: true), MoveMix.Default, ChainStreams.Of(seed, 0, 0), 2);

    private static GramMatrix Centred(double[] rows, int rowCount, int columns) =>
        GramMatrix.Of(RandomTables.Centred(rows[..(rowCount * columns)], columns), columns);

    private static double[] Inclusion(DecomposableModel model, int steps)
    {
        DecomposableChain chain = Chain(model, 1);
        for (int step = 0; step < steps / 2; step++)
        {
            chain.Step();
        }

        chain.BeginDraws();
        for (int step = 0; step < steps; step++)
        {
            chain.Step();
            if (step == (steps / 2) - 1 || step == steps - 1)
            {
                chain.EndBatch();
            }
        }

        return [.. Enumerable.Range(0, model.PairCount).Select(chain.Inclusion.Mean)];
    }

    // Rows of N(0, Ω⁻¹): x = L'⁻¹ z.
    private static double[] Rows(double[,] precision, int rowCount, RandomStream random)
    {
        int size = precision.GetLength(0);
        double[,] factor = DenseMatrix.Cholesky(precision);
        var rows = new double[rowCount * size];
        NormalDistribution.Fill(random, rows);
        for (int row = 0; row < rowCount; row++)
        {
            Span<double> x = rows.AsSpan(row * size, size);
            for (int i = size - 1; i >= 0; i--)
            {
                for (int k = i + 1; k < size; k++)
                {
                    x[i] -= factor[k, i] * x[k];
                }

                x[i] /= factor[i, i];
            }
        }

        return rows;
    }
}
