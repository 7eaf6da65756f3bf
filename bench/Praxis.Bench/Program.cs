using Praxis.Bench;

switch (args)
{
    case ["grouping", "--measure", string file]:
        return GroupingBench.Measure(file);
    case ["grouping"]:
        return GroupingBench.Run(10_000_000);
    case ["grouping", "--events", string events]:
        return GroupingBench.Run(long.Parse(events));
    case ["softmax"]:
        return SoftmaxBench.Run();
    case ["recommend-quality", string folder, string set, string seeds]:
        return RecommendQuality.Run(folder, set, int.Parse(seeds), "all");
    case ["recommend-quality", string folder, string set, string seeds, string method]:
        return RecommendQuality.Run(folder, set, int.Parse(seeds), method);
    case ["ranking-quality", string folder, string set, string seeds]:
        return RankingQuality.Run(folder, set, int.Parse(seeds));
    case ["ranking-trial", string folder, string set, "baselines"]:
        return RankingQuality.TryBaselines(folder, set);
    case ["ranking-trial", string folder, string set, .. string[] flags]:
        return RankingQuality.Try(folder, set, flags);
    default:
        Console.Error.WriteLine("usage: dotnet run --project bench/Praxis.Bench -c Release -- VERB");
        Console.Error.WriteLine(
            "  grouping [--events N]                   file of events to log by user: seconds and memory");
        Console.Error.WriteLine("  softmax                                 gathered rows against one product");
        Console.Error.WriteLine("  recommend-quality FOLDER SET SEEDS [METHOD]");
        Console.Error.WriteLine("  ranking-quality FOLDER SET SEEDS        test metrics, from the repository's root");
        Console.Error.WriteLine("  ranking-trial FOLDER SET [FLAGS]        validation metrics only; or: baselines");
        return 2;
}
