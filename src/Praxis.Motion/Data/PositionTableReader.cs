using Praxis.Core;
using Praxis.Data;

namespace Praxis.Motion;

/// <summary>Reads tables of joint positions: a header with three columns a joint, one frame a line.</summary>
/// <remarks>Columns are named <c>joint_x, joint_y, joint_z</c>, in that order (also <c>joint.x</c> or <c>joint x</c>);
/// a column <c>time</c> in seconds gives the rate, a column <c>frame</c> is passed over. Commas, semicolons or tabs
/// stand between.</remarks>
public sealed class PositionTableReader : IReader<IMotionClip, MotionReadOptions>
{
    private const double UnevenTolerance = 0.1;

    /// <inheritdoc/>
    public string Format => "position-table";

    /// <inheritdoc/>
    public bool Accepts(string path) => MotionFile.HasEnding(path, ".csv") || MotionFile.HasEnding(path, ".tsv");

    /// <inheritdoc/>
    public IMotionClip Read(string path, MotionReadOptions options) => ReadClip(path, options);

    /// <summary>Reads a table.</summary>
    /// <param name="path">The file, plain or compressed as .gz.</param>
    /// <param name="options">What the user says about the file.</param>
    /// <returns>The clip.</returns>
    /// <exception cref="InputException">The file cannot be used; one line with file, line and the mend.</exception>
    public static PositionClip ReadClip(string path, MotionReadOptions options)
    {
        using var lines = new MotionLines(path);
        lines.Next();
        char separator = lines.Text.Contains('\t') ? '\t' : lines.Text.Contains(';') ? ';' : ',';
        string[] header = [.. lines.Text.Split(separator).Select(cell => cell.Trim().Trim('"'))];
        (string[] joints, int[] starts) = Joints(lines, header);
        int time = Array.FindIndex(header, name => name.Equals("time", StringComparison.OrdinalIgnoreCase));
        var times = new List<double>();
        var positions = new List<Vector3D>();
        while (lines.Next())
        {
            double[] row = lines.Numbers(separator, header.Length, "the header's columns", index => header[index]);
            if (time >= 0)
            {
                times.Add(row[time]);
            }

            positions.AddRange(starts.Select(start => new Vector3D(row[start], row[start + 1], row[start + 2])));
        }

        int skipped = options.DropFirstFrame ? joints.Length : 0;
        if (positions.Count <= skipped)
        {
            throw new InputException($"{path}: has no frame below its header; write the file again");
        }

        double seconds = options.FrameRate > 0 ? 1 / options.FrameRate : FrameSeconds(path, times);
        return new PositionClip(
            joints,
            seconds,
            [.. positions.Skip(skipped)],
            millimetresPerUnit: options.MillimetresPerUnit > 0 ? options.MillimetresPerUnit : null);
    }

    private static (string[] Joints, int[] Starts) Joints(MotionLines lines, string[] header)
    {
        var joints = new List<string>();
        var starts = new List<int>();
        int column = 0;
        while (column < header.Length)
        {
            if (header[column].ToLowerInvariant() is "time" or "frame")
            {
                column++;
                continue;
            }

            string joint = Stem(header[column], 'x');
            if (joint.Length == 0
                || column + 2 >= header.Length
                || Stem(header[column + 1], 'y') != joint
                || Stem(header[column + 2], 'z') != joint)
            {
                throw lines.Error($"column {column + 1} is \"{CellText.Plain(header[column])}\"; after time and frame a"
                    + " header has joint_x, joint_y, joint_z for each joint");
            }

            if (joints.Contains(joint))
            {
                throw lines.Error($"joint {CellText.Plain(joint)} stands twice; give each its own name");
            }

            joints.Add(joint);
            starts.Add(column);
            column += 3;
        }

        return joints.Count > 0
            ? ([.. joints], [.. starts])
            : throw lines.Error("no joint stands in the header; write joint_x, joint_y, joint_z for each");
    }

    // The name in front of the axis letter; empty where the column is of another form.
    private static string Stem(string name, char axis) =>
        name.Length > 2 && char.ToLowerInvariant(name[^1]) == axis && name[^2] is '_' or '.' or ' ' ? name[..^2] : "";

    private static double FrameSeconds(string path, List<double> times)
    {
        if (times.Count < 2)
        {
            throw new InputException($"{path}: does not say its frame rate; give it as an option, or add a column time"
                + " in seconds");
        }

        double mean = (times[^1] - times[0]) / (times.Count - 1);
        for (int i = 1; i < times.Count; i++)
        {
            double step = times[i] - times[i - 1];
            if (!(step > 0) || Math.Abs(step - mean) > UnevenTolerance * mean)
            {
                throw new InputException($"{path}: the time of frame {i + 1} is {step:0.######} s behind the one"
                    + $" before, and {mean:0.######} s is the mean; write frames at one rate");
            }
        }

        return mean;
    }
}
