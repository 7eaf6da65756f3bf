using System.Buffers;

namespace Praxis.Pose;

/// <summary>Brings pixels and their mask to size in the middle of a canvas: erosion, blur, normalisation.</summary>
/// <remarks>
/// Bilinear resize; mask 1 where any of the part is, eroded by a square, blurred by a Gaussian; colours normalised as
/// the picture's and 0 where the mask is. Departures from the authors' program: the part stands in the middle also
/// where it is not square (theirs swaps the offsets), and colours at its edge are not darkened by the black around it.
/// </remarks>
internal sealed class CanvasWriter
{
    private const int MostTaps = 4;
    private readonly int _erosion;
    private readonly float[] _kernel;
    private readonly float[] _factor = new float[3];
    private readonly float[] _shift = new float[3];

    public CanvasWriter(PasteOptions options)
    {
        _erosion = options.ErosionSide / 2;
        _kernel = Gaussian(options.BlurSide);
        for (int channel = 0; channel < 3; channel++)
        {
            _factor[channel] = (float)(1 / (255 * options.Deviation[channel]));
            _shift[channel] = (float)(-options.Mean[channel] / options.Deviation[channel]);
        }
    }

    /// <summary>Writes a part.</summary>
    /// <param name="image">Its pixels.</param>
    /// <param name="mask">[height, width], 0 or 1.</param>
    /// <param name="scale">Canvas pixels in one of the part's.</param>
    /// <param name="canvases">Receives it; the place must be empty.</param>
    /// <param name="sample">The picture.</param>
    /// <param name="part">The place.</param>
    public void Write(RgbImage image, byte[] mask, double scale, PasteCanvases canvases, int sample, int part)
    {
        (int width, int height) = (canvases.Width, canvases.Height);
        double left = (width / 2.0) - (scale * image.Width / 2);
        double top = (height / 2.0) - (scale * image.Height / 2);
        // What the part covers, and room for the blur.
        int reach = _kernel.Length / 2;
        int x0 = Math.Max(0, (int)Math.Floor(left) - reach);
        int y0 = Math.Max(0, (int)Math.Floor(top) - reach);
        int x1 = Math.Min(width, (int)Math.Ceiling(left + (scale * image.Width)) + reach);
        int y1 = Math.Min(height, (int)Math.Ceiling(top + (scale * image.Height)) + reach);
        var window = new Window(x0, y0, x1 - x0, y1 - y0);
        float[] hard = ArrayPool<float>.Shared.Rent(window.Area);
        float[] soft = ArrayPool<float>.Shared.Rent(window.Area);
        Span<float> colours = canvases.ImageOf(sample, part);
        Resize(image, mask, (scale, left, top), window, colours, width, hard);
        Erode(window, hard, soft);
        Blur(window, hard, soft);
        Span<float> opacity = canvases.MaskOf(sample, part);
        int plane = width * height;
        for (int y = 0; y < window.Height; y++)
        {
            for (int x = 0; x < window.Width; x++)
            {
                float share = hard[(y * window.Width) + x];
                int place = ((y0 + y) * width) + x0 + x;
                opacity[place] = share;
                for (int channel = 0; channel < 3; channel++)
                {
                    ref float colour = ref colours[(channel * plane) + place];
                    colour = share > 0 ? (colour * _factor[channel]) + _shift[channel] : 0;
                }
            }
        }

        ArrayPool<float>.Shared.Return(hard);
        ArrayPool<float>.Shared.Return(soft);
    }

    // Raw colours into the canvas and 1 or 0 into the window. A pixel is the mean of bilinear taps, more of them where
    // the part shrinks; only taps on the part give colour.
    private static void Resize(
        RgbImage image,
        byte[] mask,
        (double Scale, double Left, double Top) map,
        Window window,
        Span<float> colours,
        int width,
        float[] hard)
    {
        int taps = Math.Clamp((int)Math.Round(1 / map.Scale), 1, MostTaps);
        int plane = colours.Length / 3;
        float step = (float)(1 / map.Scale);
        for (int y = 0; y < window.Height; y++)
        {
            for (int x = 0; x < window.Width; x++)
            {
                float sourceX = (float)((window.X + x - map.Left) / map.Scale);
                float sourceY = (float)((window.Y + y - map.Top) / map.Scale);
                var sum = default(Tap);
                for (int ty = 0; ty < taps; ty++)
                {
                    for (int tx = 0; tx < taps; tx++)
                    {
                        sum.Add(
                            image,
                            mask,
                            sourceX + (step * (tx + 0.5f) / taps) - 0.5f,
                            sourceY + (step * (ty + 0.5f) / taps) - 0.5f);
                    }
                }

                hard[(y * window.Width) + x] = sum.Weight > 0 ? 1 : 0;
                if (sum.Weight > 0)
                {
                    int place = ((window.Y + y) * width) + window.X + x;
                    colours[place] = sum.Red / sum.Weight;
                    colours[plane + place] = sum.Green / sum.Weight;
                    colours[(2 * plane) + place] = sum.Blue / sum.Weight;
                }
            }
        }
    }

    // The least of a square; what is beyond the canvas does not erode, as the window's edge inside it is empty anyway.
    private void Erode(Window window, float[] mask, float[] scratch)
    {
        if (_erosion > 0)
        {
            for (int y = 0; y < window.Height; y++)
            {
                for (int x = 0; x < window.Width; x++)
                {
                    float least = 1;
                    int last = Math.Min(window.Width - 1, x + _erosion);
                    for (int k = Math.Max(0, x - _erosion); k <= last; k++)
                    {
                        least = Math.Min(least, mask[(y * window.Width) + k]);
                    }

                    scratch[(y * window.Width) + x] = least;
                }
            }

            for (int y = 0; y < window.Height; y++)
            {
                int first = Math.Max(0, y - _erosion);
                int last = Math.Min(window.Height - 1, y + _erosion);
                for (int x = 0; x < window.Width; x++)
                {
                    float least = 1;
                    for (int k = first; k <= last; k++)
                    {
                        least = Math.Min(least, scratch[(k * window.Width) + x]);
                    }

                    mask[(y * window.Width) + x] = least;
                }
            }
        }
    }

    private void Blur(Window window, float[] mask, float[] scratch)
    {
        int reach = _kernel.Length / 2;
        if (reach == 0)
        {
            return;
        }

        for (int y = 0; y < window.Height; y++)
        {
            for (int x = 0; x < window.Width; x++)
            {
                float sum = 0;
                for (int k = -reach; k <= reach; k++)
                {
                    sum += _kernel[k + reach] * mask[(y * window.Width) + Mirrored(x + k, window.Width)];
                }

                scratch[(y * window.Width) + x] = sum;
            }
        }

        for (int y = 0; y < window.Height; y++)
        {
            for (int x = 0; x < window.Width; x++)
            {
                float sum = 0;
                for (int k = -reach; k <= reach; k++)
                {
                    sum += _kernel[k + reach] * scratch[(Mirrored(y + k, window.Height) * window.Width) + x];
                }

                mask[(y * window.Width) + x] = sum;
            }
        }
    }

    // A line goes on beyond its ends as in a mirror that stands on the last pixel.
    private static int Mirrored(int place, int length) =>
        Math.Clamp(place < 0 ? -place : place >= length ? (2 * length) - 2 - place : place, 0, length - 1);

    private static float[] Gaussian(int side)
    {
        double deviation = (0.3 * (((side - 1) / 2.0) - 1)) + 0.8;
        double[] kernel =
            [.. Enumerable.Range(-(side / 2), side).Select(k => Math.Exp(-k * k / (2 * deviation * deviation)))];
        double sum = kernel.Sum();
        return [.. kernel.Select(value => (float)(value / sum))];
    }

    private readonly record struct Window(int X, int Y, int Width, int Height)
    {
        public int Area => Math.Max(1, Width * Height);
    }

    private struct Tap
    {
        public float Weight;
        public float Red;
        public float Green;
        public float Blue;

        public void Add(RgbImage image, byte[] mask, float x, float y)
        {
            int column = (int)MathF.Floor(x);
            int row = (int)MathF.Floor(y);
            float u = x - column;
            float v = y - row;
            Add(image, mask, column, row, (1 - u) * (1 - v));
            Add(image, mask, column + 1, row, u * (1 - v));
            Add(image, mask, column, row + 1, (1 - u) * v);
            Add(image, mask, column + 1, row + 1, u * v);
        }

        private void Add(RgbImage image, byte[] mask, int column, int row, float weight)
        {
            if ((uint)column >= (uint)image.Width || (uint)row >= (uint)image.Height)
            {
                return;
            }

            int pixel = (row * image.Width) + column;
            if (mask[pixel] != 0)
            {
                Weight += weight;
                Red += weight * image.Pixels[3 * pixel];
                Green += weight * image.Pixels[(3 * pixel) + 1];
                Blue += weight * image.Pixels[(3 * pixel) + 2];
            }
        }
    }
}
