namespace Praxis.Recommend;

/// <summary>Sizes of a mixture of logits.</summary>
/// <param name="Width">Width of outputs and item vectors, D.</param>
/// <param name="UserComponents">Components of an output, P_u.</param>
/// <param name="ItemComponents">Components of an item, P_x.</param>
/// <param name="ComponentWidth">Width of a component, d.</param>
/// <param name="GateWidth">Hidden units of each of the three gates, H.</param>
internal readonly record struct MixtureSizes(
    int Width, int UserComponents, int ItemComponents, int ComponentWidth, int GateWidth)
{
    /// <summary>Logits of a pair, P = P_u P_x.</summary>
    internal int LogitCount => UserComponents * ItemComponents;

    /// <summary>Floats of a pair's widest layer: its logits or the hidden units of their gate.</summary>
    internal int PairWidth => Math.Max(LogitCount, GateWidth);

    /// <summary>Floats of an item's widest layer that is kept in a step.</summary>
    internal int ItemWidth => Math.Max(Math.Max(Width, LogitCount), ItemComponents * ComponentWidth);

    /// <summary>Elements that are kept of an item: its components and its gate.</summary>
    internal int ItemElements => (ItemComponents * ComponentWidth) + LogitCount;
}
