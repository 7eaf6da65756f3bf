using System.Globalization;
using System.Text;
using Praxis.Core;
using Praxis.Data;

namespace Praxis.Motion;

/// <summary>The lines of a text file of motion that are not blank, with the errors that all formats share.</summary>
internal sealed class MotionLines : IDisposable
{
    private readonly LineReader _lines;

    public MotionLines(string path)
    {
        _lines = new LineReader(path);
    }

    /// <summary>The path as given.</summary>
    public string Path => _lines.Path;

    /// <summary>Path and number of the current line.</summary>
    public string Place => _lines.Place;

    /// <summary>Number of the current line, from 1.</summary>
    public long LineNumber => _lines.LineNumber;

    /// <summary>The bytes of the current line without blanks about it.</summary>
    public ReadOnlySpan<byte> Bytes => _lines.Line.Trim(" \t\r"u8);

    /// <summary>The text of the current line without blanks about it.</summary>
    public string Text => Encoding.UTF8.GetString(Bytes);

    /// <summary>Goes to the next line that is not blank.</summary>
    public bool Next()
    {
        while (_lines.Next())
        {
            if (!Bytes.IsEmpty)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>An error at the current line.</summary>
    public InputException Error(string finding) => new($"{Place}: {finding}");

    /// <summary>The numbers of the current line.</summary>
    /// <param name="separator">What stands between them; a blank means any number of blanks and tabs.</param>
    /// <param name="count">How many there should be; 0 for any number.</param>
    /// <param name="need">What needs as many, as in "the 31 joints".</param>
    /// <param name="nameOf">The name of a value by its index.</param>
    /// <exception cref="InputException">The count is wrong or one is no finite number.</exception>
    public double[] Numbers(char separator, int count, string need, Func<int, string> nameOf)
    {
        var numbers = new List<double>(count);
        bool isBlank = separator == ' ';
        ReadOnlySpan<byte> rest = Bytes;
        string? fault = null;
        bool isLast = false;
        while (!isLast)
        {
            int end = isBlank ? rest.IndexOfAny(" \t"u8) : rest.IndexOf((byte)separator);
            isLast = end < 0;
            ReadOnlySpan<byte> cell = (isLast ? rest : rest[..end]).Trim(" \t"u8);
            rest = isLast ? [] : rest[(end + 1)..];
            rest = isBlank ? rest.TrimStart(" \t"u8) : rest;
            if (TryParse(cell, out double value) && double.IsFinite(value))
            {
                numbers.Add(value);
                continue;
            }

            fault ??= $"value {numbers.Count + 1}{Named(nameOf, numbers.Count, count)} is {CellText.Quote(cell)},"
                + " which is no finite number; mend it or cut the frame";
            numbers.Add(0);
        }

        // Of a ragged row the count is the fault, whatever stands in its last value.
        return count > 0 && numbers.Count != count ? throw Ragged(numbers.Count, count, need)
            : fault is not null ? throw Error(fault)
            : [.. numbers];
    }

    /// <summary>Reads a number as all formats write it.</summary>
    public static bool TryParse(ReadOnlySpan<byte> cell, out double value) =>
        double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out value);

    /// <summary>Closes the file.</summary>
    public void Dispose() => _lines.Dispose();

    private InputException Ragged(int found, int count, string need)
    {
        string finding = $"has {found} numbers where {need} need {count}; ";
        InputException error = Error(finding + "write one for each, or cut the frame");
        return Next() ? error : new InputException($"{error.Message} (the file may have been cut off here)");
    }

    private static string Named(Func<int, string> nameOf, int index, int count) =>
        index < count ? $" ({CellText.Plain(nameOf(index))})" : "";
}
