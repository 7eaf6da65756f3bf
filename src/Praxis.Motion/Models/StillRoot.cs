namespace Praxis.Motion;

/// <summary>Finds a root that stands still above the joint that carries the body, as in BVH files whose root is the
/// room: ROOT Reference, and below it JOINT Hips with channels of position.</summary>
internal static class StillRoot
{
    // Of the body's size: what a root may stray that stands still, and what a joint strays at least that moves.
    private const double StillShare = 1e-3;
    private const double MovingShare = 5e-3;

    /// <summary>The child of a still root that moves in its place.</summary>
    /// <param name="clip">The clip.</param>
    /// <returns>The joint; null where the root itself moves, or nothing does.</returns>
    internal static int? CarrierOf(MotionClip clip)
    {
        int[] children = [.. clip.TranslatedJoints.Where(joint => clip.Skeleton.Parents[joint] == 0)];
        double size = BodySize.OfRest(clip.Skeleton);
        if (children.Length == 0 || Reach([.. clip.RootPositions]) > StillShare * size)
        {
            return null;
        }

        int carrier = children.MaxBy(joint => Reach(Places(clip, joint)));
        return Reach(Places(clip, carrier)) > MovingShare * size ? carrier : null;
    }

    /// <summary>Whether the skeleton can do without its root: all else hangs on one child of it.</summary>
    internal static bool CanGo(Skeleton skeleton) => skeleton.JointCount > 1 && !skeleton.Parents[2..].Contains(0);

    /// <summary>The skeleton from its root's only child on.</summary>
    internal static Skeleton Below(Skeleton skeleton) => new(
        skeleton.Name,
        skeleton.Joints.Skip(1).Select(static (joint, i) => joint with
        {
            Parent = joint.Parent - 1,
            Offset = i == 0 ? Vector3D.Zero : joint.Offset,
        }),
        skeleton.MillimetresPerUnit);

    /// <summary>What follows where the still root is the model's root as well; empty for nothing.</summary>
    /// <param name="clip">The clip.</param>
    /// <param name="root">Which of its joints is the model's root.</param>
    internal static string NoteOf(MotionClip clip, int root)
    {
        if (root != 0 || CarrierOf(clip) is not { } joint)
        {
            return "";
        }

        string carrier = clip.JointNames[joint];
        return $"{Finding(clip, joint)}, which are not used: predictions stay where they are, and how the body is "
            + $"turned is learnt as a turn of {carrier}; export the motion with {carrier} as its root";
    }

    /// <summary>What a fit makes of a clip with a still root; empty where the root moves.</summary>
    /// <param name="clip">The clip.</param>
    internal static string WarningOf(MotionClip clip) =>
        CanGo(clip.Skeleton) && CarrierOf(clip) is { } joint
            ? $"{Finding(clip, joint)}; a model that is fitted on it has {clip.JointNames[joint]} for its root, and "
                + $"predictions have no {clip.JointNames[0]}"
            : NoteOf(clip, root: 0);

    /// <summary>Which root stands still, and which joint moves instead.</summary>
    internal static string Finding(MotionClip clip, int carrier) =>
        $"{clip.JointNames[0]} stands still and {clip.JointNames[carrier]} moves in channels of position of its own";

    private static Vector3D[] Places(MotionClip clip, int joint) =>
        [.. Enumerable.Range(0, clip.FrameCount).Select(frame => clip.Translation(frame, joint))];

    // The longest side of the box about all places.
    private static double Reach(Vector3D[] places) =>
        Enumerable.Range(0, 3).Max(axis => places.Max(place => place[axis]) - places.Min(place => place[axis]));
}
