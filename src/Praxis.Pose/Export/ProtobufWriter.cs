using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Praxis.Pose;

/// <summary>Writes a message of protocol buffers, field by field.</summary>
/// <remarks>The wire format alone, of which ONNX needs numbers, texts, bytes and messages within messages; no schema
/// and no reader. Source: protobuf.dev, "Encoding".</remarks>
internal sealed class ProtobufWriter
{
    private const int Varint = 0;
    private const int Delimited = 2;
    private const int Fixed32 = 5;
    private readonly ArrayBufferWriter<byte> _content = new();

    /// <summary>Writes an integer.</summary>
    internal ProtobufWriter Add(int field, long value)
    {
        Tag(field, Varint);
        Number((ulong)value);
        return this;
    }

    /// <summary>Writes a list of integers, one by one.</summary>
    internal ProtobufWriter Add(int field, IEnumerable<long> values)
    {
        foreach (long value in values)
        {
            Add(field, value);
        }

        return this;
    }

    /// <summary>Writes a float.</summary>
    internal ProtobufWriter Add(int field, float value)
    {
        Tag(field, Fixed32);
        Span<byte> bytes = stackalloc byte[sizeof(float)];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        _content.Write(bytes);
        return this;
    }

    /// <summary>Writes a text.</summary>
    internal ProtobufWriter Add(int field, string text) => Add(field, Encoding.UTF8.GetBytes(text));

    /// <summary>Writes bytes.</summary>
    internal ProtobufWriter Add(int field, ReadOnlySpan<byte> bytes)
    {
        Tag(field, Delimited);
        Number((ulong)bytes.Length);
        _content.Write(bytes);
        return this;
    }

    /// <summary>Writes a message within the message.</summary>
    internal ProtobufWriter Add(int field, ProtobufWriter message)
    {
        Tag(field, Delimited);
        Number((ulong)message._content.WrittenCount);
        _content.Write(message._content.WrittenSpan);
        return this;
    }

    /// <summary>Writes all to a stream.</summary>
    internal void CopyTo(Stream stream) => stream.Write(_content.WrittenSpan);

    private void Tag(int field, int kind) => Number(((ulong)field << 3) | (uint)kind);

    // Seven bits a byte, the lowest first; negative numbers take ten bytes.
    private void Number(ulong value)
    {
        while (value > 0x7F)
        {
            Byte((byte)(value | 0x80));
            value >>= 7;
        }

        Byte((byte)value);
    }

    private void Byte(byte value)
    {
        _content.GetSpan(1)[0] = value;
        _content.Advance(1);
    }
}
