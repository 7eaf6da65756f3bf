namespace Praxis.Motion;

/// <summary>How many frames a walker takes from one step of a foot to its next one.</summary>
internal static class GaitPeriod
{
    private const double LeastCorrelation = 0.5;
    private const double LeastSwing = 0.05;

    /// <summary>Finds the period.</summary>
    /// <param name="clip">Positions of joints with names that tell left from right.</param>
    /// <param name="upAxis">The axis that points up.</param>
    /// <param name="size">Size of the body in the clip's unit.</param>
    /// <returns>Frames of one stride, two steps; null where nothing like a gait is seen.</returns>
    /// <remarks>The first peak behind the first zero of the autocorrelation of how far the left foot is in front of the
    /// right one; it must reach one half, and the foot must swing by a twentieth of the body.</remarks>
    public static double? Frames(PositionClip clip, int upAxis, double size)
    {
        if (Swing(clip, upAxis) is not { } swing)
        {
            return null;
        }

        double mean = swing.Average();
        double[] centred = [.. swing.Select(value => value - mean)];
        double variance = centred.Average(value => value * value);
        if (!(Math.Sqrt(variance) > LeastSwing * size))
        {
            return null;
        }

        int most = centred.Length * 2 / 3;
        double[] correlations = [.. Enumerable.Range(0, most).Select(lag => Correlation(centred, lag) / variance)];
        int zero = Array.FindIndex(correlations, value => value < 0);
        if (zero < 0)
        {
            return null;
        }

        for (int lag = zero + 1; lag + 1 < most; lag++)
        {
            if (correlations[lag] > LeastCorrelation
                && correlations[lag] >= correlations[lag - 1]
                && correlations[lag] > correlations[lag + 1])
            {
                return Peak(correlations, lag);
            }
        }

        return null;
    }

    // The top of the parabola through three points.
    private static double Peak(double[] values, int at)
    {
        double bend = values[at - 1] - (2 * values[at]) + values[at + 1];
        return bend < 0 ? at + (0.5 * (values[at - 1] - values[at + 1]) / bend) : at;
    }

    private static double Correlation(double[] values, int lag)
    {
        double sum = 0;
        for (int i = 0; i + lag < values.Length; i++)
        {
            sum += values[i] * values[i + lag];
        }

        return sum / (values.Length - lag);
    }

    private static double[]? Swing(PositionClip clip, int upAxis)
    {
        string?[] parts = BodyParts.Of(clip.JointNames);
        int Find(string part) => Array.IndexOf(parts, part);
        (int leftFoot, int rightFoot) = (Find("l.foot.0"), Find("r.foot.0"));
        (int leftHip, int rightHip) = (Find("l.thigh.0"), Find("r.thigh.0"));
        if (leftFoot < 0 || rightFoot < 0 || leftHip < 0 || rightHip < 0)
        {
            return null;
        }

        var up = new Vector3D(upAxis == 0 ? 1 : 0, upAxis == 1 ? 1 : 0, upAxis == 2 ? 1 : 0);
        var swing = new double[clip.FrameCount];
        for (int frame = 0; frame < swing.Length; frame++)
        {
            ReadOnlySpan<Vector3D> pose = clip.Positions(frame);
            Vector3D facing = (pose[leftHip] - pose[rightHip]).Cross(up);
            swing[frame] = facing.Length > 0
                ? (pose[leftFoot] - pose[rightFoot]).Dot(facing) / facing.Length
                : 0;
        }

        return swing;
    }
}
