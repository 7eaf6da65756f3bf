using System.Diagnostics;
using Praxis.Bayes;
using Praxis.Core;

namespace Praxis.Bench;

/// <summary>A graph of a thousand variables by two chains on two threads, one from the empty graph and one from a
/// forest: runs of growing length, each from the start, until the median probability graph is as good as the
/// aim.</summary>
internal static class BayesLarge
{
    private const int Columns = 1000;
    private const double Aim = 0.93;
    private const double AimSeconds = 60;
    private const int MostSweeps = 160_000;

    internal static int Run()
    {
        var design = new GaussianGraphDesign(GaussianGraph.Ar2, Columns);
        GraphSample sample = design.Sample(200, BayesRuns.Data(1));
        Console.WriteLine($"aim: MCC {Aim} within {AimSeconds} s");
        Console.WriteLine();
        Console.WriteLine(
            "| M proposals a chain | seconds | CPU s | MCC | TP | FP | AUC | R-hat | best log posterior |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
        double mcc = 0;
        for (int sweeps = 5000; sweeps <= MostSweeps && mcc < Aim; sweeps *= 2)
        {
            mcc = Measure(sample, sweeps);
        }

        return 0;
    }

    private static double Measure(GraphSample sample, int sweeps)
    {
        long start = Stopwatch.GetTimestamp();
        double[] inclusion = [];
        double rHat = 0;
        double best = 0;
        double seconds = ProcessorTime.Of(() =>
        {
            DecomposableModel model = BayesRuns.Decomposable(sample);
            var plan = ChainPlan.Of(2, sweeps / 2, sweeps / 2, 0, Columns);
            DecomposableChain[] chains =
                [.. Enumerable.Range(0, 2).Select(number => BayesRuns.Chain(model, 1, number, plan.BatchCount))];
            chains[1].StartAtForest();
            ChainOutcome outcome = ChainRunner<DecomposableChain>.Run(
                "bench", chains, plan, new FitContext { ThreadCount = 2 });
            inclusion = [.. Enumerable.Range(0, model.PairCount).Select(
                pair => chains.Average(chain => chain.Inclusion.Mean(pair)))];
            rHat = ChainDiagnostics.SplitRHat(outcome.LogPosterior);
            best = chains.Max(static chain => chain.BestLogPosterior);
        });
        double wall = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var metrics = StructureMetrics.Of(sample.Edges, inclusion);
        Console.WriteLine(
            $"| {sweeps * (Columns / 1e6):0} | {wall:F1} | {seconds:F1} | {metrics.MatthewsCorrelation:F3} "
            + $"| {metrics.TruePositives} | {metrics.FalsePositives} | {metrics.Auc:F4} | {rHat:F2} | {best:F1} |");
        return metrics.MatthewsCorrelation;
    }
}
