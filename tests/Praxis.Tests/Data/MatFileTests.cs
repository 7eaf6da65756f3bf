using CsCheck;
using Praxis.Core;
using Praxis.Data;

namespace Praxis.Tests.Data;

public sealed class MatFileTests : IDisposable
{
    private static readonly MatBytes Little = new();
    private static readonly double[] Six = [1, 2, 3, 4, 5, 6];
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<byte[], string> BadFiles => new()
    {
        { [], "a.mat: the file is empty; write it again" },
        { "x,y\n1,2\n"u8.ToArray(), "a.mat: is no MAT file of level 5; save it with -v7" },
        { new MatBytes().Header()[..100],
            "a.mat: the file ends within its header; copy the file again, or save it with -v7" },
        { Little.File(), "a.mat: holds no variable; save the arrays again" },
        { Little.Header(0x0200),
            "a.mat: is of MAT version 2.0, and 1.0 is read (2.0 is 7.3, HDF5); save it with -v7" },
        { [.. "MATLAB 7.3 MAT-file, Platform: GLNXA64"u8, .. new byte[512]],
            "a.mat: is a MAT file of version 7.3 (HDF5), which is not read; save it with -v7" },
        { [0x89, .. "HDF\r\n"u8, 0x1A, 0x0A, .. new byte[512]],
            "a.mat: is a MAT file of version 7.3 (HDF5), which is not read; save it with -v7" },
        { MatBytes.Level4(), "a.mat: is a MAT file of level 4, which is not read; save it with -v7" },
        { Little.File(Little.Doubles("x", [2, 3], Six))[..^1],
            "a.mat: is cut off in the variable at byte 128; copy the file again, or save it with -v7" },
        { Little.File(Little.Compress(Little.Doubles("x", [2, 3], Six)))[..^1],
            "a.mat: is cut off in the variable at byte 128; copy the file again, or save it with -v7" },
        { [.. Little.Header(), 15, 0, 0, 0, 8, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8],
            "a.mat: the variable at byte 128 does not unpack; copy the file again, or save it with -v7" },
        { [.. Little.Header(), 9, 0, 0, 0, 0, 0, 0, 0],
            "a.mat: at byte 128 stands an element of type 9 where a variable should; copy the file again, or save it"
            + " with -v7" },
        { Little.File(Little.Doubles("x", [2, 4], Six)),
            "a.mat: variable x has 48 bytes of type 9 for 8 numbers; copy the file again, or save it with -v7" },
        { Little.File(Little.Doubles("x", [2, -3], Six)),
            "a.mat: the variable at byte 128 has a dimension below 0; copy the file again, or save it with -v7" },
        { Little.File(Little.Doubles("x", [1 << 30, 1 << 30, 1 << 30], Six)),
            "a.mat: variable x has more than 134217728 elements; save part of it, or mend the file if it is damaged" },
        { Little.File(Little.Array(MatBytes.Cell, [1, 1_000_000], "c")),
            "a.mat: variable c has 1000000 elements and bytes for 0; copy the file again, or save it with -v7" },
        { Little.File(Little.Array(99, [1, 1], "c")),
            "a.mat: variable c has a class of number 99; copy the file again, or save it with -v7" },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(BadFiles))]
    public void Read_BadFile_IsRefusedInOneLine(byte[] bytes, string expected)
    {
        string path = _folder.Write("a.mat", bytes);

        Assert.Equal(expected, _folder.Error(() => MatFile.Read(path)));
    }

    [Fact]
    public void Read_AbsentFile_IsRefused() => Assert.Equal(
        "a.mat: no such file; check the path", _folder.Error(() => MatFile.Read(_folder["a.mat"])));

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Read_EachKind_GivesItsContent(bool isBigEndian, bool isCompressed)
    {
        var mat = new MatBytes(isBigEndian);
        byte[][] variables =
        [
            mat.Doubles("numbers", [2, 3], Six),
            mat.String("text", "Grüß"),
            mat.Array(
                MatBytes.Cell, [1, 3], "cells", mat.Doubles("", [1, 1], 7), mat.String("", "b"), mat.Element(14, [])),
            mat.Structs(
                "structs", ["x", "name"],
                mat.Doubles("", [1, 1], 1), mat.String("", "first"), mat.Doubles("", [1, 2], 2, 3), mat.String("", "")),
        ];
        string path = _folder.Write(
            "a.mat", mat.File([.. variables.Select(bytes => isCompressed ? mat.Compress(bytes) : bytes)]));

        IReadOnlyDictionary<string, MatArray> arrays = MatFile.Read(path);

        Assert.Equal(["numbers", "text", "cells", "structs"], arrays.Keys);
        Assert.Equal([2, 3], arrays["numbers"].Dimensions);
        Assert.Equal(Six, arrays["numbers"].Numbers.ToArray());
        Assert.Equal((MatKind.Text, "Grüß"), (arrays["text"].Kind, arrays["text"].Text));
        Assert.Equal([7.0], arrays["cells"].Cells[0].Numbers.ToArray());
        Assert.Equal("b", arrays["cells"].Cells[1].Text);
        Assert.Equal(0, arrays["cells"].Cells[2].Count);
        Assert.Equal(["x", "name"], arrays["structs"].FieldNames);
        Assert.Equal("first", arrays["structs"].Field("name")!.Text);
        Assert.Equal([2.0, 3.0], arrays["structs"].Field("x", 1)!.Numbers.ToArray());
        Assert.Null(arrays["structs"].Field("x", 2));
        Assert.Null(arrays["structs"].Field("y"));
    }

    // Element types of the format: a double array of small whole numbers is stored in fewer bytes.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Read_EachNumberType_GivesTheSameNumbers(bool isBigEndian)
    {
        var mat = new MatBytes(isBigEndian);
        (int Type, Func<int, byte[]> Bytes)[] types =
        [
            (1, x => [(byte)x]), (2, x => [(byte)x]),
            (3, x => BitConverter.GetBytes((short)x)), (4, x => BitConverter.GetBytes((ushort)x)),
            (5, x => BitConverter.GetBytes(x)), (6, x => BitConverter.GetBytes((uint)x)),
            (7, x => BitConverter.GetBytes((float)x)), (9, x => BitConverter.GetBytes((double)x)),
            (12, x => BitConverter.GetBytes((long)x)), (13, x => BitConverter.GetBytes((ulong)x)),
        ];
        foreach ((int type, Func<int, byte[]> bytes) in types)
        {
            byte[] data = [.. Enumerable.Range(1, 6).SelectMany(x => mat.Ordered(bytes(x)))];
            string path = _folder.Write(
                "a.mat", mat.File(mat.Array(MatBytes.Double, [1, 6], "x", mat.Element(type, data))));

            Assert.Equal(Six, MatFile.Read(path, "x").Numbers.ToArray());
        }
    }

    [Fact]
    public void Read_NegativeNumbersOfEachType_KeepTheirSign()
    {
        (int Type, byte[] Bytes)[] types =
        [
            (1, [0xFE]), (3, BitConverter.GetBytes((short)-2)), (5, BitConverter.GetBytes(-2)),
            (7, BitConverter.GetBytes(-2f)), (9, BitConverter.GetBytes(-2.0)), (12, BitConverter.GetBytes(-2L)),
        ];
        Assert.All(types, type => Assert.Equal([-2.0], MatFile.Read(
            _folder.Write("a.mat", Little.File(
                Little.Array(MatBytes.Double, [1, 1], "x", Little.Element(type.Type, type.Bytes)))), "x")
            .Numbers.ToArray()));
    }

    [Fact]
    public void Read_SmallElement_HasItsDataInTheTag()
    {
        string path = _folder.Write("a.mat", Little.File(
            Little.Array(MatBytes.Double, [1, 4], "x", Little.Small(2, [1, 2, 3, 4]))));

        Assert.Equal([1.0, 2, 3, 4], MatFile.Read(path, "x").Numbers.ToArray());
    }

    [Fact]
    public void Read_LogicalAndComplex_AreToldByTheirFlags()
    {
        string path = _folder.Write("a.mat", Little.File(
            Little.Array(MatBytes.UInt8 | 0x200, [1, 2], "b", Little.Small(2, [1, 0])),
            Little.Array(MatBytes.Double | 0x800, [1, 1], "z", Little.Small(2, [3]), Little.Small(1, [0xFC]))));

        IReadOnlyDictionary<string, MatArray> arrays = MatFile.Read(path);

        Assert.Equal(MatKind.Logical, arrays["b"].Kind);
        Assert.Equal([1.0, 0], arrays["b"].Numbers.ToArray());
        Assert.Equal((3.0, -4.0), (arrays["z"].Numbers.Span[0], arrays["z"].Imaginary.Span[0]));
    }

    [Fact]
    public void Read_MatrixOfCharacters_IsItsRows()
    {
        string path = _folder.Write("a.mat", Little.File(
            Little.Array(MatBytes.Char, [2, 3], "t", Little.Element(16, [.. "adbecf"u8]))));

        Assert.Equal("abc\ndef", MatFile.Read(path, "t").Text);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(16)]
    public void Read_KindThatIsPassedOver_IsUnread(int kind)
    {
        string path = _folder.Write("a.mat", Little.File(
            Little.Array(kind, [4, 4], "s", Little.Small(5, [1])), Little.Doubles("x", [1, 1], 1)));

        Assert.Equal(MatKind.Unread, MatFile.Read(path)["s"].Kind);
        Assert.Equal([1.0], MatFile.Read(path, "x").Numbers.ToArray());
    }

    [Fact]
    public void Read_AbsentVariable_SaysWhatThereIs()
    {
        string path = _folder.Write("a.mat", Little.File(
            Little.Doubles("x", [1, 1], 1), Little.Doubles("joint", [1, 1], 1)));

        Assert.Equal(
            "a.mat: has no variable joints; it holds x, joint; save the array under that name",
            _folder.Error(() => MatFile.Read(path, "joints")));
    }

    [Fact]
    public void Read_DeepNesting_IsRefused()
    {
        byte[] cell = Little.Doubles("", [1, 1], 1);
        for (int depth = 0; depth < 80; depth++)
        {
            cell = Little.Array(MatBytes.Cell, [1, 1], depth == 79 ? "c" : "", cell);
        }

        string path = _folder.Write("a.mat", Little.File(cell));

        Assert.Equal(
            "a.mat: variable c is nested deeper than 64; save part of it", _folder.Error(() => MatFile.Read(path)));
    }

    // A gigabyte that is claimed and not there must not be allocated.
    [Fact]
    public void Read_CompressedTagThatClaimsAGigabyte_IsRefusedWithoutMemory()
    {
        string path = _folder.Write(
            "a.mat", Little.File(Little.Compress([.. Little.UInt32(14), .. Little.UInt32(1 << 29), 1, 2, 3])));
        long before = GC.GetAllocatedBytesForCurrentThread();

        _folder.Error(() => MatFile.Read(path));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void Read_AnyDamage_IsReadOrRefusedInOneLine()
    {
        byte[] good = Little.File(
            Little.Doubles("numbers", [2, 3], Six),
            Little.Compress(Little.String("text", "some text")),
            Little.Structs("s", ["x", "name"], Little.Doubles("", [1, 1], 1), Little.String("", "first")));
        string path = _folder["a.mat"];
        Gen.Select(Gen.Int[0, good.Length - 1], Gen.Byte, Gen.Int[1, good.Length]).Sample(
            (place, value, length) =>
            {
                byte[] bytes = [.. good];
                bytes[place] = value;
                File.WriteAllBytes(path, bytes[..length]);
                try
                {
                    MatFile.Read(path);
                }
                catch (InputException refused)
                {
                    return !refused.Message.Contains('\n');
                }

                return true;
            },
            iter: 2000,
            threads: 1);
    }
}
