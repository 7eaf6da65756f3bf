using System.Text;
using Praxis.Data;

namespace Praxis.Tests.Data;

public sealed class LineReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData(".gz")]
    public void Lines_OfALongFile_EqualThoseOfTheLibrary(string ending)
    {
        // Letters of 1 to 4 bytes and lines of all lengths, so that every kind of cut falls on a buffer's end.
        string text = string.Concat(Enumerable.Range(0, 40_000).Select(
            i => new string('x', i % 37) + "é日" + (i % 3 == 0 ? "😀\r\n" : "\n")));
        string path = _folder.Write(
            "t.txt" + ending, ending == "" ? Encoding.UTF8.GetBytes(text) : TemporaryFolder.Gzip(text));
        using var expected = new StringReader(text);
        using var lines = new LineReader(path);
        while (lines.Next())
        {
            Assert.Equal(expected.ReadLine(), Encoding.UTF8.GetString(lines.Line));
        }

        Assert.Null(expected.ReadLine());
        Assert.Equal(40_000, lines.LineNumber);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(30_001)]
    [InlineData(60_000)]
    public void InvalidByte_InAnyLine_IsNamedAfterAllLinesBefore(int badLine)
    {
        var bytes = new List<byte>();
        for (int line = 1; line <= 60_000; line++)
        {
            bytes.AddRange(Encoding.UTF8.GetBytes($"line {line} é"));
            bytes.AddRange(line == badLine ? [0xC3, (byte)'\n'] : "\n"u8);
        }

        using var lines = new LineReader(_folder.Write("t.txt", [.. bytes]));
        string message = _folder.Error(() =>
        {
            while (lines.Next())
            {
            }
        });
        Assert.Equal($"t.txt:{badLine}: byte 0xC3 is not UTF-8; save the file as UTF-8", message);
        Assert.Equal(badLine - 1, lines.LineNumber);
    }

    [Fact]
    public void Gzip_OfNothing_IsEmpty()
    {
        // Header, one empty block, checksum and length of nothing.
        byte[] nothing = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        using var lines = new LineReader(_folder.Write("t.txt.gz", nothing));
        Assert.Equal("t.txt.gz: the file is empty; write it again", _folder.Error(() => lines.Next()));
    }

    [Fact]
    public void Gzip_Corrupted_IsRefused()
    {
        byte[] bytes = TemporaryFolder.Gzip(string.Concat(Enumerable.Range(0, 5000)
            .Select(i => $"{i * 7919 % 10007}\n")));
        bytes[^6] ^= 0x55;
        using var lines = new LineReader(_folder.Write("t.txt.gz", bytes));
        string message = _folder.Error(() =>
        {
            while (lines.Next())
            {
            }
        });
        Assert.EndsWith(
            ": the gzip data is damaged or cut off at or after this line; copy the file again",
            message,
            StringComparison.Ordinal);
    }
}
