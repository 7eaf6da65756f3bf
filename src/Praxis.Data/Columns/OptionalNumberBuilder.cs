using System.Globalization;
using System.Text;

namespace Praxis.Data;

/// <summary>Builds a column of finite numbers with gaps, which become NaN.</summary>
internal sealed class OptionalNumberBuilder(ColumnRequest request) : ColumnBuilder(request)
{
    private readonly GrowingArray<double> _values = new();
    private TextInsteadColumn? _text;

    public override bool TryAppend(ReadOnlySpan<byte> cell)
    {
        ReadOnlySpan<byte> word = cell.Trim((byte)' ');
        if (IsGap(word))
        {
            return TryAppendEmpty();
        }

        if (double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double value))
        {
            return TryAppend(value);
        }

        if (Request.MayBeText && !IsInfinity(word))
        {
            _text ??= new TextInsteadColumn(_values.Count, CellText.Quote(cell));
        }

        return _text is not null;
    }

    public override bool TryAppend(double cell)
    {
        if (_text is not null)
        {
            return true;
        }

        if (!double.IsInfinity(cell))
        {
            _values.Add(cell);
        }

        return !double.IsInfinity(cell);
    }

    public override bool TryAppend(long cell) => TryAppend((double)cell);

    public override bool TryAppendEmpty() => TryAppend(double.NaN);

    public override string Problem(ReadOnlySpan<byte> cell)
        => $"{CellText.Quote(cell)} is not a finite number; mend the cell or leave the column out";

    public override object Build() => _text ?? (object)new NumberColumn<double>(_values.Values);

    private static bool IsGap(ReadOnlySpan<byte> word)
        => word.IsEmpty || word.SequenceEqual("."u8) || Ascii.EqualsIgnoreCase(word, "NA"u8)
            || Ascii.EqualsIgnoreCase(word, "NaN"u8) || Ascii.EqualsIgnoreCase(word, "null"u8)
            || Ascii.EqualsIgnoreCase(word, "N/A"u8);

    // As C, Python and DuckDB write it; the long form is parsed.
    private static bool IsInfinity(ReadOnlySpan<byte> word)
        => Ascii.EqualsIgnoreCase(word.TrimStart("+-"u8), "inf"u8);
}
