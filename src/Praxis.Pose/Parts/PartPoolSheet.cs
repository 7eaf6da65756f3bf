namespace Praxis.Pose;

/// <summary>A picture of a pool to look it over: a row for each type, its first parts on a chequered ground.</summary>
public static class PartPoolSheet
{
    /// <summary>Parts of a row.</summary>
    public const int Columns = 12;

    private const int Tile = 72;
    private const int Gap = 4;
    private const int Scale = 2;
    private const int Margin = 4;
    private const int Square = 6;

    /// <summary>Draws the sheet.</summary>
    /// <param name="pool">The pool; at least one part.</param>
    /// <returns>The picture; the name of a type and the number of its parts stand before each row.</returns>
    public static RgbImage Draw(PartPool pool)
    {
        string[] labels = [.. pool.Types.Select(type => $"{type.Name} {pool.Of(type.Index).Count}")];
        int left = (labels.Max(static label => label.Length) * PixelText.Advance * Scale) + (2 * Margin);
        var sheet = new RgbImage(left + (Columns * (Tile + Gap)), (labels.Length * (Tile + Gap)) + Gap);
        sheet.Pixels.AsSpan().Fill(byte.MaxValue);
        for (int row = 0; row < labels.Length; row++)
        {
            int top = Gap + (row * (Tile + Gap));
            PixelText.Draw(sheet, labels[row], Margin, top + ((Tile - (PixelText.Height * Scale)) / 2), Scale);
            IReadOnlyList<BodyPart> parts = pool.Of(pool.Types[row].Index);
            for (int column = 0; column < Math.Min(Columns, parts.Count); column++)
            {
                Draw(sheet, parts[column], left + (column * (Tile + Gap)), top);
            }
        }

        return sheet;
    }

    // Scaled to fit, each pixel of the tile from the nearest of the part.
    private static void Draw(RgbImage sheet, BodyPart part, int left, int top)
    {
        double factor = Math.Max(part.Image.Width, part.Image.Height) / (double)Tile;
        int width = Math.Max(1, (int)(part.Image.Width / factor));
        int height = Math.Max(1, (int)(part.Image.Height / factor));
        for (int y = 0; y < Tile; y++)
        {
            for (int x = 0; x < Tile; x++)
            {
                Span<byte> colour = sheet.Pixels.AsSpan(
                    RgbImage.Channels * (((top + y) * sheet.Width) + left + x), RgbImage.Channels);
                colour.Fill(((x / Square) + (y / Square)) % 2 == 0 ? (byte)216 : (byte)240);
                int column = x - ((Tile - width) / 2);
                int row = y - ((Tile - height) / 2);
                if (column < 0 || row < 0 || column >= width || row >= height)
                {
                    continue;
                }

                int from = (Math.Min(part.Image.Height - 1, (int)((row + 0.5) * factor)) * part.Image.Width)
                    + Math.Min(part.Image.Width - 1, (int)((column + 0.5) * factor));
                if (part.Mask[from] != 0)
                {
                    part.Image.Pixels.AsSpan(RgbImage.Channels * from, RgbImage.Channels).CopyTo(colour);
                }
            }
        }
    }
}
