namespace Praxis.Recommend;

/// <summary>Options of the HSTU retrieval model.</summary>
public sealed record HstuOptions : SequenceModelOptions
{
    /// <inheritdoc/>
    internal override string MethodName => "hstu";

    /// <inheritdoc/>
    internal override ISequenceEncoder CreateEncoder(ulong seed) => new HstuModel(this, seed);
}
