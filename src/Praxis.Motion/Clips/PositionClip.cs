using Praxis.Core;

namespace Praxis.Motion;

/// <summary>A motion as positions of joints. Immutable.</summary>
public sealed class PositionClip : IMotionClip
{
    private readonly Vector3D[] _positions;

    /// <summary>Makes a clip.</summary>
    /// <param name="jointNames">Name of each joint, at least one; copied.</param>
    /// <param name="frameSeconds">Seconds from one frame to the next, above 0 and finite.</param>
    /// <param name="positions">[frames, joints]; kept.</param>
    /// <param name="skeleton">The skeleton of the joints where it is known; its joints in the same order.</param>
    /// <param name="millimetresPerUnit">Millimetres of one unit of the positions; the skeleton's where null.</param>
    /// <exception cref="ArgumentException">A length is wrong, there is no frame, or the time is not above 0.
    /// </exception>
    public PositionClip(
        IReadOnlyList<string> jointNames,
        double frameSeconds,
        Vector3D[] positions,
        Skeleton? skeleton = null,
        double? millimetresPerUnit = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(jointNames.Count);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(positions.Length);
        Check.Length(positions.Length % jointNames.Count, 0);
        Check.Length(skeleton?.JointCount ?? jointNames.Count, jointNames.Count);
        if (!(frameSeconds > 0 && double.IsFinite(frameSeconds)))
        {
            throw new ArgumentOutOfRangeException(nameof(frameSeconds));
        }

        JointNames = [.. jointNames];
        FrameSeconds = frameSeconds;
        Skeleton = skeleton;
        MillimetresPerUnit = millimetresPerUnit ?? skeleton?.MillimetresPerUnit;
        _positions = positions;
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> JointNames { get; }

    /// <inheritdoc/>
    public double FrameSeconds { get; }

    /// <inheritdoc/>
    public int FrameCount => _positions.Length / JointNames.Count;

    /// <summary>The skeleton, where the clip came from one.</summary>
    public Skeleton? Skeleton { get; }

    /// <summary>Millimetres of one unit of the positions; null where not known.</summary>
    public double? MillimetresPerUnit { get; }

    /// <summary>The positions of one frame.</summary>
    /// <param name="frame">From 0.</param>
    /// <returns>[joints].</returns>
    public ReadOnlySpan<Vector3D> Positions(int frame) =>
        _positions.AsSpan(frame * JointNames.Count, JointNames.Count);

    /// <summary>The positions as rows of numbers.</summary>
    /// <returns>[frames, 3 joints]: x, y and z of joint 0, then of joint 1, and so on.</returns>
    public PoseMatrix ToMatrix()
    {
        var values = new double[3 * _positions.Length];
        for (int i = 0; i < _positions.Length; i++)
        {
            values[3 * i] = _positions[i].X;
            values[(3 * i) + 1] = _positions[i].Y;
            values[(3 * i) + 2] = _positions[i].Z;
        }

        return new PoseMatrix(FrameCount, 3 * JointNames.Count, values);
    }

    /// <summary>The same joints at other positions.</summary>
    /// <param name="positions">[frames, 3 joints]: x, y and z of joint 0, then of joint 1, and so on.</param>
    /// <returns>A clip with these positions.</returns>
    /// <exception cref="ArgumentException">The number of columns is not three a joint.</exception>
    public PositionClip WithPositions(PoseMatrix positions)
    {
        Check.Length(positions.NodeCount, 3 * JointNames.Count);
        var places = new Vector3D[positions.FrameCount * JointNames.Count];
        ReadOnlySpan<double> values = positions.Values;
        for (int i = 0; i < places.Length; i++)
        {
            places[i] = new Vector3D(values[3 * i], values[(3 * i) + 1], values[(3 * i) + 2]);
        }

        return new PositionClip(JointNames, FrameSeconds, places, Skeleton, MillimetresPerUnit);
    }

    /// <summary>Some frames of the clip.</summary>
    /// <param name="first">The first frame, from 0.</param>
    /// <param name="count">How many, at least 1.</param>
    /// <returns>A clip of these frames.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are no such frames.</exception>
    public PositionClip Slice(int first, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        int joints = JointNames.Count;
        return new PositionClip(
            JointNames,
            FrameSeconds,
            _positions.AsSpan(first * joints, count * joints).ToArray(),
            Skeleton,
            MillimetresPerUnit);
    }

    /// <summary>The same motion at another rate, by interpolation on the line.</summary>
    /// <param name="frameSeconds">Seconds from one frame to the next, above 0.</param>
    /// <param name="endsAtLast">Whether the last frame is the clip's last, rather than the first its first.</param>
    /// <returns>Frames from the first one on, as long as the clip goes; or up to the last one.</returns>
    /// <remarks>A rate within a thousandth of a whole fraction of this one takes frames as they are.</remarks>
    public PositionClip Resample(double frameSeconds, bool endsAtLast = false) =>
        Resample(frameSeconds, endsAtLast ? FrameCount - 1.0 : 0.0);

    /// <summary>The same motion at another rate, with a frame at a known place.</summary>
    /// <param name="frameSeconds">Seconds from one frame to the next, above 0.</param>
    /// <param name="anchor">A frame of this clip, or a place between two, at which one of the result lies.</param>
    internal PositionClip Resample(double frameSeconds, double anchor)
    {
        FrameGrid grid = FrameGrid.Of(FrameCount, FrameSeconds, frameSeconds, anchor);
        int joints = JointNames.Count;
        var positions = new Vector3D[grid.Count * joints];
        for (int joint = 0; joint < joints; joint++)
        {
            int column = joint;
            Vector3D[] path = [.. Enumerable.Range(0, FrameCount).Select(frame => Positions(frame)[column])];
            Vector3D[] values = grid.Interpolate(path);
            for (int i = 0; i < values.Length; i++)
            {
                positions[(i * joints) + joint] = values[i];
            }
        }

        double seconds = grid.Step is { } step ? FrameSeconds * step : frameSeconds;
        return new PositionClip(JointNames, seconds, positions, Skeleton, MillimetresPerUnit);
    }

    /// <inheritdoc/>
    public PositionClip ToPositions() => this;
}
