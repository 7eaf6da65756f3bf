namespace Praxis.Motion;

/// <summary>A joint's channels against its rotation and place.</summary>
internal static class BvhChannels
{
    public static bool IsPosition(MotionChannel channel) => channel <= MotionChannel.ZPosition;

    /// <summary>Axis of a channel: 0, 1 or 2.</summary>
    public static int Axis(MotionChannel channel) => (int)channel % 3;

    /// <summary>Axes of the rotation channels, the outermost first.</summary>
    public static int[] RotationAxes(IReadOnlyList<MotionChannel> channels) =>
        [.. channels.Where(channel => !IsPosition(channel)).Select(Axis)];

    /// <summary>The rotation of a joint's numbers, in degrees, and its place where channels give one.</summary>
    public static (Rotation Rotation, Vector3D Place) Pose(
        IReadOnlyList<MotionChannel> channels, ReadOnlySpan<double> numbers, Vector3D offset)
    {
        Rotation rotation = Rotation.Identity;
        Span<double> place = [offset.X, offset.Y, offset.Z];
        for (int i = 0; i < channels.Count; i++)
        {
            if (IsPosition(channels[i]))
            {
                place[Axis(channels[i])] = numbers[i];
            }
            else
            {
                rotation *= Rotation.AboutAxis(Axis(channels[i]), numbers[i] * Math.PI / 180);
            }
        }

        return (rotation, new Vector3D(place[0], place[1], place[2]));
    }
}
