using Praxis.Core;

namespace Praxis.Motion;

/// <summary>Reads the text files of both benchmarks: one frame a line, numbers with commas between.</summary>
/// <remarks>117 columns are the CMU benchmark's 38 joints at 120 frames a second, 99 columns Human3.6M's 32 joints at
/// 50; another number needs a skeleton file. Columns: root translation, then the exponential map of each joint, as
/// <see cref="ExponentialMapRows"/> has them.</remarks>
public sealed class BenchmarkTextReader : IReader<IMotionClip, MotionReadOptions>
{
    private const double CmuRate = 120;
    private const double Human36MRate = 50;

    /// <inheritdoc/>
    public string Format => "benchmark-text";

    /// <inheritdoc/>
    public bool Accepts(string path) => MotionFile.HasEnding(path, ".txt");

    /// <inheritdoc/>
    public IMotionClip Read(string path, MotionReadOptions options) => ReadClip(path, options);

    /// <summary>Reads a file as a clip.</summary>
    /// <param name="path">The file, plain or compressed as .gz.</param>
    /// <param name="options">What the user says about the file.</param>
    /// <returns>The clip; the root's path is that of the file, whose unit is not the skeleton's.</returns>
    /// <exception cref="InputException">The file cannot be used; one line with file, line and the mend.</exception>
    public static MotionClip ReadClip(string path, MotionReadOptions options)
    {
        SkeletonDescription? given = options.SkeletonPath.Length > 0 ? SkeletonFile.Read(options.SkeletonPath) : null;
        PoseMatrix rows = ReadRows(path, given is null ? 0 : 3 + (3 * given.Skeleton.JointCount));
        (SkeletonDescription description, double rate) = (given, rows.NodeCount) switch
        {
            ({ }, 117) => (given, CmuRate),
            ({ }, 99) => (given, Human36MRate),
            ({ }, _) => (given, 0),
            (null, 117) => (SkeletonDescription.Cmu, CmuRate),
            (null, 99) => (SkeletonDescription.Human36M, Human36MRate),
            _ => throw new InputException($"{path}:1: has {rows.NodeCount} columns; 117 are the CMU benchmark and 99"
                + " Human3.6M, for another skeleton give its JSON file"),
        };
        rate = options.FrameRate > 0 ? options.FrameRate : rate;
        return rate > 0
            ? MotionFile.WithoutFirst(
                ExponentialMapRows.ToClip(rows, description.Skeleton, 1 / rate).WithDescription(description),
                path,
                options)
            : throw new InputException($"{path}: does not say its frame rate; give it as an option");
    }

    /// <summary>Reads a file as the numbers that stand in it.</summary>
    /// <param name="path">The file, plain or compressed as .gz.</param>
    /// <param name="columnCount">How many columns there must be; 0 for as many as the first line has.</param>
    /// <returns>[frames, columns], at least one frame.</returns>
    /// <exception cref="InputException">A line is ragged or holds no finite number.</exception>
    public static PoseMatrix ReadRows(string path, int columnCount = 0)
    {
        using var lines = new MotionLines(path);
        var values = new List<double>();
        int frames = 0;
        string need = columnCount > 0 ? "the joints of the skeleton" : "the lines above";
        while (lines.Next())
        {
            double[] row = lines.Numbers(',', columnCount, need, ColumnName);
            columnCount = row.Length;
            values.AddRange(row);
            frames++;
        }

        return frames > 0
            ? new PoseMatrix(frames, columnCount, [.. values])
            : throw new InputException($"{path}: has no frame; write the file again");
    }

    private static string ColumnName(int column) =>
        column < 3 ? $"root {"xyz"[column]}" : $"joint {(column / 3) - 1} {"xyz"[column % 3]}";
}
