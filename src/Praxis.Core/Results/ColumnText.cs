using System.Globalization;

namespace Praxis.Core;

/// <summary>How the cells of one column are written, so that numbers rounded alike show as many decimals.</summary>
public sealed class ColumnText
{
    private const int MostDecimals = 3;
    private const double Slack = 1e-9;
    private readonly string? _format;

    private ColumnText(string? format) => _format = format;

    /// <summary>Looks through the columns of a table.</summary>
    /// <param name="table">The table.</param>
    /// <returns>One for each column.</returns>
    public static IReadOnlyList<ColumnText> Of(ResultTable table) =>
        [.. table.Columns.Select((_, i) => new ColumnText(FormatOf(table.Rows.Select(row => row[i]))))];

    /// <summary>A cell of the column as people like to read it.</summary>
    /// <param name="cell">A string, a number, a Boolean, null, or the JSON of one of them.</param>
    /// <returns>The text: with the column's decimals where its numbers were rounded to one to three of them, else as
    /// <see cref="TableText.Readable"/> has it.</returns>
    public string Readable(object? cell) => _format is not null && TableText.NumberOf(cell) is { } number
        ? number.ToString(_format, CultureInfo.InvariantCulture)
        : TableText.Readable(cell);

    // Numbers of one kind: none but numbers, at least half of them a fraction or 0, as counts beside shares are not.
    private static string? FormatOf(IEnumerable<object?> cells)
    {
        int most = 0;
        int fractions = 0;
        int numbers = 0;
        foreach (object? cell in cells.Where(static cell => TableText.Exact(cell).Length > 0))
        {
            if (TableText.NumberOf(cell) is not { } number || DecimalsOf(number) is not { } decimals)
            {
                return null;
            }

            numbers++;
            fractions += decimals > 0 || number == 0 ? 1 : 0;
            most = Math.Max(most, decimals);
        }

        return most > 0 && 2 * fractions >= numbers ? $"F{most}" : null;
    }

    private static int? DecimalsOf(double number)
    {
        if (!double.IsFinite(number))
        {
            return null;
        }

        for (int decimals = 0; decimals <= MostDecimals; decimals++)
        {
            if (Math.Abs(number - Math.Round(number, decimals)) <= Slack * Math.Max(1, Math.Abs(number)))
            {
                return decimals;
            }
        }

        return null;
    }
}
