using System.Text;
using Praxis.Data;
using static Praxis.Tests.Data.TableRequests;

namespace Praxis.Tests.Data;

public sealed class DelimitedTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string, string> BadTexts => new()
    {
        { "", "t.csv", "t.csv: the file is empty; write it again" },
        { "\n\n", "t.csv", "t.csv: the file is empty; write it again" },
        { "name,when\n", "t.csv", "t.csv: has no rows; add rows" },
        { "name,date\na,1\n", "t.csv",
            "t.csv:1: no column 'when'; the columns are name, date; name the right one with --when-column" },
        { "name;when\na;1\n", "t.csv",
            "t.csv:1: no column 'name'; the columns are name;when (the cells seem to be separated by ';',"
            + " where ',' is read); name the right one with --name-column" },
        { "name,when,name\na,1,b\n", "t.csv", "t.csv:1: column 'name' appears twice; rename one" },
        { "name,when\na,1\nb,abc\n", "t.csv",
            "t.csv:3: column 'when': \"abc\" is not Unix seconds; mend the cell or convert the column" },
        { "name,when\na,1\nb,2011-12-31 23:59\n", "t.csv",
            "t.csv:3: column 'when': \"2011-12-31 23:59\" is not Unix seconds; pass --time-unit iso" },
        { "name,when\na,1\n\nb,\n", "t.csv",
            "t.csv:4: column 'when': the cell is empty; fill it or leave the row out" },
        { "name,when\n\"\",1\n", "t.csv",
            "t.csv:2: column 'name': the cell is empty; fill it or leave the row out" },
        { "name,when\na,-5\n", "t.csv", "t.csv:2: column 'when': \"-5\" is before 1970; mend the cell" },
        { "name,when\na,nan\n", "t.csv",
            "t.csv:2: column 'when': \"nan\" is not Unix seconds; mend the cell or convert the column" },
        { "name,when\na,1325376000000\n", "t.csv",
            "t.csv:2: column 'when': \"1325376000000\" looks like milliseconds; pass --time-unit milliseconds" },
        { "name,when\na,1325376000000000\n", "t.csv",
            "t.csv:2: column 'when': \"1325376000000000\" looks like microseconds or finer;"
            + " convert the column to seconds" },
        { "name,when\na,1,x\n", "t.csv",
            "t.csv:2: 3 cells where the header has 2; quote cells that hold ',' or mend the line" },
        { "name\twhen\na\n", "t.tsv", "t.tsv:2: 1 cell where the header has 2; mend the line" },
        { "name,when\na,1\n\"b,2\nc,3\n", "t.csv",
            "t.csv:3: the quotation mark opened on this line is never closed; close or remove it" },
        { "name,when\n\"a\"b,2\n", "t.csv",
            "t.csv:2: text after a closing quotation mark; double the quotation marks inside a quoted cell" },
        { "name,when\n\"two\nlines\",1\nb,x\ty\n", "t.csv",
            "t.csv:4: column 'when': \"x\\ty\" is not Unix seconds; mend the cell or convert the column" },
        { "name,when\na,1\nb\0,2\n", "t.csv",
            "t.csv:3: has a NUL byte: a binary or UTF-16 file; save it as UTF-8 text" },
        { "name,when\na,1\n", "t.csv.gz",
            "t.csv.gz: is not gzip data though its name ends in .gz; take .gz off the name or compress it" },
        { "name,when\na,1\n", "t.xlsx",
            "t.xlsx: is not a table file by its name; it must end in .csv, .tsv, .jsonl or .ndjson (each also with .gz)"
            + " or .parquet" },
        { "PAR1 and so on", "t.csv", "t.csv: is a Parquet file; let its name end in .parquet" },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(BadTexts))]
    public void Text_Malformed_ErrorNamesLine(string text, string name, string expected)
    {
        string path = _folder.Write(name, text);
        Assert.Equal(expected, _folder.Error(() => TableFile.Read(path, Name, When)));
    }

    [Theory]
    [InlineData("name,size\na,1\nb,inf\n",
        "t.csv:3: column 'size': \"inf\" is not a finite number; mend the cell or leave the row out")]
    [InlineData("name,size\na,NaN\n",
        "t.csv:2: column 'size': \"NaN\" is not a finite number; mend the cell or leave the row out")]
    [InlineData("name,size\na,1e999\n",
        "t.csv:2: column 'size': \"1e999\" is not a finite number; mend the cell or leave the row out")]
    [InlineData("name,size\na,one\n",
        "t.csv:2: column 'size': \"one\" is not a finite number; mend the cell or leave the row out")]
    [InlineData("name,length\na,1\n",
        "t.csv:1: no column 'size'; the columns are name, length; add or rename a column")]
    public void NumberColumn_Malformed_ErrorNamesLine(string text, string expected)
    {
        string path = _folder.Write("t.csv", text);
        Assert.Equal(expected, _folder.Error(() => TableFile.Read(path, Name, Size)));
    }

    [Fact]
    public void WholeNumberColumn_Fraction_ErrorNamesLine()
    {
        string path = _folder.Write("t.csv", "count\n1\n1.5\n");
        Assert.Equal(
            "t.csv:3: column 'count': \"1.5\" is not a whole number; mend the cell",
            _folder.Error(() => TableFile.Read(path, Count)));
    }

    [Theory]
    [InlineData(TimeEncoding.Milliseconds, "1325376000", "looks like seconds; pass --time-unit seconds")]
    [InlineData(TimeEncoding.Iso, "1325376000", "is not an ISO 8601 date or time; pass --time-unit seconds")]
    [InlineData(TimeEncoding.Iso, "1325376000000", "is not an ISO 8601 date or time; pass --time-unit milliseconds")]
    [InlineData(TimeEncoding.Iso, "12/31/2011", "is not an ISO 8601 date or time; write it as 2011-12-31T23:59:59Z")]
    [InlineData(TimeEncoding.Iso, "1969-12-31", "is before 1970; mend the cell")]
    public void TimeColumn_OtherUnit_ErrorNamesFlag(TimeEncoding encoding, string cell, string problem)
    {
        string path = _folder.Write("t.csv", $"when\n{cell}\n");
        Assert.Equal(
            $"t.csv:2: column 'when': \"{cell}\" {problem}",
            _folder.Error(() => TableFile.Read(path, When with { Time = encoding })));
    }

    [Theory]
    [InlineData("1e400")]
    [InlineData("NaN")]
    [InlineData("-Infinity")]
    public void Columns_NotFinite_ErrorNamesLine(string cell)
    {
        string path = _folder.Write("t.csv", $"size,when\n1,1\n{cell},{cell}\n");
        Assert.Equal(
            $"t.csv:3: column 'size': \"{cell}\" is not a finite number; mend the cell or leave the row out",
            _folder.Error(() => TableFile.Read(path, Size)));
        Assert.Equal(
            $"t.csv:3: column 'when': \"{cell}\" is not Unix seconds; mend the cell or convert the column",
            _folder.Error(() => TableFile.Read(path, When)));
    }

    [Theory]
    [InlineData(TimeEncoding.Seconds, "1325376000", 1325376000)]
    [InlineData(TimeEncoding.Seconds, "1325376000.75", 1325376000)]
    [InlineData(TimeEncoding.Milliseconds, "1325376000999", 1325376000)]
    [InlineData(TimeEncoding.Iso, "2012-01-01", 1325376000)]
    [InlineData(TimeEncoding.Iso, "2012-01-01T00:00:00Z", 1325376000)]
    [InlineData(TimeEncoding.Iso, "2012-01-01 02:00:00.999+02:00", 1325376000)]
    [InlineData(TimeEncoding.Iso, "2011-12-31T19:00-0500", 1325376000)]
    public void TimeColumn_EachEncoding_GivesUnixSeconds(TimeEncoding encoding, string cell, long expected)
    {
        string path = _folder.Write("t.csv", $"when\n{cell}\n");
        Assert.Equal([expected], TableFile.Read(path, When with { Time = encoding }).Times("when").ToArray());
    }

    [Fact]
    public void Text_InvalidUtf8_ErrorNamesLine()
    {
        string path = _folder.Write("t.csv", Encoding.Latin1.GetBytes("name,when\na,1\nb,2\ncafé,3\n"));
        Assert.Equal(
            "t.csv:4: byte 0xE9 is not UTF-8; save the file as UTF-8",
            _folder.Error(() => TableFile.Read(path, Name, When)));
    }

    [Fact]
    public void Text_FaultBeforeInvalidUtf8_FirstFaultIsNamed()
    {
        string path = _folder.Write("t.csv", Encoding.Latin1.GetBytes("name,when\na,1\nb,x\ncafé,3\n"));
        Assert.StartsWith("t.csv:3: ", _folder.Error(() => TableFile.Read(path, Name, When)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Text_Utf16_ErrorSaysSo(bool bigEndian)
    {
        var encoding = new UnicodeEncoding(bigEndian, byteOrderMark: true);
        string path = _folder.Write("t.csv", [.. encoding.GetPreamble(), .. encoding.GetBytes("name,when\na,1\n")]);
        Assert.Equal("t.csv:1: the file is UTF-16; save it as UTF-8",
            _folder.Error(() => TableFile.Read(path, Name, When)));
    }

    [Fact]
    public void Text_ByteOrderMarkAndCrLf_AreAccepted()
    {
        string path = _folder.Write("t.csv", "\uFEFFname,when\r\na,1\r\nb,2");
        Assert.Equal(["a|1", "b|2"], Rows(TableFile.Read(path, Name, When)));
    }

    [Fact]
    public void Text_QuotedCells_HoldDelimitersMarksAndLineEnds()
    {
        string path = _folder.Write("t.csv",
            "when,name\n1,\"a,b\"\n2,\"say \"\"x\"\"\"\n3,\"two\nlines\"\n\"4\",5\" pipe\n");
        Table table = TableFile.Read(path, Name, When);
        Assert.Equal(["a,b|1", "say \"x\"|2", "two\nlines|3", "5\" pipe|4"], Rows(table));
        Assert.Equal([path + ":2", path + ":4", path + ":6"], [table.Place(0), table.Place(2), table.Place(3)]);
    }

    [Fact]
    public void Text_HugeCell_IsReadOrRefusedAtItsLine()
    {
        string good = _folder.Write("t.csv", $"name,when\n{new string('x', 1 << 20)},1\ny,2\n");
        Assert.Equal(1 << 20, TableFile.Read(good, Name, When).Category("name").Levels[0].Length);
        string bad = _folder.Write("u.csv", $"name,when\na,1\n{new string('x', LineReader.LongestLine + 10)}");
        Assert.Equal(
            "u.csv:3: the line is longer than 16777216 bytes; is this a text table?",
            _folder.Error(() => TableFile.Read(bad, Name, When)));
    }

    [Fact]
    public void Gzip_CutAnywhere_IsRefused()
    {
        string text = "name,when\n" + string.Concat(Enumerable.Range(0, 3000)
            .Select(i => $"n{i * 7919 % 10007},{i}\n"));
        byte[] whole = TemporaryFolder.Gzip(text);
        Assert.Equal(3000, TableFile.Read(_folder.Write("t.csv.gz", whole), Name, When).RowCount);
        foreach (int cut in new[] { 1, 4, 7, 8, 9, 50, whole.Length / 2, whole.Length - 20 })
        {
            string path = _folder.Write("t.csv.gz", whole[..^cut]);
            Assert.Matches(
                @"^t\.csv\.gz:\d+: the gzip data is damaged or cut off at or after this line; copy the file again$",
                _folder.Error(() => TableFile.Read(path, Name, When)));
        }
    }

    [Fact]
    public void Gzip_TwoMembers_AreReadAsOneText()
    {
        string path = _folder.Write("t.csv.gz",
            [.. TemporaryFolder.Gzip("name,when\na,1\n"), .. TemporaryFolder.Gzip("b,2\n")]);
        Assert.Equal(["a|1", "b|2"], Rows(TableFile.Read(path, Name, When)));
    }

    [Fact]
    public void Gzip_WithoutItsEnding_IsRefused()
    {
        string path = _folder.Write("t.csv", TemporaryFolder.Gzip("name,when\na,1\n"));
        Assert.Equal("t.csv: is gzip data; let its name end in .gz",
            _folder.Error(() => TableFile.Read(path, Name, When)));
    }

    [Fact]
    public void Path_FolderOrAbsent_IsRefused()
    {
        Assert.Equal(".: is a folder, not a file; pass the path of the file",
            _folder.Error(() => TableFile.Read(_folder.Path, Name)));
        Assert.Equal("no.csv: no such file; check the path",
            _folder.Error(() => TableFile.Read(_folder["no.csv"], Name)));
    }

    [Fact]
    public void Path_WithoutPermission_IsRefused()
    {
        string path = _folder.Write("t.csv", "name,when\na,1\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.None);
        }

        if (CanRead(path))
        {
            Assert.Skip("this user may read every file");
        }

        Assert.Equal(
            "t.csv: may not be read; give yourself permission to read it",
            _folder.Error(() => TableFile.Read(path, Name, When)));
    }

    [Fact]
    public void Matrix_TwoColumns_IsRowMajor()
    {
        string path = _folder.Write("t.csv", "size,width\n1,2\n3,4\n");
        Table table = TableFile.Read(path, Size, new ColumnRequest("width", ColumnKind.Number));
        Assert.Equal([2, 1, 4, 3], table.Matrix(["width", "size"]));
    }

    [Fact]
    public void Column_NotAskedFor_IsAProgrammersError()
    {
        Table table = TableFile.Read(_folder.Write("t.csv", "size\n1\n"), Size);
        Assert.Throws<ArgumentException>(() => table.Times("size"));
    }

    private static bool CanRead(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }
}
