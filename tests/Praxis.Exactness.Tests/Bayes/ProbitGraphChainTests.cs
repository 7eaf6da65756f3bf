using Praxis.Bayes;
using Praxis.Numerics;

namespace Praxis.Exactness.Tests.Bayes;

/// <summary>Both halves of the probit chain together against enumeration of 8 models x 8 graphs.</summary>
public sealed class ProbitGraphChainTests
{
    private const double Penalty = 0.7;
    private const int Sweeps = 3_000_000;
    private static readonly ConcordPrior Prior = new()
    {
        EdgeProbability = 0.3,
        SlabPrecision = 2,
        DiagonalRate = 1,
        Coupling = 0.5,
    };

    // Distances of the specification's own chains of as many sweeps. In the last the columns are in another order: not
    // its chain, but as long a one.
    [Theory]
    [InlineData(.5, 1, new[] { 0, 1, 2 }, .0017)]
    [InlineData(0, 1, new[] { 0, 1, 2 }, .0017)]
    [InlineData(.5, 0, new[] { 0, 1, 2 }, .0022)]
    [InlineData(.5, 1, new[] { 2, 0, 1 }, .0022)]
    public void Chain_ThreeColumns_IsTheEnumeration(double coupling, double diagonalRate, int[] order, double most)
    {
        (double[] rows, bool[] outcomes) = GoldenFile.Read("probit_graph.txt");
        ConcordPrior prior = Prior with { Coupling = coupling, DiagonalRate = diagonalRate };
        double[] known = Exact(rows, outcomes, prior);
        var visits = new double[64];
        ProbitGraphChain chain = Chain(
            [.. rows.Select((_, i) => rows[(i / 3 * 3) + order[i % 3]])], outcomes, prior);
        var trace = new ChainTrace();
        double element = 0;
        chain.Run(1000, 1000, 1, trace);
        for (int sweep = 0; sweep < Sweeps; sweep++)
        {
            chain.Run(1, 1, 1, trace);
            int state = 0;
            for (int i = 0; i < 3; i++)
            {
                (int j, int k) = (Array.IndexOf(order, ConcordTable.Pairs[i].J), Array.IndexOf(
                    order, ConcordTable.Pairs[i].K));
                state |= chain.Sampler.IsIn(Array.IndexOf(order, i)) ? 1 << i : 0;
                state |= chain.Graph.HasEdge(j, k) ? 8 << i : 0;
            }

            visits[state] += 1.0 / Sweeps;
            element += chain.Graph.Omega[(Array.IndexOf(order, 0) * 3) + Array.IndexOf(order, 1)] / Sweeps;
        }

        double distance = known.Zip(visits, static (a, b) => Math.Abs(a - b)).Sum() / 2;
        Assert.InRange(distance, 0, most);
        Assert.InRange(known.Zip(visits, static (a, b) => Math.Abs(a - b)).Max(), 0, 4e-4);
        double mean = Enumerable.Range(0, 8).Sum(model =>
            Enumerable.Range(0, 8).Sum(graph => known[model | (graph << 3)])
            * ConcordTable.Exact(prior, [.. Enumerable.Range(0, 3).Select(variable =>
                ((model >> variable) & 1) != 0)]).Mean);
        Assert.Equal(mean, element, .001);
        if (coupling == .5 && diagonalRate == 1)
        {
            // The specification's.
            Assert.Equal(-.6249, mean, 1e-4);
        }
    }

    [Fact]
    public void Chain_ReadAgain_GoesOnWithTheSameBytes()
    {
        (double[] rows, bool[] outcomes) = GoldenFile.Read("probit_graph.txt");
        ProbitGraphChain chain = Chain(rows, outcomes, Prior);
        var trace = new ChainTrace();
        chain.BeginDraws();
        chain.Run(50, 5, 1, trace);
        chain.EndRound();
        using var kept = new MemoryStream();
        chain.Write(new BinaryWriter(kept));
        chain.Run(50, 5, 1, trace);
        double known = chain.LogPosterior;

        kept.Position = 0;
        ProbitGraphChain again = Chain(rows, outcomes, Prior);
        again.Read(new BinaryReader(kept));
        again.Run(50, 5, 1, new ChainTrace());
        Assert.Equal(known, again.LogPosterior);
    }

    private static ProbitGraphChain Chain(double[] rows, bool[] outcomes, ConcordPrior prior)
    {
        var model = new SpikeSlabData(SelectionDesign.OfPrepared(rows, outcomes))
            .Model(outcomes, 1, -Penalty, WorkingLink.Probit);
        var graph = new ConcordGraphSampler(GramMatrix.Of(rows, 3), prior, 2);
        return new ProbitGraphChain(model, SpikeSlabMoves.For(3), graph, prior.Coupling, 3, 0, 2);
    }

    // Bits 0 to 2 are variables, 3 to 5 the pairs.
    private static double[] Exact(double[] rows, bool[] outcomes, ConcordPrior prior)
    {
        double[] graphs = ConcordTable.Exact(prior with { Coupling = 0 }, new bool[3]).Graphs;
        var weights = new double[64];
        for (int state = 0; state < 64; state++)
        {
            int inside = Enumerable.Range(0, 3).Count(pair =>
                Has(3 + pair) && Has(ConcordTable.Pairs[pair].J) && Has(ConcordTable.Pairs[pair].K));
            int size = int.PopCount(state & 7);
            weights[state] = graphs[state >> 3] * Probability(rows, outcomes, state & 7)
                * Math.Exp((2 * prior.Coupling * inside) - (Penalty * size));
            bool Has(int bit) => ((state >> bit) & 1) != 0;
        }

        double total = weights.Sum();
        return [.. weights.Select(weight => weight / total)];
    }

    // P(y | γ) = ∫ Π Φ(±x'β) N(β; 0, I) dβ by the midpoint rule.
    private static double Probability(double[] rows, bool[] outcomes, int model)
    {
        const int cells = 48;
        const double width = 5.5;
        const double step = 2 * width / cells;
        int[] columns = [.. Enumerable.Range(0, 3).Where(column => ((model >> column) & 1) != 0)];
        double sum = 0;
        for (int cell = 0; cell < (int)Math.Pow(cells, columns.Length); cell++)
        {
            double log = 0;
            var beta = new double[3];
            for (int i = 0, rest = cell; i < columns.Length; i++, rest /= cells)
            {
                double value = -width + (((rest % cells) + .5) * step);
                beta[columns[i]] = value;
                log += NormalDistribution.LogDensity(value) + Math.Log(step);
            }

            for (int row = 0; row < outcomes.Length; row++)
            {
                double eta = 0;
                for (int column = 0; column < 3; column++)
                {
                    eta += beta[column] * rows[(3 * row) + column];
                }

                log += NormalDistribution.LogCdf(outcomes[row] ? eta : -eta);
            }

            sum += Math.Exp(log);
        }

        return sum;
    }
}
