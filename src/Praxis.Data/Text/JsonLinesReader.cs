using System.Text;
using System.Text.Json;
using Praxis.Core;

namespace Praxis.Data;

/// <summary>Reads one JSON object a line into column builders.</summary>
internal sealed class JsonLinesReader
{
    private readonly LineReader _lines;
    private readonly IReadOnlyList<ColumnRequest> _requests;
    private readonly TableBuilder _table;
    private readonly byte[][] _names;
    private readonly bool[] _seen;
    private byte[] _unescaped = [];
    private int _found = -1;

    private JsonLinesReader(LineReader lines, IReadOnlyList<ColumnRequest> requests, List<string> names)
    {
        int[] sources = TableColumns.Find(lines.Place, names, requests);
        _lines = lines;
        _requests = requests;
        _table = new TableBuilder(lines.Path, requests);
        _names = [.. sources.Select(source => Encoding.UTF8.GetBytes(names[source]))];
        _seen = new bool[_names.Length];
    }

    public static Table Read(string path, IReadOnlyList<ColumnRequest> requests)
    {
        using var lines = new LineReader(path);
        JsonLinesReader? reader = null;
        Guard(lines, () =>
        {
            while (NextObject(lines))
            {
                reader ??= new JsonLinesReader(lines, requests, Names(lines));
                reader.ReadRow();
            }
        });
        return reader is null ? throw Empty(path) : reader._table.Build();
    }

    /// <summary>The keys of the first object.</summary>
    public static IReadOnlyList<string> ColumnNames(string path)
    {
        using var lines = new LineReader(path);
        IReadOnlyList<string> names = [];
        Guard(lines, () => names = NextObject(lines) ? Names(lines) : throw Empty(path));
        return TableColumns.Known(lines.Place, names);
    }

    private static bool NextObject(LineReader lines)
    {
        bool hasLine;
        while ((hasLine = lines.Next()) && !lines.Line.ContainsAnyExcept((byte)' ', (byte)'\t'))
        {
        }

        return hasLine;
    }

    private static InputException Empty(string path) => new($"{path}: the file is empty; write it again");

    /// <summary>Puts what the JSON reader refuses into one line with its place.</summary>
    private static void Guard(LineReader lines, Action read)
    {
        try
        {
            read();
        }
        catch (InvalidOperationException halfCharacter)
        {
            throw new InputException(
                $"{lines.Place}: has half a surrogate pair (\\ud800 to \\udfff alone); mend the text",
                halfCharacter);
        }
        catch (JsonException malformed)
        {
            throw new InputException($"{lines.Place}: is not valid JSON at byte {malformed.BytePositionInLine + 1};"
                + " each line must be one JSON object", malformed);
        }
    }

    private static List<string> Names(LineReader lines)
    {
        var names = new List<string>();
        var json = new Utf8JsonReader(lines.Line);
        OpenObject(lines, ref json);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            names.Add(json.GetString() ?? "");
            json.Skip();
        }

        return names;
    }

    private static void OpenObject(LineReader lines, ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
        {
            throw new InputException($"{lines.Place}: is not a JSON object; each line must be one, as in {{\"x\": 1}}");
        }
    }

    private void ReadRow()
    {
        Array.Clear(_seen);
        _table.AddRow(_lines.LineNumber);
        var json = new Utf8JsonReader(_lines.Line);
        OpenObject(_lines, ref json);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            int column = ColumnOf(ref json);
            json.Read();
            if (column < 0)
            {
                json.Skip();
                continue;
            }

            if (_seen[column])
            {
                throw Error(column, "appears twice; rename one");
            }

            _seen[column] = true;
            Append(column, ref json);
        }

        // Anything after the object is refused by the reader itself.
        while (json.Read())
        {
        }

        int missing = -1;
        while ((missing = Array.IndexOf(_seen, false, missing + 1)) >= 0)
        {
            _table.Append(missing, [], _lines.Path, _lines.LineNumber);
        }
    }

    // Objects mostly keep the order of the first, so the look-up begins after the column found last.
    private int ColumnOf(ref Utf8JsonReader json)
    {
        for (int step = 0; step < _names.Length; step++)
        {
            int column = (_found + 1 + step) % _names.Length;
            if (json.ValueTextEquals(_names[column]))
            {
                _found = column;
                return column;
            }
        }

        return -1;
    }

    private void Append(int column, ref Utf8JsonReader json)
    {
        if (json.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            throw Error(column, "is an object or a list, not one value; write it as one value");
        }

        RefuseAsName(column, ref json);
        ReadOnlySpan<byte> cell = json.TokenType == JsonTokenType.Null ? [] : json.ValueSpan;
        if (json.TokenType == JsonTokenType.String && json.ValueIsEscaped)
        {
            if (_unescaped.Length < cell.Length)
            {
                _unescaped = new byte[2 * cell.Length];
            }

            cell = _unescaped.AsSpan(0, json.CopyString(_unescaped));
        }

        _table.Append(column, cell, _lines.Path, _lines.LineNumber);
    }

    // A name is taken as it stands in the file, so that no builder would ever look at its worth.
    private void RefuseAsName(int column, ref Utf8JsonReader json)
    {
        ColumnRequest request = _requests[column];
        if (request.Kind != ColumnKind.Category)
        {
            return;
        }

        if (request.IsIdentity && json.TokenType is JsonTokenType.True or JsonTokenType.False)
        {
            throw Error(
                column, $"{CellText.Quote(json.ValueSpan)} is a truth value, not an id; write a text or a number");
        }

        if (json.TokenType == JsonTokenType.Number
            && !(json.TryGetDouble(out double number) && double.IsFinite(number)))
        {
            throw Error(
                column, $"{CellText.Quote(json.ValueSpan)} is not a finite number; mend it or write it as a text");
        }
    }

    private InputException Error(int column, string problem)
        => new($"{_lines.Place}: column '{CellText.Plain(_requests[column].Name)}': {problem}");
}
