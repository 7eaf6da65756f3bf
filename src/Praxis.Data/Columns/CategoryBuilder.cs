namespace Praxis.Data;

/// <summary>Builds levels and codes.</summary>
internal sealed class CategoryBuilder(ColumnRequest request) : ColumnBuilder(request)
{
    private readonly GrowingArray<int> _codes = new();
    private readonly Utf8Dictionary _levels = new();
    private readonly Dictionary<long, int> _numbers = [];

    public override bool TryAppend(ReadOnlySpan<byte> cell)
    {
        _codes.Add(_levels.CodeOf(cell));
        return true;
    }

    public override bool TryAppend(long cell)
    {
        if (!_numbers.TryGetValue(cell, out int code))
        {
            code = _levels.CodeOf(Digits(cell));
            _numbers.Add(cell, code);
        }

        _codes.Add(code);
        return true;
    }

    public override string Problem(ReadOnlySpan<byte> cell) => $"{CellText.Quote(cell)} is not a name; mend the cell";

    public override object Build() => new CategoryColumn(_levels.ToStrings(), _codes.Values);
}
