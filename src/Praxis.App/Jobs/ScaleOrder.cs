namespace Praxis.App;

/// <summary>What a user asks of a grid of sizes.</summary>
/// <param name="Fit">What all sizes have in common; its name is the grid's.</param>
/// <param name="Widths">Values of the option width.</param>
/// <param name="Layers">Values of the option layer-count.</param>
/// <param name="Lengths">Values of the option max-length.</param>
public sealed record ScaleOrder(
    FitOrder Fit, IReadOnlyList<int> Widths, IReadOnlyList<int> Layers, IReadOnlyList<int> Lengths)
{
    /// <summary>The options that a grid sets itself.</summary>
    public static IReadOnlyList<string> GridOptions { get; } = ["width", "layer-count", "max-length"];

    /// <summary>The quality to plot, as in "HR@10"; null for the method's main metric.</summary>
    public string? Metric { get; init; }
}
