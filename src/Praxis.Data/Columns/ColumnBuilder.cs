using System.Globalization;
using Praxis.Core;

namespace Praxis.Data;

/// <summary>Takes the cells of one column, row by row. A cell it refuses is described by <c>Problem</c>.</summary>
internal abstract class ColumnBuilder(ColumnRequest request)
{
    public ColumnRequest Request { get; } = request;

    public static ColumnBuilder For(ColumnRequest request) => request.Kind switch
    {
        ColumnKind.Category => new CategoryBuilder(request),
        ColumnKind.WholeNumber => new IntegerBuilder(request),
        ColumnKind.Number => new NumberBuilder(request),
        ColumnKind.OptionalNumber => new OptionalNumberBuilder(request),
        ColumnKind.Text => new TextBuilder(request),
        _ => new TimeBuilder(request),
    };

    /// <summary>Takes a cell of UTF-8 text that is not empty; false when it is not of this column's kind.</summary>
    public abstract bool TryAppend(ReadOnlySpan<byte> cell);

    /// <summary>Takes a whole number.</summary>
    public virtual bool TryAppend(long cell) => TryAppend(Digits(cell));

    /// <summary>Takes an empty cell; false when the column may have none.</summary>
    public virtual bool TryAppendEmpty() => false;

    /// <summary>Takes a number that may be none; false when this column cannot hold it.</summary>
    public virtual bool TryAppend(double cell) => TryAppend(Digits(cell));

    /// <summary>What is wrong with a cell that was refused, and the mend.</summary>
    public abstract string Problem(ReadOnlySpan<byte> cell);

    /// <summary>A number as a cell of text would hold it.</summary>
    public static byte[] Digits<T>(T number)
        where T : IUtf8SpanFormattable
    {
        var digits = new byte[64];
        number.TryFormat(digits, out int length, default, CultureInfo.InvariantCulture);
        return digits[..length];
    }

    /// <summary>The finished column.</summary>
    public abstract object Build();

    /// <summary>The error of one cell: place, column, finding, mend.</summary>
    public InputException Error(string place, string problem)
        => new($"{place}: column '{CellText.Plain(Request.Name)}': {problem}");

    public InputException EmptyCell(string place) => Error(place, "the cell is empty; fill it or leave the row out");
}
