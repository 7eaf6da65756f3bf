using System.Globalization;
using Praxis.Core;
using Praxis.Data;

namespace Praxis.Motion;

/// <summary>Reads the first half of a BVH file: the tree of joints with their channels.</summary>
internal sealed class BvhHierarchy
{
    private const int MostJoints = 2000;
    internal static readonly string[] ChannelNames =
        ["Xposition", "Yposition", "Zposition", "Xrotation", "Yrotation", "Zrotation"];

    private readonly MotionLines _lines;
    private readonly Queue<string> _tokens = new();
    private readonly List<SkeletonJoint> _joints = [];
    private readonly List<long> _lineOf = [];
    private readonly Stack<int> _open = new();
    private readonly HashSet<int> _placed = [];

    private BvhHierarchy(MotionLines lines)
    {
        _lines = lines;
    }

    /// <summary>Reads up to and with the word MOTION.</summary>
    /// <exception cref="InputException">The hierarchy is malformed.</exception>
    public static Skeleton Read(MotionLines lines, double? millimetresPerUnit) =>
        new BvhHierarchy(lines).Read(millimetresPerUnit);

    private Skeleton Read(double? millimetresPerUnit)
    {
        if (!Is(Token(), "HIERARCHY"))
        {
            throw _lines.Error($"\"{CellText.Plain(_lines.Text)}\" is not the word HIERARCHY, with which a BVH file"
                + " begins; export the motion as BVH again");
        }

        int pending = -1;
        for (string token = Token(); !Is(token, "MOTION"); token = Token())
        {
            switch (token.ToUpperInvariant())
            {
                case "ROOT":
                    pending = Add(RestOfLine(), isEndSite: false);
                    break;
                case "JOINT":
                    pending = Add(RestOfLine(), isEndSite: false);
                    break;
                case "END":
                    RestOfLine();
                    pending = Add(EndName(), isEndSite: true);
                    break;
                case "{":
                    _open.Push(pending >= 0 ? pending : throw _lines.Error("a brace opens no joint; remove it"));
                    pending = -1;
                    break;
                case "}":
                    Close();
                    break;
                case "OFFSET":
                    Replace(Current(token) with { Offset = Offset() });
                    break;
                case "CHANNELS":
                    Replace(Current(token) with { Channels = Channels() });
                    break;
                default:
                    throw _lines.Error($"\"{CellText.Plain(token)}\" is none of ROOT, JOINT, End Site, OFFSET, CHANNELS"
                        + " and MOTION; mend the hierarchy");
            }
        }

        return Finish(millimetresPerUnit);
    }

    private Skeleton Finish(double? millimetresPerUnit)
    {
        if (_open.Count > 0)
        {
            throw _lines.Error($"the hierarchy of {_joints[_open.Peek()].Name} (line {_lineOf[_open.Peek()]}) is not"
                + " closed before MOTION; add the missing brace");
        }

        if (_joints.Count == 0)
        {
            throw _lines.Error("the hierarchy has no ROOT; export the motion as BVH again");
        }

        if (_joints.All(joint => joint.Channels.Count == 0))
        {
            throw _lines.Error("no joint has CHANNELS, so that nothing moves; export the motion as BVH again");
        }

        return new Skeleton(Path.GetFileNameWithoutExtension(_lines.Path), _joints, millimetresPerUnit);
    }

    private int Add(string name, bool isEndSite)
    {
        if (_open.Count == 0 && _joints.Count > 0)
        {
            throw _lines.Error($"{CellText.Plain(name)} is a second root; save one skeleton a file");
        }

        if (_open.Count == 0 && isEndSite)
        {
            throw _lines.Error("an End Site stands outside of a joint; mend the hierarchy");
        }

        if (_joints.Count == MostJoints)
        {
            throw _lines.Error($"{CellText.Plain(name)} is joint {MostJoints + 1}, and a skeleton has at most "
                + $"{MostJoints}; leave out what does not move");
        }

        int earlier = _joints.FindIndex(joint => joint.Name == name);
        if (earlier >= 0)
        {
            throw _lines.Error($"joint {CellText.Plain(name)} stands already on line {_lineOf[earlier]};"
                + " give each joint its own name");
        }

        int parent = _open.Count == 0 ? -1 : _open.Peek();
        _joints.Add(new SkeletonJoint(name, parent, Vector3D.Zero) { IsEndSite = isEndSite });
        _lineOf.Add(_lines.LineNumber);
        return _joints.Count - 1;
    }

    // Joints with several ends are rare, and each end needs a name of its own.
    private string EndName()
    {
        string parent = _open.Count == 0 ? "" : _joints[_open.Peek()].Name;
        string name = parent + "_End";
        for (int i = 2; _joints.Any(joint => joint.Name == name); i++)
        {
            name = string.Create(CultureInfo.InvariantCulture, $"{parent}_End{i}");
        }

        return name;
    }

    private void Close()
    {
        if (_open.Count == 0)
        {
            throw _lines.Error("a brace closes no joint; remove it");
        }

        int joint = _open.Pop();
        if (!_placed.Contains(joint))
        {
            throw _lines.Error($"{_joints[joint].Name} (line {_lineOf[joint]}) has no OFFSET; add one");
        }
    }

    private SkeletonJoint Current(string token) => _open.Count > 0
        ? _joints[_open.Peek()]
        : throw _lines.Error($"{token} stands outside of a joint; mend the hierarchy");

    private void Replace(SkeletonJoint joint) => _joints[_open.Peek()] = joint;

    private Vector3D Offset()
    {
        _placed.Add(_open.Peek());
        return new Vector3D(Number("OFFSET"), Number("OFFSET"), Number("OFFSET"));
    }

    private double Number(string of)
    {
        string token = Token();
        return double.TryParse(token, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            && double.IsFinite(value)
            ? value
            : throw _lines.Error($"{of} has \"{CellText.Plain(token)}\" where it needs a number; write x, y and z");
    }

    private MotionChannel[] Channels()
    {
        SkeletonJoint joint = _joints[_open.Peek()];
        if (joint.IsEndSite || joint.Channels.Count > 0)
        {
            throw _lines.Error($"{joint.Name} may not have these CHANNELS: "
                + (joint.IsEndSite ? "it is an End Site" : "it has some already") + "; remove them");
        }

        string count = Token();
        if (!int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out int length) || length > 6)
        {
            throw _lines.Error($"CHANNELS {CellText.Plain(count)} is no count of 0 to 6; write how many names follow");
        }

        var channels = new MotionChannel[length];
        for (int i = 0; i < length; i++)
        {
            string token = Token();
            int index = Array.FindIndex(ChannelNames, name => Is(name, token));
            channels[i] = index >= 0
                ? (MotionChannel)index
                : throw _lines.Error($"channel {i + 1} of {length} of {joint.Name} is \"{CellText.Plain(token)}\";"
                    + $" it must be one of {string.Join(", ", ChannelNames)}");
        }

        MotionChannel[] positions = [.. channels.Where(BvhChannels.IsPosition)];
        int[] axes = BvhChannels.RotationAxes(channels);
        return positions.Distinct().Count() == positions.Length
            && (axes.Length == 0 || EulerOrder.Complete(axes) is not null)
            ? channels
            : throw _lines.Error($"CHANNELS of {joint.Name} repeat an axis; write each position once and rotations as"
                + " an order of Euler angles");
    }

    // The next word of the file; braces are words wherever they stand.
    private string Token()
    {
        while (_tokens.Count == 0)
        {
            if (!_lines.Next())
            {
                throw _lines.Error(
                    "the file ends within its hierarchy, before MOTION; copy it again, it may have been cut off");
            }

            foreach (string token in Words(_lines.Text))
            {
                _tokens.Enqueue(token);
            }
        }

        return _tokens.Dequeue();
    }

    private string RestOfLine()
    {
        var words = new List<string>();
        while (_tokens.Count > 0 && _tokens.Peek() is not ("{" or "}"))
        {
            words.Add(_tokens.Dequeue());
        }

        return words.Count > 0
            ? string.Join(' ', words)
            : throw _lines.Error("the joint has no name; write one behind ROOT or JOINT");
    }

    private static string[] Words(string line) => line
        .Replace("{", " { ", StringComparison.Ordinal).Replace("}", " } ", StringComparison.Ordinal)
        .Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);

    private static bool Is(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);
}
