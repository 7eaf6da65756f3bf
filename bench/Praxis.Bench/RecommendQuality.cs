using System.Diagnostics;
using Praxis.Core;
using Praxis.Recommend;
using Praxis.Torch;

namespace Praxis.Bench;

/// <summary>Fits the recommenders on public sets with the settings of docs/results.md and prints the test metrics, read
/// once.</summary>
internal static class RecommendQuality
{
    private static readonly string[] Shown = ["HR@10", "NDCG@10", "HR@50", "NDCG@50", "MRR"];

    private static readonly RecommendExperiment[] Experiments =
    [
        new("ml-100k", "hstu", "--layer-count 4 --dropout 0.5 --patience 20 --epoch-count 200"),
        new("ml-100k", "sasrec", "--dropout 0.3 --similarity dot --temperature 1 --patience 20 --epoch-count 200"),
        new("ml-100k", "markov", ""),
        new("ml-100k", "popularity", ""),
        new("beauty", "hstu", "--max-length 50 --negative-count 256"),
        new("beauty", "sasrec", "--max-length 50 --negative-count 256 --layer-count 1 --dropout 0.4"),
        new("beauty", "markov", ""),
        new("beauty", "popularity", ""),
    ];

    // Fixed beforehand: the flags of the first row are the page's two-layer ones, and each other row changes one thing.
    private const string AblationFlags = "--layer-count 2 --dropout 0.5 --patience 20 --epoch-count 200";

    private static readonly string[] Ablations =
    [
        "--bias position-and-time",
        "--bias position",
        "--bias time",
        "--bias none",
        "--encoder hstu-softmax",
        "--encoder transformer",
        "--encoder transformer-plus",
        "--similarity mixture-of-logits",
    ];

    /// <summary>Runs the experiments of one set, or of all.</summary>
    /// <param name="folder">Where the public sets lie.</param>
    /// <param name="set">The set's name, or "all".</param>
    /// <param name="seeds">A number for seeds 1, 2, ... up to it, or FIRST-LAST; methods without chance run
    /// once.</param>
    /// <param name="method">The method's name, or "all".</param>
    /// <param name="flags">The method's options instead of those of the page; null for these.</param>
    internal static int Run(string folder, string set, string seeds, string method, string? flags)
    {
        bool IsWanted(RecommendExperiment experiment) =>
            (set == "all" || experiment.Set == set) && (method == "all" || experiment.Method == method);

        return Print(
            folder,
            Experiments.Where(IsWanted).Select(wanted => wanted with { Flags = flags ?? wanted.Flags }),
            seeds);
    }

    /// <summary>Runs the ablations of HSTU on MovieLens-100K.</summary>
    /// <param name="folder">Where the public sets lie.</param>
    /// <param name="seeds">As for <see cref="Run"/>.</param>
    internal static int RunAblations(string folder, string seeds) => Print(
        folder,
        Ablations.Select(flags => new RecommendExperiment("ml-100k", "hstu", $"{AblationFlags} {flags}")),
        seeds);

    private static int Print(string folder, IEnumerable<RecommendExperiment> experiments, string seeds)
    {
        Console.WriteLine($"| data | method | flags | seed | {string.Join(" | ", Shown)} | epochs | seconds |");
        Console.WriteLine($"|---|---|---|---|{string.Concat(Enumerable.Repeat("---|", Shown.Length))}---|---|");
        foreach (RecommendExperiment experiment in experiments)
        {
            ulong[] own = SeedRange.Parse(seeds);
            own = experiment.Method is "markov" or "popularity" ? own[..1] : own;
            double[][] rows = [.. own.Select(seed => RunOne(folder, experiment, seed))];
            if (rows.Length > 1)
            {
                string means = string.Join(" | ", Shown.Select((_, m) => Text(rows.Average(row => row[m]))));
                Console.WriteLine($"| {experiment.Set} | {experiment.Method} | | mean | {means} | | |");
            }
        }

        return 0;
    }

    private static double[] RunOne(string folder, RecommendExperiment experiment, ulong seed)
    {
        long start = Stopwatch.GetTimestamp();
        RecommendSplit split = RecommendExperiment.Split(folder, experiment.Set);
        var context = new FitContext { Seed = seed, ThreadCount = Environment.ProcessorCount };
        (IRecommender fitted, TrainingOutcome? training) = experiment.Fit(split, context);
        using IDisposable? scope = fitted as IDisposable;
        RankingResult result = RankingEvaluator.Evaluate(
            fitted, split, split.Test, context.ThreadCount, CancellationToken.None);
        double[] values = [.. Shown.Select(result.Mean)];
        Console.WriteLine(
            $"| {experiment.Set} | {experiment.Method} | `{experiment.Flags}` | {seed} | "
            + $"{string.Join(" | ", values.Select(Text))} "
            + $"| {training?.EpochCount} | {Stopwatch.GetElapsedTime(start).TotalSeconds:F0} |");
        return values;
    }

    private static string Text(double value) => value.ToString("F4");
}
