using Praxis.Core;

namespace Praxis.Recommend;

/// <summary>Options of the SASRec baseline.</summary>
public sealed record SasrecOptions : SequenceModelOptions
{
    /// <inheritdoc/>
    internal override string MethodName => "sasrec";

    /// <inheritdoc/>
    internal override StochasticLength? CreateStochasticLength(int longest, FitContext context) => null;

    /// <inheritdoc/>
    internal override ISequenceEncoder CreateEncoder(ulong seed) => new SasrecModel(this, seed);

    /// <inheritdoc/>
    internal override EncoderCost Cost =>
        new(LayerCount * 6.0 * Width * Width, LayerCount * 2.0 * Width);

    /// <inheritdoc/>
    internal override void Check(FitContext context)
    {
        // SASRec has no options of its own.
    }
}
