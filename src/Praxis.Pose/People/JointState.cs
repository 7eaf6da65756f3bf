namespace Praxis.Pose;

/// <summary>What an annotation says of a joint.</summary>
public enum JointState
{
    /// <summary>Not annotated: its place means nothing.</summary>
    Missing = 0,

    /// <summary>Seen.</summary>
    Visible = 1,

    /// <summary>Annotated and hidden, the file does not say by what.</summary>
    Hidden = 2,

    /// <summary>Hidden by the person's own body.</summary>
    HiddenBySelf = 3,

    /// <summary>Hidden by an object.</summary>
    HiddenByObject = 4,

    /// <summary>Hidden by another person.</summary>
    HiddenByPerson = 5,

    /// <summary>Outside the picture.</summary>
    Outside = 6,
}
