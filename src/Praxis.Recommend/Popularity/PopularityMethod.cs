using Praxis.Core;

namespace Praxis.Recommend;

/// <summary>The catalogue entry of the popularity baseline.</summary>
public static class PopularityMethod
{
    /// <summary>Makes the entry.</summary>
    /// <param name="data">The readers of event logs.</param>
    /// <param name="baselines">Methods to evaluate beside it.</param>
    /// <returns>The entry.</returns>
    public static Method Create(
        DataKind<InteractionLog, RecommendInputOptions> data, IReadOnlyList<RecommendBaseline> baselines) =>
        new RecommendMethod<PopularityOptions, FittedPopularity>(
            new RecommendMethodInfo(
                "popularity",
                "Recommends everybody the items with the most events; the least that any recommender must beat.",
                "counting; see docs/methods/popularity.md",
                MethodStatus.Baseline),
            data,
            static options => new PopularityEstimator(options),
            baselines);
}
