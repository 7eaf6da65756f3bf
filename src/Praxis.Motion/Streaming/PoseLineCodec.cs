using System.Globalization;
using System.Text;
using System.Text.Json;
using Praxis.Core;
using Praxis.Data;

namespace Praxis.Motion;

/// <summary>Poses and predictions as lines: one frame a line in, one prediction a line out, as JSON or as
/// CSV.</summary>
/// <remarks>In: <c>[0.1, 0.2]</c>, <c>{"frame": 7, "pose": [0.1, 0.2]}</c> or <c>0.1,0.2</c>; <c>null</c> for a frame
/// that did not come. The first line tells which; a header of names in front of CSV and blank lines are passed over.
/// Out: as JSON <c>{"frame":7,"source":"model","estimated":0,"ms":0.41,"poses":[[...],...]}</c>, or as CSV frame,
/// source, estimated, ms and then all numbers of the first pose, of the second, and so on.</remarks>
public sealed class PoseLineCodec
{
    private const string Missing = "null";
    private const long GreatestNumber = 1L << 53;
    private readonly int _nodes;
    private readonly string _name;
    private bool _isFirst = true;

    /// <summary>Makes a codec.</summary>
    /// <param name="nodeCount">Numbers of a pose, at least 1.</param>
    /// <param name="name">Where the lines come from, for messages.</param>
    public PoseLineCodec(int nodeCount, string name = "standard input")
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(nodeCount);
        (_nodes, _name) = (nodeCount, name);
    }

    /// <summary>Number of the last line read, from 1; 0 before the first.</summary>
    public long LineNumber { get; private set; }

    /// <summary>Whether lines are JSON; false until one says so.</summary>
    public bool IsJson { get; private set; }

    /// <summary>Reads a line.</summary>
    /// <param name="line">The line without its end.</param>
    /// <returns>The frame; null for a line that is passed over.</returns>
    /// <exception cref="InputException">The line holds no frame; one line with its number and the mend.</exception>
    public StreamedFrame? Read(string line)
    {
        LineNumber++;
        string text = line.Trim(' ', '\t', '\r', '\uFEFF');
        if (text.Length == 0)
        {
            return null;
        }

        if (text.Contains('\0', StringComparison.Ordinal))
        {
            throw Error("holds zero bytes, as UTF-16 does; write UTF-8");
        }

        if (text == Missing)
        {
            return new StreamedFrame(null, null);
        }

        bool isFirst = _isFirst;
        _isFirst = false;
        IsJson = isFirst ? text[0] is '[' or '{' : IsJson;
        if (IsJson)
        {
            return Json(text);
        }

        if (!isFirst || !IsHeader(text))
        {
            return new StreamedFrame(null, Cells(text));
        }

        int names = text.Split(',').Length;
        return names == _nodes ? null : throw Error(
            $"the first line has {names} cells without a number, and a pose has {_nodes}; numbers stand between "
            + "commas, and a header has a name for each");
    }

    /// <summary>Writes a prediction.</summary>
    /// <param name="prediction">The prediction.</param>
    /// <returns>A line without its end, in the form of the lines read; six decimals.</returns>
    public string Write(StreamedPrediction prediction)
    {
        string source = prediction.Source == PredictionSource.Model ? "model" : "damped-velocity";
        var text = new StringBuilder();
        if (IsJson)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"{{\"frame\":{prediction.Number},\"source\":\"{source}\",\"estimated\":{prediction.EstimatedCount},"
                    + $"\"ms\":{prediction.Milliseconds:0.###},\"poses\":[");
        }
        else
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"{prediction.Number},{source},{prediction.EstimatedCount},{prediction.Milliseconds:0.###},");
        }

        for (int k = 0; k < prediction.Poses.FrameCount; k++)
        {
            text.Append(k == 0 ? "" : ",").Append(IsJson ? "[" : "");
            text.AppendJoin(',', prediction.Poses.Frame(k).ToArray().Select(Number)).Append(IsJson ? "]" : "");
        }

        return text.Append(IsJson ? "]}" : "").ToString();
    }

    private static string Number(double value)
    {
        string text = value.ToString("0.######", CultureInfo.InvariantCulture);
        return text == "-0" ? "0" : text;
    }

    // No cell of a header is a number, while a frame with one bad cell has others that are.
    private static bool IsHeader(string text) => !text.Split(',').Any(
        cell => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _));

    private InputException Error(string finding, Exception? cause = null) => cause is null
        ? new InputException($"{_name}:{LineNumber}: {finding}")
        : new InputException($"{_name}:{LineNumber}: {finding}", cause);

    private double[] Cells(string text)
    {
        string[] cells = text.Split(',');
        CheckCount(cells.Length);
        return [.. cells.Select((cell, i) =>
            double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            && double.IsFinite(value)
                ? value
                : throw NotFinite(i, cell))];
    }

    private StreamedFrame Json(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            JsonElement root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                return new StreamedFrame(null, Pose(root));
            }

            if (!root.TryGetProperty("pose", out JsonElement pose))
            {
                throw Error("the object has no pose; write {\"frame\": 7, \"pose\": [...]}");
            }

            long? number = null;
            if (root.TryGetProperty("frame", out JsonElement frame))
            {
                number = frame.ValueKind == JsonValueKind.Number && frame.TryGetInt64(out long value)
                    && value is >= 0 and <= GreatestNumber
                    ? value
                    : throw Error($"frame is {CellText.Plain(frame.GetRawText())}; write a whole number from 0 to "
                        + $"{GreatestNumber}");
            }

            return new StreamedFrame(number, pose.ValueKind == JsonValueKind.Null ? null : Pose(pose));
        }
        catch (JsonException malformed)
        {
            throw Error(
                $"is not JSON at character {malformed.BytePositionInLine + 1}; write one array of numbers a line",
                malformed);
        }
    }

    private double[] Pose(JsonElement list)
    {
        if (list.ValueKind != JsonValueKind.Array)
        {
            throw Error(
                $"the pose is {CellText.Plain(list.GetRawText())}; write an array of {_nodes} numbers, or null");
        }

        CheckCount(list.GetArrayLength());
        return [.. list.EnumerateArray().Select((cell, i) =>
            cell.ValueKind == JsonValueKind.Number && cell.TryGetDouble(out double value) && double.IsFinite(value)
                ? value
                : throw NotFinite(i, cell.GetRawText()))];
    }

    private void CheckCount(int count)
    {
        if (count != _nodes)
        {
            throw Error($"has {count} numbers where a pose has {_nodes}; write one for each, or null for a frame that"
                + " did not come");
        }
    }

    private InputException NotFinite(int index, string cell) =>
        Error($"value {index + 1} is \"{CellText.Plain(cell)}\", which is no finite number; mend it, or write null for"
            + " the frame");
}
