using Praxis.Bayes;

namespace Praxis.Tests.Bayes;

public sealed class EdgeFileTests : IDisposable
{
    private static readonly string[] Names = ["Raf", "Mek", "Erk"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("from,to,weight\nRaf,Mek,1\nMek,Erk,\nRaf,Mek,3\n")]
    [InlineData("\"from\",\"to\"\n\"Raf\",\"Mek\"\n\"Mek\",\"Erk\"\n")]
    [InlineData("from\tto\r\nRaf\tMek\r\nMek\tErk\r\n")]
    [InlineData("Raf,Mek\n\nMek, Erk\n")]
    [InlineData("Raf\tMek\nMek\tErk")]
    [InlineData("  Raf   Mek\nMek Erk\nRaf Mek\n")]
    public void Read_EachForm_GivesTheSameEdges(string text)
        => Assert.Equal([(0, 1), (1, 2)], EdgeFile.Read(_folder.Write("e.csv", text), Names));

    [Fact]
    public void Read_BothDirections_AreTwoEdges()
        => Assert.Equal([(1, 0), (0, 1)], EdgeFile.Read(_folder.Write("e.csv", "Mek,Raf\nRaf,Mek\n"), Names));

    [Theory]
    [InlineData("", "e.csv: the file is empty; write it again")]
    [InlineData("from,to\n", "e.csv: has no rows; add rows")]
    [InlineData("from,to\nRaf,Mke\n", "e.csv:2: no variable 'Mke'; did you mean Mek? the variables are Raf, Mek, Erk")]
    [InlineData("Raf,Mek\nMke,Raf\n", "e.csv:2: no variable 'Mke'; did you mean Mek? the variables are Raf, Mek, Erk")]
    [InlineData("from,to\nRaf,Mek\nErk,Erk\n", "e.csv:3: the edge joins 'Erk' to itself; remove the line")]
    [InlineData("from,to\nRaf,Mek\nRaf\n", "e.csv:3: 1 cell where the header has 2; mend the line")]
    [InlineData("from,to\nRaf,\n", "e.csv:2: column 'to': the cell is empty; fill it or leave the row out")]
    [InlineData("Raf,Mek\nRaf,Mek,1\n", "e.csv:2: \"Raf,Mek,1\" is not two names, as in \"from,to\"; mend the line")]
    [InlineData("Raf\n", "e.csv:1: \"Raf\" is not two names, as in \"from,to\"; mend the line")]
    [InlineData("Raf,\n", "e.csv:1: \"Raf,\" is not two names, as in \"from,to\"; mend the line")]
    public void Read_BadFile_IsRefused(string text, string expected)
    {
        string path = _folder.Write("e.csv", text);
        Assert.Equal(expected, _folder.Error(() => EdgeFile.Read(path, Names)));
    }
}
