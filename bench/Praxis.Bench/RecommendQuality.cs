using System.Diagnostics;
using Praxis.Core;
using Praxis.Recommend;

namespace Praxis.Bench;

/// <summary>Fits the recommenders on public sets with the settings of docs/results.md and prints the test metrics, read
/// once.</summary>
internal static class RecommendQuality
{
    private static readonly string[] Shown = ["HR@10", "NDCG@10", "HR@50", "NDCG@50", "MRR"];

    private static readonly Experiment[] Experiments =
    [
        new(
            "ml-100k",
            "hstu",
            "ml-100k/ml-100k.inter",
            "--layer-count 4 --dropout 0.5 --patience 20 --epoch-count 200"),
        new(
            "ml-100k",
            "sasrec",
            "ml-100k/ml-100k.inter",
            "--dropout 0.3 --similarity dot --temperature 1 --patience 20 --epoch-count 200"),
        new("ml-100k", "markov", "ml-100k/ml-100k.inter", ""),
        new("ml-100k", "popularity", "ml-100k/ml-100k.inter", ""),
        new("beauty", "hstu", "amazon-beauty-5core", "--max-length 50 --negative-count 256"),
        new(
            "beauty",
            "sasrec",
            "amazon-beauty-5core",
            "--max-length 50 --negative-count 256 --layer-count 1 --dropout 0.4"),
        new("beauty", "markov", "amazon-beauty-5core", ""),
        new("beauty", "popularity", "amazon-beauty-5core", ""),
    ];

    /// <summary>Runs the experiments of one set, or of all.</summary>
    /// <param name="folder">Where the public sets lie.</param>
    /// <param name="set">The set's name, or "all".</param>
    /// <param name="seedCount">Seeds 1, 2, ...; methods without chance run once.</param>
    /// <param name="method">The method's name, or "all".</param>
    internal static int Run(string folder, string set, int seedCount, string method)
    {
        Console.WriteLine($"| data | method | flags | seed | {string.Join(" | ", Shown)} | epochs | seconds |");
        Console.WriteLine($"|---|---|---|---|{string.Concat(Enumerable.Repeat("---|", Shown.Length))}---|---|");
        bool IsWanted(Experiment experiment) =>
            (set == "all" || experiment.Set == set) && (method == "all" || experiment.Method == method);

        foreach (Experiment experiment in Experiments.Where(IsWanted))
        {
            int seeds = experiment.Method is "markov" or "popularity" ? 1 : seedCount;
            var rows = new List<double[]>();
            for (int seed = 1; seed <= seeds; seed++)
            {
                rows.Add(RunOne(folder, experiment, (ulong)seed));
            }

            if (seeds > 1)
            {
                string means = string.Join(" | ", Shown.Select((_, m) => Text(rows.Average(row => row[m]))));
                Console.WriteLine($"| {experiment.Set} | {experiment.Method} | | mean | {means} | | |");
            }
        }

        return 0;
    }

    private static double[] RunOne(string folder, Experiment experiment, ulong seed)
    {
        long start = Stopwatch.GetTimestamp();
        RecommendSplit split = RecommendSplits.Make(
            InteractionLogs.Read(Path.Combine(folder, experiment.Path), new RecommendInputOptions(), static _ => { }),
            new RecommendInputOptions());
        int epochs = 0;
        var context = new FitContext
        {
            Seed = seed,
            ThreadCount = Environment.ProcessorCount,
            Report = item => epochs = item is EpochEvent epoch ? epoch.Epoch : epochs,
        };
        IRecommender fitted = Fit(experiment, split, context);
        using IDisposable? scope = fitted as IDisposable;
        RankingResult result = RankingEvaluator.Evaluate(
            fitted, split, split.Test, context.ThreadCount, CancellationToken.None);
        double[] values = [.. Shown.Select(result.Mean)];
        Console.WriteLine(
            $"| {experiment.Set} | {experiment.Method} | {experiment.Flags} | {seed} | "
            + $"{string.Join(" | ", values.Select(Text))} "
            + $"| {epochs} | {Stopwatch.GetElapsedTime(start).TotalSeconds:F0} |");
        return values;
    }

    private static IRecommender Fit(Experiment experiment, RecommendSplit split, FitContext context) =>
        experiment.Method switch
        {
            "hstu" => new SequenceEstimator<HstuOptions>(Options<HstuOptions>(experiment)).Fit(split, context),
            "sasrec" => new SequenceEstimator<SasrecOptions>(Options<SasrecOptions>(experiment)).Fit(split, context),
            "markov" => new MarkovEstimator(Options<MarkovOptions>(experiment)).Fit(split, context),
            _ => new PopularityEstimator(Options<PopularityOptions>(experiment)).Fit(split, context),
        };

    // Flags as they would be typed: "--name value --name value".
    private static TOptions Options<TOptions>(Experiment experiment)
        where TOptions : class, new()
    {
        string[] words = experiment.Flags.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Dictionary<string, string> values = words.Chunk(2).ToDictionary(pair => pair[0][2..], pair => pair[1]);
        return (TOptions)OptionsSchema.Of<TOptions>().Create(values);
    }

    private static string Text(double value) => value.ToString("F4");

    private sealed record Experiment(string Set, string Method, string Path, string Flags);
}
