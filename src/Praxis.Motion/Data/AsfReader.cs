using System.Globalization;
using Praxis.Core;
using Praxis.Data;

namespace Praxis.Motion;

/// <summary>Reads Acclaim's ASF skeletons.</summary>
/// <remarks>A joint stands where its bone begins, so that it turns about the same point as a BVH joint; the end of a
/// bone without children is a joint <c>bone_End</c>. The unit of length is an inch divided by <c>:units length</c>, as
/// in the CMU database, where it is 0.45.</remarks>
internal sealed class AsfReader
{
    private const string RootName = "root";
    private const double MillimetresPerInch = 25.4;

    private readonly MotionLines _lines;
    private readonly Dictionary<string, AsfBone> _bones = [];
    private readonly Dictionary<string, List<string>> _children = [];
    private double _length = 1;
    private double _radians = Math.PI / 180;
    private (double[] Angles, string Letters) _rootAxis = ([0, 0, 0], "XYZ");

    private AsfReader(MotionLines lines)
    {
        _lines = lines;
    }

    /// <summary>Reads a skeleton.</summary>
    /// <exception cref="InputException">The file is malformed; one line with file, line and the mend.</exception>
    public static AsfSkeleton Read(string path)
    {
        using var lines = new MotionLines(path);
        return new AsfReader(lines).Read();
    }

    private AsfSkeleton Read()
    {
        string section = "";
        while (NextLine())
        {
            string[] words = Words();
            if (words[0][0] == ':')
            {
                section = words[0].ToLowerInvariant();
                continue;
            }

            switch (section)
            {
                case ":units":
                    Unit(words);
                    break;
                case ":root":
                    Root(words);
                    break;
                case ":bonedata":
                    Bone(words);
                    break;
                case ":hierarchy":
                    Hierarchy(words);
                    break;
                case "":
                    throw _lines.Error($"\"{CellText.Plain(_lines.Text)}\" is not the beginning of an ASF skeleton;"
                        + " give the ASF file that belongs to the motion");
                default:
                    break;
            }
        }

        return Finish();
    }

    private void Unit(string[] words)
    {
        if (words[0].Equals("length", StringComparison.OrdinalIgnoreCase))
        {
            _length = Number(words, 1);
            _length = _length > 0 ? _length : throw _lines.Error("the unit of length must be above 0; mend it");
        }
        else if (words[0].Equals("angle", StringComparison.OrdinalIgnoreCase) && words.Length > 1)
        {
            _radians = words[1].StartsWith("rad", StringComparison.OrdinalIgnoreCase) ? 1 : Math.PI / 180;
        }
    }

    private void Root(string[] words)
    {
        switch (words[0].ToLowerInvariant())
        {
            case "order":
                _bones[RootName] = new AsfBone(RootName) { Channels = Channels(words[1..]) };
                break;
            case "axis":
                _rootAxis.Letters = words.Length > 1 ? words[1] : "XYZ";
                break;
            case "orientation":
                _rootAxis.Angles = [Number(words, 1), Number(words, 2), Number(words, 3)];
                break;
            default:
                break;
        }
    }

    private void Bone(string[] words)
    {
        if (!words[0].Equals("begin", StringComparison.OrdinalIgnoreCase))
        {
            throw _lines.Error($"\"{CellText.Plain(_lines.Text)}\" stands between bones; each begins with begin and"
                + " ends with end");
        }

        string place = _lines.Place;
        string name = "";
        Vector3D direction = default;
        double length = 0;
        var bone = new AsfBone("");
        while (true)
        {
            words = NextLine() ? Words() : throw new InputException(
                $"{place}: the file ends within this bone; copy it again, it may have been cut off");
            switch (words[0].ToLowerInvariant())
            {
                case "end":
                    name = name.Length > 0 && name != RootName && !_bones.ContainsKey(name)
                        ? name
                        : throw new InputException($"{place}: the bone has no name of its own; give it one");
                    _bones.Add(name, bone with { Name = name, Vector = length * direction });
                    return;
                case "name":
                    name = words.Length > 1 ? words[1] : "";
                    break;
                case "direction":
                    direction = new Vector3D(Number(words, 1), Number(words, 2), Number(words, 3));
                    break;
                case "length":
                    length = Number(words, 1);
                    break;
                case "axis":
                    double[] angles = [Number(words, 1), Number(words, 2), Number(words, 3)];
                    bone = bone with { Axis = Axis(angles, words.Length > 4 ? words[4] : "XYZ") };
                    break;
                case "dof":
                    bone = bone with { Channels = Channels(words[1..]) };
                    break;
                default:
                    break;
            }
        }
    }

    private void Hierarchy(string[] words)
    {
        if (words[0].ToLowerInvariant() is "begin" or "end")
        {
            return;
        }

        foreach (string word in words)
        {
            if (!_bones.ContainsKey(word) && word != RootName)
            {
                throw _lines.Error(NearestName.Unknown("bone", CellText.Plain(word), _bones.Keys));
            }
        }

        if (!_children.TryAdd(words[0], [.. words[1..]]))
        {
            _children[words[0]].AddRange(words[1..]);
        }
    }

    private AsfSkeleton Finish()
    {
        string path = _lines.Path;
        if (!_bones.TryGetValue(RootName, out AsfBone? root) || _children.Count == 0)
        {
            throw new InputException($"{path}: has no :root with its order or no :hierarchy; give a whole ASF file");
        }

        _bones[RootName] = root with { Axis = Axis(_rootAxis.Angles, _rootAxis.Letters) };
        var joints = new List<SkeletonJoint>();
        var bones = new List<AsfBone?>();
        Add(RootName, -1, Vector3D.Zero);
        var skeleton = new Skeleton(
            Path.GetFileNameWithoutExtension(path), joints, MillimetresPerInch / _length);
        return new AsfSkeleton(skeleton, bones);

        void Add(string name, int parent, Vector3D offset)
        {
            if (joints.Any(joint => joint.Name == name))
            {
                throw new InputException($"{path}: bone {name} stands twice in the hierarchy; name each child once");
            }

            int index = joints.Count;
            joints.Add(new SkeletonJoint(name, parent, offset));
            bones.Add(_bones[name]);
            Vector3D end = _bones[name].Vector;
            if (!_children.TryGetValue(name, out List<string>? children))
            {
                joints.Add(new SkeletonJoint(name + "_End", index, end) { IsEndSite = true });
                bones.Add(null);
                return;
            }

            children.ForEach(child => Add(child, index, end));
        }
    }

    private Rotation Axis(double[] angles, string letters)
    {
        Rotation rotation = Rotation.Identity;
        for (int i = 0; i < 3; i++)
        {
            int axis = letters.Length == 3 ? "XYZ".IndexOf(letters[i], StringComparison.OrdinalIgnoreCase) : -1;
            rotation = axis >= 0
                ? Rotation.AboutAxis(axis, angles[i] * _radians) * rotation
                : throw _lines.Error($"axis order {CellText.Plain(letters)} is not three of X, Y and Z; mend it");
        }

        return rotation;
    }

    private MotionChannel[] Channels(string[] words) =>
    [
        .. words.Select(word => word.ToLowerInvariant() switch
        {
            "tx" => MotionChannel.XPosition,
            "ty" => MotionChannel.YPosition,
            "tz" => MotionChannel.ZPosition,
            "rx" => MotionChannel.XRotation,
            "ry" => MotionChannel.YRotation,
            "rz" => MotionChannel.ZRotation,
            _ => throw _lines.Error($"degree of freedom {CellText.Plain(word)} is not read; TX, TY, TZ, RX, RY and RZ"
                + " are"),
        }),
    ];

    private double Number(string[] words, int index) => index < words.Length
        && double.TryParse(words[index], NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
        && double.IsFinite(value)
            ? value
            : throw _lines.Error($"{CellText.Plain(words[0])} needs a number as word {index + 1}; mend the line");

    private bool NextLine()
    {
        while (_lines.Next())
        {
            if (_lines.Bytes[0] != '#')
            {
                return true;
            }
        }

        return false;
    }

    private string[] Words() => _lines.Text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
}
