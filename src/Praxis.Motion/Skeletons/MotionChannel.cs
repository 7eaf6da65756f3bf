namespace Praxis.Motion;

/// <summary>What one number of a BVH frame moves.</summary>
public enum MotionChannel
{
    /// <summary>Position along x, in the file's unit.</summary>
    XPosition,

    /// <summary>Position along y.</summary>
    YPosition,

    /// <summary>Position along z.</summary>
    ZPosition,

    /// <summary>Rotation about x, in degrees.</summary>
    XRotation,

    /// <summary>Rotation about y.</summary>
    YRotation,

    /// <summary>Rotation about z.</summary>
    ZRotation,
}
