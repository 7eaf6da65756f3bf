using Praxis.Core;

namespace Praxis.Motion;

/// <summary>Makes clips of an animator's own skeleton from predicted poses, which have no root.</summary>
/// <remarks>Bones keep their length exactly, since only rotations are taken from a prediction. Channels that move a
/// joint against its parent stay as in the last observed frame.</remarks>
public static class Reassembly
{
    /// <summary>Share of a fit that holds a joint to its last observed rotation, so that what positions do not tell, as
    /// the turn about a bone, is kept.</summary>
    private const double NearShare = 1e-4;

    /// <summary>The future of a clip from predicted exponential maps.</summary>
    /// <param name="observed">The observed frames, at the prediction's rate.</param>
    /// <param name="rows">[future, 3 + 3 joints]: benchmark rows; the root's six columns are not read.</param>
    /// <param name="model">The skeleton whose resting pose the rows count from, with the same joints in the same order;
    /// the clip's own where null.</param>
    /// <param name="root">How the root goes on; null for the defaults.</param>
    /// <returns>A clip of the future frames: each rotation is exp(row)ᵀ, counted from the clip's own resting
    /// pose.</returns>
    /// <exception cref="ArgumentException">The number of columns or joints is not that of the skeleton, or there is no
    /// frame.</exception>
    public static MotionClip FromAngles(
        MotionClip observed, PoseMatrix rows, Skeleton? model = null, RootPath? root = null)
    {
        RestPose rest = RestPose.Between(observed.Skeleton, model ?? observed.Skeleton);
        MotionClip turned = ExponentialMapRows.ToClip(rows, observed.Skeleton, observed.FrameSeconds);
        return Future(observed, [.. Enumerable.Range(0, rows.FrameCount).Select(
            frame => rest.ToOwn(turned.Rotations(frame)))], root);
    }

    /// <summary>The future of a clip from predicted positions.</summary>
    /// <param name="observed">The observed frames, at the prediction's rate.</param>
    /// <param name="positions">[future, 3 joints]: the root at the origin and unturned, as both benchmarks have
    /// it.</param>
    /// <param name="model">The skeleton the positions were made with, as the benchmark's one: the same joints in the
    /// same order, whatever its resting pose; the clip's own where null.</param>
    /// <param name="root">How the root goes on; null for the defaults.</param>
    /// <returns>A clip of the future frames, of the clip's own skeleton. Where predicted bones keep the model's lengths
    /// it has the predicted pose; where they do not, directions of bones are met as well as can be.</returns>
    /// <exception cref="ArgumentException">The number of columns or joints is not that of the skeleton, or there is no
    /// frame.</exception>
    public static MotionClip FromPositions(
        MotionClip observed, PoseMatrix positions, Skeleton? model = null, RootPath? root = null)
    {
        Skeleton source = model ?? observed.Skeleton;
        RestPose rest = RestPose.Between(observed.Skeleton, source);
        Rotation[] last = rest.ToModel(observed.Rotations(observed.FrameCount - 1));
        return Future(observed, [.. Enumerable.Range(0, positions.FrameCount).Select(
            frame => rest.ToOwn(LocalRotations(source, positions.Frame(frame), last)))], root);
    }

    /// <summary>The rotations of a pose that is given by positions, from the root outwards.</summary>
    /// <param name="skeleton">The skeleton the positions were made with.</param>
    /// <param name="positions">[3 joints]: the root unturned.</param>
    /// <param name="near">[joints]: rotations against the parents to stay near to, as those of the last observed
    /// frame.</param>
    /// <returns>[joints], each in its parent's frame; the root's is the identity.</returns>
    /// <exception cref="ArgumentException">A length is not that of the skeleton.</exception>
    /// <remarks>A joint with one child is turned from where <paramref name="near"/> has it by the smallest rotation
    /// that points its bone at the child, so that the turn about the bone is kept; one with several is fitted by least
    /// squares (<see cref="Rotation.Fit"/>). A joint without a bone of some length below it keeps its
    /// rotation.</remarks>
    public static Rotation[] LocalRotations(
        Skeleton skeleton, ReadOnlySpan<double> positions, ReadOnlySpan<Rotation> near)
    {
        int joints = skeleton.JointCount;
        Check.Length(positions.Length, 3L * joints);
        Check.Length(near.Length, joints);
        var globals = new Rotation[joints];
        var locals = new Rotation[joints];
        globals[0] = locals[0] = Rotation.Identity;
        var from = new List<Vector3D>();
        var to = new List<Vector3D>();
        for (int joint = 1; joint < joints; joint++)
        {
            from.Clear();
            to.Clear();
            Vector3D place = ExponentialMapRows.Vector(positions, 3 * joint);
            for (int child = joint + 1; child < joints; child++)
            {
                Vector3D bone = ExponentialMapRows.Vector(positions, 3 * child) - place;
                if (skeleton.Parents[child] == joint && skeleton.Joints[child].Offset.Length > 0 && bone.Length > 0)
                {
                    from.Add(skeleton.Joints[child].Offset);
                    to.Add(bone);
                }
            }

            Rotation parent = globals[skeleton.Parents[joint]];
            globals[joint] = Turn([.. from], [.. to], parent * near[joint]);
            locals[joint] = parent.Transpose() * globals[joint];
        }

        return locals;
    }

    /// <summary>One clip behind another.</summary>
    /// <param name="observed">The first frames.</param>
    /// <param name="future">The frames behind them, of the same skeleton and rate.</param>
    /// <returns>All frames.</returns>
    /// <exception cref="ArgumentException">The number of joints differs.</exception>
    public static MotionClip Join(MotionClip observed, MotionClip future)
    {
        Check.Length(future.Skeleton.JointCount, observed.Skeleton.JointCount);
        return new MotionClip(
            observed.Skeleton,
            observed.FrameSeconds,
            [.. observed.RootPositions, .. future.RootPositions],
            [.. Turns(observed), .. Turns(future)],
            observed.TranslatedJoints.ToDictionary(
                joint => joint, joint => (Vector3D[])[.. Places(observed, joint), .. Places(future, joint)]));
    }

    private static Rotation Turn(ReadOnlySpan<Vector3D> from, ReadOnlySpan<Vector3D> to, Rotation near)
    {
        if (from.Length < 2)
        {
            return from.IsEmpty ? near : Rotation.Between(near * from[0], to[0]) * near;
        }

        double size = 0;
        for (int i = 0; i < from.Length; i++)
        {
            size += from[i].Length * to[i].Length;
        }

        return Rotation.Fit(from, to, near, NearShare * size);
    }

    private static MotionClip Future(MotionClip observed, Rotation[][] poses, RootPath? root)
    {
        (Vector3D[] places, Rotation[] turns) = (root ?? new RootPath()).Predict(observed, poses.Length);
        for (int frame = 0; frame < poses.Length; frame++)
        {
            poses[frame][0] = turns[frame];
        }

        int last = observed.FrameCount - 1;
        return new MotionClip(
            observed.Skeleton,
            observed.FrameSeconds,
            places,
            [.. poses.SelectMany(pose => pose)],
            observed.TranslatedJoints.ToDictionary(
                joint => joint,
                joint => Enumerable.Repeat(observed.Translation(last, joint), poses.Length).ToArray()));
    }

    private static IEnumerable<Rotation> Turns(MotionClip clip) =>
        Enumerable.Range(0, clip.FrameCount).SelectMany(frame => clip.Rotations(frame).ToArray());

    private static IEnumerable<Vector3D> Places(MotionClip clip, int joint) =>
        Enumerable.Range(0, clip.FrameCount).Select(frame => clip.Translation(frame, joint));
}
