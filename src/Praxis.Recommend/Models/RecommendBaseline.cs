using Praxis.Core;

namespace Praxis.Recommend;

/// <summary>A method that is evaluated beside the fitted one.</summary>
/// <param name="Name">Its name in tables and metrics.</param>
/// <param name="IsTrained">Whether it is trained by descent rather than counted; only <see cref="BaselineSet.All"/>
/// asks for trained ones, and evaluation of a saved model leaves them out.</param>
/// <param name="Fit">Fits it.</param>
public sealed record RecommendBaseline(string Name, bool IsTrained, Func<RecommendSplit, FitContext, IRecommender> Fit)
{
    /// <summary>Popularity and first-order Markov with their defaults.</summary>
    public static IReadOnlyList<RecommendBaseline> Counted { get; } =
    [
        new("popularity", false, static (split, context) =>
            new PopularityEstimator(new PopularityOptions()).Fit(split, context)),
        new("markov", false, static (split, context) => new MarkovEstimator(new MarkovOptions()).Fit(split, context)),
    ];
}
