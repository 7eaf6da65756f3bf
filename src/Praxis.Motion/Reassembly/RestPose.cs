using Praxis.Core;

namespace Praxis.Motion;

/// <summary>Tells apart skeletons that rest in other poses, as with arms hanging where another's are spread, and turns
/// rotations of one into those of the other. Immutable.</summary>
/// <remarks>Rotations are counted from the resting pose, so that equal numbers are other poses where the resting poses
/// differ. With A_j the rotation that brings the model's bones below joint j to where the own skeleton has them, the
/// model turns by A_parentᵀ R_j A_j where the own skeleton turns by R_j. Bones that differ by less than 30 degrees are
/// left alone: that is anatomy, and the benchmark's one skeleton for all actors takes no account of it
/// either.</remarks>
public sealed class RestPose
{
    private const double AlikeDegrees = 30;
    private const double NearWeight = 1e-4;
    private readonly Skeleton _own;
    private readonly Skeleton _model;
    private readonly Rotation[] _turns;

    private RestPose(Skeleton own, Skeleton model, Rotation[] turns)
    {
        _own = own;
        _model = model;
        _turns = turns;
    }

    /// <summary>Joints of the own skeleton whose bones rest in another direction than the model's.</summary>
    public IReadOnlyList<string> TurnedJoints =>
    [
        .. _own.JointNames.Where((_, joint) => _turns[joint].AngleTo(Rotation.Identity) > 1e-6
            && !_own.Joints[joint].IsEndSite),
    ];

    /// <summary>Compares two skeletons.</summary>
    /// <param name="own">The skeleton of a clip.</param>
    /// <param name="model">The skeleton of a network, with the same joints in the same order.</param>
    /// <returns>How one rests against the other.</returns>
    /// <exception cref="ArgumentException">The numbers of joints differ.</exception>
    public static RestPose Between(Skeleton own, Skeleton model)
    {
        Check.Length(own.JointCount, model.JointCount);
        var turns = new Rotation[own.JointCount];
        turns[0] = Rotation.Identity;
        for (int joint = 1; joint < turns.Length; joint++)
        {
            int[] children =
            [
                .. Enumerable.Range(0, turns.Length).Where(child => own.Parents[child] == joint
                    && own.Joints[child].Offset.Length > 0 && model.Joints[child].Offset.Length > 0),
            ];
            turns[joint] = Turn(
                [.. children.Select(child => Direction(model.Joints[child].Offset))],
                [.. children.Select(child => Direction(own.Joints[child].Offset))],
                turns[own.Parents[joint]]);
        }

        return new RestPose(own, model, turns);
    }

    /// <summary>A clip of the own skeleton on the model.</summary>
    /// <param name="clip">A clip of the own skeleton.</param>
    /// <returns>The same pose on the model's bones; the root's path is brought to the model's unit.</returns>
    /// <exception cref="ArgumentException">The number of joints is not that of the skeleton.</exception>
    public MotionClip ToModel(MotionClip clip)
    {
        double scale = JointMapping.Scale(
            clip.Skeleton, _model, [.. Enumerable.Range(0, _model.JointCount)]);
        return new MotionClip(
            _model,
            clip.FrameSeconds,
            [.. clip.RootPositions.ToArray().Select(place => scale * place)],
            [.. Enumerable.Range(0, clip.FrameCount).SelectMany(frame => ToModel(clip.Rotations(frame)))]);
    }

    /// <summary>Rotations of the own skeleton as the model turns for the same pose.</summary>
    /// <param name="rotations">[joints], each in its parent's frame.</param>
    /// <returns>[joints], each in its parent's frame.</returns>
    /// <exception cref="ArgumentException">The number of joints is not that of the skeleton.</exception>
    public Rotation[] ToModel(ReadOnlySpan<Rotation> rotations)
    {
        Check.Length(rotations.Length, _turns.Length);
        Rotation[] turned = [.. rotations];
        for (int joint = 1; joint < turned.Length; joint++)
        {
            turned[joint] = _turns[_own.Parents[joint]].Transpose() * rotations[joint] * _turns[joint];
        }

        return turned;
    }

    /// <summary>Rotations of the model as the own skeleton turns for the same pose: undoes
    /// <see cref="ToModel(ReadOnlySpan{Rotation})"/>.</summary>
    /// <param name="rotations">[joints], each in its parent's frame.</param>
    /// <returns>[joints], each in its parent's frame.</returns>
    /// <exception cref="ArgumentException">The number of joints is not that of the skeleton.</exception>
    public Rotation[] ToOwn(ReadOnlySpan<Rotation> rotations)
    {
        Check.Length(rotations.Length, _turns.Length);
        Rotation[] turned = [.. rotations];
        for (int joint = 1; joint < turned.Length; joint++)
        {
            turned[joint] = _turns[_own.Parents[joint]] * rotations[joint] * _turns[joint].Transpose();
        }

        return turned;
    }

    private static Vector3D Direction(Vector3D offset) => (1 / offset.Length) * offset;

    /// <summary>The rotation that brings the model's bones below a joint to where the own skeleton has them.</summary>
    /// <param name="model">Directions of the model's bones.</param>
    /// <param name="own">Directions of the own skeleton's.</param>
    /// <param name="parent">That of the joint above, which is kept where it does.</param>
    internal static Rotation Turn(Vector3D[] model, Vector3D[] own, Rotation parent)
    {
        bool IsAlike(Rotation turn) => model.Zip(own).All(
            pair => (turn * pair.First).Dot(pair.Second) > Math.Cos(AlikeDegrees * Math.PI / 180));

        return IsAlike(parent) ? parent
            : IsAlike(Rotation.Identity) ? Rotation.Identity
            : model.Length == 1 ? Rotation.Between(parent * model[0], own[0]) * parent
            : Rotation.Fit(model, own, parent, NearWeight);
    }
}
