using Praxis.Bayes;
using Praxis.Core;
using Praxis.Numerics;

namespace Praxis.Bench;

/// <summary>Seconds of the selection methods on one core, after warm-up.</summary>
internal static class SelectionSpeed
{
    private const int Rounds = 30;
    private const double WarmUpSeconds = 2;

    internal static int Run()
    {
        Console.WriteLine("| what | aim | measured: best of thirty, worst |");
        Console.WriteLine("|---|---|---|");
        Search(1000, "0.1 s");
        Search(10_000, "0.5 s");
        Groups();
        Graph(150, 1, 200);
        Graph(1000, 60, 6);
        return 0;
    }

    private static void Search(int columns, string aim)
    {
        var design = new OutcomeDesign
        {
            ColumnCount = columns,
            ActiveGroups = 3,
            LeastCoefficient = 2,
            GreatestCoefficient = 2,
        };
        (double[] rows, bool[] outcomes, _) = design.Sample(100, new RandomStream(1, 0));
        SelectionDesign data = SelectionDesign.OfPrepared(rows, outcomes, hasIntercept: true);
        foreach (HyperparameterPreset preset in Enum.GetValues<HyperparameterPreset>())
        {
            bool isPaper = preset == HyperparameterPreset.Paper;
            ISlab slab = new PmomLogisticEstimator(new PmomLogisticOptions { Preset = preset }).Slab(data);
            IModelPrior prior =
                isPaper ? new UniformModelPrior(50) : new BetaBinomialModelPrior(1, columns, columns, 50);
            MarginalMethod method = isPaper ? MarginalMethod.BestMode : MarginalMethod.Flips;
            LaplaceScorer Scorer(MarginalMethod one) => new(data, LogisticLikelihood.Instance, slab, one);
            int models = 0;
            SearchOutcome? met = null;
            Report($"pmom-logistic, n = 100, p = {columns}, 150 moves, {preset}", aim, "s", 1, () =>
            {
                var search = new ModelSearch(data, Scorer, prior, new FitContext { Seed = 1 });
                met = search.Run(new SearchPlan { Patience = 0 }, 1, method, 0);
                models = met.ModelCount;
            });
            Console.WriteLine($"| ... models scored | | {models} |");
            if (!isPaper)
            {
                var walk = new SearchWalk(
                    data,
                    () => Scorer(method),
                    () => Scorer(MarginalMethod.BestMode),
                    prior,
                    new FitContext { Seed = 1 });
                Report("... a chain of 10000 moves behind it", "–", "s", 1, () => walk.Run(met!, 1, 10_000, 1, 0));
            }
        }
    }

    private static void Groups()
    {
        var design = new OutcomeDesign
        {
            ColumnCount = 200,
            GroupSize = 4,
            ActiveGroups = 4,
            LeastCoefficient = 1.5,
            GreatestCoefficient = 1.5,
        };
        (double[] rows, bool[] outcomes, _) = design.Sample(100, new RandomStream(1, 1));
        SelectionDesign data = SelectionDesign.OfPrepared(
            rows, outcomes, [.. Enumerable.Range(0, 200).Chunk(4)], hasIntercept: true);
        var layout = new SpikeSlabData(data);
        foreach (WorkingLink link in (WorkingLink[])[WorkingLink.Student, WorkingLink.PolyaGamma])
        {
            SpikeSlabModel model = layout.Model(outcomes, 1, Math.Log(1 / 49.0), link);
            Report($"group-logistic, n = 100, G = 50, 3000 sweeps, {link}", "0.3 s", "s", 1, () =>
            {
                var chain = new SpikeSlabChain(model, SpikeSlabMoves.For(50), 1, 0, 2);
                chain.Run(3000, 10, 1, new ChainTrace());
            });
        }
    }

    private static void Graph(int columns, double aim, int sweeps)
    {
        var design = new OutcomeDesign
        {
            ColumnCount = columns,
            ActiveGroups = 10,
            LeastCoefficient = 3,
            GreatestCoefficient = 3,
            Neighbour = 0.3,
            IsProbit = true,
        };
        (double[] rows, bool[] outcomes, _) = design.Sample(100, new RandomStream(1, 2));
        SelectionDesign data = SelectionDesign.OfPrepared(rows, outcomes, hasIntercept: true);
        SpikeSlabModel model = new SpikeSlabData(data).Model(
            outcomes, 1, -Math.Log((columns / 10.0) - 1), WorkingLink.Probit);
        var graph = new ConcordGraphSampler(
            GramMatrix.Of(rows, columns),
            new ConcordPrior { EdgeProbability = 1.0 / columns, Coupling = 0.5 },
            2);
        var chain = new ProbitGraphChain(model, SpikeSlabMoves.For(columns), graph, 0.5, 1, 0, 2);
        chain.Run(sweeps, sweeps, 1, new ChainTrace());
        Report(
            $"probit-graph, n = 100, p = {columns}, a sweep", $"{aim} ms", "ms", sweeps / 1000.0,
            () => chain.Run(sweeps, sweeps, 1, new ChainTrace()));
    }

    private static void Report(string name, string aim, string unit, double units, Action work)
    {
        // The compiler's later tiers come after some tens of calls.
        for (double seconds = 0; seconds < WarmUpSeconds;)
        {
            seconds += Math.Max(0.01, ProcessorTime.Of(work));
        }

        double[] times = [.. Enumerable.Range(0, Rounds).Select(_ => ProcessorTime.Of(work) / units)];
        Console.WriteLine($"| {name} | {aim} | {times.Min():0.000} {unit}, {times.Max():0.000} |");
    }
}
