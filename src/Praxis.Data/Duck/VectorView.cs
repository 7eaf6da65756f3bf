using DuckDB.NET.Native;

namespace Praxis.Data;

/// <summary>The cells of one column of one chunk, read in place: good until the chunk is disposed.</summary>
internal readonly unsafe struct VectorView
{
    private const int LongestInline = 12;

    private readonly byte* _data;
    private readonly ulong* _validity;

    public VectorView(DuckDBDataChunk chunk, int column)
    {
        IntPtr vector = NativeMethods.DataChunks.DuckDBDataChunkGetVector(chunk, column);
        _data = (byte*)NativeMethods.Vectors.DuckDBVectorGetData(vector);
        _validity = NativeMethods.Vectors.DuckDBVectorGetValidity(vector);
    }

    public bool IsNull(int row) => _validity != null && (_validity[row >> 6] & (1UL << (row & 63))) == 0;

    public long Int64(int row) => ((long*)_data)[row];

    public double Double(int row) => ((double*)_data)[row];

    /// <summary>A text: its length, then the text itself when short, else four bytes of it and its address.</summary>
    public ReadOnlySpan<byte> Text(int row)
    {
        byte* cell = _data + (16L * row);
        int length = *(int*)cell;
        return new ReadOnlySpan<byte>(length <= LongestInline ? cell + 4 : *(byte**)(cell + 8), length);
    }
}
