using Praxis.Data;

namespace Praxis.Tests.Data;

public sealed class NpyFileTests : IDisposable
{
    private static readonly double[] Six = [1, 2, 3, 4, 5, 6];

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<byte[], string> BadFiles => new()
    {
        { [], "a.npy: the file is empty; write it again" },
        { "x,y\n1,2\n"u8.ToArray(), "a.npy: is not an .npy file; let its name end as its format does" },
        { [0x93, .. "NUM"u8], "a.npy: is not an .npy file; let its name end as its format does" },
        { NpyBytes.Of(Six, "(2, 3)")[..9], "a.npy: the file ends within its header; write or copy it again" },
        { NpyBytes.Of(Six, "(2, 3)")[..40], "a.npy: the file ends within its header; write or copy it again" },
        { [.. NpyBytes.Start(4, 0)],
            "a.npy: is of .npy version 4.0, and 1.0 to 3.0 are read; save it with numpy.save" },
        { [.. NpyBytes.Start(2, int.MaxValue)],
            "a.npy: its header of 2147483647 bytes is longer than 65536; save it with numpy.save" },
        { NpyBytes.Of(Six, "(2, 3)")[..^1],
            "a.npy: has 47 bytes of numbers where its shape needs 48; it is cut off, write or copy it again" },
        { [.. NpyBytes.Of(Six, "(2, 3)"), 0],
            "a.npy: has 49 bytes of numbers where its shape needs 48; write or copy it again" },
        { NpyBytes.Of(Six, "(1, 2, 3)"),
            "a.npy: the array has 3 dimensions; save one of two dimensions, rows by columns, or of one" },
        { NpyBytes.Of(Six, "()"),
            "a.npy: the array has 0 dimensions; save one of two dimensions, rows by columns, or of one" },
        { NpyBytes.Of([], "(0, 3)"), "a.npy: the array is empty; save one with rows and columns" },
        { NpyBytes.Of(Six, "(4000000000, 4000000000)"),
            "a.npy: the array has more than 2147483591 numbers; save part of it" },
        { NpyBytes.Of(Six, "(99999999999999999999, 3)"),
            "a.npy: the array has more than 2147483591 numbers; save part of it" },
        { NpyBytes.Of(">f8", new byte[48], "(2, 3)"),
            "a.npy: its numbers are of type '>f8', and <f4, <f8, <i4 and <i8 are read; save the array as float64,"
            + " as in numpy.save(path, x.astype('<f8'))" },
        { NpyBytes.Of("|O", new byte[48], "(2, 3)"),
            "a.npy: its numbers are of type '|O', and <f4, <f8, <i4 and <i8 are read; save the array as float64,"
            + " as in numpy.save(path, x.astype('<f8'))" },
        { [.. NpyBytes.Start(1, 5), .. "hello"u8],
            "a.npy: its header \"hello\" is not that of an .npy file; save it with numpy.save" },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Read_EachVersion_GivesShapeAndNumbers(int version)
    {
        NpyArray array = NpyFile.Read(_folder.Write("a.npy", NpyBytes.Of(Six, "(2, 3)", version: version)));
        Assert.Equal([2, 3], array.Shape);
        Assert.Equal(Six, array.Values.ToArray());
    }

    [Fact]
    public void Read_FortranOrder_GivesRowAfterRow()
    {
        NpyArray array = NpyFile.Read(_folder.Write("a.npy", NpyBytes.Of(Six, "(2, 3)", isFortranOrder: true)));
        Assert.Equal([1.0, 3, 5, 2, 4, 6], array.Values.ToArray());
    }

    [Fact]
    public void Read_OneDimension_IsOneColumn()
    {
        NpyArray array = NpyFile.Read(_folder.Write("a.npy", NpyBytes.Of(Six, "(6,)")));
        Assert.Equal((6, 1), (array.RowCount, array.ColumnCount));
        Assert.Equal(Six, array.Values.ToArray());
    }

    [Fact]
    public void Read_EachType_GivesTheSameNumbers()
    {
        byte[][] files =
        [
            NpyBytes.Of("<f4", [.. Six.SelectMany(x => BitConverter.GetBytes((float)-x))], "(3, 2)"),
            NpyBytes.Of("<f8", [.. Six.SelectMany(x => BitConverter.GetBytes(-x))], "(3, 2)"),
            NpyBytes.Of("<i4", [.. Six.SelectMany(x => BitConverter.GetBytes((int)-x))], "(3, 2)"),
            NpyBytes.Of("<i8", [.. Six.SelectMany(x => BitConverter.GetBytes((long)-x))], "(3, 2)"),
        ];
        Assert.All(files, bytes => Assert.Equal(
            Six.Select(x => -x), NpyFile.Read(_folder.Write("a.npy", bytes)).Values.ToArray()));
    }

    [Fact]
    public void Read_ManyNumbersInFortranOrder_KeepTheirPlaces()
    {
        const int rows = 7001;
        double[] byColumn = [.. Enumerable.Range(0, 3 * rows).Select(i => (double)i)];
        NpyArray array = NpyFile.Read(
            _folder.Write("a.npy", NpyBytes.Of(byColumn, $"({rows}, 3)", isFortranOrder: true)));
        for (int row = 0; row < rows; row++)
        {
            Assert.Equal([row, rows + row, (2 * rows) + row], array.Values.Span.Slice(3 * row, 3).ToArray());
        }
    }

    [Theory]
    [MemberData(nameof(BadFiles))]
    public void Read_BadFile_IsRefused(byte[] bytes, string expected)
    {
        string path = _folder.Write("a.npy", bytes);
        Assert.Equal(expected, _folder.Error(() => NpyFile.Read(path)));
    }

    [Fact]
    public void Read_AbsentFile_IsRefused() => Assert.Equal(
        "a.npy: no such file; check the path", _folder.Error(() => NpyFile.Read(_folder["a.npy"])));
}
