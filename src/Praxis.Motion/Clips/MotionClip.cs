using Praxis.Core;

namespace Praxis.Motion;

/// <summary>A motion as rotations of the joints of a skeleton and the path of its root. Immutable.</summary>
public sealed class MotionClip : IMotionClip
{
    private readonly Vector3D[] _rootPositions;
    private readonly Rotation[] _rotations;
    private readonly IReadOnlyDictionary<int, Vector3D[]> _translations;

    /// <summary>Makes a clip.</summary>
    /// <param name="skeleton">The skeleton.</param>
    /// <param name="frameSeconds">Seconds from one frame to the next, above 0 and finite.</param>
    /// <param name="rootPositions">[frames], in the skeleton's unit; kept.</param>
    /// <param name="rotations">[frames, joints], each in its parent's frame; kept.</param>
    /// <param name="translations">For each joint that moves against its parent, its place there instead of the
    /// offset: joint to [frames]; kept. Null for none.</param>
    /// <exception cref="ArgumentException">A length is wrong, there is no frame, or the time is not above 0.
    /// </exception>
    public MotionClip(
        Skeleton skeleton,
        double frameSeconds,
        Vector3D[] rootPositions,
        Rotation[] rotations,
        IReadOnlyDictionary<int, Vector3D[]>? translations = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rootPositions.Length);
        Check.Length(rotations.Length, (long)rootPositions.Length * skeleton.JointCount);
        if (!(frameSeconds > 0 && double.IsFinite(frameSeconds)))
        {
            throw new ArgumentOutOfRangeException(nameof(frameSeconds));
        }

        Skeleton = skeleton;
        FrameSeconds = frameSeconds;
        _rootPositions = rootPositions;
        _rotations = rotations;
        _translations = translations ?? new Dictionary<int, Vector3D[]>();
    }

    /// <summary>The skeleton.</summary>
    public Skeleton Skeleton { get; }

    /// <summary>The skeleton with the index lists of the file that it was read from; null where none gave it.</summary>
    internal SkeletonDescription? Description { get; init; }

    /// <inheritdoc/>
    public double FrameSeconds { get; }

    /// <inheritdoc/>
    public int FrameCount => _rootPositions.Length;

    /// <inheritdoc/>
    public IReadOnlyList<string> JointNames => Skeleton.JointNames;

    /// <summary>The root's path: [frames], in the skeleton's unit.</summary>
    public ReadOnlySpan<Vector3D> RootPositions => _rootPositions;

    /// <summary>Joints other than the root that move against their parents.</summary>
    public IEnumerable<int> TranslatedJoints => _translations.Keys;

    /// <summary>The rotations of one frame.</summary>
    /// <param name="frame">From 0.</param>
    /// <returns>[joints], each in its parent's frame.</returns>
    public ReadOnlySpan<Rotation> Rotations(int frame) =>
        _rotations.AsSpan(frame * Skeleton.JointCount, Skeleton.JointCount);

    /// <summary>A joint's place in its parent's frame.</summary>
    /// <param name="frame">From 0.</param>
    /// <param name="joint">Its index, not 0.</param>
    /// <returns>The offset, or what moves it instead.</returns>
    public Vector3D Translation(int frame, int joint) =>
        _translations.TryGetValue(joint, out Vector3D[]? places) ? places[frame] : Skeleton.Joints[joint].Offset;

    /// <summary>A part of the clip.</summary>
    /// <param name="start">First frame.</param>
    /// <param name="count">Number of frames, at least 1.</param>
    /// <returns>A copy of these frames.</returns>
    public MotionClip Slice(int start, int count) => Take([.. Enumerable.Range(start, count)], FrameSeconds);

    /// <summary>Every so many-th frame, the first one first.</summary>
    /// <param name="step">At least 1.</param>
    /// <returns>A clip at a lower rate; of step 2, frames 0, 2, 4, ...</returns>
    public MotionClip EveryNth(int step)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(step);
        int count = (FrameCount + step - 1) / step;
        return Take([.. Enumerable.Range(0, count).Select(i => i * step)], FrameSeconds * step);
    }

    /// <summary>The same motion at another rate.</summary>
    /// <param name="frameSeconds">Seconds from one frame to the next, above 0.</param>
    /// <param name="endsAtLast">Whether the last frame is the clip's last, rather than the first its first.</param>
    /// <returns>Frames from the first one on, as long as the clip goes; or up to the last one.</returns>
    /// <remarks>Rotations are interpolated on the sphere, positions on the line. A rate within a thousandth of a whole
    /// fraction of this one takes frames as they are, since files round their frame time.</remarks>
    public MotionClip Resample(double frameSeconds, bool endsAtLast = false) =>
        Resample(frameSeconds, endsAtLast ? FrameCount - 1.0 : 0.0);

    /// <summary>The same motion at another rate, with a frame at a known place.</summary>
    /// <param name="frameSeconds">Seconds from one frame to the next, above 0.</param>
    /// <param name="anchor">A frame of this clip, or a place between two, at which one of the result lies.</param>
    internal MotionClip Resample(double frameSeconds, double anchor)
    {
        FrameGrid grid = FrameGrid.Of(FrameCount, FrameSeconds, frameSeconds, anchor);
        if (grid.Step is { } step)
        {
            return Slice((int)grid.First, FrameCount - (int)grid.First).EveryNth(step);
        }

        int joints = Skeleton.JointCount;
        var rotations = new Rotation[grid.Count * joints];
        for (int i = 0; i < grid.Count; i++)
        {
            (int left, int right, double fraction) = grid.Place(i);
            for (int j = 0; j < joints; j++)
            {
                Rotation from = Rotations(left)[j];
                rotations[(i * joints) + j] = fraction == 0 ? from
                    : Rotation.Slerp(from, Rotations(right)[j], fraction);
            }
        }

        return new MotionClip(
            Skeleton,
            frameSeconds,
            grid.Interpolate(_rootPositions),
            rotations,
            _translations.ToDictionary(entry => entry.Key, entry => grid.Interpolate(entry.Value)))
        {
            Description = Description,
        };
    }

    /// <summary>The same motion with its joints in another order.</summary>
    /// <param name="order">For each joint of the result, which of this clip it is: each once.</param>
    /// <param name="skeleton">The skeleton with the joints in that order.</param>
    /// <returns>A clip of that skeleton.</returns>
    /// <exception cref="ArgumentException">The number of joints is another.</exception>
    internal MotionClip Reordered(ReadOnlySpan<int> order, Skeleton skeleton)
    {
        int joints = Skeleton.JointCount;
        Check.Length(order.Length, joints);
        Check.Length(skeleton.JointCount, joints);
        var rotations = new Rotation[_rotations.Length];
        for (int i = 0; i < rotations.Length; i++)
        {
            rotations[i] = _rotations[i - (i % joints) + order[i % joints]];
        }

        int[] places = [.. order];
        return new MotionClip(
            skeleton,
            FrameSeconds,
            _rootPositions,
            rotations,
            _translations.ToDictionary(entry => Array.IndexOf(places, entry.Key), static entry => entry.Value));
    }

    /// <summary>The same motion with another path and orientation of the root.</summary>
    /// <param name="positions">[frames], in the skeleton's unit; kept.</param>
    /// <param name="rotations">[frames].</param>
    /// <returns>A clip with all other rotations as here.</returns>
    /// <exception cref="ArgumentException">A length is not that of this clip.</exception>
    public MotionClip WithRoot(Vector3D[] positions, ReadOnlySpan<Rotation> rotations)
    {
        Check.Length(positions.Length, FrameCount);
        Check.Length(rotations.Length, FrameCount);
        Rotation[] all = [.. _rotations];
        for (int frame = 0; frame < FrameCount; frame++)
        {
            all[frame * Skeleton.JointCount] = rotations[frame];
        }

        return new MotionClip(Skeleton, FrameSeconds, positions, all, _translations) { Description = Description };
    }

    /// <summary>The same rotations with another time between frames, as where a file states a wrong one.</summary>
    /// <param name="frameSeconds">Seconds from one frame to the next, above 0.</param>
    /// <returns>A clip that is played at that rate.</returns>
    public MotionClip WithFrameSeconds(double frameSeconds) =>
        new(Skeleton, frameSeconds, _rootPositions, _rotations, _translations) { Description = Description };

    /// <summary>The same clip with the index lists of its skeleton's file.</summary>
    internal MotionClip WithDescription(SkeletonDescription? description) =>
        new(Skeleton, FrameSeconds, _rootPositions, _rotations, _translations) { Description = description };

    /// <inheritdoc/>
    public PositionClip ToPositions() => ForwardKinematics.Positions(this);

    private MotionClip Take(int[] frames, double frameSeconds)
    {
        int joints = Skeleton.JointCount;
        var rotations = new Rotation[frames.Length * joints];
        for (int i = 0; i < frames.Length; i++)
        {
            Rotations(frames[i]).CopyTo(rotations.AsSpan(i * joints, joints));
        }

        return new MotionClip(
            Skeleton,
            frameSeconds,
            [.. frames.Select(frame => _rootPositions[frame])],
            rotations,
            _translations.ToDictionary(
                entry => entry.Key, entry => frames.Select(frame => entry.Value[frame]).ToArray()))
        {
            Description = Description,
        };
    }
}
