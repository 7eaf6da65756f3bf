using System.Text;
using Praxis.Core;

namespace Praxis.Data;

/// <summary>Reads delimited text record by record into column builders.</summary>
internal sealed class DelimitedReader
{
    private readonly LineReader _lines;
    private readonly TextLayout _layout;
    private readonly byte[] _delimiter;
    private readonly RecordSplitter _record;

    private DelimitedReader(LineReader lines, TextLayout layout)
    {
        _lines = lines;
        _layout = layout;
        _delimiter = Encoding.ASCII.GetBytes(layout.Delimiter);
        _record = new RecordSplitter(lines, _delimiter, layout.Quotes);
    }

    public static Table Read(string path, TextLayout layout, IReadOnlyList<ColumnRequest> requests)
    {
        using var lines = new LineReader(path);
        return new DelimitedReader(lines, layout).Read(requests);
    }

    private Table Read(IReadOnlyList<ColumnRequest> requests)
    {
        IReadOnlyList<string> names = _layout.Columns.Count > 0 ? _layout.Columns : ReadHeader();
        string place = _layout.Columns.Count > 0 ? _lines.Path : _lines.Place;
        int[] sources = TableColumns.Find(place, names, requests, Hint(names));
        var table = new TableBuilder(_lines.Path, requests);
        while (_record.Next())
        {
            if (_record.Count != names.Count)
            {
                throw Ragged(names.Count);
            }

            table.AddRow(_record.FirstLine);
            for (int column = 0; column < sources.Length; column++)
            {
                table.Append(column, _record[sources[column]], _lines.Path, _record.FirstLine);
            }
        }

        return table.Build();
    }

    private string[] ReadHeader()
    {
        if (!_record.Next())
        {
            throw new InputException($"{_lines.Path}: the file is empty; write the table again");
        }

        var names = new string[_record.Count];
        for (int i = 0; i < names.Length; i++)
        {
            string name = Encoding.UTF8.GetString(_record[i]).Trim();
            int type = _layout.TypedHeader ? name.IndexOf(':') : -1;
            names[i] = type < 0 ? name : name[..type];
        }

        return names;
    }

    private string Hint(IReadOnlyList<string> names)
    {
        char other = ";\t,|".FirstOrDefault(c =>
            names.Count == 1 && !_layout.Delimiter.Contains(c) && names[0].Contains(c));
        return other == default ? "" : $" (the cells seem to be separated by {TableColumns.Shown(other.ToString())},"
            + $" where {TableColumns.Shown(_layout.Delimiter)} is read)";
    }

    private InputException Ragged(int expected)
    {
        string cells = _record.Count == 1 ? "1 cell" : $"{_record.Count} cells";
        string mend = _record.Count < expected || !_layout.Quotes
            ? "mend the line"
            : $"quote cells that hold {TableColumns.Shown(_layout.Delimiter)} or mend the line";
        string rule = _layout.Columns.Count > 0 ? "the format has" : "the header has";
        return new($"{_lines.Path}:{_record.FirstLine}: {cells} where {rule} {expected}; {mend}");
    }
}
