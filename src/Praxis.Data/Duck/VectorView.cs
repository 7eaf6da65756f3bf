using DuckDB.NET.Native;

namespace Praxis.Data;

/// <summary>The cells of one column of one chunk, read in place: good until the chunk is disposed.</summary>
/// <remarks>A column of lists has as many columns of cells as its lists have places.</remarks>
internal readonly unsafe struct VectorView
{
    private const int LongestInline = 12;

    private readonly byte* _data;
    private readonly ulong* _validity;

    // Of each row the first cell of its list, and how many there are.
    private readonly ulong* _lists;
    private readonly int _place;

    public VectorView(DuckDBDataChunk chunk, int column)
    {
        IntPtr vector = NativeMethods.DataChunks.DuckDBDataChunkGetVector(chunk, column);
        _data = (byte*)NativeMethods.Vectors.DuckDBVectorGetData(vector);
        _validity = NativeMethods.Vectors.DuckDBVectorGetValidity(vector);
    }

    private VectorView(DuckDBDataChunk chunk, int column, int place)
    {
        IntPtr vector = NativeMethods.DataChunks.DuckDBDataChunkGetVector(chunk, column);
        _lists = (ulong*)NativeMethods.Vectors.DuckDBVectorGetData(vector);
        _place = place;
        IntPtr cells = NativeMethods.Vectors.DuckDBListVectorGetChild(vector);
        _data = (byte*)NativeMethods.Vectors.DuckDBVectorGetData(cells);
        _validity = NativeMethods.Vectors.DuckDBVectorGetValidity(cells);
    }

    /// <summary>The cells at one place of the lists of a column; each list must reach so far.</summary>
    public static VectorView OfLists(DuckDBDataChunk chunk, int column, int place) => new(chunk, column, place);

    /// <summary>How many cells the list of a row has, of a view of lists.</summary>
    public long ListLength(int row) => (long)_lists[(2 * row) + 1];

    public bool IsNull(int row)
    {
        long cell = CellOf(row);
        return _validity != null && (_validity[cell >> 6] & (1UL << (int)(cell & 63))) == 0;
    }

    public long Int64(int row) => ((long*)_data)[CellOf(row)];

    public double Double(int row) => ((double*)_data)[CellOf(row)];

    /// <summary>A text: its length, then the text itself when short, else four bytes of it and its address.</summary>
    public ReadOnlySpan<byte> Text(int row)
    {
        byte* cell = _data + (16L * CellOf(row));
        int length = *(int*)cell;
        return new ReadOnlySpan<byte>(length <= LongestInline ? cell + 4 : *(byte**)(cell + 8), length);
    }

    private long CellOf(int row) => _lists == null ? row : (long)_lists[2 * row] + _place;
}
