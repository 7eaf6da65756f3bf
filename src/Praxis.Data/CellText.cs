using System.Text;

namespace Praxis.Data;

/// <summary>Cells and names as they may be shown in a one-line error.</summary>
public static class CellText
{
    private const int LongestShown = 60;
    private const int MostNamesShown = 12;

    /// <summary>The text in quotation marks, shortened, with line ends and other control characters escaped.</summary>
    /// <param name="cell">UTF-8.</param>
    /// <returns>At most 60 characters of the text, in quotation marks.</returns>
    public static string Quote(ReadOnlySpan<byte> cell)
        => $"\"{Plain(Encoding.UTF8.GetString(cell[..Math.Min(cell.Length, 4 * LongestShown)]))}\"";

    /// <summary>The text on one line: shortened, with control characters and line separators escaped.</summary>
    /// <param name="text">Any text.</param>
    /// <returns>At most 60 characters of the text.</returns>
    public static string Plain(string text)
    {
        var shown = new StringBuilder();
        foreach (char c in text)
        {
            if (shown.Length >= LongestShown)
            {
                shown.Append("...");
                break;
            }

            string? escaped = c switch { '\n' => "\\n", '\r' => "\\r", '\t' => "\\t", _ => null };
            escaped ??= char.IsControl(c) || c is '\u2028' or '\u2029' ? $"\\u{(int)c:x4}" : null;
            _ = escaped is null ? shown.Append(c) : shown.Append(escaped);
        }

        return shown.ToString();
    }

    /// <summary>Names with commas between, the first dozen of them.</summary>
    /// <param name="names">Any texts.</param>
    /// <returns>One line, with the count of those left out.</returns>
    public static string List(IReadOnlyList<string> names)
    {
        string shown = string.Join(", ", names.Take(MostNamesShown).Select(Plain));
        return names.Count > MostNamesShown ? $"{shown} and {names.Count - MostNamesShown} more" : shown;
    }
}
