using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using Praxis.Core;

namespace Praxis.Web;

/// <summary>One entry of the log: events of a user, or that the user is forgotten.</summary>
/// <param name="User">The user.</param>
/// <param name="Events">The events; null for forgetting.</param>
/// <remarks>
/// On the disk: length of the content (4 bytes), its CRC-32C (4 bytes), then the content: the user, the number of
/// events or -1, and each event's time (8 bytes) and item. Texts have their length (4 bytes) before
/// them; all little-endian.
/// </remarks>
internal sealed record EventRecord(string User, IReadOnlyList<UserEvent>? Events)
{
    /// <summary>Bytes before the content.</summary>
    public const int HeadLength = 8;

    private const int MostContent = 64 << 20;

    /// <summary>Whether it says that the user is forgotten.</summary>
    public bool IsForgetting => Events is null;

    /// <summary>Writes the entry.</summary>
    public void Write(Stream stream)
    {
        using var content = new MemoryStream();
        using (var writer = new BinaryWriter(content, Encoding.UTF8, leaveOpen: true))
        {
            WriteText(writer, User);
            writer.Write(Events?.Count ?? -1);
            foreach (UserEvent happened in Events ?? [])
            {
                writer.Write(happened.Time);
                WriteText(writer, happened.Item);
            }
        }

        Span<byte> head = stackalloc byte[HeadLength];
        ReadOnlySpan<byte> bytes = content.GetBuffer().AsSpan(0, (int)content.Length);
        BinaryPrimitives.WriteInt32LittleEndian(head, bytes.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(head[4..], Checksum(bytes));
        stream.Write(head);
        stream.Write(bytes);
    }

    /// <summary>Reads an entry from the beginning of bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="length">How many bytes it has, with its head.</param>
    /// <returns>The entry, or null when it is cut or damaged.</returns>
    public static EventRecord? Read(ReadOnlySpan<byte> bytes, out int length)
    {
        length = 0;
        if (bytes.Length < HeadLength)
        {
            return null;
        }

        int content = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        if (content is <= 0 or > MostContent || bytes.Length - HeadLength < content)
        {
            return null;
        }

        ReadOnlySpan<byte> body = bytes.Slice(HeadLength, content);
        if (Checksum(body) != BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]))
        {
            return null;
        }

        length = HeadLength + content;
        return Parse(body);
    }

    private static EventRecord Parse(ReadOnlySpan<byte> body)
    {
        string user = ReadText(ref body);
        int count = BinaryPrimitives.ReadInt32LittleEndian(body);
        body = body[4..];
        if (count < 0)
        {
            return new EventRecord(user, null);
        }

        var events = new UserEvent[count];
        for (int i = 0; i < count; i++)
        {
            long time = BinaryPrimitives.ReadInt64LittleEndian(body);
            body = body[8..];
            events[i] = new UserEvent(ReadText(ref body), time);
        }

        return new EventRecord(user, events);
    }

    private static void WriteText(BinaryWriter writer, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        writer.Write(bytes.Length);
        writer.Write(bytes);
    }

    private static string ReadText(ref ReadOnlySpan<byte> body)
    {
        int length = BinaryPrimitives.ReadInt32LittleEndian(body);
        string text = Encoding.UTF8.GetString(body.Slice(4, length));
        body = body[(4 + length)..];
        return text;
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        uint sum = uint.MaxValue;
        while (bytes.Length >= sizeof(ulong))
        {
            sum = BitOperations.Crc32C(sum, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (byte part in bytes)
        {
            sum = BitOperations.Crc32C(sum, part);
        }

        return ~sum;
    }
}
