using Praxis.Core;

namespace Praxis.Recommend;

/// <summary>The catalogue entry of SASRec.</summary>
public static class SasrecMethod
{
    /// <summary>SASRec with its defaults, as a method to evaluate beside another.</summary>
    public static RecommendBaseline Baseline { get; } = new(
        "sasrec",
        IsTrained: true,
        static (split, context) => new SequenceEstimator<SasrecOptions>(new SasrecOptions()).Fit(split, context));

    /// <summary>Makes the entry.</summary>
    /// <param name="data">The readers of event logs.</param>
    /// <param name="baselines">Methods to evaluate beside it.</param>
    /// <returns>The entry.</returns>
    public static Method Create(
        DataKind<InteractionLog, RecommendInputOptions> data, IReadOnlyList<RecommendBaseline> baselines) =>
        new RecommendMethod<SasrecOptions, FittedSequenceModel<SasrecOptions>>(
            new RecommendMethodInfo(
                "sasrec",
                "Foretells each user's next items from the order of past events; a strong baseline.",
                "Kang and McAuley (2018) with sampled softmax; see docs/methods/sasrec.md",
                MethodStatus.Baseline),
            data,
            static options => new SequenceEstimator<SasrecOptions>(options),
            baselines);
}
