namespace Praxis.Bayes;

/// <summary>What chains left behind.</summary>
/// <param name="Plan">What was planned.</param>
/// <param name="Traces">Kept draws of each chain; those of warm-up come first.</param>
/// <param name="WarmUpDraws">How many of them are of warm-up.</param>
/// <param name="BatchCount">Whole batches that were run; all of the plan unless the time limit cut it.</param>
internal sealed record ChainOutcome(
    ChainPlan Plan, IReadOnlyList<ChainTrace> Traces, int WarmUpDraws, int BatchCount)
{
    /// <summary>Log posterior of the draws after warm-up: [chains][draws].</summary>
    internal double[][] LogPosterior => [.. Traces.Select(trace => trace.LogPosterior.Skip(WarmUpDraws).ToArray())];

    /// <summary>Number of edges of the draws after warm-up: [chains][draws].</summary>
    internal double[][] Sizes =>
        [.. Traces.Select(trace => trace.Sizes.Skip(WarmUpDraws).Select(static size => (double)size).ToArray())];

    /// <summary>Whether the time limit cut the run.</summary>
    internal bool IsCut => BatchCount < Plan.BatchCount;
}
