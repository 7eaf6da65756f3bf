using System.Diagnostics;
using System.Globalization;
using Praxis.Core;
using Praxis.Data;

namespace Praxis.Tests.Data;

public sealed class WideTableTests : IDisposable
{
    private const int ColumnCount = 4000;
    private const int RowCount = 60;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Text_OfThousandsOfColumns_IsReadInSeconds(bool isQuoted)
    {
        string[] names = [.. Enumerable.Range(0, ColumnCount).Select(i => $"v{i}")];
        IEnumerable<string> header = isQuoted ? names.Select(name => $"\"{name}\"") : names;
        IEnumerable<string> rows = Enumerable.Range(0, RowCount).Select(row => string.Join(',',
            Enumerable.Range(0, ColumnCount).Select(i => ((row * i) + 0.5).ToString(CultureInfo.InvariantCulture))));
        string path = _folder.Write("wide.csv", $"{string.Join(',', header)}\n{string.Join('\n', rows)}\n");

        AssertReads(path, names, (row, column) => (row * column) + 0.5);
    }

    // Names in quotation marks alone, as R writes them, leave the rows to be cut at the delimiter.
    [Theory]
    [InlineData("\n", "{0}")]
    [InlineData("\r\n", "{0}")]
    [InlineData("\n", "\"{0}\"")]
    [InlineData("\r\n", "\"{0}, cell\"")]
    public void Text_OfManyColumnsWithGapsAndBlankLines_IsReadAsOfFew(string lineEnd, string form)
    {
        const int columns = 300;
        string[] names = [.. Enumerable.Range(0, columns).Select(i => $"v{i}")];
        string path = _folder.Write("gaps.csv", string.Join(lineEnd, (string[])
        [
            "",
            string.Join(',', names.Select(name => string.Format(CultureInfo.InvariantCulture, form, name))),
            string.Join(',', Enumerable.Range(0, columns).Select(i => i % 7 == 3 ? "" : $"{i}.5")),
            "",
            string.Join(',', Enumerable.Range(0, columns).Select(i => i == columns - 1 ? "" : $"-{i}")),
            "",
        ]));
        IReadOnlyList<string> known = TableFile.ColumnNames(path);
        Table table = TableFile.Read(path, [.. known.Reverse().Select(
            name => new ColumnRequest(name, ColumnKind.OptionalNumber))]);

        Assert.Equal(names, known.Select(static name => name.Split(',')[0]));
        Assert.Equal(2, table.RowCount);
        for (int column = 0; column < columns; column++)
        {
            ReadOnlySpan<double> values = table.Numbers(known[column]).Span;
            Assert.Equal(column % 7 == 3 ? double.NaN : column + .5, values[0]);
            Assert.Equal(column == columns - 1 ? double.NaN : -column, values[1]);
        }

        Assert.EndsWith("gaps.csv:5", table.Place(1), StringComparison.Ordinal);
    }

    // The first fault is told, whatever way the rows were read.
    [Theory]
    [InlineData(3, 299, -1, "wide.csv:4: ")]
    [InlineData(3, 301, -1, "wide.csv:4: ")]
    [InlineData(3, 299, 2, "wide.csv:3: ")]
    [InlineData(3, 299, 5, "wide.csv:4: ")]
    public void Text_OfManyColumnsWithARaggedRow_IsRefusedAtTheFirstFault(
        int ragged, int cells, int wrong, string place)
    {
        const int columns = 300;
        IEnumerable<string> rows = Enumerable.Range(1, 6).Select(row => string.Join(
            ',', Enumerable.Range(0, row == ragged ? cells : columns).Select(i => row == wrong && i == 7 ? "x" : "1")));
        string path = _folder.Write("wide.csv", string.Join('\n', rows.Prepend(
            string.Join(',', Enumerable.Range(0, columns).Select(i => $"v{i}")))));

        InputException refusal = Assert.Throws<InputException>(() => TableFile.Read(path, [
            .. Enumerable.Range(0, columns).Select(i => new ColumnRequest($"v{i}", ColumnKind.Number))]));

        Assert.Contains(place, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void JsonLines_OfThousandsOfColumns_AreReadInSeconds()
    {
        string[] names = [.. Enumerable.Range(0, ColumnCount).Select(i => $"v{i}")];
        string path = _folder.Write("wide.jsonl", string.Join('\n', Enumerable.Range(0, RowCount).Select(
            row => $"{{{string.Join(',', names.Select((name, i) => $"\"{name}\":{row * i}"))}}}")));

        AssertReads(path, names, (row, column) => row * column);
    }

    private static void AssertReads(string path, string[] names, Func<int, int, double> expected)
    {
        var watch = Stopwatch.StartNew();
        Assert.Equal(names, TableFile.ColumnNames(path));
        Table table = TableFile.Read(path, [.. names.Select(name => new ColumnRequest(name, ColumnKind.Number))]);

        // Far above the usual time, for busy machines; a look-up of each column among all takes minutes.
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(60));
        Assert.Equal(RowCount, table.RowCount);
        for (int column = 0; column < names.Length; column += 7)
        {
            ReadOnlySpan<double> values = table.Numbers(names[column]).Span;
            for (int row = 0; row < RowCount; row++)
            {
                Assert.Equal(expected(row, column), values[row]);
            }
        }
    }
}
