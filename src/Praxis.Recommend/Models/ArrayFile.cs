using System.Runtime.InteropServices;
using System.Text;
using Praxis.Core;

namespace Praxis.Recommend;

// A file of arrays in a fixed order. Form, all little-endian: the eight letters PRAXIS01; the kind, a string; for each
// array one byte for its type (1 int, 2 long, 3 string, 4 float), its length as int, its elements. A string is its
// count of UTF-8 bytes as int and the bytes, so any identity survives, line breaks and quotes included.
internal static class ArrayFile
{
    private static readonly byte[] Magic = "PRAXIS01"u8.ToArray();
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public static void Write(string path, string kind, Action<Writer> write) => AtomicFile.Write(path, stream =>
    {
        using var binary = new BinaryWriter(stream, Utf8, leaveOpen: true);
        binary.Write(Magic);
        var writer = new Writer(binary);
        writer.Text(kind);
        write(writer);
    });

    public static T Read<T>(string path, string kind, Func<Reader, T> read)
    {
        try
        {
            using var binary = new BinaryReader(new BufferedStream(File.OpenRead(path), 1 << 16), Utf8);
            var reader = new Reader(binary);
            if (!binary.ReadBytes(Magic.Length).AsSpan().SequenceEqual(Magic) || reader.Text() != kind)
            {
                throw new InvalidDataException($"it is not a file of kind {kind}");
            }

            return read(reader);
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or ArgumentException)
        {
            throw new InputException(
                $"{path}: cannot be read ({exception.Message}); the model folder is damaged", exception);
        }
    }

    internal sealed class Writer(BinaryWriter binary)
    {
        public void Text(string text)
        {
            byte[] bytes = Utf8.GetBytes(text);
            binary.Write(bytes.Length);
            binary.Write(bytes);
        }

        public void Ints(ReadOnlySpan<int> values)
        {
            Head(1, values.Length);
            binary.Write(MemoryMarshal.AsBytes(values));
        }

        public void Longs(ReadOnlySpan<long> values)
        {
            Head(2, values.Length);
            binary.Write(MemoryMarshal.AsBytes(values));
        }

        public void Floats(ReadOnlySpan<float> values)
        {
            Head(4, values.Length);
            binary.Write(MemoryMarshal.AsBytes(values));
        }

        public void Texts(IReadOnlyList<string> values)
        {
            Head(3, values.Count);
            foreach (string value in values)
            {
                Text(value);
            }
        }

        private void Head(byte type, int length)
        {
            binary.Write(type);
            binary.Write(length);
        }
    }

    internal sealed class Reader(BinaryReader binary)
    {
        public string Text()
        {
            int length = Bounded(binary.ReadInt32(), 1);
            return Utf8.GetString(binary.ReadBytes(length));
        }

        public int[] Ints()
        {
            var values = new int[Head(1, sizeof(int))];
            binary.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
            return values;
        }

        public long[] Longs()
        {
            var values = new long[Head(2, sizeof(long))];
            binary.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
            return values;
        }

        public float[] Floats()
        {
            var values = new float[Head(4, sizeof(float))];
            binary.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
            return values;
        }

        public string[] Texts()
        {
            var values = new string[Head(3, sizeof(int))];
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = Text();
            }

            return values;
        }

        private int Head(byte type, int width)
        {
            byte found = binary.ReadByte();
            return found == type
                ? Bounded(binary.ReadInt32(), width)
                : throw new InvalidDataException($"an array of type {type} was expected, {found} was found");
        }

        // A length that the rest of the file cannot hold is damage, not a reason to ask for memory.
        private int Bounded(int length, int width)
        {
            long left = binary.BaseStream.Length - binary.BaseStream.Position;
            return length >= 0 && (long)length * width <= left
                ? length
                : throw new InvalidDataException($"{length} elements were expected, {left} bytes are left");
        }
    }
}
