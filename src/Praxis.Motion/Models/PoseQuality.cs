namespace Praxis.Motion;

/// <summary>What whole predictions are worth beside their errors frame by frame: rhythm, bones and feet.</summary>
/// <param name="Rhythm">NPSS over the windows, of Euler angles in angle space, else of positions.</param>
/// <param name="BoneShare">Mean relative error of the bones' lengths; not a number where no bones are known.</param>
/// <param name="BoneUnits">Mean error of their lengths, in the skeleton's unit.</param>
/// <param name="Skate">Way of a standing foot in cm a frame, on the true root's path; not a number where the path or
/// the feet are not known.</param>
internal sealed record PoseQuality(double Rhythm, double BoneShare, double BoneUnits, double Skate)
{
    /// <summary>Mean over actions.</summary>
    internal static PoseQuality Mean(IReadOnlyList<PoseQuality> actions) => new(
        actions.Average(static one => one.Rhythm),
        actions.Average(static one => one.BoneShare),
        actions.Average(static one => one.BoneUnits),
        actions.Select(static one => one.Skate).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average());
}

/// <summary>The same as sums over windows.</summary>
internal readonly record struct PoseQualitySums
{
    private double Spectrum { get; init; }

    private double SpectrumWeight { get; init; }

    private double BoneShare { get; init; }

    private double BoneUnits { get; init; }

    private double Slide { get; init; }

    private double Contacts { get; init; }

    private int Measured { get; init; }

    /// <summary>Of one window.</summary>
    internal static PoseQualitySums Of(
        PoseLayout layout, PoseMatrix predicted, TestWindow window, PoseMatrix truth, PoseMeasures measures)
    {
        bool isAngle = layout.Space == PoseSpace.Angle;
        PoseMatrix places = isAngle ? ExponentialMapRows.ToPositions(predicted, layout.Skeleton) : predicted;
        PoseMatrix truePlaces = isAngle ? ExponentialMapRows.ToPositions(truth, layout.Skeleton) : truth;
        (double spectrum, double weight) = measures.Spectrum.Compare(
            (isAngle ? ExponentialMapRows.ToEuler(predicted) : predicted).Columns(measures.RhythmColumns),
            (isAngle ? ExponentialMapRows.ToEuler(truth) : truth).Columns(measures.RhythmColumns));
        var sums = new PoseQualitySums
        {
            Spectrum = spectrum,
            SpectrumWeight = weight,
            BoneShare = measures.HasBones
                ? BoneLengthError.PerFrame(places, truePlaces, layout.Skeleton.Parents).Average()
                : double.NaN,
            BoneUnits = measures.HasBones
                ? BoneLengthError.PerFrameUnits(places, truePlaces, layout.Skeleton.Parents).Average()
                : double.NaN,
        };
        if (window.Clip.Root is not { } root || measures.Feet.Length == 0 || truth.FrameCount < 2)
        {
            return sums;
        }

        int first = window.Start + measures.Observed;
        PositionClip World(PoseMatrix poses) => new(
            layout.Skeleton.JointNames, measures.FrameSeconds, root.Restore(poses, first), layout.Skeleton);
        var skate = FootSkate.Of(World(places), World(truePlaces), measures.Feet, root.UpAxis);
        return sums with
        {
            Slide = skate.CentimetresPerFrame * skate.ContactShare,
            Contacts = skate.ContactShare,
            Measured = 1,
        };
    }

    /// <summary>The measures over windows.</summary>
    internal static PoseQuality Over(IReadOnlyCollection<PoseQualitySums> windows)
    {
        double weight = windows.Sum(static one => one.SpectrumWeight);
        double contacts = windows.Sum(static one => one.Contacts);
        return new PoseQuality(
            weight > 0 ? windows.Sum(static one => one.Spectrum) / weight : 0,
            windows.Average(static one => one.BoneShare),
            windows.Average(static one => one.BoneUnits),
            windows.Sum(static one => one.Measured) == 0 ? double.NaN
                : contacts > 0 ? windows.Sum(static one => one.Slide) / contacts
                : 0);
    }
}

/// <summary>What is the same for all windows.</summary>
internal sealed class PoseMeasures
{
    internal PoseMeasures(PoseLayout layout, int observed, int future, double frameSeconds)
    {
        Observed = observed;
        FrameSeconds = frameSeconds;
        Spectrum = new PowerSpectrum(future);
        HasBones = layout.Skeleton.Parents.ContainsAnyExcept(-1, 0);
        int[] columns = layout.Columns.ToArray();
        RhythmColumns = layout.Space == PoseSpace.Angle
            ? [.. columns.Select(static column => column / 3).Distinct().SelectMany(Coordinates)]
            : columns;
        Feet = layout.Skeleton.MillimetresPerUnit is null
            ? []
            : [.. BodyParts.Of(layout.Skeleton.JointNames).Index().Where(static one => IsFoot(one.Item))
                .Select(static one => one.Index)];
    }

    internal int Observed { get; }

    internal double FrameSeconds { get; }

    internal PowerSpectrum Spectrum { get; }

    internal int[] RhythmColumns { get; }

    /// <summary>Whether joints hang on others than the root, as those of tables of positions do not.</summary>
    internal bool HasBones { get; }

    /// <summary>Joints that touch the floor; none where the unit of positions is not known.</summary>
    internal int[] Feet { get; }

    private static int[] Coordinates(int joint) => [3 * joint, (3 * joint) + 1, (3 * joint) + 2];

    private static bool IsFoot(string? part) =>
        part is not null && (part.StartsWith("l.foot", StringComparison.Ordinal)
            || part.StartsWith("r.foot", StringComparison.Ordinal)
            || part.StartsWith("l.toes", StringComparison.Ordinal)
            || part.StartsWith("r.toes", StringComparison.Ordinal));
}
