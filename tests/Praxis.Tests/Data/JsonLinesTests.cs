using Praxis.Data;
using static Praxis.Tests.Data.TableRequests;

namespace Praxis.Tests.Data;

public sealed class JsonLinesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Lines_StringsNumbersAndEscapes_AreRead()
    {
        string path = _folder.Write(
            "t.jsonl",
            "{\"name\": \"a\", \"when\": 1, \"x\": {\"y\": []}}\n\n{\"when\": \"2\", \"name\": 7}\n"
                + "{\"name\":\"\\u00e9\\n\",\"when\":3.0}\n");
        Assert.Equal(["a|1", "7|2", "é\n|3"], Rows(TableFile.Read(path, Name, When)));
    }

    [Fact]
    public void Numbers_AsIds_StandAsInTheFile()
    {
        string path = _folder.Write(
            "t.jsonl",
            "{\"name\":1.10,\"when\":1}\n{\"name\":1e3,\"when\":2}\n{\"name\":12345678901234567890,\"when\":3}");
        Assert.Equal(["1.10|1", "1e3|2", "12345678901234567890|3"], Rows(TableFile.Read(path, Name, When)));
    }

    [Theory]
    [InlineData("true", "\"true\" is a truth value, not an id; write a text or a number")]
    [InlineData("false", "\"false\" is a truth value, not an id; write a text or a number")]
    [InlineData("1e400", "\"1e400\" is not a finite number; mend it or write it as a text")]
    [InlineData("-1e400", "\"-1e400\" is not a finite number; mend it or write it as a text")]
    public void Ids_ThatAreNone_ErrorNamesLine(string cell, string problem)
    {
        string path = _folder.Write("t.jsonl", $"{{\"name\":\"a\",\"when\":1}}\n{{\"name\":{cell},\"when\":1}}\n");
        Assert.Equal(
            $"t.jsonl:2: column 'name': {problem}",
            _folder.Error(() => TableFile.Read(path, Name with { IsIdentity = true }, When)));
    }

    [Fact]
    public void Categories_ThatAreNoIds_MayBeTruthValues()
    {
        string path = _folder.Write("t.jsonl", "{\"name\":true,\"when\":1}\n{\"name\":\"true\",\"when\":2}\n");
        Assert.Equal(["true|1", "true|2"], Rows(TableFile.Read(path, Name, When)));
    }

    [Fact]
    public void Times_WithAFraction_AreCutToSeconds()
    {
        string path = _folder.Write(
            "t.jsonl", "{\"name\":\"a\",\"when\":1325376000.999}\n{\"name\":\"b\",\"when\":\"1325376000.5\"}\n");
        Assert.Equal(["a|1325376000", "b|1325376000"], Rows(TableFile.Read(path, Name, When)));
    }

    [Theory]
    [InlineData("1e400")]
    [InlineData("\"NaN\"")]
    [InlineData("true")]
    public void Numbers_NotFinite_ErrorNamesLine(string cell)
    {
        string path = _folder.Write("t.jsonl", $"{{\"size\":1}}\n{{\"size\":{cell}}}\n");
        Assert.Equal(
            $"t.jsonl:2: column 'size': \"{cell.Trim('"')}\" is not a finite number; "
                + "mend the cell or leave the row out",
            _folder.Error(() => TableFile.Read(path, Size)));
    }

    [Fact]
    public void Lines_Compressed_AreRead()
    {
        string path = _folder.Write("t.ndjson.gz", TemporaryFolder.Gzip("{\"name\":\"a\",\"when\":1}\n"));
        Assert.Equal(["a|1"], Rows(TableFile.Read(path, Name, When)));
    }

    [Theory]
    [InlineData("", "t.jsonl: the file is empty; write it again")]
    [InlineData(
        "{\"name\": \"a\"}\n",
        "t.jsonl:1: no column 'when'; the columns are name; name the right one with --when-column")]
    [InlineData(
        "{\"name\":\"a\",\"when\":1}\n{\"name\":\"b\"}\n",
        "t.jsonl:2: column 'when': the cell is empty; fill it or leave the row out")]
    [InlineData(
        "{\"name\":\"a\",\"when\":1}\n{\"name\":null,\"when\":1}\n",
        "t.jsonl:2: column 'name': the cell is empty; fill it or leave the row out")]
    [InlineData(
        "{\"name\":\"a\",\"when\":[1]}\n",
        "t.jsonl:1: column 'when': is an object or a list, not one value; write it as one value")]
    [InlineData(
        "{\"name\":\"a\",\"when\":1}\n{\"name\":\"b\",\"when\":true}\n",
        "t.jsonl:2: column 'when': \"true\" is not Unix seconds; mend the cell or convert the column")]
    [InlineData(
        "{\"name\":\"a\",\"when\":1e400}\n",
        "t.jsonl:1: column 'when': \"1e400\" is not Unix seconds; mend the cell or convert the column")]
    [InlineData(
        "{\"name\":\"a\",\"when\":1}\n{\"name\":\"a\",\"when\":2,\"name\":\"b\"}\n",
        "t.jsonl:2: column 'name': appears twice; rename one")]
    [InlineData(
        "{\"name\":\"a\",\"when\":1}\n{\"name\":\"a\",\"when\":1\n",
        "t.jsonl:2: is not valid JSON at byte 21; each line must be one JSON object")]
    [InlineData(
        "{\"name\":\"a\",\"when\":1} x\n",
        "t.jsonl:1: is not valid JSON at byte 23; each line must be one JSON object")]
    [InlineData(
        "{\"name\":\"\\ud800\",\"when\":1}\n",
        "t.jsonl:1: has half a surrogate pair (\\ud800 to \\udfff alone); mend the text")]
    [InlineData("[\n", "t.jsonl:1: is not a JSON object; each line must be one, as in {\"x\": 1}")]
    public void Lines_Malformed_ErrorNamesLine(string text, string expected)
    {
        string path = _folder.Write("t.jsonl", text);
        Assert.Equal(expected, _folder.Error(() => TableFile.Read(path, Name, When)));
    }
}
