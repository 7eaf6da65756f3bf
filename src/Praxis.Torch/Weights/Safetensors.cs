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
        try
        {
            using FileStream stream = File.OpenRead(path);
            return Read(path, stream);
        }
        catch (EndOfStreamException exception)
        {
            throw new InputException($"{path}: is damaged or not a safetensors file; it ends too early", exception);
        }
        catch (IOException exception)
        {
            throw new InputException($"{path}: cannot be read ({exception.Message})", exception);
        }
        catch (Exception exception) when (exception is ArgumentException or JsonException or KeyNotFoundException
            or InvalidOperationException or FormatException or OverflowException)
        {
            throw new InputException(
                $"{path}: is damaged or not a safetensors file; its header makes no sense", exception);
        }
    }

    private static Dictionary<string, NamedArray> Read(string path, FileStream stream)
    {
        Span<byte> length = stackalloc byte[8];
        stream.ReadExactly(length);
        long headerLength = BinaryPrimitives.ReadInt64LittleEndian(length);
        if (headerLength is < 2 or > LargestHeader)
        {
            throw new InputException(
                $"{path}: is not a safetensors file; its header would have {headerLength} bytes");
        }

        var bytes = new byte[headerLength];
        stream.ReadExactly(bytes);
        using JsonDocument header = JsonDocument.Parse(bytes);
        long dataStart = stream.Position;
        var tensors = new Dictionary<string, NamedArray>();
        foreach (JsonProperty entry in header.RootElement.EnumerateObject())
        {
            if (entry.Name != "__metadata__")
            {
                tensors.Add(entry.Name, ReadOne(path, entry, stream, dataStart));
            }
        }

        return tensors;
    }

    private static NamedArray ReadOne(string path, JsonProperty entry, FileStream stream, long dataStart)
    {
        if (entry.Value.GetProperty("dtype").GetString() != "F32")
        {
            throw new InputException($"{path}: tensor {entry.Name} is not F32; only 32-bit floats are read");
        }

        long[] shape = [.. entry.Value.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64())];
        JsonElement offsets = entry.Value.GetProperty("data_offsets");
        long start = offsets[0].GetInt64();
        long end = offsets[1].GetInt64();
        long count = shape.Aggregate(1L, (product, size) => checked(product * size));
        Check.Length(end - start, count * sizeof(float), entry.Name);
        if (dataStart + end > stream.Length)
        {
            throw new EndOfStreamException();
        }

        var values = new float[count];
        stream.Position = dataStart + start;
        stream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
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
