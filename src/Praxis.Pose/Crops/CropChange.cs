namespace Praxis.Pose;

/// <summary>What chance changes about a crop.</summary>
/// <param name="Scale">Factor on the part of the picture that is shown.</param>
/// <param name="Rotation">Degrees.</param>
/// <param name="IsMirrored">Whether left and right change.</param>
public readonly record struct CropChange(double Scale, double Rotation, bool IsMirrored)
{
    /// <summary>No change.</summary>
    public static CropChange None { get; } = new(1, 0, false);
}
