using Praxis.Core;

namespace Praxis.Pose;

/// <summary>Joins the heatmaps of a crop with those of its mirror image.</summary>
public static class HeatmapFlip
{
    /// <summary>Averages both.</summary>
    /// <param name="maps">[J, height, width] of the crop; receives the average.</param>
    /// <param name="mirrored">[J, height, width] of the mirrored crop.</param>
    /// <param name="width">Columns of a map.</param>
    /// <param name="height">Rows of a map.</param>
    /// <param name="skeleton">Which joints change sides.</param>
    /// <param name="isShifted">Whether the maps that were mirrored back are moved a column to the right, the first
    /// column kept: the authors' rule for targets on a grid that is not pixel-centre exact
    /// (<see cref="HeatmapTarget.Rounded"/>).</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public static void Merge(
        Span<float> maps,
        ReadOnlySpan<float> mirrored,
        int width,
        int height,
        PoseSkeleton skeleton,
        bool isShifted = false)
    {
        int size = width * height;
        Check.Length(maps.Length, (long)skeleton.Count * size, nameof(maps));
        Check.Length(mirrored.Length, maps.Length, nameof(mirrored));
        for (int joint = 0; joint < skeleton.Count; joint++)
        {
            ReadOnlySpan<float> other = mirrored.Slice(skeleton.Mirror[joint] * size, size);
            for (int row = 0; row < height; row++)
            {
                Span<float> line = maps.Slice((joint * size) + (row * width), width);
                ReadOnlySpan<float> back = other.Slice(row * width, width);
                for (int column = 0; column < width; column++)
                {
                    int source = isShifted ? Math.Max(column - 1, 0) : column;
                    line[column] = (line[column] + back[width - 1 - source]) / 2;
                }
            }
        }
    }
}
