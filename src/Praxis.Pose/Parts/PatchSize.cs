namespace Praxis.Pose;

/// <summary>The rectangle that stands for a part: of its box's shape and its mask's area.</summary>
/// <remarks>Equal areas hide as much in the mean as parts do, which is what patches are compared for.</remarks>
internal static class PatchSize
{
    public static (int Width, int Height) Of(BodyPart part, double scale, PasteCanvases canvases)
    {
        double fill = scale * Math.Sqrt(part.Area / ((double)part.Image.Width * part.Image.Height));
        return (
            Math.Clamp((int)Math.Round(fill * part.Image.Width), 1, canvases.Width),
            Math.Clamp((int)Math.Round(fill * part.Image.Height), 1, canvases.Height));
    }

    public static byte[] FullMask(RgbImage image)
    {
        var mask = new byte[image.Width * image.Height];
        mask.AsSpan().Fill(1);
        return mask;
    }
}
