using Praxis.Core;

namespace Praxis.Data;

/// <summary>A column of a query's result and the builder that takes its cells.</summary>
internal sealed class CellColumn(ColumnBuilder builder, CellForm form)
{
    public ColumnBuilder Builder { get; } = builder;

    /// <summary>Takes the cells of some rows of a chunk, in order.</summary>
    /// <returns>The first row that was refused; <paramref name="end"/> when none was.</returns>
    public int Append(VectorView cells, int start, int end)
    {
        int row = start;
        while (row < end && (IsEmpty(cells, row) ? Builder.TryAppendEmpty() : TryAppend(cells, row)))
        {
            row++;
        }

        return row;
    }

    /// <summary>Why a cell was refused.</summary>
    public InputException Refusal(string place, VectorView cells, int row)
    {
        return IsEmpty(cells, row) ? Builder.EmptyCell(place) : Builder.Error(place, form switch
        {
            CellForm.Text => Builder.Problem(cells.Text(row)),
            CellForm.RealText =>
                $"{CellText.Quote(cells.Text(row))} is not a finite number; mend the cell or leave the row out",
            CellForm.Int64 => Builder.Problem(ColumnBuilder.Digits(cells.Int64(row))),
            CellForm.Double => Builder.Problem(ColumnBuilder.Digits(cells.Double(row))),
            _ => "the time is before 1970; mend the cell",
        });
    }

    private bool IsEmpty(VectorView cells, int row)
        => cells.IsNull(row) || (form == CellForm.Text && cells.Text(row).IsEmpty);

    private bool TryAppend(VectorView cells, int row) => form switch
    {
        CellForm.Text => Builder.TryAppend(cells.Text(row)),
        CellForm.RealText => IsFinite(cells.Text(row)) && Builder.TryAppend(cells.Text(row)),
        CellForm.Int64 => Builder.TryAppend(cells.Int64(row)),
        CellForm.Double => Builder.TryAppend(cells.Double(row)),
        _ => ((TimeBuilder)Builder).TryAppendSeconds(cells.Int64(row)),
    };

    // DuckDB writes what is not finite as inf, -inf and nan.
    private static bool IsFinite(ReadOnlySpan<byte> real) => char.IsAsciiDigit((char)real[^1]);
}
