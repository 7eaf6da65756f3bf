namespace Praxis.Pose;

/// <summary>Which parts are good enough for a pool.</summary>
/// <remarks>The original pool was cleaned by hand; these rules are ours, of the same purpose. A part is judged after
/// all but its largest component is taken away.</remarks>
public sealed record PartCleaning
{
    /// <summary>Fewest pixels.</summary>
    /// <value>400, for photographs in which a person is some 300 pixels tall.</value>
    public int SmallestArea { get; init; } = 400;

    /// <summary>Shortest side of the box in pixels.</summary>
    /// <value>12.</value>
    public int ShortestSide { get; init; } = 12;

    /// <summary>Share of the pixels that the largest component must hold; the others are dropped.</summary>
    /// <value>.85.</value>
    public double LargestComponent { get; init; } = 0.85;

    /// <summary>Largest share of the contour that may lie on the picture's border.</summary>
    /// <value>.25.</value>
    public double MostBorder { get; init; } = 0.25;

    /// <summary>Longest box: longer side over shorter.</summary>
    /// <value>8.</value>
    public double LargestAspect { get; init; } = 8;

    /// <summary>Least and largest mean brightness, 0 to 1: parts in black shadow or burnt out are dropped.</summary>
    /// <value>.03.</value>
    public double DarkestMean { get; init; } = 0.03;

    /// <summary>Largest mean brightness, 0 to 1.</summary>
    /// <value>.97.</value>
    public double BrightestMean { get; init; } = 0.97;

    /// <summary>Largest mean saturation, 0 to 1.</summary>
    /// <value>.98.</value>
    public double MostSaturated { get; init; } = 0.98;

    /// <summary>Whether one of the type's anchor joints must be annotated in the part.</summary>
    /// <value>True: pasting at a joint needs one.</value>
    public bool NeedsJoint { get; init; } = true;

    /// <summary>The same rules for drawn figures.</summary>
    /// <remarks>A figure is some 70 pixels tall where the rules above think of 300, a factor of .23: lengths are scaled
    /// by it (12 to 3) and areas by its square (400 to 22, taken as 20). Clothes of a drawn world may have any colour,
    /// so full saturation is no fault, and dark scenes are as dark as the tests'.</remarks>
    public static PartCleaning Figures { get; } = new()
    {
        SmallestArea = 20,
        ShortestSide = 3,
        DarkestMean = 0.01,
        BrightestMean = 0.995,
        MostSaturated = 1,
    };
}
