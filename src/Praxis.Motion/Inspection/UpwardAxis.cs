namespace Praxis.Motion;

/// <summary>Which axis of a clip points up.</summary>
internal static class UpwardAxis
{
    /// <summary>From the feet to the head where names tell, else the longest side of the body.</summary>
    /// <param name="clip">Positions against the world.</param>
    /// <returns>0 to 2.</returns>
    internal static int Of(PositionClip clip)
    {
        string?[] parts = BodyParts.Of(clip.JointNames);
        int head = Math.Max(Array.IndexOf(parts, ".head.0"), Array.IndexOf(parts, ".neck.0"));
        int left = Array.IndexOf(parts, "l.foot.0");
        int right = Array.IndexOf(parts, "r.foot.0");
        Span<double> sums = [0, 0, 0];
        for (int frame = 0; frame < clip.FrameCount; frame++)
        {
            Vector3D[] pose = clip.Positions(frame).ToArray();
            for (int axis = 0; axis < 3; axis++)
            {
                int one = axis;
                sums[axis] += head >= 0 && left >= 0 && right >= 0
                    ? Math.Abs(pose[head][one] - (0.5 * (pose[left][one] + pose[right][one])))
                    : pose.Max(place => place[one]) - pose.Min(place => place[one]);
            }
        }

        return sums[1] >= sums[0] && sums[1] >= sums[2] ? 1 : sums[2] >= sums[0] ? 2 : 0;
    }
}
