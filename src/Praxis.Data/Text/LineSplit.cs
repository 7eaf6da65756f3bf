using DuckDB.NET.Native;

namespace Praxis.Data;

/// <summary>Rows that come as one list of all their cells.</summary>
/// <param name="CellCount">How many cells each must have.</param>
/// <param name="Columns">The cells that are taken, from 0.</param>
internal sealed record LineSplit(int CellCount, int[] Columns)
{
    /// <summary>The first row of a chunk that has another number of cells; null when all are whole.</summary>
    public int? FirstRagged(DuckDBDataChunk chunk, int start, int end)
    {
        var lists = VectorView.OfLists(chunk, 0, 0);
        for (int row = start; row < end; row++)
        {
            if (lists.ListLength(row) != CellCount)
            {
                return row;
            }
        }

        return null;
    }
}
