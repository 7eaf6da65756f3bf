namespace Praxis.Pose;

/// <summary>The place of a joint in a picture.</summary>
/// <param name="X">Pixels from the left edge, continuous: a pixel's centre is at ½.</param>
/// <param name="Y">Pixels from the top edge.</param>
/// <param name="State">Whether it is annotated and seen.</param>
public readonly record struct Joint(double X, double Y, JointState State)
{
    /// <summary>Whether it has a place that counts: annotated, in or out of the picture.</summary>
    public bool IsLabelled => State != JointState.Missing;
}
