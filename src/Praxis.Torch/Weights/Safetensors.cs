using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using Praxis.Core;

namespace Praxis.Torch;

/// <summary>Reads and writes the safetensors format: 8 bytes of header length, a JSON header, raw little-endian
/// data.</summary>
/// <remarks>Only 32-bit floats (F32) are written and read. The format is open, simple and read by every Python
/// framework.</remarks>
public static class Safetensors
{
    private const int LargestHeader = 100_000_000;

    /// <summary>Writes tensors in the given order; the file appears whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="tensors">The tensors; names must differ.</param>
    /// <exception cref="EnvironmentException">The disk is full or the folder cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<NamedArray> tensors) => AtomicFile.Write(path, stream =>
    {
        byte[] header = Header(tensors);
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        stream.Write(length);
        stream.Write(header);
        foreach (NamedArray tensor in tensors)
        {
            stream.Write(MemoryMarshal.AsBytes(tensor.Values.AsSpan()));
        }
    });

    /// <summary>Reads all tensors of a file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The tensors by name.</returns>
    /// <exception cref="InputException">The file is missing, truncated or not of this form.</exception>
    public static IReadOnlyDictionary<string, NamedArray> Read(string path)
    {
        byte[] file;
        try
        {
            file = File.ReadAllBytes(path);
        }
        catch (IOException exception)
        {
            throw new InputException($"{path}: cannot be read ({exception.Message})", exception);
        }

        try
        {
            long headerLength = BinaryPrimitives.ReadInt64LittleEndian(file);
            if (headerLength is < 2 or > LargestHeader)
            {
                throw new InputException(
                    $"{path}: is not a safetensors file; its header would have {headerLength} bytes");
            }

            using JsonDocument header = JsonDocument.Parse(file.AsMemory(8, (int)headerLength));
            ReadOnlySpan<byte> data = file.AsSpan(8 + (int)headerLength);
            var tensors = new Dictionary<string, NamedArray>();
            foreach (JsonProperty entry in header.RootElement
                .EnumerateObject()
                .Where(entry => entry.Name != "__metadata__"))
            {
                tensors.Add(entry.Name, ReadOne(path, entry, data));
            }

            return tensors;
        }
        catch (Exception exception) when (exception is ArgumentException or JsonException or KeyNotFoundException
            or InvalidOperationException or FormatException or OverflowException)
        {
            throw new InputException($"{path}: is damaged or not a safetensors file ({exception.Message})", exception);
        }
    }

    private static NamedArray ReadOne(string path, JsonProperty entry, ReadOnlySpan<byte> data)
    {
        if (entry.Value.GetProperty("dtype").GetString() != "F32")
        {
            throw new InputException($"{path}: tensor {entry.Name} is not F32; only 32-bit floats are read");
        }

        long[] shape = [.. entry.Value.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64())];
        JsonElement offsets = entry.Value.GetProperty("data_offsets");
        int start = checked((int)offsets[0].GetInt64());
        int end = checked((int)offsets[1].GetInt64());
        float[] values = MemoryMarshal.Cast<byte, float>(data[start..end]).ToArray();
        Check.Length(values.Length, shape.Aggregate(1L, (product, size) => product * size), entry.Name);
        return new NamedArray(entry.Name, shape, values);
    }

    private static byte[] Header(IReadOnlyList<NamedArray> tensors)
    {
        var entries = new Dictionary<string, object>();
        long offset = 0;
        foreach (NamedArray tensor in tensors)
        {
            long end = offset + (tensor.Values.Length * (long)sizeof(float));
            entries.Add(tensor.Name, new { dtype = "F32", shape = tensor.Shape, data_offsets = new[] { offset, end } });
            offset = end;
        }

        byte[] json = JsonSerializer.SerializeToUtf8Bytes(entries);
        byte[] padded = new byte[(json.Length + 7) / 8 * 8];
        padded.AsSpan().Fill((byte)' ');
        json.CopyTo(padded, 0);
        return padded;
    }
}
