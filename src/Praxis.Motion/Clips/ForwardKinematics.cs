using Praxis.Core;

namespace Praxis.Motion;

/// <summary>Positions of joints from their rotations.</summary>
/// <remarks>With column vectors: G_j = G_parent R_j and p_j = p_parent + G_parent offset_j. The benchmark's kinematics
/// on row vectors are the same with each rotation transposed.</remarks>
public static class ForwardKinematics
{
    /// <summary>Where each joint of a clip is.</summary>
    /// <param name="clip">The clip.</param>
    /// <param name="keepRoot">Whether the root moves and turns; else it stays at the origin unturned, as both
    /// benchmarks want it.</param>
    /// <returns>[frames, joints] in the skeleton's unit.</returns>
    public static PositionClip Positions(MotionClip clip, bool keepRoot = true)
    {
        Skeleton skeleton = clip.Skeleton;
        int joints = skeleton.JointCount;
        var positions = new Vector3D[clip.FrameCount * joints];
        var turns = new Rotation[joints];
        var offsets = new Vector3D[joints];
        for (int frame = 0; frame < clip.FrameCount; frame++)
        {
            clip.Rotations(frame).CopyTo(turns);
            turns[0] = keepRoot ? turns[0] : Rotation.Identity;
            for (int joint = 1; joint < joints; joint++)
            {
                offsets[joint] = clip.Translation(frame, joint);
            }

            Vector3D root = keepRoot ? clip.RootPositions[frame] : Vector3D.Zero;
            Pose(skeleton.Parents, offsets, root, turns, positions.AsSpan(frame * joints, joints));
        }

        return new PositionClip(skeleton.JointNames, clip.FrameSeconds, positions, skeleton);
    }

    /// <summary>Where the joints are in one pose.</summary>
    /// <param name="skeleton">The skeleton.</param>
    /// <param name="root">The root's position.</param>
    /// <param name="rotations">[joints], each in its parent's frame.</param>
    /// <param name="positions">[joints]; receives the positions.</param>
    /// <exception cref="ArgumentException">A length is not the number of joints.</exception>
    public static void Pose(
        Skeleton skeleton, Vector3D root, ReadOnlySpan<Rotation> rotations, Span<Vector3D> positions)
    {
        Check.Length(rotations.Length, skeleton.JointCount);
        Check.Length(positions.Length, skeleton.JointCount);
        Vector3D[] offsets = [.. skeleton.Joints.Select(joint => joint.Offset)];
        Pose(skeleton.Parents, offsets, root, [.. rotations], positions);
    }

    /// <summary>The rotations of one pose against the world.</summary>
    /// <param name="skeleton">The skeleton.</param>
    /// <param name="rotations">[joints], each in its parent's frame.</param>
    /// <returns>[joints]: G_j.</returns>
    /// <exception cref="ArgumentException">The length is not the number of joints.</exception>
    public static Rotation[] GlobalRotations(Skeleton skeleton, ReadOnlySpan<Rotation> rotations)
    {
        Check.Length(rotations.Length, skeleton.JointCount);
        Rotation[] turns = [.. rotations];
        for (int joint = 1; joint < turns.Length; joint++)
        {
            turns[joint] = turns[skeleton.Parents[joint]] * turns[joint];
        }

        return turns;
    }

    // The rotations are overwritten with those against the world.
    private static void Pose(
        ReadOnlySpan<int> parents,
        ReadOnlySpan<Vector3D> offsets,
        Vector3D root,
        Span<Rotation> turns,
        Span<Vector3D> positions)
    {
        positions[0] = root;
        for (int joint = 1; joint < turns.Length; joint++)
        {
            Rotation parent = turns[parents[joint]];
            positions[joint] = positions[parents[joint]] + (parent * offsets[joint]);
            turns[joint] = parent * turns[joint];
        }
    }
}
