using DuckDB.NET.Data;
using Praxis.Data;
using static Praxis.Tests.Data.TableRequests;

namespace Praxis.Tests.Data;

public sealed class ParquetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("1325376000::BIGINT")]
    [InlineData("1325376000::INTEGER")]
    [InlineData("1325376000::UBIGINT")]
    [InlineData("1325376000.0::DOUBLE")]
    [InlineData("'1325376000'")]
    [InlineData("DATE '2012-01-01'")]
    [InlineData("TIMESTAMP '2012-01-01 00:00:00.7'")]
    [InlineData("TIMESTAMP_MS '2012-01-01'")]
    [InlineData("TIMESTAMP_NS '2012-01-01'")]
    [InlineData("TIMESTAMPTZ '2012-01-01 02:00:00+02'")]
    public void TimeColumn_EachType_GivesUnixSeconds(string time)
    {
        string path = Write($"SELECT 'a' AS name, {time} AS \"when\"");
        Assert.Equal(["a|1325376000"], Rows(TableFile.Read(path, Name, When)));
    }

    [Theory]
    [InlineData("SELECT 12::BIGINT AS name", "12")]
    [InlineData("SELECT 12::UTINYINT AS name", "12")]
    [InlineData("SELECT 'longer than twelve bytes' AS name", "longer than twelve bytes")]
    [InlineData("SELECT 'x'::ENUM('y', 'x') AS name", "x")]
    [InlineData("SELECT true AS name", "true")]
    public void CategoryColumn_EachType_GivesItsText(string select, string expected)
    {
        Assert.Equal([expected], TableFile.Read(Write(select), Name).Category("name").Levels);
    }

    [Theory]
    [InlineData("1.5::DOUBLE")]
    [InlineData("1.5::FLOAT")]
    [InlineData("1.50::DECIMAL(5, 2)")]
    [InlineData("'1.5'")]
    public void NumberColumn_EachType_GivesItsNumber(string number)
    {
        Assert.Equal([1.5], TableFile.Read(Write($"SELECT {number} AS size"), Size).Numbers("size").ToArray());
    }

    [Fact]
    public void Rows_ManyChunks_KeepTheirOrder()
    {
        string path = Write("SELECT i AS count, 'note ' || i AS note FROM range(300000) AS r(i)");
        Table table = TableFile.Read(path, Count, Note);
        Assert.Equal(300_000, table.RowCount);
        ReadOnlySpan<long> counts = table.Integers("count").Span;
        for (int i = 0; i < counts.Length; i++)
        {
            Assert.Equal(i, counts[i]);
        }

        Assert.Equal("note 299999", table.Texts("note")[^1]);
        Assert.Equal($"{path}: row 300000", table.Place(299_999));
    }

    [Theory]
    [InlineData("SELECT 'a' AS name, NULL::BIGINT AS \"when\"",
        "t.parquet: row 1: column 'when': the cell is empty; fill it or leave the row out")]
    [InlineData("SELECT 'a' AS name, 0 AS \"when\" UNION ALL SELECT '', 1",
        "t.parquet: row 2: column 'name': the cell is empty; fill it or leave the row out")]
    [InlineData("SELECT 'a' AS name, -1 AS \"when\"",
        "t.parquet: row 1: column 'when': \"-1\" is before 1970; mend the cell")]
    [InlineData("SELECT 'a' AS name, DATE '1950-01-01' AS \"when\"",
        "t.parquet: row 1: column 'when': the time is before 1970; mend the cell")]
    [InlineData("SELECT 'a' AS name, 1325376000000 AS \"when\"",
        "t.parquet: row 1: column 'when': \"1325376000000\" looks like milliseconds; pass --time-unit milliseconds")]
    [InlineData("SELECT 'a' AS name, 'x' AS \"when\"",
        "t.parquet: row 1: column 'when': \"x\" is not Unix seconds; mend the cell or convert the column")]
    [InlineData("SELECT 'a' AS name, [1] AS \"when\"",
        "t.parquet: column 'when': its type INTEGER[] is not times; convert the column")]
    [InlineData("SELECT 'a' AS name",
        "t.parquet: no column 'when'; the columns are name; name the right one with --when-column")]
    [InlineData("SELECT 'a' AS name, 1 AS \"when\" WHERE false", "t.parquet: has no rows; add rows")]
    public void Column_Unusable_ErrorNamesRow(string select, string expected)
    {
        string path = Write(select);
        Assert.Equal(expected, _folder.Error(() => TableFile.Read(path, Name, When)));
    }

    [Theory]
    [InlineData("'nan'::DOUBLE", "NaN")]
    [InlineData("'inf'::DOUBLE", "Infinity")]
    public void NumberColumn_NotFinite_ErrorNamesRow(string number, string shown)
    {
        string path = Write($"SELECT 1.0::DOUBLE AS size UNION ALL SELECT {number}");
        Assert.Equal(
            $"t.parquet: row 2: column 'size': \"{shown}\" is not a finite number; mend the cell or leave the row out",
            _folder.Error(() => TableFile.Read(path, Size)));
    }

    [Theory]
    [InlineData("'a' UNION ALL SELECT 'b'", "")]
    [InlineData("1.5::DOUBLE UNION ALL SELECT 2.25", "")]
    [InlineData("true", "t.parquet: column 'name': its type BOOLEAN is truth values, not ids; convert the column")]
    [InlineData("1::DOUBLE UNION ALL SELECT 'nan'::DOUBLE",
        "t.parquet: row 2: column 'name': \"nan\" is not a finite number; mend the cell or leave the row out")]
    [InlineData("1::FLOAT UNION ALL SELECT '-inf'::FLOAT",
        "t.parquet: row 2: column 'name': \"-inf\" is not a finite number; mend the cell or leave the row out")]
    public void Ids_OfReals_MustBeFinite(string select, string expected)
    {
        string path = Write($"SELECT {select} AS name".Replace(" UNION", " AS name UNION", StringComparison.Ordinal));
        void Read() => TableFile.Read(path, Name with { IsIdentity = true });
        if (expected.Length > 0)
        {
            Assert.Equal(expected, _folder.Error(Read));
        }
        else
        {
            Read();
        }
    }

    [Fact]
    public void File_CutOff_IsRefused()
    {
        string path = Write("SELECT 'a' AS name, 1 AS \"when\"");
        _folder.Write("t.parquet", File.ReadAllBytes(path)[..^10]);
        Assert.Equal("t.parquet: the Parquet file is cut off; copy it again",
            _folder.Error(() => TableFile.Read(path, Name, When)));
    }

    [Fact]
    public void File_OfAnotherKind_IsRefused()
    {
        string path = _folder.Write("t.parquet", "name,when\na,1\n");
        Assert.Equal(
            "t.parquet: is not a Parquet file; let its name end as its format does",
            _folder.Error(() => TableFile.Read(path, Name, When)));
    }

    [Fact]
    public void File_Corrupted_IsRefusedOnOneLine()
    {
        string path = Write("SELECT 'name ' || hash(i) AS name, i AS \"when\" FROM range(20000) AS r(i)");
        byte[] bytes = File.ReadAllBytes(path);
        foreach (int start in new[] { 40, bytes.Length / 2, bytes.Length - 60 })
        {
            byte[] damaged = [.. bytes];
            damaged.AsSpan(start, 40).Fill(0xFF);
            _folder.Write("t.parquet", damaged);
            string message = _folder.Error(() => TableFile.Read(path, Name, When));
            Assert.Matches(@"^t\.parquet: cannot be read as Parquet \(.+\); write the file again$", message);
        }
    }

    [Fact]
    public void Path_WithWildcardCharacters_IsTakenAsItStands()
    {
        Write("SELECT 'other' AS name", "a1.parquet");
        Assert.Equal(["this"],
            TableFile.Read(Write("SELECT 'this' AS name", "a[1].parquet"), Name).Category("name").Levels);
        Assert.Equal(["that"],
            TableFile.Read(Write("SELECT 'that' AS name", "it's*.parquet"), Name).Category("name").Levels);
    }

    [Fact]
    public void Session_Closed_LeavesNoFolder()
    {
        var session = new DuckDbSession();
        Assert.True(Directory.Exists(session.SpillFolder));
        session.Dispose();
        Assert.False(Directory.Exists(session.SpillFolder));
    }

    private string Write(string select, string name = "t.parquet")
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using DuckDBCommand command = connection.CreateCommand();
        string plain = _folder["written.tmp"];
        command.CommandText = $"COPY ({select}) TO '{plain}' (FORMAT parquet)";
        command.ExecuteNonQuery();
        File.Move(plain, _folder[name], overwrite: true);
        return _folder[name];
    }
}
