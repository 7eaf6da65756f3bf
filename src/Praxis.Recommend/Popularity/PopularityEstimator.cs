using Praxis.Core;

namespace Praxis.Recommend;

/// <summary>Counts the events of each item.</summary>
/// <param name="options">What is counted.</param>
public sealed class PopularityEstimator(PopularityOptions options) : IEstimator<RecommendSplit, FittedPopularity>
{
    /// <inheritdoc/>
    public FittedPopularity Fit(RecommendSplit data, FitContext context)
    {
        OptionsSchema.Validate(options);
        return new FittedPopularity(PopularityRanking.Counts(data.Log, data.EndsOf(options.LearnFrom)));
    }
}
