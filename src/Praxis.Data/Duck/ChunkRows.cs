using DuckDB.NET.Native;
using Praxis.Core;

namespace Praxis.Data;

/// <summary>Hands the rows of a chunk to the columns' builders.</summary>
internal static class ChunkRows
{
    /// <summary>Takes the rows from one on, column by column.</summary>
    /// <param name="chunk">Its first columns are those of <paramref name="columns"/>.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="start">The first row of the chunk that is taken.</param>
    /// <param name="place">The place of a row of the chunk, for the error.</param>
    /// <exception cref="InputException">The refusal of the first cell, by row and then column, that cannot be
    /// used.</exception>
    public static void Append(
        DuckDBDataChunk chunk, IReadOnlyList<CellColumn> columns, int start, Func<int, string> place)
    {
        int end = Size(chunk);
        int refused = -1;
        for (int column = 0; column < columns.Count; column++)
        {
            int reached = columns[column].Append(new VectorView(chunk, column), start, end);
            if (reached < end)
            {
                // Later columns need only be tried on the rows before.
                end = reached;
                refused = column;
            }
        }

        if (refused >= 0)
        {
            throw columns[refused].Refusal(place(end), new VectorView(chunk, refused), end);
        }
    }

    public static int Size(DuckDBDataChunk chunk) => (int)NativeMethods.DataChunks.DuckDBDataChunkGetSize(chunk);
}
