namespace Praxis.Pose;

/// <summary>What may be wrong with an annotation.</summary>
public enum PoseFindingKind
{
    /// <summary>Left and right seem exchanged.</summary>
    SidesSwapped,

    /// <summary>A joint lies outside the picture.</summary>
    JointOutside,

    /// <summary>A person's box has no size, or lies outside the picture.</summary>
    BoxUnusable,

    /// <summary>The joints do not fit the person's box or scale.</summary>
    ScaleOutlier,

    /// <summary>A bone is too long for its person, or has no length.</summary>
    ImpossibleBone,

    /// <summary>The same person is annotated twice in a picture.</summary>
    DuplicatePerson,

    /// <summary>Two annotations have one number.</summary>
    DuplicateId,

    /// <summary>A person has no labelled joint.</summary>
    NoJoint,

    /// <summary>A picture is not on the disk.</summary>
    PictureAbsent,

    /// <summary>A picture is of another size than its annotations state.</summary>
    SizeDiffers,

    /// <summary>A picture is there and cannot be read.</summary>
    PictureUnreadable,
}
