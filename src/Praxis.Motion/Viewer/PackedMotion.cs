using System.Text.Json;

namespace Praxis.Motion;

/// <summary>The numbers of a view as the viewer's script reads them.</summary>
/// <remarks>Lengths are millimetres to a tenth where the unit is known, else units to 1/20000 of the figure. A frame is
/// the differences to the frame before, zigzag coded in bytes of seven bits, in base 64: about 1.5 bytes a number. y
/// points up.</remarks>
internal sealed class PackedMotion
{
    private const double StepsPerMillimetre = 10;
    private const double StepsPerFigure = 20_000;
    private readonly MotionView _view;
    private readonly double _unit;
    private readonly double _steps;
    private readonly Vector3D _origin;

    public PackedMotion(MotionView view)
    {
        _view = view;
        PositionClip truth = view.Truth;
        _unit = truth.MillimetresPerUnit ?? 1;
        _origin = Turned(truth.Positions(view.ObservedCount - 1)[0]);
        Vector3D[] pose = [.. truth.Positions(view.ObservedCount - 1).ToArray().Select(Turned)];
        Size = pose.Max(one => pose.Max(other => (one - other).Length));
        _steps = truth.MillimetresPerUnit is not null ? StepsPerMillimetre
            : Size > 0 ? StepsPerFigure / Size
            : 1;
    }

    /// <summary>Largest distance of two joints in the last observed frame, in the unit shown.</summary>
    public double Size { get; }

    /// <summary>The unit shown.</summary>
    public string Unit => _view.Truth.MillimetresPerUnit is null ? "units" : "mm";

    /// <summary>JSON without any character that has a meaning in HTML.</summary>
    public string ToJson()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteNumber("observed", _view.ObservedCount);
            json.WriteNumber("future", _view.Predicted.FrameCount);
            json.WriteNumber("ms", Math.Round(1000 * _view.Truth.FrameSeconds, 6));
            json.WriteNumber("scale", _steps);
            json.WriteNumber("yaw", Math.Round(Yaw(), 4));
            json.WriteNumber("floor", Math.Round(Floor(), 4));
            json.WriteNumber("grid", Unit == "mm" ? 500 : Size > 0 ? Size / 3 : 1);
            json.WriteString("unit", Unit);
            Write(json, "names", [_view.TruthName, _view.PredictionName]);
            Write(json, "joints", _view.Truth.JointNames);
            json.WriteStartArray("parents");
            Parents().ToList().ForEach(json.WriteNumberValue);
            json.WriteEndArray();
            json.WriteString("truth", Pack(_view.Truth));
            json.WriteString("predicted", Pack(_view.Predicted));
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void Write(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        values.ToList().ForEach(json.WriteStringValue);
        json.WriteEndArray();
    }

    private IEnumerable<int> Parents()
    {
        PositionClip truth = _view.Truth;
        return _view.Parents
            ?? truth.Skeleton?.Parents.ToArray()
            ?? Enumerable.Repeat(-1, truth.JointNames.Count);
    }

    // In the unit shown, y up.
    private Vector3D Turned(Vector3D place) => _unit * (_view.UpAxis switch
    {
        0 => new Vector3D(-place.Y, place.X, place.Z),
        2 => new Vector3D(place.X, place.Z, -place.Y),
        _ => place,
    });

    private double Floor() => Enumerable.Range(0, _view.Truth.FrameCount)
        .Min(frame => _view.Truth.Positions(frame).ToArray().Min(place => Turned(place).Y)) - _origin.Y;

    // Where the figure looks when the observation ends: at right angles to the line from its right hip to its left one.
    private double Yaw()
    {
        string?[] parts = BodyParts.Of(_view.Truth.JointNames);
        foreach (string part in new[] { "thigh", "arm", "shin" })
        {
            int left = Array.IndexOf(parts, $"l.{part}.0");
            int right = Array.IndexOf(parts, $"r.{part}.0");
            if (left >= 0 && right >= 0)
            {
                ReadOnlySpan<Vector3D> pose = _view.Truth.Positions(_view.ObservedCount - 1);
                Vector3D across = Turned(pose[left]) - Turned(pose[right]);
                return Math.Atan2(-across.Z, across.X);
            }
        }

        return 0;
    }

    private string Pack(PositionClip clip)
    {
        var bytes = new List<byte>();
        var before = new long[3 * clip.JointNames.Count];
        for (int frame = 0; frame < clip.FrameCount; frame++)
        {
            ReadOnlySpan<Vector3D> pose = clip.Positions(frame);
            for (int i = 0; i < before.Length; i++)
            {
                long value = (long)Math.Round(_steps * (Turned(pose[i / 3]) - _origin)[i % 3]);
                Append(bytes, value - before[i]);
                before[i] = value;
            }
        }

        return Convert.ToBase64String([.. bytes]);
    }

    private static void Append(List<byte> bytes, long difference)
    {
        ulong zigzag = (ulong)((difference << 1) ^ (difference >> 63));
        while (zigzag > 127)
        {
            bytes.Add((byte)(128 | (zigzag & 127)));
            zigzag >>= 7;
        }

        bytes.Add((byte)zigzag);
    }
}
