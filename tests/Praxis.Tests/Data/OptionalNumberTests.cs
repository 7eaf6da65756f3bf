using DuckDB.NET.Data;
using Praxis.Data;

namespace Praxis.Tests.Data;

public sealed class OptionalNumberTests : IDisposable
{
    private static readonly ColumnRequest X = new("x", ColumnKind.OptionalNumber);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("NA")]
    [InlineData(" NA ")]
    [InlineData("NaN")]
    [InlineData("nan")]
    [InlineData("null")]
    [InlineData("NULL")]
    [InlineData("N/A")]
    [InlineData(".")]
    [InlineData("\"\"")]
    public void Text_Gap_IsNaN(string cell)
    {
        string path = _folder.Write("t.csv", $"y,x\n1,-2.5e1\n1,{cell}\n1,3\n");
        Assert.Equal([-25, double.NaN, 3], TableFile.Read(path, X).Numbers("x").ToArray());
    }

    [Fact]
    public void JsonLines_GapsOfEachKind_AreNaN()
    {
        string path = _folder.Write(
            "t.jsonl", "{\"x\":1,\"y\":1}\n{\"x\":null,\"y\":2}\n{}\n{\"y\":\"\",\"x\":\"NA\"}\n");
        Table table = TableFile.Read(path, X, new ColumnRequest("y", ColumnKind.OptionalNumber));
        Assert.Equal([1, double.NaN, double.NaN, double.NaN], table.Numbers("x").ToArray());
        Assert.Equal([1, 2, double.NaN, double.NaN], table.Numbers("y").ToArray());
    }

    [Theory]
    [InlineData("1.5::DOUBLE")]
    [InlineData("1.5::FLOAT")]
    [InlineData("1.5::DECIMAL(5, 2)")]
    [InlineData("'1.5'")]
    public void Parquet_Null_IsNaN(string number)
    {
        string path = WriteParquet($"SELECT {number} AS x UNION ALL SELECT NULL");
        Assert.Equal([1.5, double.NaN], TableFile.Read(path, X).Numbers("x").ToArray());
    }

    [Fact]
    public void Parquet_NaN_IsNaN()
    {
        string path = WriteParquet("SELECT 'nan'::DOUBLE AS x UNION ALL SELECT 2");
        Assert.Equal([double.NaN, 2], TableFile.Read(path, X).Numbers("x").ToArray());
    }

    [Theory]
    [InlineData("inf", false)]
    [InlineData("-Inf", true)]
    [InlineData("Infinity", true)]
    [InlineData("1e999", true)]
    [InlineData("abc", false)]
    public void Text_NotFinite_IsRefused(string cell, bool mayBeText)
    {
        string path = _folder.Write("t.csv", $"y,x\n1,1\n1,{cell}\n");
        Assert.Equal(
            $"t.csv:3: column 'x': \"{cell}\" is not a finite number; mend the cell or leave the column out",
            _folder.Error(() => TableFile.Read(path, X with { MayBeText = mayBeText })));
    }

    [Fact]
    public void Text_WhereItMayBe_IsSetAside()
    {
        string path = _folder.Write("t.csv", "y,x\n1,1\n,NA\n2,abc\n3,inf\n");
        Table table = TableFile.Read(
            path, X with { MayBeText = true }, new ColumnRequest("y", ColumnKind.OptionalNumber) { MayBeText = true });
        Assert.Equal($"\"abc\" at {path}:4", table.SetAside("x"));
        Assert.Null(table.SetAside("y"));
        Assert.Equal([1, double.NaN, 2, 3], table.Numbers("y").ToArray());
    }

    [Theory]
    [InlineData("DATE '2020-01-01'", "\"2020-01-01\"")]
    [InlineData("[1, 2]", "\"[1, 2]\"")]
    [InlineData("true", "\"true\"")]
    public void Parquet_OtherTypes_AreSetAside(string cell, string shown)
    {
        string path = WriteParquet($"SELECT {cell} AS x");
        Assert.Equal($"{shown} at {path}: row 1", TableFile.Read(path, X with { MayBeText = true }).SetAside("x"));
    }

    [Fact]
    public void ColumnNames_OfEachFormat_AreEqual()
    {
        string[] paths =
        [
            _folder.Write("t.csv", "\n\"\",b,\"a 1\",c\n1,1,1,1\n"),
            _folder.Write("t.tsv", "b\ta 1\tc\n1\t1\t1\n"),
            _folder.Write("t.csv.gz", TemporaryFolder.Gzip("b,a 1,c\n1,1,1\n")),
            _folder.Write("t.jsonl", "\n{\"b\":[1],\"a 1\":{\"x\":1},\"c\":null}\n{\"d\":1}\n"),
            WriteParquet("SELECT 1 AS b, 2 AS \"a 1\", 3 AS c"),
        ];
        Assert.All(paths, path => Assert.Equal(["b", "a 1", "c"], TableFile.ColumnNames(path)));
    }

    [Theory]
    [InlineData("t.csv", "", "t.csv: the file is empty; write it again")]
    [InlineData("t.csv", "a,b,a\n1,2,3\n", "t.csv:1: column 'a' appears twice; rename one")]
    [InlineData("t.jsonl", "{\"a\":1,\"a\":2}\n", "t.jsonl:1: column 'a' appears twice; rename one")]
    [InlineData("t.jsonl", "\n[1]\n", "t.jsonl:2: is not a JSON object; each line must be one, as in {\"x\": 1}")]
    [InlineData("t.jsonl", " \n", "t.jsonl: the file is empty; write it again")]
    [InlineData("t.parquet", "a,b\n", "t.parquet: is not a Parquet file; let its name end as its format does")]
    [InlineData("t.csv", "a,\"b\n1,2\n",
        "t.csv:1: the quotation mark opened on this line is never closed; close or remove it")]
    public void ColumnNames_BrokenFile_IsRefusedAsByRead(string name, string text, string expected)
    {
        string path = _folder.Write(name, text);
        Assert.Equal(expected, _folder.Error(() => TableFile.ColumnNames(path)));
        Assert.Equal(expected, _folder.Error(() => TableFile.Read(path, new ColumnRequest("a", ColumnKind.Number))));
    }

    private string WriteParquet(string select)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = $"COPY ({select}) TO '{_folder["t.parquet"]}' (FORMAT parquet)";
        command.ExecuteNonQuery();
        return _folder["t.parquet"];
    }
}
