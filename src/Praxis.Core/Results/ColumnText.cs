using System.Globalization;

namespace Praxis.Core;

/// <summary>How the cells of one column are written, so that its numbers show as many decimals.</summary>
public sealed class ColumnText
{
    private const int MostDecimals = 3;
    private const int MostShown = 4;
    private const int Digits = 5;
    private readonly string? _format;

    private ColumnText(string? format) => _format = format;

    /// <summary>Looks through the columns of a table.</summary>
    /// <param name="table">The table.</param>
    /// <returns>One for each column.</returns>
    public static IReadOnlyList<ColumnText> Of(ResultTable table) =>
        [.. table.Columns.Select((_, i) => new ColumnText(FormatOf(table.Rows.Select(row => row[i]))))];

    /// <summary>A cell of the column as people like to read it.</summary>
    /// <param name="cell">A string, a number, a Boolean, null, or the JSON of one of them.</param>
    /// <returns>The text: with the column's decimals where its numbers are of one size, else as
    /// <see cref="TableText.Readable"/> has it.</returns>
    public string Readable(object? cell) => _format is not null && TableText.NumberOf(cell) is { } number
        ? number.ToString(_format, CultureInfo.InvariantCulture)
        : TableText.Readable(cell);

    // Numbers of one kind: none but numbers, half of them or more a fraction, 0 or 100, as counts by shares are not.
    private static string? FormatOf(IEnumerable<object?> cells)
    {
        var numbers = new List<double>();
        foreach (object? cell in cells.Where(static cell => TableText.Exact(cell).Length > 0))
        {
            if (TableText.NumberOf(cell) is not { } number || !double.IsFinite(number))
            {
                return null;
            }

            numbers.Add(number);
        }

        int fractions = numbers.Count(static number => number != Math.Round(number));
        if (fractions == 0 || 2 * (fractions + numbers.Count(static number => number is 0 or 100)) < numbers.Count)
        {
            return null;
        }

        // As they were rounded, or five digits of the largest where two are left of the smallest.
        int?[] rounded = [.. numbers.Select(DecimalsOf)];
        if (rounded.All(static decimals => decimals is not null))
        {
            return $"F{rounded.Max()}";
        }

        double most = numbers.Max(Math.Abs);
        double least = numbers.Where(static number => number != 0).Min(Math.Abs);
        int common = Math.Min(MostShown, Digits - 1 - (int)Math.Floor(Math.Log10(Math.Max(1, most))));
        return common > 0 && least * Math.Pow(10, common) >= 10 ? $"F{common}" : null;
    }

    // What was rounded is the very number that rounding gives.
    private static int? DecimalsOf(double number)
    {
        for (int decimals = 0; decimals <= MostDecimals; decimals++)
        {
            if (number == Math.Round(number, decimals))
            {
                return decimals;
            }
        }

        return null;
    }
}
