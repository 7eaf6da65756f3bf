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
        return RecommendQuality.Run(folder, set, seeds, "all", null);
    case ["recommend-quality", string folder, string set, string seeds, string method]:
        return RecommendQuality.Run(folder, set, seeds, method, null);
    case ["recommend-quality", string folder, string set, string seeds, string method, string flags]:
        return RecommendQuality.Run(folder, set, seeds, method, flags);
    case ["recommend-grid", string folder, string fits]:
        return RecommendValidation.RunGrid(folder, int.Parse(fits));
    case ["recommend-validation", string folder, string fits]:
        return RecommendValidation.RunDocumented(folder, int.Parse(fits));
    case ["recommend-log-facts", string folder]:
        return RecommendLogFacts.Run(folder);
    case ["stochastic-length"]:
        return StochasticLengthBench.RunSparsity();
    case ["stochastic-length-quality", string folder, string seeds]:
        return StochasticLengthBench.RunQuality(folder, seeds);
    default:
        Console.Error.WriteLine("""
            usage: dotnet run --project bench/Praxis.Bench -c Release -- VERB
              grouping [--events N]                     file of events to log by user: seconds and memory
              softmax                                   gathered rows against one product
              recommend-quality FOLDER SET SEEDS [METHOD [FLAGS]]
                                                        test metrics at the chosen epoch; SEEDS: 3 or 4-6
              recommend-grid FOLDER FITS_AT_ONCE        validation alone: search on MovieLens-100K
              recommend-validation FOLDER FITS_AT_ONCE  validation numbers that the docs quote
              recommend-log-facts FOLDER                gaps between events, as the docs quote them
              stochastic-length                         sparsity of histories beside the paper's
              stochastic-length-quality FOLDER SEEDS    test metrics and seconds for each exponent
            """);
        return 2;
}
