using System.Globalization;
using System.Text;
using Praxis.Core;

namespace Praxis.Motion;

/// <summary>Writes clips as BVH files that <see cref="BvhReader"/> reads back.</summary>
/// <remarks>Numbers have six decimals, so that angles come back to 1e-4 degrees. Each rotation is written with the
/// Euler angles nearest to those of the frame before, without jumps of whole turns. A joint with fewer than three
/// channels of rotation keeps them where they hold how it turns; else the missing ones are added behind them, so that
/// the file has the clip's positions.</remarks>
public static class BvhWriter
{
    private const string Decimals = "0.######";
    private const double SameAngle = 1e-6;
    private static readonly int[] UsualAxes = [2, 1, 0];

    /// <summary>Writes a file.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="clip">The clip; joints without channels get rotations about z, y and x, the root positions
    /// too.</param>
    /// <exception cref="StorageException">The file cannot be written.</exception>
    public static void Write(string path, MotionClip clip) => AtomicFile.WriteText(path, ToText(clip));

    /// <summary>The text of the file.</summary>
    /// <param name="clip">The clip.</param>
    /// <returns>Lines that end in LF.</returns>
    public static string ToText(MotionClip clip)
    {
        var text = new StringBuilder("HIERARCHY\n");
        IReadOnlyList<MotionChannel>[] channels =
            [.. Enumerable.Range(0, clip.Skeleton.JointCount).Select(joint => Channels(clip, joint))];
        WriteJoint(text, clip.Skeleton, channels, 0, 0);
        text.Append("MOTION\n");
        text.Append(CultureInfo.InvariantCulture, $"Frames: {clip.FrameCount}\n");
        text.Append("Frame Time: ").Append(clip.FrameSeconds.ToString("0.##########", CultureInfo.InvariantCulture))
            .Append('\n');
        var near = new Vector3D?[clip.Skeleton.JointCount];
        int[] order = [.. Order(clip.Skeleton, 0)];
        for (int frame = 0; frame < clip.FrameCount; frame++)
        {
            int start = text.Length;
            foreach (int joint in order)
            {
                WriteValues(text, clip, channels[joint], frame, joint, near);
            }

            // The blank in front of the first number.
            text.Remove(start, Math.Min(1, text.Length - start)).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Joints that get more channels of rotation than they have, as theirs do not hold how they turn.
    /// </summary>
    internal static string[] Widened(MotionClip clip) =>
    [
        .. clip.Skeleton.Joints.Where((joint, i) => Channels(clip, i).Count > joint.ChannelsToWrite.Count)
            .Select(static joint => joint.Name),
    ];

    // A joint's own channels where they hold all its turns, else with the missing rotations behind them.
    private static IReadOnlyList<MotionChannel> Channels(MotionClip clip, int joint)
    {
        IReadOnlyList<MotionChannel> own = clip.Skeleton.Joints[joint].ChannelsToWrite;
        int[] axes = BvhChannels.RotationAxes(own);
        if (axes.Length == 3 || clip.Skeleton.Joints[joint].IsEndSite)
        {
            return own;
        }

        return Enumerable.Range(0, clip.FrameCount).All(frame => Holds(axes, clip.Rotations(frame)[joint]))
            ? own
            : [.. own, .. (axes.Length == 0 ? UsualAxes : Enumerable.Range(0, 3).Except(axes)).Select(static axis =>
                MotionChannel.XRotation + axis)];
    }

    private static bool Holds(int[] axes, Rotation rotation) => EulerOrder.Complete(axes) is { } order
        ? Rotation.FromEuler(order, FewAngles(order, axes.Length, rotation)).AngleTo(rotation) < SameAngle
        : rotation.AngleTo(Rotation.Identity) < SameAngle;

    // The angles about the first one or two axes, of a rotation that has no third: of R_i(a) R_j(b) the image of axis j
    // tells a, however the other one turns.
    private static Vector3D FewAngles(EulerOrder order, int count, Rotation rotation)
    {
        (int i, int j, int k) = (order.First, order.Second, order.Remaining);
        double first = Math.Atan2(order.Sign * rotation[k, j], rotation[j, j]);
        Rotation rest = Rotation.AboutAxis(i, -first) * rotation;
        double second = count > 1 ? Math.Atan2(order.Sign * rest[i, k], rest[k, k]) : 0;
        return new Vector3D(first * 180 / Math.PI, second * 180 / Math.PI, 0);
    }

    private static void WriteJoint(
        StringBuilder text, Skeleton skeleton, IReadOnlyList<MotionChannel>[] all, int index, int depth)
    {
        SkeletonJoint joint = skeleton.Joints[index];
        string indent = new('\t', depth);
        string head = joint.IsEndSite ? "End Site" : $"{(index == 0 ? "ROOT" : "JOINT")} {joint.Name}";
        text.Append(indent).Append(head).Append('\n').Append(indent).Append("{\n");
        text.Append(indent).Append("\tOFFSET");
        for (int axis = 0; axis < 3; axis++)
        {
            text.Append(' ').Append(Format(joint.Offset[axis]));
        }

        text.Append('\n');
        IReadOnlyList<MotionChannel> channels = all[index];
        if (channels.Count > 0)
        {
            text.Append(indent).Append(CultureInfo.InvariantCulture, $"\tCHANNELS {channels.Count}");
            foreach (MotionChannel channel in channels)
            {
                string kind = BvhChannels.IsPosition(channel) ? "position" : "rotation";
                text.Append(' ').Append("XYZ"[BvhChannels.Axis(channel)]).Append(kind);
            }

            text.Append('\n');
        }

        foreach (int child in Children(skeleton, index))
        {
            WriteJoint(text, skeleton, all, child, depth + 1);
        }

        text.Append(indent).Append("}\n");
    }

    private static void WriteValues(
        StringBuilder text,
        MotionClip clip,
        IReadOnlyList<MotionChannel> channels,
        int frame,
        int joint,
        Vector3D?[] near)
    {
        int[] axes = BvhChannels.RotationAxes(channels);
        Vector3D place = joint == 0 ? clip.RootPositions[frame] : clip.Translation(frame, joint);
        Vector3D angles = default;
        if (axes.Length > 0 && EulerOrder.Complete(axes) is { } order)
        {
            Rotation rotation = clip.Rotations(frame)[joint];
            Vector3D? before = near[joint];
            if (axes.Length < 3)
            {
                angles = FewAngles(order, axes.Length, rotation);
                angles = before is { } last ? Rotation.Unwrapped(angles, last) : angles;
            }
            else
            {
                angles = before is { } last ? rotation.ToEuler(order, last) : rotation.ToEuler(order);
            }

            near[joint] = angles;
        }

        int turn = 0;
        foreach (MotionChannel channel in channels)
        {
            double value = BvhChannels.IsPosition(channel) ? place[BvhChannels.Axis(channel)] : angles[turn++];
            text.Append(' ').Append(Format(value));
        }
    }

    private static IEnumerable<int> Children(Skeleton skeleton, int parent) =>
        Enumerable.Range(0, skeleton.JointCount).Where(joint => skeleton.Joints[joint].Parent == parent);

    // The order of the hierarchy, which the rows follow.
    private static IEnumerable<int> Order(Skeleton skeleton, int joint) =>
        Children(skeleton, joint).SelectMany(child => Order(skeleton, child)).Prepend(joint);

    private static string Format(double value)
    {
        string text = value.ToString(Decimals, CultureInfo.InvariantCulture);
        return text == "-0" ? "0" : text;
    }
}
