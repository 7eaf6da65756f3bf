using Praxis.Core;

namespace Praxis.Recommend;

/// <summary>A ranking model that stays in memory, with the encoded histories of users that were asked for.</summary>
internal sealed class OpenRanking(RankingLog log, FittedHstuRanking fitted) : IOpenModel
{
    private readonly RankingPredictor _predictor = new(log, fitted);

    /// <inheritdoc/>
    public ModelCacheStatistics Cache
    {
        get
        {
            CacheStatistics cache = _predictor.Cache;
            return new ModelCacheStatistics(cache.Count, cache.Bytes, cache.Hits, cache.Misses);
        }
    }

    /// <inheritdoc/>
    public IIdentityDirectory Directory { get; } = new LogDirectory(log.Events);

    /// <inheritdoc/>
    public ResultTable Predict(object options, FitContext context)
    {
        var question = (RankingPredictOptions)options;
        OptionsSchema.Validate(question);
        return _predictor.Predict(question, context);
    }

    /// <inheritdoc/>
    public void Dispose() => fitted.Dispose();
}
