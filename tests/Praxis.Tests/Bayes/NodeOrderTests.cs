using Praxis.Bayes;

namespace Praxis.Tests.Bayes;

public sealed class NodeOrderTests : IDisposable
{
    private static readonly string[] Names = ["Raf", "Mek", "Erk 2"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_Permutation_GivesTheColumnAtEachPlace()
        => Assert.Equal([2, 0, 1], NodeOrder.Read(_folder.Write("o.txt", "\nErk 2\r\n Raf\r\n\r\nMek"), Names));

    [Theory]
    [InlineData("", "o.txt: the file is empty; write it again")]
    [InlineData("Erk 2\nRaff\nMek\n",
        "o.txt:2: no variable 'Raff'; did you mean Raf? the variables are Raf, Mek, Erk 2")]
    [InlineData("Erk 2\n\nRaf\nErk 2\nMek\n", "o.txt:4: 'Erk 2' also stands on line 1; remove one")]
    [InlineData("Erk 2\n\n", "o.txt:2: the order ends without Raf, Mek; add what is missing")]
    public void Read_NoPermutation_IsRefused(string text, string expected)
    {
        string path = _folder.Write("o.txt", text);
        Assert.Equal(expected, _folder.Error(() => NodeOrder.Read(path, Names)));
    }

    [Fact]
    public void Read_AbsentFile_IsRefused() => Assert.Equal(
        "o.txt: no such file; check the path", _folder.Error(() => NodeOrder.Read(_folder["o.txt"], Names)));
}
