using System.Text;

namespace Praxis.Data;

/// <summary>Cells and names as they may be shown in a one-line error.</summary>
internal static class CellText
{
    private const int LongestShown = 60;
    private const int MostNamesShown = 12;

    /// <summary>The text in quotation marks, shortened, with line ends and other control characters escaped.</summary>
    public static string Quote(ReadOnlySpan<byte> cell)
        => Quote(Encoding.UTF8.GetString(cell[..Math.Min(cell.Length, 4 * LongestShown)]));

    public static string Quote(string cell) => $"\"{Plain(cell)}\"";

    /// <summary>The text on one line: shortened, with control characters escaped.</summary>
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
            escaped ??= char.IsControl(c) ? $"\\u{(int)c:x4}" : null;
            _ = escaped is null ? shown.Append(c) : shown.Append(escaped);
        }

        return shown.ToString();
    }

    /// <summary>Names with commas between, the first dozen of them.</summary>
    public static string List(IReadOnlyList<string> names)
    {
        string shown = string.Join(", ", names.Take(MostNamesShown).Select(Plain));
        return names.Count > MostNamesShown ? $"{shown} and {names.Count - MostNamesShown} more" : shown;
    }
}
