namespace Praxis.Bayes;

/// <summary>Inclusion of units from what chains have counted.</summary>
internal static class UnitInclusion
{
    /// <summary>One unit over all chains.</summary>
    internal static UnitPosterior Of(IReadOnlyList<InclusionAccumulator> chains, int unit)
    {
        InclusionSummary summary = InclusionSummary.Of(chains, unit);
        return new UnitPosterior(summary.Probability, summary.Error, summary.RHat);
    }
}
