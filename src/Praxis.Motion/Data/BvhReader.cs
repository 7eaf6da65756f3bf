using System.Globalization;
using System.Text.RegularExpressions;
using Praxis.Core;
using Praxis.Data;

namespace Praxis.Motion;

/// <summary>Reads Biovision's BVH files: a tree of joints and a row of channels a frame.</summary>
/// <remarks>Channels may come in any order and number, positions on any joint; blanks, tabs and CRLF are alike. A
/// joint's positions stand instead of its OFFSET. Each End Site becomes a joint <c>parent_End</c>.</remarks>
public sealed partial class BvhReader : IReader<IMotionClip, MotionReadOptions>
{
    /// <inheritdoc/>
    public string Format => "bvh";

    /// <inheritdoc/>
    public bool Accepts(string path) => MotionFile.HasEnding(path, ".bvh");

    /// <inheritdoc/>
    public IMotionClip Read(string path, MotionReadOptions options) => ReadClip(path, options);

    /// <summary>Reads a BVH file.</summary>
    /// <param name="path">The file, plain or compressed as .gz.</param>
    /// <param name="options">What the user says about the file.</param>
    /// <returns>The clip.</returns>
    /// <exception cref="InputException">The file cannot be used; one line with file, line and the mend.</exception>
    public static MotionClip ReadClip(string path, MotionReadOptions options)
    {
        using var lines = new MotionLines(path);
        double? millimetres = options.MillimetresPerUnit > 0 ? options.MillimetresPerUnit : null;
        Skeleton skeleton = BvhHierarchy.Read(lines, millimetres);
        (int count, string place) = FrameCount(lines);
        double seconds = FrameSeconds(lines, options);
        List<double[]> rows = Rows(lines, skeleton);
        if (rows.Count != count)
        {
            string cause = rows.Count < count ? "the file may have been cut off; " : "";
            throw new InputException($"{place}: says {count} frames, and {rows.Count} rows follow; {cause}"
                + "write the true count or the file again");
        }

        MotionClip clip = Clip(skeleton, seconds, rows);
        return MotionFile.WithoutFirst(clip, path, options);
    }

    private static (int Count, string Place) FrameCount(MotionLines lines)
    {
        string number = Value(lines, FramesLine(), "Frames: and their count");
        return int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count > 0
            ? (count, lines.Place)
            : throw lines.Error($"says {CellText.Plain(number)} frames; a motion has at least 1, export it again");
    }

    private static double FrameSeconds(MotionLines lines, MotionReadOptions options)
    {
        string number = Value(lines, FrameTimeLine(), "Frame Time: and the seconds of a frame");
        if (options.FrameRate > 0)
        {
            return 1 / options.FrameRate;
        }

        return double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds)
            && seconds > 0 && double.IsFinite(seconds)
            ? seconds
            : throw lines.Error($"the frame time is {CellText.Plain(number)}; write the seconds from one frame to the"
                + " next, as in 0.0083333, or give the frame rate as an option");
    }

    private static string Value(MotionLines lines, Regex form, string wanted)
    {
        if (!lines.Next())
        {
            throw lines.Error($"the file ends where {wanted} should stand; copy it again, it may have been cut off");
        }

        Match match = form.Match(lines.Text);
        return match.Success
            ? match.Groups["value"].Value
            : throw lines.Error($"\"{CellText.Plain(lines.Text)}\" stands where {wanted} should; mend the line");
    }

    private static List<double[]> Rows(MotionLines lines, Skeleton skeleton)
    {
        string[] names =
        [
            .. skeleton.Joints.SelectMany(joint => joint.Channels.Select(channel =>
                $"{joint.Name} {BvhHierarchy.ChannelNames[(int)channel]}")),
        ];
        var rows = new List<double[]>();
        while (lines.Next())
        {
            rows.Add(lines.Numbers(
                ' ', names.Length, "the channels of the hierarchy", index => names[index]));
        }

        return rows;
    }

    private static MotionClip Clip(Skeleton skeleton, double seconds, List<double[]> rows)
    {
        int joints = skeleton.JointCount;
        var roots = new Vector3D[rows.Count];
        var rotations = new Rotation[rows.Count * joints];
        Dictionary<int, Vector3D[]> translations = Enumerable.Range(1, joints - 1)
            .Where(joint => skeleton.Joints[joint].Channels.Any(BvhChannels.IsPosition))
            .ToDictionary(joint => joint, _ => new Vector3D[rows.Count]);
        for (int frame = 0; frame < rows.Count; frame++)
        {
            ReadOnlySpan<double> rest = rows[frame];
            for (int joint = 0; joint < joints; joint++)
            {
                SkeletonJoint one = skeleton.Joints[joint];
                (Rotation rotation, Vector3D place) = BvhChannels.Pose(one.Channels, rest, one.Offset);
                rest = rest[one.Channels.Count..];
                rotations[(frame * joints) + joint] = rotation;
                if (joint == 0)
                {
                    roots[frame] = place;
                }
                else if (translations.TryGetValue(joint, out Vector3D[]? places))
                {
                    places[frame] = place;
                }
            }
        }

        return new MotionClip(skeleton, seconds, roots, rotations, translations);
    }

    [GeneratedRegex(@"^Frames\s*:\s*(?<value>\S+)$", RegexOptions.IgnoreCase)]
    private static partial Regex FramesLine();

    [GeneratedRegex(@"^Frame\s+Time\s*:\s*(?<value>\S+)$", RegexOptions.IgnoreCase)]
    private static partial Regex FrameTimeLine();
}
