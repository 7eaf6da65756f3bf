using Praxis.Core;

namespace Praxis.Recommend;

/// <summary>The catalogue entry of the first-order Markov chain.</summary>
public static class MarkovMethod
{
    /// <summary>Makes the entry.</summary>
    /// <param name="data">The readers of event logs.</param>
    /// <param name="baselines">Methods to evaluate beside it.</param>
    /// <returns>The entry.</returns>
    public static Method Create(
        DataKind<InteractionLog, RecommendInputOptions> data, IReadOnlyList<RecommendBaseline> baselines) =>
        new RecommendMethod<MarkovOptions, FittedMarkov>(
            new RecommendMethodInfo(
                "markov",
                "Recommends what most often followed the last event or basket, then popular ones; strong on short "
                    + "logs.",
                "first-order Markov chain by counting; see docs/methods/markov.md",
                MethodStatus.Baseline),
            data,
            static options => new MarkovEstimator(options),
            baselines);
}
