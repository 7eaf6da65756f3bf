namespace Praxis.Motion;

/// <summary>A rotation as w + xi + yj + zk of length 1; q and -q are the same rotation.</summary>
/// <param name="W">Cosine of half the angle.</param>
/// <param name="X">First coordinate of axis times sine of half the angle.</param>
/// <param name="Y">Second one.</param>
/// <param name="Z">Third one.</param>
public readonly record struct UnitQuaternion(double W, double X, double Y, double Z)
{
    /// <summary>The quaternion of length 1 in the same direction.</summary>
    /// <returns>This one divided by its length; the identity for zero.</returns>
    public UnitQuaternion Normalized()
    {
        double length = Math.Sqrt((W * W) + (X * X) + (Y * Y) + (Z * Z));
        return length > 0
            ? new UnitQuaternion(W / length, X / length, Y / length, Z / length)
            : new UnitQuaternion(1, 0, 0, 0);
    }
}
