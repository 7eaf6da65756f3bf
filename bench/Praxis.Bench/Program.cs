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
    case ["item-table"]:
        return ItemTableBench.Run();
    case ["item-search"]:
        return ItemSearchBench.Run();
    case ["recommend-quality", string folder, string set, string seeds]:
        return RecommendQuality.Run(folder, set, int.Parse(seeds), "all");
    case ["recommend-quality", string folder, string set, string seeds, string method]:
        return RecommendQuality.Run(folder, set, int.Parse(seeds), method);
    default:
        Console.Error.WriteLine("usage: dotnet run --project bench/Praxis.Bench -c Release -- VERB");
        Console.Error.WriteLine(
            "  grouping [--events N]                   file of events to log by user: seconds and memory");
        Console.Error.WriteLine("  softmax                                 gathered rows against one product");
        Console.Error.WriteLine("  item-table                              a step, 10 k to 10 M rows");
        Console.Error.WriteLine("  item-search                             exact top 100 over up to 10 M items");
        Console.Error.WriteLine("  recommend-quality FOLDER SET SEEDS [METHOD]");
        return 2;
}
