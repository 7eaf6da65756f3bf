namespace Praxis.Motion;

/// <summary>What the numbers of a pose are.</summary>
public enum PoseSpace
{
    /// <summary>Exponential maps of the joints, in radians.</summary>
    Angle,

    /// <summary>Positions of the joints, in the skeleton's unit.</summary>
    Position,
}
