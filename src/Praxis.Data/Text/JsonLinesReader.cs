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

    private JsonLinesReader(LineReader lines, IReadOnlyList<ColumnRequest> requests, byte[][] names)
    {
        _lines = lines;
        _requests = requests;
        _table = new TableBuilder(lines.Path, requests);
        _names = names;
        _seen = new bool[names.Length];
    }

    public static Table Read(string path, IReadOnlyList<ColumnRequest> requests)
    {
        using var lines = new LineReader(path);
        JsonLinesReader? reader = null;
        while (lines.Next())
        {
            if (!lines.Line.ContainsAnyExcept((byte)' ', (byte)'\t'))
            {
                continue;
            }

            try
            {
                reader ??= Begin(lines, requests);
                reader.ReadRow();
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

        return reader is null
            ? throw new InputException($"{path}: the file is empty; write the table again")
            : reader._table.Build();
    }

    /// <summary>Finds the columns among the names of the first object.</summary>
    private static JsonLinesReader Begin(LineReader lines, IReadOnlyList<ColumnRequest> requests)
    {
        var names = new List<string>();
        var json = new Utf8JsonReader(lines.Line);
        OpenObject(lines, ref json);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            names.Add(json.GetString() ?? "");
            json.Skip();
        }

        int[] sources = TableColumns.Find(lines.Place, names, requests);
        return new JsonLinesReader(
            lines,
            requests,
            [.. sources.Select(source => Encoding.UTF8.GetBytes(names[source]))]);
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

        int missing = Array.IndexOf(_seen, false);
        if (missing >= 0)
        {
            _table.Append(missing, [], _lines.Path, _lines.LineNumber);
        }
    }

    private int ColumnOf(ref Utf8JsonReader json)
    {
        for (int column = 0; column < _names.Length; column++)
        {
            if (json.ValueTextEquals(_names[column]))
            {
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
