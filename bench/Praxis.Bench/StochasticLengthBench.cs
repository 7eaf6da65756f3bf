using Praxis.Core;
using Praxis.Recommend;
using Praxis.Torch;

namespace Praxis.Bench;

// n length of a history, N the longest, α exponent; sp sparsity of histories, s2 of attention matrices.

/// <summary>What Stochastic Length saves, and what it does to quality.</summary>
internal static class StochasticLengthBench
{
    private const int UserCount = 20_000;
    private static readonly double[] Exponents = [1.6, 1.7, 1.8, 1.9, 2.0];
    private static readonly int[] Longest = [1024, 2048, 4096, 8192];
    private static readonly string[] Shown = ["HR@10", "NDCG@10", "HR@50", "NDCG@50", "MRR"];

    // sp and s2 in per cent, row by row of Exponents; the paper's Table 3 gives no s2, Tables 14 and 15 do.
    private static readonly Published[] Tables =
    [
        new("30 days", """
            71.5 76.1 80.5 84.4
            56.1 63.6 69.8 75.6
            40.2 45.3 54.1 66.4
            17.2 21.0 36.3 64.1
             3.1  6.6 29.1 64.1
            """),
        new("60 days", """
            71.5/89.4 75.8/92.3 79.4/94.7 83.8/97.3
            57.3/77.6 60.6/79.8 67.3/86.6 74.5/93.3
            37.5/56.2 42.6/62.1 51.9/74.2 62.6/85.5
            15.0/25.2 17.7/29.0 29.6/47.5 57.8/80.9
             1.2/1.7   2.5/3.5  18.9/30.8 57.6/80.6
            """),
        new("90 days", """
            68.0/85.0 74.6/90.8 78.6/93.5 83.5/97.3
            56.3/76.1 61.2/80.6 67.5/87.0 74.3/93.3
            38.9/58.3 42.0/61.3 50.4/72.4 61.0/84.4
            16.2/27.3 17.3/28.6 27.2/44.4 54.3/77.8
             0.9/1.2   1.6/2.1  13.5/22.5 54.0/77.4
            """),
    ];

    /// <summary>Draws histories whose lengths fit the paper's row of α = 2 and prints the other rows beside the
    /// paper's.</summary>
    internal static int RunSparsity()
    {
        foreach (Published table in Tables)
        {
            LengthDistribution distribution = LengthDistribution.Fit(Longest, table.SparsitiesWithoutShortening());
            PrintTable(table, table.Name + ", " + distribution, distribution.Quantile);
        }

        PrintTable(
            Tables[0],
            $"30 days, log-normal instead: median {LogNormal.Median}, sigma {LogNormal.Sigma}",
            LogNormal.Quantile);
        return 0;
    }

    /// <summary>Trains HSTU on the long histories of Online Retail with several exponents.</summary>
    /// <param name="folder">Where the public sets lie.</param>
    /// <param name="seeds">A number for seeds 1, 2, ... up to it, or FIRST-LAST.</param>
    internal static int RunQuality(string folder, string seeds)
    {
        RecommendSplit split = RecommendExperiment.Split(folder, "online-retail-long");
        Console.WriteLine(
            "| exponent | seed | L | mean tokens | validation NDCG@10 "
            + $"| {string.Join(" | ", Shown)} | epochs | seconds an epoch |");
        Console.WriteLine($"|---|---|---|---|---|{string.Concat(Enumerable.Repeat("---|", Shown.Length))}---|---|");
        foreach (double exponent in (double[])[2.0, 1.8, 1.7, 1.6])
        {
            foreach (ulong seed in SeedRange.Parse(seeds))
            {
                PrintQuality(split, exponent, seed);
            }
        }

        return 0;
    }

    private static void PrintQuality(RecommendSplit split, double exponent, ulong seed)
    {
        var experiment = new RecommendExperiment(
            "online-retail-long",
            "hstu",
            $"--max-length 1024 --batch-size 32 --patience 20 --epoch-count 100 --stochastic-length {exponent}");
        double trainingSeconds = 0;
        var context = new FitContext
        {
            Seed = seed,
            ThreadCount = Environment.ProcessorCount,
            Report = item => trainingSeconds = item is EpochEvent epoch ? epoch.Seconds : trainingSeconds,
        };
        (IRecommender fitted, TrainingOutcome? training) = experiment.Fit(split, context);
        using var scope = fitted as IDisposable;
        RankingResult result = RankingEvaluator.Evaluate(
            fitted, split, split.Test, context.ThreadCount, CancellationToken.None);

        var windows = new TrainingWindows(split, split.HoldsOutBaskets, maxLength: 1024);
        var rule = new StochasticLength(exponent, SubsequenceSelection.FeatureWeighted, windows.Longest, seed);
        double tokens = windows.Users.Average(user => rule.MeanLength(windows.Of(user).TokenCount));
        string metrics = string.Join(" | ", Shown.Select(name => $"{result.Mean(name):F4}"));
        Console.WriteLine(
            $"| {exponent:F1} | {seed} | {rule.Threshold} | {tokens:F0} | {training!.BestMetric:F4} | {metrics} "
            + $"| {training.EpochCount} | {trainingSeconds / training.EpochCount:F2} |");
    }

    private static void PrintTable(Published table, string title, Func<double, double> quantile)
    {
        Console.WriteLine($"### {title}");
        Console.WriteLine();
        Console.WriteLine("| N | α | paper | N^α / n² | N^α / N² |");
        Console.WriteLine("|---|---|---|---|---|");
        for (int column = 0; column < Longest.Length; column++)
        {
            int longest = Longest[column];
            int[] lengths = [.. Enumerable.Range(0, UserCount).Select(user =>
                Math.Clamp((int)Math.Round(quantile((user + 0.5) / UserCount)), 1, longest))];
            for (int row = 0; row < Exponents.Length; row++)
            {
                var rule = new StochasticLength(
                    Exponents[row], SubsequenceSelection.Greedy, longest, seed: 1);
                Console.WriteLine($"| {longest} | {Exponents[row]:F1} | {table.Cell(row, column)} "
                    + $"| {Drawn(rule, lengths, longest)} | {WithConstantChance(rule, lengths, longest, row)} |");
            }
        }

        Console.WriteLine();
    }

    // Lengths do not depend on which tokens are kept, so the cheapest selection is drawn.
    private static string Drawn(StochasticLength rule, int[] lengths, int longest)
    {
        double sum = 0;
        double squares = 0;
        for (int user = 0; user < lengths.Length; user++)
        {
            var window = new TrainingWindow(new int[lengths[user] + 1], new long[lengths[user] + 1], lengths[user]);
            double seen = rule.Shorten(window, (ulong)user).TokenCount;
            sum += seen;
            squares += seen * seen;
        }

        return Sparsities(sum, squares, longest);
    }

    // What the rule would give if every longer history were kept whole with the chance of the longest.
    private static string WithConstantChance(StochasticLength rule, int[] lengths, int longest, int row)
    {
        double all = Math.Pow(longest, Exponents[row] - 2);
        double sum = 0;
        double squares = 0;
        foreach (double length in lengths)
        {
            double cut = Math.Min(length, rule.Threshold);
            sum += (all * length) + ((1 - all) * cut);
            squares += (all * length * length) + ((1 - all) * cut * cut);
        }

        return Sparsities(sum, squares, longest);
    }

    private static string Sparsities(double sum, double squares, int longest)
    {
        double sparsity = 100 * (1 - (sum / UserCount / longest));
        double squareSparsity = 100 * (1 - (squares / UserCount / longest / longest));
        return $"{sparsity:F1}/{squareSparsity:F1}";
    }

    private sealed record Published(string Name, string Text)
    {
        internal double[] SparsitiesWithoutShortening() => [.. Enumerable.Range(0, Longest.Length)
            .Select(column => double.Parse(Cell(Exponents.Length - 1, column).Split('/')[0]) / 100)];

        internal string Cell(int row, int column) =>
            Text.Split('\n')[row].Split(' ', StringSplitOptions.RemoveEmptyEntries)[column];
    }
}
