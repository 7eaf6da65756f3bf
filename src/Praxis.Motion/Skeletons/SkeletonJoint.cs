namespace Praxis.Motion;

/// <summary>One joint of a skeleton, or the end of a bone that has none.</summary>
/// <param name="Name">The name, unique in its skeleton.</param>
/// <param name="Parent">Index of the joint it hangs on, smaller than its own; -1 for the root.</param>
/// <param name="Offset">Its place in the parent's frame while nothing is turned, in the skeleton's unit.</param>
public sealed record SkeletonJoint(string Name, int Parent, Vector3D Offset)
{
    private static readonly MotionChannel[] Turns =
        [MotionChannel.ZRotation, MotionChannel.YRotation, MotionChannel.XRotation];

    /// <summary>Whether this is the end of a bone, which never turns.</summary>
    public bool IsEndSite { get; init; }

    /// <summary>Its channels in a BVH file, in their order; empty where the skeleton came from elsewhere.</summary>
    public IReadOnlyList<MotionChannel> Channels { get; init; } = [];

    /// <summary>The channels to write: its own, or else position for the root and rotations about z, y and x.</summary>
    public IReadOnlyList<MotionChannel> ChannelsToWrite => Channels.Count > 0 || IsEndSite ? Channels
        : Parent < 0 ? [MotionChannel.XPosition, MotionChannel.YPosition, MotionChannel.ZPosition, .. Turns]
        : Turns;
}
