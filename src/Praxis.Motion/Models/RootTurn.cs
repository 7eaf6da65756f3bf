namespace Praxis.Motion;

/// <summary>Finds how a body that is given by positions is turned against the world, so that its poses can be had as
/// models of skeletons learn them, with the root unturned. Immutable.</summary>
/// <remarks>Joints that hang rigidly on the root tell it: its children, and those of joints that only part a hip from
/// it and never turn, as CMU's LHipJoint. Their places in the resting pose are brought to where they are by least
/// squares (<see cref="Rotation.Fit"/>). Where they lie on one line through the root, as Human3.6M's hips do, the turn
/// about that line is that of the joints above, which bend with the trunk.</remarks>
internal sealed class RootTurn
{
    // Of the body's size: joints nearer to the root say nothing.
    private const double NearestShare = 0.01;

    // Of the angle between two places as seen from the root: below it they are on one line.
    private const double LeastSine = 0.2;

    // Small enough that bending joints only tell what rigid ones do not.
    private const double BendingWeight = 1e-3;

    // Keeps the frame before where a frame's places tell nothing.
    private const double NearShare = 1e-12;

    private readonly int[] _joints;
    private readonly Vector3D[] _rests;
    private readonly double _nearWeight;

    private RootTurn(int[] rigid, int[] bending, Vector3D[] places, Skeleton skeleton)
    {
        _joints = [.. rigid, .. bending];
        _rests =
        [
            .. rigid.Select(joint => places[joint]),
            .. bending.Select(joint => BendingWeight * places[joint]),
        ];
        _nearWeight = NearShare * _rests.Sum(static rest => rest.Dot(rest));
        Bending = [.. bending.Select(joint => skeleton.Joints[joint].Name)];
    }

    /// <summary>Joints that bend against the root and were taken all the same; mostly none.</summary>
    internal IReadOnlyList<string> Bending { get; }

    /// <summary>How to find the turn of a skeleton's root.</summary>
    /// <param name="skeleton">The model's, which has bones.</param>
    /// <param name="isKnown">Whether a joint's position is given.</param>
    /// <returns>Null where all joints that could tell it lie on one line, or are not given.</returns>
    internal static RootTurn? Of(Skeleton skeleton, Func<int, bool> isKnown)
    {
        Vector3D[] places = skeleton.RestingPlaces();
        int[] parents = [.. skeleton.Parents];
        string?[] parts = BodyParts.Of(skeleton.JointNames);
        double nearest = NearestShare * BodySize.Of(places);
        bool IsRigid(int joint) => parents[joint] == 0
            || (parents[parents[joint]] == 0 && parts[parents[joint]] is "l.hipjoint.0" or "r.hipjoint.0");

        int[] far = [.. Enumerable.Range(1, places.Length - 1).Where(joint =>
            isKnown(joint) && places[joint].Length > nearest)];
        int[] rigid = [.. far.Where(IsRigid)];
        if (AreOffOneLine(rigid, places))
        {
            return new RootTurn(rigid, [], places, skeleton);
        }

        int[] bending = [.. far.Where(joint => !IsRigid(joint) && places[parents[joint]].Length <= nearest)];
        return AreOffOneLine([.. rigid, .. bending], places) ? new RootTurn(rigid, bending, places, skeleton) : null;
    }

    /// <summary>What is to be said of the turn of a clip's root; empty for nothing.</summary>
    /// <param name="turn">How it was found; null where it was not.</param>
    /// <param name="skeleton">The model's.</param>
    internal static string NoteOf(RootTurn? turn, Skeleton skeleton)
    {
        string root = skeleton.Joints[0].Name;
        return turn is null
            ? $"positions do not tell how the body is turned, as fewer than two joints that hang rigidly on {root} "
                + "are given, or all lie on one line; turn the body to face as the model's resting pose does, or what "
                + "comes out means nothing"
            : turn.Bending.Count > 0
                ? $"how far the body leans is told by {string.Join(", ", turn.Bending)}, as what hangs rigidly on "
                    + $"{root} lies on one line; leaning poses are off by what bends there"
            : "";
    }

    /// <summary>Poses with the root at the origin and unturned.</summary>
    /// <param name="positions">[frames, 3 joints].</param>
    /// <param name="turn">How to find the turn; null to leave it in the poses.</param>
    /// <returns>The poses, and the turn of each frame; none where it was left.</returns>
    internal static (PoseMatrix Poses, Rotation[] Turns) TakeOut(PoseMatrix positions, RootTurn? turn)
    {
        double[] values = positions.Values.ToArray();
        var turns = new Rotation[turn is null ? 0 : positions.FrameCount];
        Rotation near = Rotation.Identity;
        for (int frame = 0; frame < positions.FrameCount; frame++)
        {
            near = TakeOut(values.AsSpan(frame * positions.NodeCount, positions.NodeCount), turn, near);
            if (turn is not null)
            {
                turns[frame] = near;
            }
        }

        return (new PoseMatrix(positions.FrameCount, positions.NodeCount, values), turns);
    }

    /// <summary>Puts the root of one pose at the origin and turns it back.</summary>
    /// <param name="pose">[3 joints]; changed.</param>
    /// <param name="turn">How to find the turn; null to leave it in the pose.</param>
    /// <param name="near">That of the frame before, to stay near to where the pose tells nothing.</param>
    /// <returns>The turn that was taken out.</returns>
    internal static Rotation TakeOut(Span<double> pose, RootTurn? turn, Rotation near)
    {
        Vector3D root = ExponentialMapRows.Vector(pose, 0);
        for (int i = 0; i < pose.Length; i++)
        {
            pose[i] -= root[i % 3];
        }

        if (turn is null)
        {
            return Rotation.Identity;
        }

        Rotation found = turn.Find(pose, near);
        Turn(pose, found.Transpose());
        return found;
    }

    /// <summary>Poses that are turned about their first joint, which stands at the origin.</summary>
    /// <param name="poses">[frames, 3 joints].</param>
    /// <param name="rotation">The turn.</param>
    internal static PoseMatrix Turned(PoseMatrix poses, Rotation rotation)
    {
        double[] values = poses.Values.ToArray();
        for (int frame = 0; frame < poses.FrameCount; frame++)
        {
            Turn(values.AsSpan(frame * poses.NodeCount, poses.NodeCount), rotation);
        }

        return new PoseMatrix(poses.FrameCount, poses.NodeCount, values);
    }

    private static void Turn(Span<double> pose, Rotation rotation)
    {
        for (int column = 3; column < pose.Length; column += 3)
        {
            ExponentialMapRows.Write(rotation * ExponentialMapRows.Vector(pose, column), pose[column..]);
        }
    }

    private static bool AreOffOneLine(int[] joints, Vector3D[] places) => joints.Any(one => joints.Any(other =>
        places[one].Cross(places[other]).Length > LeastSine * places[one].Length * places[other].Length));

    private Rotation Find(ReadOnlySpan<double> pose, Rotation near)
    {
        var found = new Vector3D[_joints.Length];
        for (int i = 0; i < found.Length; i++)
        {
            found[i] = ExponentialMapRows.Vector(pose, 3 * _joints[i]);
        }

        return Rotation.Fit(_rests, found, near, _nearWeight);
    }
}
