using System.Globalization;

namespace Praxis.Motion;

/// <summary>Measures one clip for <see cref="MotionInspection"/>.</summary>
internal sealed class MotionInspector
{
    private const double ConstantSpread = 1e-4;
    private const double RestJump = 10;
    private const double RestSize = 0.01;
    private const double RestAngle = 1e-3;
    private const double PersonMillimetres = 1700;
    private const double UnitFactor = 1.7;
    private const double ShortestStride = 0.5;
    private const double LongestStride = 2;
    private const double UsualStride = 1.1;
    private const double JumpRatio = 5;
    private const double JumpSizesPerSecond = 7;
    private const int JumpNeighbours = 5;
    private const double RigidChange = 0.02;

    private static readonly (string Name, double Millimetres)[] Units =
    [
        ("mm", 1), ("cm", 10), ("m", 1000), ("inches", 25.4), ("feet", 304.8),
        ("CMU's unit of 56.44 mm (1 / 0.45 inch)", 25.4 / 0.45),
    ];

    private static readonly double[] Rates = [24, 25, 30, 50, 60, 100, 120, 200, 240];

    private readonly IMotionClip _clip;
    private readonly string _path;
    private readonly PositionClip _positions;
    private readonly PositionClip _pose;
    private readonly int _joints;
    private readonly double _size;

    public MotionInspector(IMotionClip clip, string path)
    {
        _clip = clip;
        _path = path;
        _positions = clip.ToPositions();
        _pose = clip is MotionClip rotations ? ForwardKinematics.Positions(rotations, keepRoot: false) : _positions;
        _joints = clip.JointNames.Count;
        _size = BodySize.Of(_positions);
    }

    public MotionInspection Inspect()
    {
        Skeleton? skeleton = (_clip as MotionClip)?.Skeleton ?? _positions.Skeleton;
        int ends = skeleton?.Joints.Count(joint => joint.IsEndSite) ?? 0;
        (PoseMatrix numbers, Func<int, string> name) = Numbers();
        int up = UpwardAxis.Of(_positions);
        (bool rests, double ratio) = FirstFrame();
        double? stride = GaitPeriod.Frames(_positions, up, _size) * _clip.FrameSeconds;
        (double change, string bone) = LeastRigid();
        var found = new MotionInspection
        {
            Path = _path,
            FrameCount = _clip.FrameCount,
            FrameSeconds = _clip.FrameSeconds,
            HasRotations = _clip is MotionClip,
            JointCount = _joints - ends,
            EndSiteCount = ends,
            ChannelCount = numbers.NodeCount - (_clip is MotionClip ? 3 * ends : 0),
            ConstantChannels = Constant(numbers, name, skeleton),
            NotFiniteCount = numbers.Values.ToArray().Count(value => !double.IsFinite(value)),
            BodySize = _size,
            MillimetresPerUnit = _positions.MillimetresPerUnit,
            GuessedUnit = Unit(),
            UpAxis = up,
            FloorHeight = Floor(up),
            HasRestingFirstFrame = rests,
            FirstStepRatio = ratio,
            StrideSeconds = stride,
            SuggestedFrameRate = Rate(stride),
            BoneLengthChange = change,
            LeastRigidBone = bone,
            Jumps = Jumps(rests ? 2 : 1),
            Warnings = [],
        };
        string root = _clip is MotionClip motion ? StillRoot.WarningOf(motion) : "";
        return found with { Warnings = [.. Warnings(found), .. root.Length > 0 ? [root] : (string[])[]] };
    }

    private static IEnumerable<int> Frames(int count) => Enumerable.Range(0, count);

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return values.Length == 0 ? 0 : values[values.Length / 2];
    }

    private (PoseMatrix Numbers, Func<int, string> Name) Numbers()
    {
        if (_clip is MotionClip rotations)
        {
            return (ExponentialMapRows.Of(rotations), column => column < 3
                ? $"{_clip.JointNames[0]} position {"xyz"[column]}"
                : $"{_clip.JointNames[(column / 3) - 1]} rotation {"xyz"[column % 3]}");
        }

        return (_positions.ToMatrix(), column => $"{_clip.JointNames[column / 3]} position {"xyz"[column % 3]}");
    }

    private List<string> Constant(PoseMatrix numbers, Func<int, string> name, Skeleton? skeleton)
    {
        var constant = new List<string>();
        for (int column = 0; column < numbers.NodeCount; column++)
        {
            int joint = _clip is MotionClip ? (column / 3) - 1 : column / 3;
            double low = double.PositiveInfinity;
            double high = double.NegativeInfinity;
            for (int frame = 0; frame < numbers.FrameCount; frame++)
            {
                low = Math.Min(low, numbers[frame, column]);
                high = Math.Max(high, numbers[frame, column]);
            }

            bool isEnd = _clip is MotionClip && joint >= 0 && skeleton!.Joints[joint].IsEndSite;
            if (high - low < ConstantSpread && !isEnd)
            {
                constant.Add(name(column));
            }
        }

        return constant;
    }

    private double Floor(int up)
    {
        double[] lowest =
        [
            .. Frames(_clip.FrameCount).Select(frame => _positions.Positions(frame).ToArray().Min(place => place[up])),
        ];
        Array.Sort(lowest);
        return lowest[lowest.Length / 100];
    }

    private (bool Rests, double Ratio) FirstFrame()
    {
        if (_clip.FrameCount < 3)
        {
            return (false, 1);
        }

        double[] steps = [.. Frames(_clip.FrameCount - 1).Select(frame => Step(frame + 1))];
        double first = steps[0];
        double median = Median(steps);
        double ratio = median > 0 ? first / median : first > 0 ? double.PositiveInfinity : 1;
        bool isUnturned = _clip is MotionClip clip && IsUnturned(clip, 0) && !IsUnturned(clip, 1);
        return (isUnturned || (ratio > RestJump && first > RestSize * _size), ratio);
    }

    private static bool IsUnturned(MotionClip clip, int frame) =>
        clip.Rotations(frame)[1..].ToArray().All(turn => turn.AngleTo(Rotation.Identity) < RestAngle);

    // Mean way of the joints from the frame before, without the root's path.
    private double Step(int frame)
    {
        ReadOnlySpan<Vector3D> before = _pose.Positions(frame - 1);
        ReadOnlySpan<Vector3D> after = _pose.Positions(frame);
        double sum = 0;
        for (int joint = 0; joint < _joints; joint++)
        {
            sum += (after[joint] - before[joint]).Length;
        }

        return sum / _joints;
    }

    private string Unit()
    {
        (string name, double millimetres) =
            Units.MinBy(unit => Math.Abs(Math.Log(unit.Millimetres * _size / PersonMillimetres)));
        double factor = millimetres * _size / PersonMillimetres;
        return factor is > 1 / UnitFactor and < UnitFactor ? name : "";
    }

    private double? Rate(double? stride) => stride is < ShortestStride or > LongestStride
        ? Rates.MinBy(rate => Math.Abs(Math.Log(stride.Value / _clip.FrameSeconds / UsualStride / rate)))
        : null;

    private (double Change, string Bone) LeastRigid()
    {
        if (_clip is MotionClip)
        {
            return (0, "");
        }

        int[] parents = _positions.Skeleton?.Parents.ToArray() ?? BoneTree.Guess(_positions);
        (double most, string bone) = (0, "");
        for (int joint = 0; joint < _joints; joint++)
        {
            if (parents[joint] >= 0)
            {
                double[] lengths = [.. Frames(_clip.FrameCount).Select(frame => Length(frame, joint, parents[joint]))];
                double mean = lengths.Average();
                double change = mean > 0 ? (lengths.Max() - lengths.Min()) / mean : 0;
                (most, bone) = change > most
                    ? (change, $"{_clip.JointNames[parents[joint]]} to {_clip.JointNames[joint]}")
                    : (most, bone);
            }
        }

        return (most, bone);
    }

    private double Length(int frame, int left, int right) =>
        (_positions.Positions(frame)[left] - _positions.Positions(frame)[right]).Length;

    private List<MotionJump> Jumps(int first)
    {
        var jumps = new List<MotionJump>();
        double least = JumpSizesPerSecond * _size;
        for (int joint = 0; joint < _joints; joint++)
        {
            double[] speeds =
            [
                0,
                .. Frames(_clip.FrameCount - 1).Select(frame =>
                    (_positions.Positions(frame + 1)[joint] - _positions.Positions(frame)[joint]).Length
                    / _clip.FrameSeconds),
            ];
            for (int frame = first; frame < speeds.Length; frame++)
            {
                if (speeds[frame] > least)
                {
                    int low = Math.Max(first, frame - JumpNeighbours);
                    int high = Math.Min(speeds.Length - 1, frame + JumpNeighbours);
                    double usual = Median(speeds[low..(high + 1)]);
                    if (speeds[frame] > JumpRatio * usual)
                    {
                        jumps.Add(new MotionJump(frame, _clip.JointNames[joint], speeds[frame], usual));
                    }
                }
            }
        }

        return [.. jumps.OrderBy(jump => jump.Frame)];
    }

    private static IEnumerable<string> Warnings(MotionInspection found)
    {
        if (found.NotFiniteCount > 0)
        {
            yield return Text($"{found.NotFiniteCount} numbers are not finite; mend or cut these frames");
        }

        if (found.HasRestingFirstFrame)
        {
            yield return Text($"the first frame is a resting pose, {found.FirstStepRatio:0} usual steps before the")
                + " second; drop it";
        }

        if (found.SuggestedFrameRate is { } rate)
        {
            yield return Text($"a stride lasts {found.StrideSeconds:0.##} s at {1 / found.FrameSeconds:0.##} frames a")
                + Text($" second, and people take 0.8 to 1.6; the true rate may be {rate}, give it as the frame rate");
        }

        if (found.MillimetresPerUnit * found.BodySize is < PersonMillimetres / 3 or > PersonMillimetres * 2)
        {
            yield return Text($"the body is {found.MillimetresPerUnit * found.BodySize:0} mm large; check the unit");
        }
        else if (found.MillimetresPerUnit is null)
        {
            yield return "the file does not say its unit; give the millimetres of one, or errors are in units";
        }

        if (found.UpAxis != 1)
        {
            yield return $"{"xyz"[found.UpAxis]} seems to point up where y should; turn the clip or name the axis";
        }

        if (found.BoneLengthChange > RigidChange)
        {
            yield return Text($"the bone {found.LeastRigidBone} changes its length by")
                + Text($" {100 * found.BoneLengthChange:0} %; smooth the markers or fit a skeleton");
        }

        if (found.Jumps.Count > 0)
        {
            string count = Text($"{found.Jumps.Count} {(found.Jumps.Count == 1 ? "jump" : "jumps")}");
            yield return Text($"{count}, the first of {found.Jumps[0].Joint} at frame")
                + Text($" {found.Jumps[0].Frame + 1}; cut the clip there or mend the frame");
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
