using System.ComponentModel.DataAnnotations;
using Praxis.Core;

namespace Praxis.Recommend;

/// <summary>Options of the HSTU retrieval model.</summary>
public sealed record HstuOptions : SequenceModelOptions
{
    /// <summary>Exponent of Stochastic Length: training mostly sees a long history as N^(exponent/2) of its events, N
    /// being the longest history's; 2 shows all.</summary>
    /// <value>2: off. The paper shows 1.6 to 1.9, which pay from some hundred events a user.</value>
    [Range(1.01, 2)]
    public double StochasticLength { get; init; } = 2;

    /// <summary>Which events Stochastic Length keeps: greedy (the newest), random, or feature-weighted (random, recent
    /// ones more often).</summary>
    /// <value>Feature-weighted, the best of the three in the paper.</value>
    public SubsequenceSelection Subsequence { get; init; } = SubsequenceSelection.FeatureWeighted;

    /// <inheritdoc/>
    internal override string MethodName => "hstu";

    /// <inheritdoc/>
    internal override StochasticLength? CreateStochasticLength(int longest, FitContext context)
    {
        if (StochasticLength < 2)
        {
            return new StochasticLength(StochasticLength, Subsequence, longest, context.Seed);
        }

        if (Subsequence != new HstuOptions().Subsequence)
        {
            context.Report(new NoticeEvent(
                "--subsequence has no effect without --stochastic-length below 2", IsWarning: true));
        }

        return null;
    }

    /// <inheritdoc/>
    internal override ISequenceEncoder CreateEncoder(ulong seed) => new HstuModel(this, seed);
}
