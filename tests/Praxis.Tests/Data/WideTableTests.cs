using System.Diagnostics;
using System.Globalization;
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
