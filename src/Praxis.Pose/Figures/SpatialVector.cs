namespace Praxis.Pose;

/// <summary>A place or direction in space. Of a person: x to its left, y up, z to its front. Of a view: x to the right,
/// y up, z to the viewer.</summary>
/// <remarks>Written out in doubles, so that no vector width decides a last bit.</remarks>
internal readonly record struct SpatialVector(double X, double Y, double Z)
{
    public double Length => Math.Sqrt((X * X) + (Y * Y) + (Z * Z));

    public static SpatialVector operator +(SpatialVector a, SpatialVector b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

    public static SpatialVector operator -(SpatialVector a, SpatialVector b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z);

    public static SpatialVector operator *(double scale, SpatialVector a) => new(scale * a.X, scale * a.Y, scale * a.Z);

    public static double Dot(SpatialVector a, SpatialVector b) => (a.X * b.X) + (a.Y * b.Y) + (a.Z * b.Z);

    public static SpatialVector Between(SpatialVector a, SpatialVector b, double share) => a + (share * (b - a));
}
