using System.Globalization;
using System.Text;

namespace Praxis.Data;

/// <summary>Builds a column of whole numbers.</summary>
internal sealed class IntegerBuilder(ColumnRequest request) : ColumnBuilder(request)
{
    private readonly GrowingArray<long> _values = new();

    public override bool TryAppend(ReadOnlySpan<byte> cell)
        => long.TryParse(cell, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value)
            && TryAppend(value);

    public override bool TryAppend(long cell)
    {
        _values.Add(cell);
        return true;
    }

    public override string Problem(ReadOnlySpan<byte> cell)
        => $"{CellText.Quote(cell)} is not a whole number; mend the cell";

    public override object Build() => new NumberColumn<long>(_values.Values);
}

/// <summary>Builds a column of finite numbers.</summary>
internal sealed class NumberBuilder(ColumnRequest request) : ColumnBuilder(request)
{
    private readonly GrowingArray<double> _values = new();

    public override bool TryAppend(ReadOnlySpan<byte> cell)
        => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            && TryAppend(value);

    public override bool TryAppend(double cell)
    {
        if (double.IsFinite(cell))
        {
            _values.Add(cell);
        }

        return double.IsFinite(cell);
    }

    public override bool TryAppend(long cell)
    {
        _values.Add(cell);
        return true;
    }

    public override string Problem(ReadOnlySpan<byte> cell)
        => $"{CellText.Quote(cell)} is not a finite number; mend the cell or leave the row out";

    public override object Build() => new NumberColumn<double>(_values.Values);
}

/// <summary>Builds a column of text.</summary>
internal sealed class TextBuilder(ColumnRequest request) : ColumnBuilder(request)
{
    private readonly List<string> _values = [];

    public override bool TryAppend(ReadOnlySpan<byte> cell)
    {
        _values.Add(Encoding.UTF8.GetString(cell));
        return true;
    }

    public override string Problem(ReadOnlySpan<byte> cell) => $"{CellText.Quote(cell)} is not text; mend the cell";

    public override object Build() => new TextColumn(_values);
}
