using Praxis.Core;

namespace Praxis.Data;

/// <summary>The errors of rows that cannot be cut into cells.</summary>
internal static class RowProblems
{
    public static InputException Of(RecordFault fault, string place, TextLayout layout, int cellCount)
    {
        return fault.Kind switch
        {
            RecordFault.TooFewCells or RecordFault.TooManyCells => Ragged(fault, place, layout, cellCount),
            RecordFault.BadQuotes => new($"{place}: text after a closing quotation mark;"
                + " double the quotation marks inside a quoted cell"),
            RecordFault.TooLong => new($"{place}: the row that begins here is longer than {TextCheck.LongestLine}"
                + " bytes; is a quotation mark left open?"),
            _ => new($"{place}: DuckDB refuses the row ({CellText.Plain(fault.Kind)}); mend the line"),
        };
    }

    public static InputException NeverClosed(string place)
        => new($"{place}: the quotation mark opened on this line is never closed; close or remove it");

    private static InputException Ragged(RecordFault fault, string place, TextLayout layout, int expected)
    {
        string cells = fault.Found == 1 ? "1 cell" : $"{fault.Found} cells";
        string mend = fault.Found < expected || !layout.Quotes
            ? "mend the line"
            : $"quote cells that hold {TableColumns.Shown(layout.Delimiter)} or mend the line";
        string rule = layout.Columns.Count > 0 ? "the format has" : "the header has";
        return new($"{place}: {cells} where {rule} {expected}; {mend}");
    }
}
