namespace Praxis.Pose;

/// <summary>Draws heat maps over the crop they belong to.</summary>
internal static class HeatOverlay
{
    /// <summary>Draws the greatest heat of any joint in red over the greyed picture; full red is 1.</summary>
    /// <param name="crop">The crop, a whole multiple of the maps in size; drawn on.</param>
    /// <param name="maps">Heat maps, [J, h, w].</param>
    /// <param name="mapWidth">w.</param>
    /// <param name="mapHeight">h.</param>
    internal static void Draw(RgbImage crop, ReadOnlySpan<float> maps, int mapWidth, int mapHeight)
    {
        int length = mapWidth * mapHeight;
        int side = crop.Width / mapWidth;
        for (int pixel = 0; pixel < crop.Width * crop.Height; pixel++)
        {
            int bin = (pixel / crop.Width / side * mapWidth) + (pixel % crop.Width / side);
            float heat = 0;
            for (int start = 0; start < maps.Length; start += length)
            {
                heat = Math.Max(heat, maps[start + bin]);
            }

            Span<byte> colour = crop.Pixels.AsSpan(pixel * RgbImage.Channels, RgbImage.Channels);
            float grey = (colour[0] + colour[1] + colour[2]) / 4.5f;
            float share = Math.Clamp(heat, 0, 1);
            colour[0] = (byte)((grey * (1 - share)) + (255 * share));
            colour[1] = (byte)(grey * (1 - share));
            colour[2] = (byte)(grey * (1 - share));
        }
    }
}
