using System.Collections.Concurrent;
using System.Diagnostics;
using Praxis.Core;
using Praxis.Recommend;
using Praxis.Torch;

namespace Praxis.Bench;

/// <summary>Fits recommenders and prints what validation says of each; never looks at the test cases.</summary>
internal static class RecommendValidation
{
    // Fixed before any of it was run: four configurations of each method, the slowest first.
    private static readonly Trial[] Grid =
    [
        .. from flags in (string[])["--similarity dot --temperature 1", "--similarity cosine --temperature 0.1"]
           from dropout in (string[])["0.3", "0.5"]
           select InGrid("sasrec", $"{flags} --dropout {dropout}"),
        .. from layers in (int[])[4, 2]
           from dropout in (string[])["0.3", "0.5"]
           select InGrid("hstu", $"--layer-count {layers} --dropout {dropout}"),
    ];

    // What docs/methods/hstu.md says of its defaults.
    private static readonly Trial[] Documented =
    [
        new(new RecommendExperiment("beauty", "hstu", "--max-length 50 --negative-count 256 --temperature 0.1"), 1),
        new(new RecommendExperiment("beauty", "hstu", "--max-length 50 --negative-count 256 --temperature 0.05"), 1),
        new(new RecommendExperiment("ml-100k", "hstu", "--dropout 0.3 --temperature 0.1"), 1),
        new(new RecommendExperiment("ml-100k", "hstu", "--dropout 0.3 --temperature 0.05"), 1),
        new(new RecommendExperiment("online-retail", "hstu", "--temperature 0.1"), 1),
        new(new RecommendExperiment("online-retail", "hstu", "--temperature 0.05"), 1),
        new(new RecommendExperiment("online-retail", "hstu", "--unit basket"), 42),
        new(new RecommendExperiment("online-retail", "hstu", "--unit event"), 42),
    ];

    /// <summary>Searches the grid of MovieLens-100K and names each method's winner by validation NDCG@10.</summary>
    /// <param name="folder">Where the public sets lie.</param>
    /// <param name="fitsAtOnce">Fits that run side by side, on one thread each.</param>
    internal static int RunGrid(string folder, int fitsAtOnce)
    {
        Outcome[] outcomes = Run(folder, Grid, fitsAtOnce);
        foreach (IGrouping<string, Outcome> method in outcomes.GroupBy(outcome => outcome.Trial.Experiment.Method))
        {
            Outcome best = method.MaxBy(outcome => outcome.Training.BestMetric)!;
            Console.WriteLine();
            Console.WriteLine($"Winner of {method.Key}: `{best.Trial.Experiment.Flags}`");
        }

        return 0;
    }

    /// <summary>Collects the validation numbers that the methods' pages quote.</summary>
    /// <param name="folder">Where the public sets lie.</param>
    /// <param name="fitsAtOnce">Fits that run side by side, on one thread each.</param>
    internal static int RunDocumented(string folder, int fitsAtOnce)
    {
        Run(folder, Documented, fitsAtOnce);
        return 0;
    }

    private static Trial InGrid(string method, string flags) =>
        new(new RecommendExperiment("ml-100k", method, $"{flags} --patience 20 --epoch-count 200"), Seed: 11);

    private static Outcome[] Run(string folder, Trial[] trials, int fitsAtOnce)
    {
        Dictionary<string, RecommendSplit> splits = trials.Select(trial => trial.Experiment.Set).Distinct()
            .ToDictionary(set => set, set => RecommendExperiment.Split(folder, set));
        var outcomes = new Outcome[trials.Length];
        Parallel.ForEach(
            Partitioner.Create(Enumerable.Range(0, trials.Length), EnumerablePartitionerOptions.NoBuffering),
            new ParallelOptions { MaxDegreeOfParallelism = fitsAtOnce },
            index =>
            {
                outcomes[index] = Measure(trials[index], splits[trials[index].Experiment.Set]);
                Console.Error.WriteLine(outcomes[index].Row);
            });

        Console.WriteLine("| data | method | flags | seed | validation NDCG@10 | epoch | epochs | seconds |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach (Outcome outcome in outcomes)
        {
            Console.WriteLine(outcome.Row);
        }

        return outcomes;
    }

    private static Outcome Measure(Trial trial, RecommendSplit split)
    {
        long start = Stopwatch.GetTimestamp();
        (IRecommender fitted, TrainingOutcome? training) =
            trial.Experiment.Fit(split, new FitContext { Seed = trial.Seed, ThreadCount = 1 });
        using var scope = fitted as IDisposable;
        return new Outcome(trial, training!, Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    private sealed record Trial(RecommendExperiment Experiment, ulong Seed);

    private sealed record Outcome(Trial Trial, TrainingOutcome Training, double Seconds)
    {
        internal string Row =>
            $"| {Trial.Experiment.Set} | {Trial.Experiment.Method} | `{Trial.Experiment.Flags}` | {Trial.Seed} "
            + $"| {Training.BestMetric:F4} | {Training.BestEpoch} | {Training.EpochCount} | {Seconds:F0} |";
    }
}
