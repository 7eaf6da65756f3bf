namespace Praxis.Bayes;

/// <summary>A model with its score.</summary>
/// <param name="Key">Its units.</param>
/// <param name="LogMarginal">ln P(data given model); minus infinity where it has none.</param>
/// <param name="Mode">Coefficients at the best mode, those always in first, then the units' in order.</param>
/// <param name="RidgeMode">Coefficients under the normal part of the prior alone, from which others start.</param>
internal sealed record ScoredModel(ModelKey Key, double LogMarginal, double[] Mode, double[] RidgeMode)
{
    /// <summary>ln prior and marginal likelihood.</summary>
    internal double LogPosterior { get; init; }
}
