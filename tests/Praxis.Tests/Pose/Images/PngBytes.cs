using System.Buffers.Binary;
using System.IO.Compression;

namespace Praxis.Tests.Pose.Images;

/// <summary>Bytes of PNG files of kinds that SkiaSharp does not write.</summary>
internal static class PngBytes
{
    public static byte[] Of(int width, int height, byte depth, byte colours, byte[] rows, byte[]? palette = null)
    {
        byte[] header = [.. BigEndian((uint)width), .. BigEndian((uint)height), depth, colours, 0, 0, 0];
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(rows);
        }

        return
        [
            0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, .. Chunk("IHDR"u8, header),
            .. palette is null ? [] : Chunk("PLTE"u8, palette), .. Chunk("IDAT"u8, packed.ToArray()),
            .. Chunk("IEND"u8, []),
        ];
    }

    private static byte[] Chunk(ReadOnlySpan<byte> name, byte[] data)
    {
        byte[] content = [.. name, .. data];
        uint sum = uint.MaxValue;
        foreach (byte value in content)
        {
            sum ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                sum = (sum >> 1) ^ ((sum & 1) * 0xEDB88320);
            }
        }

        return [.. BigEndian((uint)data.Length), .. content, .. BigEndian(~sum)];
    }

    private static byte[] BigEndian(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }
}
