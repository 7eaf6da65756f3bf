using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using Praxis.Core;

namespace Praxis.Torch;

/// <summary>An open safetensors file, from which tensors are read one by one into memory that is there
/// already.</summary>
public sealed class SafetensorsFile : IDisposable
{
    private const int LargestHeader = 100_000_000;
    private readonly string _path;
    private readonly FileStream _stream;
    private readonly Dictionary<string, Entry> _entries;

    private SafetensorsFile(string path, FileStream stream)
    {
        _path = path;
        _stream = stream;
        _entries = ReadHeader();
    }

    /// <summary>Names of the tensors, in the order of the file.</summary>
    public IReadOnlyCollection<string> Names => _entries.Keys;

    /// <summary>Opens a file and reads its header.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The open file.</returns>
    /// <exception cref="InputException">The file is missing, truncated or not of this form.</exception>
    public static SafetensorsFile Open(string path)
    {
        FileStream? stream = null;
        try
        {
            stream = File.OpenRead(path);
            return new SafetensorsFile(path, stream);
        }
        catch (Exception exception)
        {
            stream?.Dispose();
            throw exception switch
            {
                EndOfStreamException => TooShort(path, exception),
                IOException => new InputException($"{path}: cannot be read ({exception.Message})", exception),
                ArgumentException or JsonException or KeyNotFoundException or InvalidOperationException
                    or FormatException or OverflowException => new InputException(
                        $"{path}: is damaged or not a safetensors file; its header makes no sense", exception),
                _ => exception,
            };
        }
    }

    /// <summary>The sizes of a tensor, outermost first.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The sizes.</returns>
    /// <exception cref="InputException">There is no such tensor.</exception>
    public long[] ShapeOf(string name) => Find(name).Shape;

    /// <summary>Reads 32-bit floats.</summary>
    /// <param name="name">The tensor.</param>
    /// <param name="destination">As long as the tensor.</param>
    /// <exception cref="InputException">There is no such tensor of that size.</exception>
    public void Read(string name, Span<float> destination)
    {
        Seek(name, "F32", destination.Length);
        Guarded(MemoryMarshal.AsBytes(destination));
    }

    /// <summary>Reads 32-bit integers.</summary>
    /// <param name="name">The tensor.</param>
    /// <param name="destination">As long as the tensor.</param>
    /// <exception cref="InputException">There is no such tensor of that size.</exception>
    public void Read(string name, Span<int> destination)
    {
        Seek(name, "I32", destination.Length);
        Guarded(MemoryMarshal.AsBytes(destination));
    }

    /// <summary>Reads 32-bit floats into native memory.</summary>
    /// <param name="name">The tensor.</param>
    /// <param name="destination">At least as long as the tensor.</param>
    /// <param name="length">Length of the tensor.</param>
    /// <exception cref="InputException">There is no such tensor of that size.</exception>
    public void Read(string name, NativeFloats destination, long length)
    {
        Seek(name, "F32", length);
        try
        {
            destination.ReadFrom(_stream, length);
        }
        catch (EndOfStreamException exception)
        {
            throw TooShort(_path, exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private static InputException TooShort(string path, Exception exception) =>
        new($"{path}: is damaged or not a safetensors file; it ends too early", exception);

    private Entry Find(string name) => _entries.TryGetValue(name, out Entry? entry)
        ? entry
        : throw new InputException($"{_path}: has no tensor {name}; the folder is damaged or of another version");

    private void Seek(string name, string type, long length)
    {
        Entry entry = Find(name);
        if (entry.Type != type || entry.Length != length)
        {
            throw new InputException(
                $"{_path}: tensor {name} is {entry.Type} of {entry.Length} numbers, not {type} of {length}; "
                + "it does not fit the options or the data");
        }

        _stream.Position = entry.Start;
    }

    private void Guarded(Span<byte> bytes)
    {
        try
        {
            _stream.ReadExactly(bytes);
        }
        catch (EndOfStreamException exception)
        {
            throw TooShort(_path, exception);
        }
    }

    private Dictionary<string, Entry> ReadHeader()
    {
        Span<byte> length = stackalloc byte[8];
        _stream.ReadExactly(length);
        long headerLength = BinaryPrimitives.ReadInt64LittleEndian(length);
        if (headerLength is < 2 or > LargestHeader)
        {
            throw new InputException(
                $"{_path}: is not a safetensors file; its header would have {headerLength} bytes");
        }

        var bytes = new byte[headerLength];
        _stream.ReadExactly(bytes);
        using JsonDocument header = JsonDocument.Parse(bytes);
        var entries = new Dictionary<string, Entry>();
        foreach (JsonProperty property in header.RootElement.EnumerateObject())
        {
            if (property.Name != "__metadata__")
            {
                entries.Add(property.Name, ReadEntry(property));
            }
        }

        return entries;
    }

    private Entry ReadEntry(JsonProperty property)
    {
        string type = property.Value.GetProperty("dtype").GetString()!;
        if (type is not ("F32" or "I32"))
        {
            throw new InputException($"{_path}: tensor {property.Name} is not F32; only 32-bit floats are read");
        }

        long[] shape = [.. property.Value.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64())];
        JsonElement offsets = property.Value.GetProperty("data_offsets");
        long[] places = [.. offsets.EnumerateArray().Select(static offset => offset.GetInt64())];
        if (places.Length != 2 || places[0] < 0 || places[1] < places[0] || shape.Any(static size => size < 0))
        {
            throw new FormatException("sizes and offsets must be 0 and more, offsets a beginning and an end");
        }

        (long start, long end) = (places[0], places[1]);
        long count = shape.Aggregate(1L, (product, size) => checked(product * size));
        Check.Length(end - start, checked(count * sizeof(float)), property.Name);
        return end > _stream.Length - _stream.Position
            ? throw new EndOfStreamException()
            : new Entry(type, shape, _stream.Position + start, count);
    }

    private sealed record Entry(string Type, long[] Shape, long Start, long Length);
}
