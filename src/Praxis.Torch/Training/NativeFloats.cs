using System.Runtime.InteropServices;

namespace Praxis.Torch;

/// <summary>Zero-filled floats outside the managed heap, indexed by 64-bit numbers and aligned to 64 bytes.</summary>
/// <remarks>Pages that were never written cost no memory where the system gives them lazily.</remarks>
public sealed unsafe class NativeFloats : IDisposable
{
    private const int Alignment = 64;

    // Spans count bytes by 32-bit numbers when they are seen as bytes.
    private const int PartLength = 1 << 24;
    private void* _memory;

    /// <summary>Asks for memory.</summary>
    /// <param name="length">Number of floats; may be 0.</param>
    public NativeFloats(long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Length = length;
        _memory = NativeMemory.AllocZeroed(checked(((nuint)length * sizeof(float)) + Alignment));
        Address = (float*)(((nuint)_memory + Alignment - 1) / Alignment * Alignment);
    }

    /// <summary>Gives the memory back when nobody disposed it.</summary>
    ~NativeFloats() => Free();

    /// <summary>Number of floats.</summary>
    public long Length { get; }

    /// <summary>The first float.</summary>
    public float* Address { get; private set; }

    /// <summary>A part as a span.</summary>
    /// <param name="start">Its first float.</param>
    /// <param name="length">Its number of floats.</param>
    /// <returns>A view, not a copy.</returns>
    public Span<float> Slice(long start, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start + length, Length);
        return new Span<float>(Address + start, length);
    }

    /// <summary>Copies all floats of another memory of at most this length to the front of this one.</summary>
    /// <param name="source">The other memory.</param>
    public void CopyFrom(NativeFloats source)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(source.Length, Length);
        NativeMemory.Copy(source.Address, Address, (nuint)source.Length * sizeof(float));
        GC.KeepAlive(source);
    }

    /// <summary>Writes the first floats as raw bytes.</summary>
    /// <param name="stream">Receives the bytes, little-endian.</param>
    /// <param name="length">How many floats.</param>
    public void WriteTo(Stream stream, long length)
    {
        for (long start = 0; start < length; start += PartLength)
        {
            stream.Write(MemoryMarshal.AsBytes(Slice(start, (int)Math.Min(PartLength, length - start))));
        }
    }

    /// <summary>Reads the first floats from raw bytes.</summary>
    /// <param name="stream">Gives the bytes, little-endian.</param>
    /// <param name="length">How many floats.</param>
    /// <exception cref="EndOfStreamException">There are fewer.</exception>
    public void ReadFrom(Stream stream, long length)
    {
        for (long start = 0; start < length; start += PartLength)
        {
            stream.ReadExactly(MemoryMarshal.AsBytes(Slice(start, (int)Math.Min(PartLength, length - start))));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        NativeMemory.Free(_memory);
        _memory = null;
        Address = null;
    }
}
