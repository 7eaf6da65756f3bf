namespace Praxis.Motion;

/// <summary>A point or direction in space, in double precision.</summary>
/// <param name="X">First coordinate.</param>
/// <param name="Y">Second coordinate; up in BVH and in both benchmarks.</param>
/// <param name="Z">Third coordinate.</param>
public readonly record struct Vector3D(double X, double Y, double Z)
{
    /// <summary>The origin.</summary>
    public static Vector3D Zero => default;

    /// <summary>Euclidean length.</summary>
    public double Length => Math.Sqrt(Dot(this));

    /// <summary>One coordinate.</summary>
    /// <param name="axis">0, 1 or 2.</param>
    /// <exception cref="ArgumentOutOfRangeException">The axis is none of the three.</exception>
    public double this[int axis] => axis switch
    {
        0 => X,
        1 => Y,
        2 => Z,
        _ => throw new ArgumentOutOfRangeException(nameof(axis)),
    };

    /// <summary>Sum.</summary>
    /// <param name="left">First term.</param>
    /// <param name="right">Second term.</param>
    public static Vector3D operator +(Vector3D left, Vector3D right) =>
        new(left.X + right.X, left.Y + right.Y, left.Z + right.Z);

    /// <summary>Difference.</summary>
    /// <param name="left">What is taken from.</param>
    /// <param name="right">What is taken.</param>
    public static Vector3D operator -(Vector3D left, Vector3D right) =>
        new(left.X - right.X, left.Y - right.Y, left.Z - right.Z);

    /// <summary>The opposite.</summary>
    /// <param name="vector">The vector.</param>
    public static Vector3D operator -(Vector3D vector) => new(-vector.X, -vector.Y, -vector.Z);

    /// <summary>Multiple.</summary>
    /// <param name="factor">The factor.</param>
    /// <param name="vector">The vector.</param>
    public static Vector3D operator *(double factor, Vector3D vector) =>
        new(factor * vector.X, factor * vector.Y, factor * vector.Z);

    /// <summary>Scalar product.</summary>
    /// <param name="other">The other vector.</param>
    /// <returns>The sum of the products of the coordinates.</returns>
    public double Dot(Vector3D other) => (X * other.X) + (Y * other.Y) + (Z * other.Z);

    /// <summary>Vector product.</summary>
    /// <param name="other">The right-hand factor.</param>
    /// <returns>A vector at right angles to both, by the right-hand rule.</returns>
    public Vector3D Cross(Vector3D other) => new(
        (Y * other.Z) - (Z * other.Y), (Z * other.X) - (X * other.Z), (X * other.Y) - (Y * other.X));
}
