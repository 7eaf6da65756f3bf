using System.Text.Json;
using Praxis.Core;

namespace Praxis.Tests.App;

public sealed class TableTextTests
{
    [Fact]
    public void ToCsv_CellsWithMeaning_AreQuoted()
    {
        var table = new ResultTable("t", "T", ["a", "b,c"], [["x\"y", "1\n2"], [null, true], [0.1, 3]]);

        Assert.Equal("a,\"b,c\"\n\"x\"\"y\",\"1\n2\"\n,true\n0.1,3\n", TableText.ToCsv(table));
    }

    [Fact]
    public void ToJson_Rows_AreObjects()
    {
        var table = new ResultTable("t", "T", ["a", "b"], [["x", 0.5], [null, false]]);

        using JsonDocument json = JsonDocument.Parse(TableText.ToJson(table));

        Assert.Equal("x", json.RootElement[0].GetProperty("a").GetString());
        Assert.Equal(JsonValueKind.Null, json.RootElement[1].GetProperty("a").ValueKind);
    }

    [Theory]
    [InlineData(0.123456, "0.1235")]
    [InlineData(12.3456, "12.346")]
    [InlineData(3.0, "3")]
    [InlineData(0.0000123, "1.23e-5")]
    [InlineData(double.NaN, "NaN")]
    public void Number_Readable_HasFourDigits(double number, string text) =>
        Assert.Equal(text, TableText.Number(number));

    [Theory]
    [InlineData(new object[] { 1.4, 0.0, 0.7, 12.0 }, new[] { "1.4", "0.0", "0.7", "12.0" })]
    [InlineData(new object[] { 0.25, 3.125 }, new[] { "0.250", "3.125" })]
    [InlineData(new object[] { 0.123456, 0.5 }, new[] { "0.1235", "0.5000" })]
    [InlineData(new object[] { 1800, 14, 12.33 }, new[] { "1800", "14", "12.33" })]
    [InlineData(new object[] { "lsp14", 0.5 }, new[] { "lsp14", "0.5000" })]
    [InlineData(new object[] { 3, 4 }, new[] { "3", "4" })]
    [InlineData(new object[] { double.NaN, 0.5 }, new[] { "NaN", "0.5000" })]
    [InlineData(new object[] { 100, 100, 97.5 }, new[] { "100.0", "100.0", "97.5" })]
    [InlineData(new object[] { 1e-12, 0.25, 0.5 }, new[] { "1e-12", "0.2500", "0.5000" })]
    [InlineData(new object[] { -1e-10, 0.5 }, new[] { "-1e-10", "0.5000" })]
    [InlineData(new object[] { 1234567.8912, 2234567.123456 }, new[] { "1.235e6", "2.235e6" })]
    [InlineData(new object[] { 20.2671, 112.81234, 71.67 }, new[] { "20.27", "112.81", "71.67" })]
    [InlineData(new object[] { 1, 0.05751, 0.98765 }, new[] { "1.0000", "0.0575", "0.9877" })]
    [InlineData(new object[] { 0.00042, 112.81234 }, new[] { "0.0004", "112.81" })]
    public void Column_OfNumbersRoundedAlike_ShowsAsManyDecimals(object[] cells, string[] expected)
    {
        var table = new ResultTable("t", "T", ["a"], [.. cells.Select(static cell => (object?[])[cell]), [null]]);
        Assert.Equal([.. expected, ""], table.Rows.Select(row => ColumnText.Of(table)[0].Readable(row[0])));
    }

    [Fact]
    public void Cells_ReadBackFromJson_LookTheSame()
    {
        foreach (object cell in new object[] { 0.123456, "x", true, 5 })
        {
            JsonElement back = JsonSerializer.SerializeToElement(cell, PraxisJson.Indented);
            Assert.Equal(TableText.Readable(cell), TableText.Readable(back));
            Assert.Equal(TableText.Exact(cell), TableText.Exact(back));
        }
    }
}
