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
    case ["synthetic-streaming"]:
        return SyntheticStreaming.Run(10_000, 3, 4000);
    case ["synthetic-streaming", string records, string streamSeeds, string items]:
        return SyntheticStreaming.Run(int.Parse(records), int.Parse(streamSeeds), int.Parse(items));
    default:
        Console.Error.WriteLine("usage: dotnet run --project bench/Praxis.Bench -c Release -- VERB");
        Console.Error.WriteLine(
            "  grouping [--events N]                   file of events to log by user: seconds and memory");
        Console.Error.WriteLine("  softmax                                 gathered rows against one product");
        Console.Error.WriteLine("  recommend-quality FOLDER SET SEEDS [METHOD]");
        Console.Error.WriteLine("  synthetic-streaming [RECORDS SEEDS ITEMS] one pass by three encoders");
        return 2;
}
