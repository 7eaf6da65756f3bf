namespace Praxis.Recommend;

/// <summary>Rows of floats in memory that somebody else holds, for example a slice of the rows [U|V|Q|K].</summary>
/// <param name="Start">First element of the first row.</param>
/// <param name="Stride">Elements from one row to the next.</param>
internal readonly unsafe record struct StridedRows(nint Start, long Stride)
{
    internal StridedRows(float* start, long stride)
        : this((nint)start, stride)
    {
    }

    /// <summary>First element of a row.</summary>
    internal float* Row(long row) => (float*)Start + (row * Stride);

    /// <summary>The same rows from a later one on, or columns to the right.</summary>
    internal StridedRows From(long row, int column = 0) => new(Row(row) + column, Stride);
}
