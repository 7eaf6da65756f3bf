using System.Globalization;
using System.Text;
using Praxis.Core;

namespace Praxis.Motion;

/// <summary>Writes clips as benchmark text.</summary>
public static class BenchmarkTextWriter
{
    /// <summary>Writes a file.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="rows">[frames, columns], as <see cref="ExponentialMapRows"/> has them.</param>
    /// <exception cref="StorageException">The file cannot be written.</exception>
    /// <remarks>Nine decimals, with commas between, as in the files of the benchmark.</remarks>
    public static void Write(string path, PoseMatrix rows)
    {
        var text = new StringBuilder();
        for (int frame = 0; frame < rows.FrameCount; frame++)
        {
            text.AppendJoin(',', rows.Frame(frame).ToArray().Select(Format)).Append('\n');
        }

        AtomicFile.WriteText(path, text.ToString());
    }

    private static string Format(double value)
    {
        string text = value.ToString("0.#########", CultureInfo.InvariantCulture);
        return text == "-0" ? "0" : text;
    }
}
