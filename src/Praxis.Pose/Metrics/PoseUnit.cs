namespace Praxis.Pose;

/// <summary>What a distance of joints is divided by.</summary>
public enum PoseUnit
{
    /// <summary>0.6 of the diagonal of the head box, as MPII's PCKh.</summary>
    Head,

    /// <summary>The distance of left shoulder and right hip, as the PCK of LSP.</summary>
    Torso,

    /// <summary>The longer side of the person's box, where neither is annotated.</summary>
    Box,
}
