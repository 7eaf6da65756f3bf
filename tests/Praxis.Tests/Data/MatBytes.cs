using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Praxis.Tests.Data;

/// <summary>Bytes of level-5 MAT files as MATLAB writes them.</summary>
internal sealed class MatBytes(bool isBigEndian = false)
{
    public const int Cell = 1;
    public const int Struct = 2;
    public const int Char = 4;
    public const int Double = 6;
    public const int UInt8 = 9;

    public byte[] File(params byte[][] variables) => [.. Header(), .. variables.SelectMany(bytes => bytes)];

    public byte[] Header(int version = 0x0100)
    {
        var header = new byte[128];
        Encoding.ASCII.GetBytes("MATLAB 5.0 MAT-file, Platform: TEST".PadRight(116)).CopyTo(header, 0);
        UInt16(version).CopyTo(header, 124);
        Encoding.ASCII.GetBytes(isBigEndian ? "MI" : "IM").CopyTo(header, 126);
        return header;
    }

    public byte[] Element(int type, byte[] data) =>
        [.. UInt32(type), .. UInt32(data.Length), .. data, .. new byte[-data.Length & 7]];

    public byte[] Small(int type, byte[] data) =>
        [.. UInt32(type | (data.Length << 16)), .. data, .. new byte[4 - data.Length]];

    public byte[] Array(int kind, int[] dimensions, string name, params byte[][] parts) => Element(14, [
        .. Element(6, [.. UInt32(kind), .. UInt32(0)]),
        .. Element(5, [.. dimensions.SelectMany(UInt32)]),
        .. Text(name),
        .. parts.SelectMany(bytes => bytes),
    ]);

    public byte[] Doubles(string name, int[] dimensions, params double[] values) =>
        Array(Double, dimensions, name, Element(9, [.. values.SelectMany(Number)]));

    public byte[] String(string name, string text) =>
        Array(Char, [1, text.Length], name, Element(4, [.. text.SelectMany(c => UInt16(c))]));

    /// <summary>A structure of [1, n] elements, the values of its fields element by element.</summary>
    public byte[] Structs(string name, string[] fields, params byte[][] values) => Array(
        Struct,
        [1, values.Length / Math.Max(1, fields.Length)],
        name,
        [
            Small(5, UInt32(32)),
            Element(1, [.. fields.SelectMany(field => Encoding.ASCII.GetBytes(field.PadRight(32, '\0')))]),
            .. values,
        ]);

    public byte[] Compress(byte[] variable)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(variable);
        }

        return [.. UInt32(15), .. UInt32((int)packed.Length), .. packed.ToArray()];
    }

    public byte[] UInt32(int value) => Ordered(BitConverter.GetBytes(value));

    public byte[] UInt16(int value) => Ordered(BitConverter.GetBytes((ushort)value));

    public byte[] Number(double value) => Ordered(BitConverter.GetBytes(value));

    public byte[] Ordered(byte[] littleEndian)
    {
        byte[] bytes = [.. littleEndian];
        if (isBigEndian)
        {
            bytes.AsSpan().Reverse();
        }

        return bytes;
    }

    private byte[] Text(string name)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(name);
        return bytes.Length is > 0 and <= 4 ? Small(1, bytes) : Element(1, bytes);
    }

    /// <summary>A level-4 matrix of one double.</summary>
    public static byte[] Level4()
    {
        var bytes = new byte[30];
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), 1);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), 1);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(16), 2);
        bytes[20] = (byte)'x';
        return bytes;
    }
}
