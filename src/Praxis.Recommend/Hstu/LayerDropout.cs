namespace Praxis.Recommend;

/// <summary>The dropout of one layer in one training step.</summary>
/// <param name="Masks">Where the masks come from.</param>
/// <param name="Rate">Share of elements dropped, in [0, 1).</param>
/// <param name="Slot">The layer's place in the network.</param>
internal readonly record struct LayerDropout(Dropout Masks, double Rate, uint Slot)
{
    /// <summary>Drops elements of one row in place.</summary>
    internal void Apply(int row, Span<float> values) => Masks.ApplyToRow(values, row, Rate, Slot);
}
