namespace Praxis.Pose;

/// <summary>How a place is read from a heatmap.</summary>
public enum HeatmapDecoding
{
    /// <summary>The bin of the peak.</summary>
    Argmax,

    /// <summary>The peak moved a quarter of a bin towards its higher neighbour, in x and in y.</summary>
    Quarter,

    /// <summary>The top of the parabola through the logarithm about the peak, after a blur (Zhang et al.,
    /// "Distribution-aware coordinate representation for human pose estimation", CVPR 2020).</summary>
    Dark,

    /// <summary>The mean place under the softmax of 25 times the map; a second peak pulls it.</summary>
    SoftArgmax,
}
