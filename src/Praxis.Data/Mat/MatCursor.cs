using System.Buffers.Binary;

namespace Praxis.Data;

/// <summary>Goes through the data elements of a MAT file that stand one after another.</summary>
internal ref struct MatCursor(ReadOnlySpan<byte> bytes, bool isBigEndian)
{
    public const uint Matrix = 14;
    public const uint Compressed = 15;
    private const int SmallLength = 4;
    private const int TagLength = 8;
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>Bytes gone through.</summary>
    public int Position { get; private set; }

    /// <summary>Bytes to come.</summary>
    public readonly int Left => _bytes.Length - Position;

    public static uint UInt32(ReadOnlySpan<byte> bytes, bool isBigEndian) => isBigEndian
        ? BinaryPrimitives.ReadUInt32BigEndian(bytes)
        : BinaryPrimitives.ReadUInt32LittleEndian(bytes);

    /// <summary>The next element; false where there is none or it would go beyond the end.</summary>
    /// <remarks>An element of at most four bytes may be small: its length stands in the upper half of the type, and its
    /// data in the second half of the tag. Others are padded to eight bytes.</remarks>
    public bool TryNext(out uint type, out ReadOnlySpan<byte> data)
    {
        data = [];
        type = 0;
        if (Left < TagLength)
        {
            return false;
        }

        ReadOnlySpan<byte> rest = _bytes[Position..];
        type = UInt32(rest, isBigEndian);
        uint length = UInt32(rest[4..], isBigEndian);
        if (type >> 16 is uint small and > 0)
        {
            type &= 0xFFFF;
            data = small <= SmallLength ? rest.Slice(4, (int)small) : [];
            Position += TagLength;
            return small <= SmallLength;
        }

        if (length > Left - TagLength)
        {
            return false;
        }

        data = rest.Slice(TagLength, (int)length);
        long padded = TagLength + (((long)length + 7) & ~7L);

        // The last element may lack its padding.
        Position += (int)Math.Min(padded, Left);
        return true;
    }
}
