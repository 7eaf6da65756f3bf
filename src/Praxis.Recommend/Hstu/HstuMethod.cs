using Praxis.Core;

namespace Praxis.Recommend;

/// <summary>The catalogue entry of the HSTU retrieval model.</summary>
public static class HstuMethod
{
    /// <summary>Makes the entry.</summary>
    /// <param name="data">The readers of event logs.</param>
    /// <param name="baselines">Methods to evaluate beside it.</param>
    /// <returns>The entry.</returns>
    public static Method Create(
        DataKind<InteractionLog, RecommendInputOptions> data, IReadOnlyList<RecommendBaseline> baselines) =>
        new RecommendMethod<HstuOptions, FittedSequenceModel<HstuOptions>>(
            new RecommendMethodInfo(
                "hstu",
                "Foretells each user's next items from the order and the times of past events, for the time of the "
                    + "request.",
                "arXiv 2402.17152 (retrieval, research variant)",
                MethodStatus.AsPublished),
            data,
            static options => new SequenceEstimator<HstuOptions>(options),
            baselines);
}
