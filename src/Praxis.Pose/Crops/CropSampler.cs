using Praxis.Core;

namespace Praxis.Pose;

/// <summary>Cuts crops out of pictures.</summary>
public static class CropSampler
{
    private const int Channels = RgbImage.Channels;

    /// <summary>Samples a crop bilinearly; outside the picture is black.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="crop">Where the crop lies.</param>
    /// <param name="normalisation">How bytes become numbers.</param>
    /// <param name="destination">Receives [3, height, width].</param>
    /// <param name="samplesPerSide">Points averaged in each pixel of the crop, so many by so many, from 1; more than 1
    /// keeps a crop that is much smaller than its picture free of jaggies. 1 is the authors' rule.</param>
    /// <exception cref="ArgumentException">The length does not fit, or there are no samples.</exception>
    /// <remarks>Same crop, same numbers, whatever else runs.</remarks>
    public static void Sample(
        RgbImage image,
        CropTransform crop,
        PixelNormalisation normalisation,
        Span<float> destination,
        int samplesPerSide = 1)
    {
        int size = crop.Width * crop.Height;
        Check.Length(destination.Length, (long)Channels * size, nameof(destination));
        ArgumentOutOfRangeException.ThrowIfLessThan(samplesPerSide, 1);
        float share = 1f / (255 * samplesPerSide * samplesPerSide);
        (float redScale, float greenScale, float blueScale) = normalisation.Deviation;
        (float red, float green, float blue) = normalisation.Mean;
        Span<float> sum = stackalloc float[Channels];
        for (int row = 0; row < crop.Height; row++)
        {
            for (int column = 0; column < crop.Width; column++)
            {
                sum.Clear();
                for (int part = 0; part < samplesPerSide * samplesPerSide; part++)
                {
                    (double x, double y) = crop.ToPicture(
                        column + (((part % samplesPerSide) + 0.5) / samplesPerSide),
                        row + (((part / samplesPerSide) + 0.5) / samplesPerSide));
                    Add(image, x - 0.5, y - 0.5, sum);
                }

                int place = (row * crop.Width) + column;
                destination[place] = ((sum[0] * share) - red) / redScale;
                destination[size + place] = ((sum[1] * share) - green) / greenScale;
                destination[(2 * size) + place] = ((sum[2] * share) - blue) / blueScale;
            }
        }
    }

    /// <summary>Samples a crop as a picture, to look at.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="crop">Where the crop lies.</param>
    /// <param name="samplesPerSide">As in <see cref="Sample"/>.</param>
    /// <returns>The crop, rounded to bytes.</returns>
    public static RgbImage ToImage(RgbImage image, CropTransform crop, int samplesPerSide = 1)
    {
        int size = crop.Width * crop.Height;
        var numbers = new float[Channels * size];
        Sample(image, crop, PixelNormalisation.Unit, numbers, samplesPerSide);
        var result = new RgbImage(crop.Width, crop.Height);
        for (int i = 0; i < numbers.Length; i++)
        {
            result.Pixels[(i % size * Channels) + (i / size)] = (byte)Math.Clamp(Math.Round(255 * numbers[i]), 0, 255);
        }

        return result;
    }

    // x and y count from the first pixel's centre.
    private static void Add(RgbImage image, double x, double y, Span<float> sum)
    {
        if (!(x > -1 && y > -1 && x < image.Width && y < image.Height))
        {
            return;
        }

        int left = (int)Math.Floor(x);
        int top = (int)Math.Floor(y);
        float right = (float)(x - left);
        float down = (float)(y - top);
        ReadOnlySpan<byte> pixels = image.Pixels;
        if (left >= 0 && top >= 0 && left + 1 < image.Width && top + 1 < image.Height)
        {
            int stride = image.Width * Channels;
            ReadOnlySpan<byte> upper = pixels.Slice((top * stride) + (left * Channels), 2 * Channels);
            ReadOnlySpan<byte> lower = pixels.Slice(((top + 1) * stride) + (left * Channels), 2 * Channels);
            for (int channel = 0; channel < Channels; channel++)
            {
                float above = upper[channel] + (right * (upper[channel + Channels] - upper[channel]));
                float below = lower[channel] + (right * (lower[channel + Channels] - lower[channel]));
                sum[channel] += above + (down * (below - above));
            }

            return;
        }

        AddPixel(image, left, top, (1 - right) * (1 - down), sum);
        AddPixel(image, left + 1, top, right * (1 - down), sum);
        AddPixel(image, left, top + 1, (1 - right) * down, sum);
        AddPixel(image, left + 1, top + 1, right * down, sum);
    }

    private static void AddPixel(RgbImage image, int column, int row, float weight, Span<float> sum)
    {
        if ((uint)column >= (uint)image.Width || (uint)row >= (uint)image.Height)
        {
            return;
        }

        int start = ((row * image.Width) + column) * Channels;
        for (int channel = 0; channel < Channels; channel++)
        {
            sum[channel] += weight * image.Pixels[start + channel];
        }
    }
}
