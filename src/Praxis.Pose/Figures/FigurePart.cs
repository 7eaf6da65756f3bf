namespace Praxis.Pose;

/// <summary>What a pixel of a drawn person shows; left and right are the person's own.</summary>
/// <remarks>The 16 parts of the figure's skeleton and seven of its dress, which the types of <see cref="BodyPartType"/>
/// tell apart; with the background 24 values.</remarks>
public enum FigurePart
{
    /// <summary>Not the person.</summary>
    None = 0,

    /// <summary>Left upper arm.</summary>
    LeftUpperArm = 1,

    /// <summary>Right upper arm.</summary>
    RightUpperArm = 2,

    /// <summary>Left forearm.</summary>
    LeftForearm = 3,

    /// <summary>Right forearm.</summary>
    RightForearm = 4,

    /// <summary>Left hand.</summary>
    LeftHand = 5,

    /// <summary>Right hand.</summary>
    RightHand = 6,

    /// <summary>Left thigh.</summary>
    LeftThigh = 7,

    /// <summary>Right thigh.</summary>
    RightThigh = 8,

    /// <summary>Left shin.</summary>
    LeftShin = 9,

    /// <summary>Right shin.</summary>
    RightShin = 10,

    /// <summary>Left foot with its shoe.</summary>
    LeftFoot = 11,

    /// <summary>Right foot with its shoe.</summary>
    RightFoot = 12,

    /// <summary>Torso from the waist up.</summary>
    Torso = 13,

    /// <summary>Skin of the head that is not the face.</summary>
    Head = 14,

    /// <summary>Hair.</summary>
    Hair = 15,

    /// <summary>Face.</summary>
    Face = 16,

    /// <summary>Hips, from the waist down to the thighs.</summary>
    Hips = 17,

    /// <summary>Neck.</summary>
    Neck = 18,

    /// <summary>Hat.</summary>
    Hat = 19,

    /// <summary>Sunglasses.</summary>
    Sunglasses = 20,

    /// <summary>Scarf.</summary>
    Scarf = 21,

    /// <summary>Skirt, also of a dress.</summary>
    Skirt = 22,

    /// <summary>Skirts of a coat below the waist.</summary>
    CoatTail = 23,
}
