using System.Globalization;
using Praxis.Core;
using Praxis.Data;

namespace Praxis.Motion;

/// <summary>Reads the frames of one AMC file.</summary>
internal sealed class AmcFrames(MotionLines lines, AsfSkeleton skeleton)
{
    private readonly List<Vector3D> _roots = [];
    private readonly List<Rotation> _rotations = [];
    private readonly HashSet<int> _seen = [];
    private double _radians = Math.PI / 180;
    private int _first;
    private string _place = "";

    public MotionClip Read(double rate)
    {
        while (lines.Next())
        {
            string text = lines.Text;
            if (text[0] == '#')
            {
                continue;
            }

            if (text[0] == ':')
            {
                _radians = text.StartsWith(":rad", StringComparison.OrdinalIgnoreCase) ? 1 : _radians;
                continue;
            }

            string[] words = text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 1
                && int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out int number))
            {
                Begin(number);
            }
            else
            {
                Bone(words);
            }
        }

        Complete();
        return _roots.Count > 0
            ? new MotionClip(skeleton.Skeleton, 1 / rate, [.. _roots], [.. _rotations])
            : throw new InputException($"{lines.Path}: has no frame; write the file again");
    }

    private void Begin(int number)
    {
        Complete();
        _first = _roots.Count == 0 ? number : _first;
        if (number != _first + _roots.Count)
        {
            throw lines.Error($"frame {number} stands where frame {_first + _roots.Count} should; frames are"
                + " missing or out of order, copy the file again");
        }

        _place = lines.Place;
        _roots.Add(Vector3D.Zero);
        _rotations.AddRange(Enumerable.Repeat(Rotation.Identity, skeleton.Skeleton.JointCount));
    }

    private void Complete()
    {
        int missing = Enumerable.Range(0, skeleton.Bones.Count)
            .FirstOrDefault(i => skeleton.Bones[i] is { Channels.Count: > 0 } && !_seen.Contains(i), -1);
        if (_roots.Count > 0 && missing >= 0)
        {
            throw new InputException($"{_place}: the frame has no numbers for"
                + $" {skeleton.Skeleton.Joints[missing].Name}; write them, or cut the frame if the file ends here");
        }

        _seen.Clear();
    }

    private void Bone(string[] words)
    {
        if (_roots.Count == 0)
        {
            throw lines.Error($"{CellText.Plain(words[0])} stands before the first frame's number; write 1 above");
        }

        int joint = skeleton.Skeleton.Find(words[0]);
        AsfBone bone = joint >= 0 && skeleton.Bones[joint] is { } known
            ? known
            : throw lines.Error(NearestName.Unknown(
                "bone", CellText.Plain(words[0]), skeleton.Bones.OfType<AsfBone>().Select(one => one.Name)));
        if (words.Length - 1 != bone.Channels.Count || !_seen.Add(joint))
        {
            throw lines.Error(words.Length - 1 != bone.Channels.Count
                ? $"{bone.Name} has {words.Length - 1} numbers where its skeleton has {bone.Channels.Count} degrees"
                    + " of freedom; take the skeleton that belongs to the motion, or cut the frame"
                : $"{bone.Name} stands twice in this frame; cut one line");
        }

        double[] numbers = [.. words[1..].Select(Number)];
        _rotations[_rotations.Count - skeleton.Skeleton.JointCount + joint] = bone.Turn(numbers, _radians);
        if (joint == 0)
        {
            _roots[^1] = Place(bone, numbers);
        }
    }

    private static Vector3D Place(AsfBone bone, double[] numbers)
    {
        Span<double> place = [0, 0, 0];
        for (int i = 0; i < numbers.Length; i++)
        {
            if (BvhChannels.IsPosition(bone.Channels[i]))
            {
                place[BvhChannels.Axis(bone.Channels[i])] = numbers[i];
            }
        }

        return new Vector3D(place[0], place[1], place[2]);
    }

    private double Number(string word) =>
        double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
        && double.IsFinite(value)
            ? value
            : throw lines.Error($"\"{CellText.Plain(word)}\" is no finite number; mend it or cut the frame");
}
