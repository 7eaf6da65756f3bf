using System.Diagnostics;
using Praxis.Core;
using Praxis.Recommend;

namespace Praxis.Bench;

/// <summary>Fits the ranking model and its baselines with the settings of docs/results.md and prints the test metrics,
/// read once; or tries flags on the validation events alone.</summary>
internal static class RankingQuality
{
    private static readonly Experiment[] Experiments =
    [
        new(
            "ml-100k",
            "ml-100k/ml-100k.inter",
            new RankingInputOptions
            {
                Tasks = "high=rating>=4,rating",
                ContextColumns = "age,gender,occupation",
                UserTable = "ml-100k/ml-100k.user",
            },
            "--batch-size 8 --learning-rate 5e-4 --weight-decay 0.1 --epoch-count 20"),
        new(
            "online-retail",
            "",
            new RankingInputOptions { Tasks = "return=action:2,quantity=log(quantity)" },
            "--epoch-count 4"),
    ];

    /// <summary>Runs the experiments of one set, or of all.</summary>
    /// <param name="folder">Where the public sets lie.</param>
    /// <param name="set">The set's name, or "all".</param>
    /// <param name="seedCount">Seeds 1, 2, ... of the model; baselines have no chance in them.</param>
    internal static int Run(string folder, string set, int seedCount)
    {
        Console.WriteLine("| data | method | flags | seed | metrics on the test events | epochs | seconds |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        foreach (Experiment experiment in Experiments.Where(one => set == "all" || one.Set == set))
        {
            RankingSplit split = Split(folder, experiment);
            var fits = new List<TaskResult[]>();
            for (int seed = 1; seed <= seedCount; seed++)
            {
                fits.Add(Fit(split, experiment, (ulong)seed));
            }

            for (int task = 0; task < split.Log.Tasks.Count && seedCount > 1; task++)
            {
                string name = TaskResult.Names(split.Log.Tasks[task].Kind)[0];
                double mean = fits.Average(fit => fit[task].Values()[0]);
                Console.WriteLine($"| {experiment.Set} | hstu-ranking | | mean | {split.Log.Tasks[task].Name} "
                    + $"{name} {mean:F4} | | |");
            }

            foreach (RankingBaseline baseline in RankingBaseline.All)
            {
                long start = Stopwatch.GetTimestamp();
                TaskResult[] results =
                    TaskResults.Of(split, RankingPart.Test, baseline.Predict(split, new FitContext()));
                Print(experiment.Set, baseline.Name, "", "–", results, "", start);
                foreach (TaskResult[] fit in fits)
                {
                    PrintDifferences(baseline.Name, fit, results);
                }
            }
        }

        return 0;
    }

    /// <summary>Fits with flags and prints the validation metrics of every epoch; the test is not read.</summary>
    internal static int Try(string folder, string set, string[] flags)
    {
        Experiment experiment = Experiments.Single(one => one.Set == set);
        RankingSplit split = Split(folder, experiment);
        long start = Stopwatch.GetTimestamp();
        using FittedHstuRanking fitted = new HstuRankingEstimator(Options(flags)).Fit(split, new FitContext
        {
            Seed = 1,
            ThreadCount = Environment.ProcessorCount,
            Report = item =>
            {
                if (item is EpochEvent epoch)
                {
                    string metrics = string.Join(", ", epoch.Metrics.Select(pair => $"{pair.Key} {pair.Value:F4}"));
                    Console.WriteLine($"{string.Join(' ', flags)}: {epoch.Epoch} loss {epoch.Loss:F4} {metrics} "
                        + $"{(epoch.IsBest ? "best" : "")}");
                }
            },
        });
        Console.WriteLine($"{Stopwatch.GetElapsedTime(start).TotalSeconds:F0} s");
        return 0;
    }

    /// <summary>Prints the validation metrics of the baselines; the test is not read.</summary>
    internal static int TryBaselines(string folder, string set)
    {
        Experiment experiment = Experiments.Single(one => one.Set == set);
        RankingSplit split = Split(folder, experiment).ForValidation();
        foreach (RankingBaseline baseline in RankingBaseline.All)
        {
            long start = Stopwatch.GetTimestamp();
            Print(
                set, baseline.Name + " (validation)", "", "–",
                TaskResults.Of(split, RankingPart.Test, baseline.Predict(split, new FitContext())), "", start);
        }

        return 0;
    }

    private static TaskResult[] Fit(RankingSplit split, Experiment experiment, ulong seed)
    {
        long start = Stopwatch.GetTimestamp();
        int epochs = 0;
        var context = new FitContext
        {
            Seed = seed,
            ThreadCount = Environment.ProcessorCount,
            Report = item => epochs = item is EpochEvent epoch ? epoch.Epoch : epochs,
        };
        string[] flags = experiment.Flags.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        using FittedHstuRanking fitted = new HstuRankingEstimator(Options(flags)).Fit(split, context);
        TaskResult[] results = TaskResults.Of(
            split, RankingPart.Test, HstuRankingMethod.PredictTest(fitted, split, context));
        Print(experiment.Set, "hstu-ranking", experiment.Flags, seed.ToString(), results, epochs.ToString(), start);
        return results;
    }

    private static void Print(
        string set, string method, string flags, string seed, TaskResult[] results, string epochs, long start)
    {
        var words = new List<string>();
        foreach (TaskResult result in results)
        {
            IReadOnlyList<string> names = TaskResult.Names(result.Task.Kind);
            words.AddRange(names.Select((name, i) => $"{result.Task.Name} {name} {result.Values()[i]:F4}"));
            if (result.Task.Kind == RankingTaskKind.Binary)
            {
                words.Add($"{result.Task.Name} AUC {result.AreaUnderCurve():F4}");
            }
        }

        Console.WriteLine($"| {set} | {method} | {flags} | {seed} | {string.Join(", ", words)} | {epochs} | "
            + $"{Stopwatch.GetElapsedTime(start).TotalSeconds:F0} |");
    }

    private static void PrintDifferences(string baseline, TaskResult[] own, TaskResult[] others)
    {
        for (int task = 0; task < own.Length; task++)
        {
            ConfidenceInterval[] differences = own[task].DifferenceTo(others[task], 1, Environment.ProcessorCount);
            IReadOnlyList<string> names = TaskResult.Names(own[task].Task.Kind);
            for (int i = 0; i < names.Count; i++)
            {
                (double estimate, double low, double high) = differences[i];
                Console.WriteLine($"  hstu-ranking minus {baseline}, {own[task].Task.Name} {names[i]}: "
                    + $"{estimate:+0.0000;-0.0000} [{low:+0.0000;-0.0000}, {high:+0.0000;-0.0000}]");
            }
        }
    }

    private static RankingSplit Split(string folder, Experiment experiment)
    {
        string path = experiment.Path.Length > 0
            ? Path.Combine(folder, experiment.Path)
            : Path.Combine("samples", "recommend", "online-retail", "online_retail_events.csv.gz");
        RankingInputOptions input = experiment.Input.UserTable.Length == 0
            ? experiment.Input
            : experiment.Input with { UserTable = Path.Combine(folder, experiment.Input.UserTable) };
        return RankingSplit.Make(RankingLogs.Kind.Read(path, input.Format, input), input);
    }

    // Flags as they would be typed: "--name value --name value".
    private static HstuRankingOptions Options(string[] flags) => (HstuRankingOptions)OptionsSchema
        .Of<HstuRankingOptions>()
        .Create(flags.Chunk(2).ToDictionary(pair => pair[0][2..], pair => pair[1]));

    private sealed record Experiment(string Set, string Path, RankingInputOptions Input, string Flags);
}
