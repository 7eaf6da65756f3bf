using System.Runtime.InteropServices;

namespace Praxis.Recommend;

/// <summary>A buffer of floats on a cache line's border that grows when asked for more.</summary>
internal sealed unsafe class KernelBuffer : IDisposable
{
    private const int Alignment = 64;
    private float* _start;
    private long _length;

    ~KernelBuffer() => NativeMemory.AlignedFree(_start);

    /// <summary>The buffer, at least so long; a longer one than before starts as zeros, else the old values
    /// stay.</summary>
    internal float* Ensure(long length)
    {
        if (length > _length)
        {
            NativeMemory.AlignedFree(_start);
            _start = null;
            _length = 0;
            nuint bytes = checked((nuint)length * sizeof(float));
            _start = (float*)NativeMemory.AlignedAlloc(bytes, Alignment);
            _length = length;
            NativeMemory.Clear(_start, bytes);
        }

        return _start;
    }

    /// <summary>Sets floats to zero.</summary>
    internal static void Clear(float* start, long length) =>
        NativeMemory.Clear(start, checked((nuint)length * sizeof(float)));

    /// <inheritdoc/>
    public void Dispose()
    {
        NativeMemory.AlignedFree(_start);
        _start = null;
        _length = 0;
        GC.SuppressFinalize(this);
    }
}
