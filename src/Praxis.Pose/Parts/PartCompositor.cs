using Praxis.Core;

namespace Praxis.Pose;

/// <summary>Pastes prepared parts: the reference that faster or differentiable versions are tested against.</summary>
/// <remarks>The sampling map of <see cref="PastePlacement"/> takes the centre of each output pixel to the canvas, where
/// part and mask are read bilinearly with zeros around (align_corners true); then x = x (1 − M) + P M, part after part,
/// so that later ones cover earlier ones (ASDA, arXiv 2008.00697, its authors' program).</remarks>
public static class PartCompositor
{
    /// <summary>Reads a canvas through a placement.</summary>
    /// <param name="source">[channels, height, width].</param>
    /// <param name="width">Columns, from 2.</param>
    /// <param name="height">Rows, from 2.</param>
    /// <param name="placement">The sampling map.</param>
    /// <param name="keepsShape">Whether rotations on canvases that are not square keep shapes; the original shears
    /// them.</param>
    /// <param name="destination">[channels, height, width].</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public static void Warp(
        ReadOnlySpan<float> source,
        int width,
        int height,
        PastePlacement placement,
        bool keepsShape,
        Span<float> destination)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 2);
        Check.Length(source.Length % (width * height), 0, "rest of the source's last plane");
        Check.Length(destination.Length, source.Length, nameof(destination));
        (double a, double b, double c, double d, double e, double f) =
            placement.Theta(keepsShape ? (double)width / height : 1);
        int plane = width * height;
        for (int y = 0; y < height; y++)
        {
            double outY = (2.0 * y / (height - 1)) - 1;
            for (int x = 0; x < width; x++)
            {
                double outX = (2.0 * x / (width - 1)) - 1;
                double column = (((a * outX) + (b * outY) + c) + 1) * (width - 1) / 2;
                double row = (((d * outX) + (e * outY) + f) + 1) * (height - 1) / 2;
                for (int from = 0; from < source.Length; from += plane)
                {
                    destination[from + (y * width) + x] =
                        (float)Bilinear(source.Slice(from, plane), width, height, column, row);
                }
            }
        }
    }

    /// <summary>Pastes all parts of a picture with the canvases' own placements.</summary>
    /// <param name="picture">[3, H, W], normalised; changed in place.</param>
    /// <param name="canvases">The parts.</param>
    /// <param name="sample">The picture's place in the batch.</param>
    /// <param name="keepsShape">Whether rotations on canvases that are not square keep shapes.</param>
    /// <exception cref="ArgumentException">The picture is of another size.</exception>
    public static void Composite(Span<float> picture, PasteCanvases canvases, int sample, bool keepsShape = false)
    {
        int plane = canvases.Width * canvases.Height;
        Check.Length(picture.Length, 3L * plane, nameof(picture));
        var image = new float[3 * plane];
        var mask = new float[plane];
        for (int part = 0; part < canvases.PartCount; part++)
        {
            int place = canvases.Place(sample, part);
            if (canvases.Types[place] == PasteCanvases.NoType)
            {
                continue;
            }

            PastePlacement placement = canvases.Placements[place];
            Warp(canvases.ImageOf(sample, part), canvases.Width, canvases.Height, placement, keepsShape, image);
            Warp(canvases.MaskOf(sample, part), canvases.Width, canvases.Height, placement, keepsShape, mask);
            for (int i = 0; i < picture.Length; i++)
            {
                float share = mask[i % plane];
                picture[i] = (picture[i] * (1 - share)) + (image[i] * share);
            }
        }
    }

    private static double Bilinear(ReadOnlySpan<float> plane, int width, int height, double column, double row)
    {
        // Far off the canvas all is 0, and the cast below would not hold the place.
        if (!(column > -1 && column < width && row > -1 && row < height))
        {
            return 0;
        }

        int x = (int)Math.Floor(column);
        int y = (int)Math.Floor(row);
        double u = column - x;
        double v = row - y;
        return ((1 - u) * (1 - v) * At(plane, width, height, x, y))
            + (u * (1 - v) * At(plane, width, height, x + 1, y))
            + ((1 - u) * v * At(plane, width, height, x, y + 1))
            + (u * v * At(plane, width, height, x + 1, y + 1));
    }

    private static double At(ReadOnlySpan<float> plane, int width, int height, int x, int y) =>
        (uint)x < (uint)width && (uint)y < (uint)height ? plane[(y * width) + x] : 0;
}
