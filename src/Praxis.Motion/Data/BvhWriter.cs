using System.Globalization;
using System.Text;
using Praxis.Core;

namespace Praxis.Motion;

/// <summary>Writes clips as BVH files that <see cref="BvhReader"/> reads back.</summary>
/// <remarks>Numbers have six decimals, so that angles come back to 1e-4 degrees. Each rotation is written with the
/// Euler angles nearest to those of the frame before, without jumps of whole turns.</remarks>
public static class BvhWriter
{
    private const string Decimals = "0.######";

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
        WriteJoint(text, clip.Skeleton, 0, 0);
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
                WriteValues(text, clip, frame, joint, near);
            }

            // The blank in front of the first number.
            text.Remove(start, Math.Min(1, text.Length - start)).Append('\n');
        }

        return text.ToString();
    }

    private static void WriteJoint(StringBuilder text, Skeleton skeleton, int index, int depth)
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
        IReadOnlyList<MotionChannel> channels = joint.ChannelsToWrite;
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
            WriteJoint(text, skeleton, child, depth + 1);
        }

        text.Append(indent).Append("}\n");
    }

    private static void WriteValues(StringBuilder text, MotionClip clip, int frame, int joint, Vector3D?[] near)
    {
        IReadOnlyList<MotionChannel> channels = clip.Skeleton.Joints[joint].ChannelsToWrite;
        int[] axes = BvhChannels.RotationAxes(channels);
        Vector3D place = joint == 0 ? clip.RootPositions[frame] : clip.Translation(frame, joint);
        Vector3D angles = default;
        if (axes.Length > 0 && EulerOrder.Complete(axes) is { } order)
        {
            Rotation rotation = clip.Rotations(frame)[joint];
            angles = near[joint] is { } before ? rotation.ToEuler(order, before) : rotation.ToEuler(order);
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
