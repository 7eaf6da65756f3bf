using System.Text;
using Praxis.Data;
using static Praxis.Tests.Data.TableRequests;

namespace Praxis.Tests.Data;

/// <summary>What DuckDB alone would take wrongly, or refuse without a place.</summary>
public sealed class DelimitedTrapTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // DuckDB leaves out the last row of these without a word.
    [Theory]
    [InlineData("name,when\na,1\n\"b,2\n", 3)]
    [InlineData("name,when\na,1\n\"b,2", 3)]
    [InlineData("name,when\na,1\nb,\"", 3)]
    [InlineData("name,when\n\n\"a\n\nx\",1\n\n\n\"b,2\nc,3\n", 8)]
    [InlineData("name,\"when\na,1\n", 1)]
    public void QuotationMark_NeverClosed_IsRefusedAtItsRow(string text, int line)
    {
        string expected = ": the quotation mark opened on this line is never closed; close or remove it";
        string path = _folder.Write("t.csv", text);
        Assert.Equal($"t.csv:{line}{expected}", _folder.Error(() => TableFile.Read(path, Name, When)));
        path = _folder.Write("t.csv.gz", TemporaryFolder.Gzip(text));
        Assert.Equal($"t.csv.gz:{line}{expected}", _folder.Error(() => TableFile.Read(path, Name, When)));
    }

    [Fact]
    public void QuotedCells_OfManyLinesInALargeFile_AreReadWhole()
    {
        // Lines within the cells look like rows; in parts, as it scans from 8 MB on, DuckDB would refuse the file.
        string[] cells = [.. Enumerable.Range(0, 40).Select(i => $"x\n{i},inner\n" + string.Concat(
            Enumerable.Repeat("7,z\n", i)))];
        const int rows = 90_000;
        var text = new StringBuilder("when,name\n");
        for (int row = 0; row < rows; row++)
        {
            text.Append(row).Append(",\"").Append(cells[row % 40]).Append("\"\n");
        }

        Table table = TableFile.Read(_folder.Write("t.csv", text.ToString()), Name, When);
        Assert.Equal(rows, table.RowCount);
        Assert.Equal(cells, table.Category("name").Levels);
        Assert.Equal(rows - 1, table.Times("when").Span[^1]);
        int lines = text.ToString().AsSpan().Count('\n') - cells[(rows - 1) % 40].AsSpan().Count('\n');
        Assert.EndsWith($"t.csv:{lines}", table.Place(rows - 1), StringComparison.Ordinal);
    }

    [Fact]
    public void RowWithAQuotedCellTooMany_AskedForOneColumn_IsAlwaysRefused()
    {
        // When only some columns are asked of it, DuckDB takes such a row now and then.
        string path = _folder.Write("t.csv", "name,when\na,1\n\"b\n\n\",2,\"\nc,\"\n\"\nd,9\n");
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal(
                "t.csv:3: 3 cells where the header has 2; quote cells that hold ',' or mend the line",
                _folder.Error(() => TableFile.Read(path, Name)));
        }
    }

    [Fact]
    public void LineEnds_OfBothKinds_AreAccepted()
    {
        string path = _folder.Write("t.csv", "name,when\r\na,1\n\r\n\"b\r\nc\",2\nd,x\r\n");
        Assert.Equal(
            "t.csv:6: column 'when': \"x\" is not Unix seconds; mend the cell or convert the column",
            _folder.Error(() => TableFile.Read(path, Name, When)));
        path = _folder.Write("t.csv", "name,when\r\na,1\n\r\n\"b\r\nc\",2\nd,3\r\n");
        Assert.Equal(["a|1", "b\nc|2", "d|3"], Rows(TableFile.Read(path, Name, When)));
        path = _folder.Write("t.csv", "name,when\r\n\"b\r\nc\",2\r\n");
        Assert.Equal(["b\nc|2"], Rows(TableFile.Read(path, Name, When)));
    }

    [Theory]
    [InlineData("name,when\na,1\nb\rc,2\n", 3)]
    [InlineData("name,when\ra,1\r", 1)]
    public void CarriageReturn_Alone_IsRefused(string text, int line)
    {
        string path = _folder.Write("t.csv", text);
        Assert.Equal(
            $"t.csv:{line}: has a carriage return (CR) without a line feed (LF); end lines with LF or CRLF",
            _folder.Error(() => TableFile.Read(path, Name, When)));
    }

    [Theory]
    [InlineData("name,when\na,x\nb,1,1\n", "t.csv:2: column 'when'")]
    [InlineData("name,when\na,1,1\nb,x\n", "t.csv:2: 3 cells")]
    [InlineData("name,when\na,1\n,2\nb,x\n", "t.csv:3: column 'name'")]
    [InlineData("name,when\na,1\nb,x\n,2\n", "t.csv:3: column 'when'")]
    [InlineData("name,when\na,1\n\"b\"b,2\nc\0,2\n", "t.csv:3: text after")]
    [InlineData("name,when\na,1\n\"b,2\nc\0,2\n", "t.csv:4: has a NUL byte")]
    [InlineData("name,when\n\n\"a\n\",1\n\n\nb\n", "t.csv:7: 1 cell")]
    public void SeveralFaults_TheFirstIsNamed(string text, string expected)
    {
        string path = _folder.Write("t.csv", text);
        Assert.StartsWith(expected, _folder.Error(() => TableFile.Read(path, Name, When)), StringComparison.Ordinal);
    }

    [Fact]
    public void RaggedRow_DeepInAFile_IsNamedByLine()
    {
        var text = new StringBuilder("name,when\r\n\r\n");
        for (int row = 0; row < 50_000; row++)
        {
            text.Append(row == 40_000 ? "b\r\n" : "\"a\r\n\",1\r\n");
        }

        string path = _folder.Write("t.csv.gz", TemporaryFolder.Gzip(text.ToString()));
        Assert.Equal(
            "t.csv.gz:80003: 1 cell where the header has 2; mend the line",
            _folder.Error(() => TableFile.Read(path, Name, When)));
    }

    [Fact]
    public void ColumnPassedOver_NotText_IsRefusedToo()
    {
        string path = _folder.Write("t.csv", Encoding.Latin1.GetBytes("name,when,place\na,1,x\nb,2,caf\u00e9\n"));
        Assert.Equal(
            "t.csv:3: byte 0xE9 is not UTF-8; save the file as UTF-8",
            _folder.Error(() => TableFile.Read(path, Name, When)));
        path = _folder.Write("t.csv", "name,when,place\na,1,\0\n");
        Assert.StartsWith(
            "t.csv:2: has a NUL byte", _folder.Error(() => TableFile.Read(path, Name, When)), StringComparison.Ordinal);
    }

    [Fact]
    public void Header_QuotedNames_HoldDelimitersAndLineEnds()
    {
        var name = new ColumnRequest("the\nname, in full", ColumnKind.Category);
        string path = _folder.Write("t.csv", "\n\"the\nname, in full\",\"say \"\"when\"\"\",,\n\na,1,2,\n,,,\n");
        Assert.Equal(
            "t.csv:6: column 'the\\nname, in full': the cell is empty; fill it or leave the row out",
            _folder.Error(() => TableFile.Read(path, name)));
        Assert.Equal(
            "t.csv:2: no column 'name'; the columns are the\\nname, in full, say \"when\", , ;"
            + " name the right one with --name-column",
            _folder.Error(() => TableFile.Read(path, Name)));
        path = _folder.Write("t.csv", "\"name\"s,when\na,1\n");
        Assert.StartsWith(
            "t.csv:1: text after a closing quotation mark",
            _folder.Error(() => TableFile.Read(path, Name)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void SingleColumn_BlankLinesPassedOver_EmptyCellRefused()
    {
        string path = _folder.Write("t.csv", "\ncount\n1\n\n\n2\n\"\"\n3\n");
        Assert.Equal(
            "t.csv:7: column 'count': the cell is empty; fill it or leave the row out",
            _folder.Error(() => TableFile.Read(path, Count)));
        Table table = TableFile.Read(_folder.Write("t.csv", "\ncount\n1\n\n\n2\n\"3\"\n4"), Count);
        Assert.Equal([1, 2, 3, 4], table.Integers("count").ToArray());
        Assert.EndsWith("t.csv:6", table.Place(1), StringComparison.Ordinal);
    }

    [Fact]
    public void SpacesAroundQuotesAndDelimitersAtLineEnd_ArePassedOver()
    {
        string path = _folder.Write("t.csv", "name,when\n \"a, b\" ,1\n c ,2,\nd,3,,\n");
        Assert.Equal(["a, b|1", " c |2", "d|3"], Rows(TableFile.Read(path, Name, When)));
    }

    [Fact]
    public void Path_WithWildcardCharacters_IsTakenAsItStands()
    {
        _folder.Write("a1.csv", "name,when\nother,1\n");
        string path = _folder.Write("a[1].csv", "name,when\nthis,1\n");
        Assert.Equal(["this|1"], Rows(TableFile.Read(path, Name, When)));
        path = _folder.Write("it's*.csv.gz", TemporaryFolder.Gzip("name,when\nthat,1\n"));
        Assert.Equal(["that|1"], Rows(TableFile.Read(path, Name, When)));
    }
}
