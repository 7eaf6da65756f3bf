using System.Buffers.Binary;
using System.Text.Json;
using Praxis.Core;

namespace Praxis.Torch;

/// <summary>Reads and writes the safetensors format: 8 bytes of header length, a JSON header, raw little-endian
/// data.</summary>
/// <remarks>Only numbers of 32 bits are written and read, floats (F32) and integers (I32). The format is open, simple
/// and read by every Python framework.</remarks>
public static class Safetensors
{
    /// <summary>Writes tensors in the given order; the file appears whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="tensors">The tensors; names must differ.</param>
    /// <exception cref="StorageException">The disk is full or the folder cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<NamedArray> tensors) =>
        WriteBlocks(path, [.. tensors.Select(TensorBlock.Of)]);

    /// <summary>Writes tensors in the given order, from wherever they lie; the file appears whole or not at
    /// all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="tensors">The tensors; names must differ.</param>
    /// <exception cref="StorageException">The disk is full or the folder cannot be written.</exception>
    public static void WriteBlocks(string path, IReadOnlyList<TensorBlock> tensors) => AtomicFile.Write(path, stream =>
    {
        byte[] header = Header(tensors);
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        stream.Write(length);
        stream.Write(header);
        foreach (TensorBlock tensor in tensors)
        {
            tensor.Write(stream);
        }
    });

    /// <summary>Reads all float tensors of a file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The tensors by name.</returns>
    /// <exception cref="InputException">The file is missing, truncated or not of this form.</exception>
    public static IReadOnlyDictionary<string, NamedArray> Read(string path)
    {
        using SafetensorsFile file = SafetensorsFile.Open(path);
        var tensors = new Dictionary<string, NamedArray>();
        foreach (string name in file.Names)
        {
            long[] shape = file.ShapeOf(name);
            var values = new float[shape.Aggregate(1L, (product, size) => product * size)];
            file.Read(name, values.AsSpan());
            tensors.Add(name, new NamedArray(name, shape, values));
        }

        return tensors;
    }

    private static byte[] Header(IReadOnlyList<TensorBlock> tensors)
    {
        var entries = new Dictionary<string, object>();
        long offset = 0;
        foreach (TensorBlock tensor in tensors)
        {
            long end = offset + tensor.ByteCount;
            entries.Add(
                tensor.Name, new { dtype = tensor.Type, shape = tensor.Shape, data_offsets = new[] { offset, end } });
            offset = end;
        }

        byte[] json = JsonSerializer.SerializeToUtf8Bytes(entries);
        byte[] padded = new byte[(json.Length + 7) / 8 * 8];
        padded.AsSpan().Fill((byte)' ');
        json.CopyTo(padded, 0);
        return padded;
    }
}
