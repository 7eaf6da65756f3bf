namespace Praxis.Pose;

/// <summary>How parts are prepared for pasting.</summary>
/// <remarks>Defaults are the published optimum of ASDA's authors' program.</remarks>
public sealed record PasteOptions
{
    /// <summary>Numbers of parts, of which each sample draws one.</summary>
    /// <value>(1): one part on every picture.</value>
    public IReadOnlyList<int> PartCounts { get; init; } = [1];

    /// <summary>Least random factor of a part's size.</summary>
    /// <value>.7.</value>
    public double SmallestScale { get; init; } = 0.7;

    /// <summary>Largest random factor of a part's size.</summary>
    /// <value>1.3.</value>
    public double LargestScale { get; init; } = 1.3;

    /// <summary>Side of the square that masks are eroded by; 1 for none.</summary>
    /// <value>3.</value>
    public int ErosionSide { get; init; } = 3;

    /// <summary>Side of the Gaussian that masks are blurred with; 1 for none. Its deviation is
    /// .3 ((side − 1)/2 − 1) + .8 pixels.</summary>
    /// <value>3: deviation .8.</value>
    public int BlurSide { get; init; } = 3;

    /// <summary>Whether pictures cut to half of a body get parts.</summary>
    public bool PastesOnHalfBodies { get; init; }

    /// <summary>Fewest annotated joints of a person that gets parts, seen or hidden; pictures whose joints are not
    /// given get some.</summary>
    /// <value>0; <see cref="FewestOfCoco"/> on COCO.</value>
    public int FewestLabelledJoints { get; init; }

    /// <summary>Fewest annotated joints on COCO: 8.</summary>
    public const int FewestOfCoco = 8;

    /// <summary>Mean of red, green and blue, 0 to 1, that is taken off.</summary>
    public IReadOnlyList<double> Mean { get; init; } = [0.485, 0.456, 0.406];

    /// <summary>Deviation of red, green and blue that is divided by.</summary>
    public IReadOnlyList<double> Deviation { get; init; } = [0.229, 0.224, 0.225];

    /// <summary>Most parts of a sample.</summary>
    public int MostParts => PartCounts.Max();

    internal void Validate()
    {
        if (PartCounts.Count == 0 || PartCounts.Any(static count => count < 0))
        {
            throw new ArgumentException("part counts must be one or more numbers from 0");
        }

        if (!(SmallestScale > 0 && SmallestScale <= LargestScale))
        {
            throw new ArgumentException($"scales must be above 0 and in order; got {SmallestScale} to {LargestScale}");
        }

        if (!IsOdd(ErosionSide) || !IsOdd(BlurSide))
        {
            throw new ArgumentException($"sides must be odd, 1 to 15; got {ErosionSide} and {BlurSide}");
        }

        if (Mean.Count != 3 || Deviation.Count != 3 || Deviation.Any(static deviation => !(deviation > 0)))
        {
            throw new ArgumentException("mean and deviation must have three numbers, deviations above 0");
        }
    }

    private static bool IsOdd(int side) => side is >= 1 and <= 15 && side % 2 == 1;
}
