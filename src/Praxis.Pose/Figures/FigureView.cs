namespace Praxis.Pose;

/// <summary>Weak perspective: where the view's places stand in a layer, and the light.</summary>
/// <param name="Scale">Layer pixels in a body height.</param>
/// <param name="X">Where the pelvis stands, from the left.</param>
/// <param name="Y">Where the pelvis stands, from the top.</param>
/// <param name="Light">Unit direction to the light, in the view.</param>
/// <param name="Ambient">Share of light that comes from all sides.</param>
internal sealed record FigureView(double Scale, double X, double Y, SpatialVector Light, double Ambient)
{
    public ViewPoint Project(SpatialVector place) => new(
        (float)(X + (Scale * place.X)),
        (float)(Y - (Scale * place.Y)),
        (float)(Scale * place.Z));

    /// <summary>How much of its colour a surface shows.</summary>
    /// <param name="x">Its normal to the right.</param>
    /// <param name="y">Its normal upwards.</param>
    /// <param name="z">Its normal to the viewer.</param>
    public float Shade(float x, float y, float z)
    {
        float lambert = (x * (float)Light.X) + (y * (float)Light.Y) + (z * (float)Light.Z);
        return 1.08f * ((float)Ambient + ((1 - (float)Ambient) * Math.Max(0, lambert)));
    }
}
