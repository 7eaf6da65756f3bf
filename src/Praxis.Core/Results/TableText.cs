using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Praxis.Core;

/// <summary>Result tables as CSV, JSON and cells for people.</summary>
public static class TableText
{
    /// <summary>Writes a table as CSV by RFC 4180, with a head line and line feeds.</summary>
    /// <param name="table">The table.</param>
    /// <returns>The text.</returns>
    public static string ToCsv(ResultTable table)
    {
        var text = new StringBuilder();
        AppendRow(text, table.Columns);
        foreach (IReadOnlyList<object?> row in table.Rows)
        {
            AppendRow(text, row.Select(Exact));
        }

        return text.ToString();
    }

    /// <summary>Writes a table as a JSON array with an object for each row.</summary>
    /// <param name="table">The table.</param>
    /// <returns>The text.</returns>
    public static string ToJson(ResultTable table) => ToJsonArray(table).ToJsonString(PraxisJson.Indented);

    /// <summary>A table as a JSON array with an object for each row.</summary>
    /// <param name="table">The table.</param>
    /// <returns>The array.</returns>
    public static JsonArray ToJsonArray(ResultTable table)
    {
        var rows = new JsonArray();
        foreach (IReadOnlyList<object?> row in table.Rows)
        {
            var cells = new JsonObject();
            for (int i = 0; i < table.Columns.Count; i++)
            {
                cells[table.Columns[i]] = JsonSerializer.SerializeToNode(row[i], PraxisJson.Indented);
            }

            rows.Add(cells);
        }

        return rows;
    }

    /// <summary>A cell in full precision.</summary>
    /// <param name="cell">A string, a number, a Boolean, null, or the JSON of one of them.</param>
    /// <returns>The text.</returns>
    public static string Exact(object? cell) => Plain(cell) switch
    {
        null => string.Empty,
        bool truth => truth ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        { } other => other.ToString() ?? string.Empty,
    };

    /// <summary>A cell as people like to read it: four significant digits of a fraction.</summary>
    /// <param name="cell">A string, a number, a Boolean, null, or the JSON of one of them.</param>
    /// <returns>The text.</returns>
    public static string Readable(object? cell) => Plain(cell) switch
    {
        double number => Number(number),
        float number => Number(number),
        bool truth => truth ? "yes" : "no",
        { } other => Exact(other),
        null => string.Empty,
    };

    /// <summary>Whether a cell is a number.</summary>
    /// <param name="cell">The cell.</param>
    /// <returns>True for a number.</returns>
    public static bool IsNumber(object? cell) => NumberOf(cell) is not null;

    /// <summary>A cell's number; null where it is none.</summary>
    internal static double? NumberOf(object? cell) => Plain(cell) switch
    {
        double number => number,
        float number => number,
        int number => number,
        long number => number,
        _ => null,
    };

    /// <summary>A number with four significant digits.</summary>
    /// <param name="number">The number.</param>
    /// <returns>The text.</returns>
    public static string Number(double number)
    {
        double size = Math.Abs(number);
        return !double.IsFinite(number) ? number.ToString(CultureInfo.InvariantCulture)
            : number == Math.Round(number) && size < 1e15 ? number.ToString("F0", CultureInfo.InvariantCulture)
            : size is < 1e-4 or >= 1e6 ? number.ToString("0.###e0", CultureInfo.InvariantCulture)
            : size < 1 ? number.ToString("0.0000", CultureInfo.InvariantCulture)
            : number.ToString("G5", CultureInfo.InvariantCulture);
    }

    // Cells read back from metrics.json are JSON values.
    private static object? Plain(object? cell) => cell is not JsonElement json ? cell : json.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => json.TryGetInt64(out long whole) ? whole : json.GetDouble(),
        JsonValueKind.String => json.GetString(),
        _ => json.GetRawText(),
    };

    private static void AppendRow(StringBuilder text, IEnumerable<string> cells)
    {
        text.AppendJoin(',', cells.Select(Quote)).Append('\n');
    }

    private static string Quote(string cell) =>
        cell.AsSpan().IndexOfAny(",\"\r\n") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
