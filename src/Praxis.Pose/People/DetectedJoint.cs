namespace Praxis.Pose;

/// <summary>The place where a joint was found.</summary>
/// <param name="X">Pixels from the left edge, continuous: a pixel's centre is at ½.</param>
/// <param name="Y">Pixels from the top edge.</param>
/// <param name="Score">Confidence: the height of the heatmap's peak.</param>
public readonly record struct DetectedJoint(double X, double Y, float Score)
{
    /// <summary>Whether the heatmap has a peak above 0; else the place means nothing.</summary>
    public bool IsFound => Score > 0;
}
