using System.ComponentModel.DataAnnotations;

namespace Praxis.Pose;

/// <summary>How drawn figures look.</summary>
public sealed record FigureOptions
{
    /// <summary>Side of the pictures in pixels, a multiple of 8.</summary>
    [Range(32, 512)]
    public int Size { get; init; } = 96;

    /// <summary>Longer side of the box of the joints as a share of the picture, at least; with its outline a figure is
    /// some 6 % longer: 60 to 80 pixels of 96.</summary>
    [Range(0.2, 1)]
    public double SmallestFigure { get; init; } = 0.56;

    /// <summary>The same, at most.</summary>
    [Range(0.2, 1)]
    public double LargestFigure { get; init; } = 0.78;

    /// <summary>Pictures to cut backgrounds from, without people; half of the samples take one where any are
    /// given.</summary>
    public IReadOnlyList<RgbImage> Backgrounds { get; init; } = [];
}
