namespace Praxis.Pose;

/// <summary>A place in a layer: pixels of the layer to the right and down, and to the viewer.</summary>
internal readonly record struct ViewPoint(float X, float Y, float Z)
{
    public static ViewPoint Between(ViewPoint a, ViewPoint b, float share) => new(
        a.X + (share * (b.X - a.X)),
        a.Y + (share * (b.Y - a.Y)),
        a.Z + (share * (b.Z - a.Z)));
}
