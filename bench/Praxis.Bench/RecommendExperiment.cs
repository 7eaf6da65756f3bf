using Praxis.Core;
using Praxis.Recommend;
using Praxis.Torch;

namespace Praxis.Bench;

/// <summary>One fit of a recommender on a public set: everything that decides its outcome but the seed.</summary>
/// <param name="Set">The set's name.</param>
/// <param name="Method">The method's name.</param>
/// <param name="Flags">The method's options as they would be typed: "--name value --name value".</param>
internal sealed record RecommendExperiment(string Set, string Method, string Flags)
{
    private const string OnlineRetail = "online-retail/online_retail_events_min.csv.gz";
    private const string Purchases = "--action-column action --keep-actions 1 --split last-basket-out";

    /// <summary>Reads a set and splits it.</summary>
    /// <param name="folder">Where the public sets lie.</param>
    /// <param name="set">The set's name.</param>
    internal static RecommendSplit Split(string folder, string set)
    {
        (string path, string flags) = set switch
        {
            "ml-100k" => ("ml-100k/ml-100k.inter", ""),
            "beauty" => ("amazon-beauty-5core", ""),
            "online-retail" => (OnlineRetail, Purchases + " --min-user-events 5"),
            "online-retail-long" => (OnlineRetail, Purchases + " --min-user-events 200"),
            _ => throw new InputException(
                $"set '{set}' is unknown; known are ml-100k, beauty, online-retail and online-retail-long"),
        };
        var options = Options<RecommendInputOptions>(flags);
        InteractionLog log = InteractionLogs.Read(Path.Combine(folder, path), options, static _ => { });
        return RecommendSplits.Make(log, options);
    }

    /// <summary>Fits; the caller disposes of what can be disposed of.</summary>
    /// <returns>The fitted method, and how its training ended where it has any.</returns>
    internal (IRecommender Fitted, TrainingOutcome? Training) Fit(RecommendSplit split, FitContext context)
    {
        switch (Method)
        {
            case "hstu":
                FittedSequenceModel<HstuOptions> hstu =
                    new SequenceEstimator<HstuOptions>(Options<HstuOptions>(Flags)).Fit(split, context);
                return (hstu, hstu.Training);
            case "sasrec":
                FittedSequenceModel<SasrecOptions> sasrec =
                    new SequenceEstimator<SasrecOptions>(Options<SasrecOptions>(Flags)).Fit(split, context);
                return (sasrec, sasrec.Training);
            case "markov":
                return (new MarkovEstimator(Options<MarkovOptions>(Flags)).Fit(split, context), null);
            default:
                return (new PopularityEstimator(Options<PopularityOptions>(Flags)).Fit(split, context), null);
        }
    }

    private static TOptions Options<TOptions>(string flags)
        where TOptions : class, new()
    {
        string[] words = flags.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Dictionary<string, string> values = words.Chunk(2).ToDictionary(pair => pair[0][2..], pair => pair[1]);
        return (TOptions)OptionsSchema.Of<TOptions>().Create(values);
    }
}
