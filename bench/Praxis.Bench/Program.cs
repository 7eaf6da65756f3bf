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
        return RecommendQuality.Run(folder, set, seeds, "all");
    case ["recommend-quality", string folder, string set, string seeds, string method]:
        return RecommendQuality.Run(folder, set, seeds, method);
    case ["recommend-grid", string folder, string fits]:
        return RecommendValidation.RunGrid(folder, int.Parse(fits));
    case ["recommend-validation", string folder, string fits]:
        return RecommendValidation.RunDocumented(folder, int.Parse(fits));
    default:
        Console.Error.WriteLine("usage: dotnet run --project bench/Praxis.Bench -c Release -- VERB");
        Console.Error.WriteLine(
            "  grouping [--events N]                   file of events to log by user: seconds and memory");
        Console.Error.WriteLine("  softmax                                 gathered rows against one product");
        Console.Error.WriteLine("  recommend-quality FOLDER SET SEEDS [METHOD]  test metrics at the chosen epoch; SEEDS: 3 or 4-6");
        Console.Error.WriteLine("  recommend-grid FOLDER FITS_AT_ONCE      validation alone: search on MovieLens-100K");
        Console.Error.WriteLine("  recommend-validation FOLDER FITS_AT_ONCE  validation numbers that the docs quote");
        return 2;
}
