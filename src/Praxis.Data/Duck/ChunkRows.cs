using DuckDB.NET.Native;
using Praxis.Core;

namespace Praxis.Data;

/// <summary>Hands the rows of a chunk to the columns' builders.</summary>
internal static class ChunkRows
{
    /// <summary>Takes all rows, column by column.</summary>
    /// <param name="chunk">Its first columns are those of <paramref name="columns"/>.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="place">The place of a row of the chunk, for the error.</param>
    /// <exception cref="InputException">The refusal of the first cell, by row and then column, that cannot be
    /// used.</exception>
    public static void Append(DuckDBDataChunk chunk, IReadOnlyList<CellColumn> columns, Func<int, string> place) =>
        Append(column => new VectorView(chunk, column), columns, 0, Size(chunk), place);

    /// <summary>Takes rows, column by column.</summary>
    /// <param name="cells">The cells of each column.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="start">The first row of the chunk that is taken.</param>
    /// <param name="end">The row before which it ends.</param>
    /// <param name="place">The place of a row of the chunk, for the error.</param>
    /// <exception cref="InputException">The refusal of the first cell, by row and then column, that cannot be
    /// used.</exception>
    public static void Append(
        Func<int, VectorView> cells, IReadOnlyList<CellColumn> columns, int start, int end, Func<int, string> place)
    {
        int refused = -1;
        for (int column = 0; column < columns.Count; column++)
        {
            int reached = columns[column].Append(cells(column), start, end);
            if (reached < end)
            {
                // Later columns need only be tried on the rows before.
                end = reached;
                refused = column;
            }
        }

        if (refused >= 0)
        {
            throw columns[refused].Refusal(place(end), cells(refused), end);
        }
    }

    public static int Size(DuckDBDataChunk chunk) => (int)NativeMethods.DataChunks.DuckDBDataChunkGetSize(chunk);
}
