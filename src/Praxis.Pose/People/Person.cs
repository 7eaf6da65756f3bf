namespace Praxis.Pose;

/// <summary>One annotated person of a picture.</summary>
/// <param name="Joints">[J], in the order of the skeleton.</param>
/// <param name="Box">Where the person is; what a crop is made from.</param>
public sealed record Person(IReadOnlyList<Joint> Joints, PersonBox Box)
{
    /// <summary>The number that the file gives the annotation, or 0.</summary>
    public long Id { get; init; }

    /// <summary>Area in pixels² that COCO's similarity is scaled by; null where the file has none: the box's.</summary>
    public double? Area { get; init; }

    /// <summary>The head box, which PCKh is scaled by; null where there is none.</summary>
    public PersonBox? HeadBox { get; init; }

    /// <summary>Whether a crowd is annotated as one, which COCO leaves out of its scores.</summary>
    public bool IsCrowd { get; init; }
}
