using Praxis.Core;

namespace Praxis.Pose;

/// <summary>Turns joints of a crop into heatmaps and back, so that both ways keep one geometry.</summary>
/// <remarks>Targets are Gaussians of height 1, cut off beyond 3 sigma. Places are continuous in pixels
/// of the crop: a pixel's centre is at ½.</remarks>
public sealed class HeatmapCodec
{
    private const double Support = 3;

    // Of soft-argmax: a Gaussian of height 1 then weighs bins of half its height next to nothing (ours).
    private const double SoftmaxFactor = 25;

    /// <summary>Makes a codec.</summary>
    /// <param name="inputWidth">Columns of the crop, from 1.</param>
    /// <param name="inputHeight">Rows of the crop, from 1.</param>
    /// <param name="width">Columns of a heatmap, from 1.</param>
    /// <param name="height">Rows of a heatmap, from 1.</param>
    /// <param name="sigma">Deviation of the Gaussian in bins, above 0.</param>
    /// <param name="target">Where the Gaussian stands.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1 or sigma not above 0.</exception>
    public HeatmapCodec(
        int inputWidth,
        int inputHeight,
        int width,
        int height,
        double sigma = 2,
        HeatmapTarget target = HeatmapTarget.Unbiased)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Math.Min(inputWidth, inputHeight), 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Math.Min(width, height), 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sigma);
        InputWidth = inputWidth;
        InputHeight = inputHeight;
        Width = width;
        Height = height;
        Sigma = sigma;
        Target = target;
    }

    /// <summary>Columns of the crop.</summary>
    public int InputWidth { get; }

    /// <summary>Rows of the crop.</summary>
    public int InputHeight { get; }

    /// <summary>Columns of a heatmap.</summary>
    public int Width { get; }

    /// <summary>Rows of a heatmap.</summary>
    public int Height { get; }

    /// <summary>Deviation of the Gaussian in bins.</summary>
    public double Sigma { get; }

    /// <summary>Where the Gaussian stands.</summary>
    public HeatmapTarget Target { get; }

    /// <summary>Writes the targets of a person.</summary>
    /// <param name="joints">[J], in pixels of the crop.</param>
    /// <param name="maps">Receives [J, height, width].</param>
    /// <param name="weights">Receives [J]: 1 where the joint is labelled and part of its Gaussian lies in the map, else
    /// 0.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void Encode(IReadOnlyList<Joint> joints, Span<float> maps, Span<float> weights)
    {
        int size = Width * Height;
        Check.Length(maps.Length, (long)joints.Count * size, nameof(maps));
        Check.Length(weights.Length, joints.Count, nameof(weights));
        maps.Clear();
        var column = new float[Width];
        for (int joint = 0; joint < joints.Count; joint++)
        {
            (double x, double y) = ToBin(joints[joint].X, joints[joint].Y);
            (int left, int right) = Range(x, Width);
            (int top, int bottom) = Range(y, Height);
            bool counts = joints[joint].IsLabelled && left <= right && top <= bottom;
            weights[joint] = counts ? 1 : 0;
            if (!counts)
            {
                continue;
            }

            for (int k = left; k <= right; k++)
            {
                column[k] = (float)Bell(k - x);
            }

            for (int row = top; row <= bottom; row++)
            {
                float factor = (float)Bell(row - y);
                Span<float> line = maps.Slice((joint * size) + (row * Width), Width);
                for (int k = left; k <= right; k++)
                {
                    line[k] = factor * column[k];
                }
            }
        }
    }

    /// <summary>Reads the places of the joints of a person.</summary>
    /// <param name="maps">[J, height, width].</param>
    /// <param name="decoding">How a place is read.</param>
    /// <returns>[J], in pixels of the crop; the score is the height of the peak. Of a map without a value above 0 the
    /// place is that of the first bin, as in the authors' code.</returns>
    /// <exception cref="ArgumentException">The length is no multiple of a map's.</exception>
    public DetectedJoint[] Decode(ReadOnlySpan<float> maps, HeatmapDecoding decoding)
    {
        int size = Width * Height;
        Check.Length(maps.Length % size, 0, "remainder of the maps' length");
        var joints = new DetectedJoint[maps.Length / size];
        for (int joint = 0; joint < joints.Length; joint++)
        {
            ReadOnlySpan<float> map = maps.Slice(joint * size, size);
            int peak = PeakOf(map);
            (double x, double y) = map[peak] > 0 ? Place(map, peak, decoding) : (0, 0);
            (double inputX, double inputY) = ToInput(x, y);
            joints[joint] = new DetectedJoint(inputX, inputY, map[peak]);
        }

        return joints;
    }

    /// <summary>The place of a pixel's point among the bins: bin k has its centre at k.</summary>
    internal (double X, double Y) ToBin(double x, double y)
    {
        double binX = x * Width / InputWidth;
        double binY = y * Height / InputHeight;
        return Target == HeatmapTarget.Unbiased
            ? (binX - 0.5, binY - 0.5)
            : (Math.Truncate(((x - 0.5) * Width / InputWidth) + 0.5),
                Math.Truncate(((y - 0.5) * Height / InputHeight) + 0.5));
    }

    /// <summary>The pixel's point of a place among the bins.</summary>
    internal (double X, double Y) ToInput(double x, double y)
    {
        double strideX = (double)InputWidth / Width;
        double strideY = (double)InputHeight / Height;
        return Target == HeatmapTarget.Unbiased
            ? ((x + 0.5) * strideX, (y + 0.5) * strideY)
            : ((x * strideX) + 0.5, (y * strideY) + 0.5);
    }

    private static int PeakOf(ReadOnlySpan<float> map)
    {
        int peak = 0;
        for (int i = 1; i < map.Length; i++)
        {
            peak = map[i] > map[peak] ? i : peak;
        }

        return peak;
    }

    private double Bell(double distance) => Math.Exp(-distance * distance / (2 * Sigma * Sigma));

    private (int First, int Last) Range(double centre, int length) =>
        double.IsFinite(centre) && Math.Abs(centre) < int.MaxValue / 2
            ? ((int)Math.Max(0, Math.Ceiling(centre - (Support * Sigma))),
                (int)Math.Min(length - 1, Math.Floor(centre + (Support * Sigma))))
            : (0, -1);

    private (double X, double Y) Place(ReadOnlySpan<float> map, int peak, HeatmapDecoding decoding)
    {
        int x = peak % Width;
        int y = peak / Width;
        return decoding switch
        {
            HeatmapDecoding.Argmax => (x, y),
            HeatmapDecoding.Quarter when x > 1 && x < Width - 1 && y > 1 && y < Height - 1 =>
                (x + (0.25 * Math.Sign(map[peak + 1] - map[peak - 1])),
                    y + (0.25 * Math.Sign(map[peak + Width] - map[peak - Width]))),
            HeatmapDecoding.Quarter => (x, y),
            HeatmapDecoding.Dark => DarkPeak.Refine(map, Width, Height, x, y, Sigma),
            HeatmapDecoding.SoftArgmax => Mean(map, map[peak]),
            _ => throw new ArgumentOutOfRangeException(nameof(decoding)),
        };
    }

    private (double X, double Y) Mean(ReadOnlySpan<float> map, float highest)
    {
        double sum = 0;
        double sumX = 0;
        double sumY = 0;
        for (int i = 0; i < map.Length; i++)
        {
            double weight = Math.Exp(SoftmaxFactor * (map[i] - highest));
            sum += weight;
            sumX += weight * (i % Width);
            sumY += weight * (i / Width);
        }

        return (sumX / sum, sumY / sum);
    }
}
