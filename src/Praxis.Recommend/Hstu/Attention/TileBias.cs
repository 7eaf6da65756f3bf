using System.Runtime.CompilerServices;

namespace Praxis.Recommend;

/// <summary>Biases of a tile of scores, and sums of a tile of gradients over the pairs that share a bias.</summary>
/// <typeparam name="TLanes">The instructions.</typeparam>
/// <typeparam name="TVector">Their vector of floats.</typeparam>
internal static unsafe class TileBias<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <summary>Writes time bias plus position bias for the columns that the tile's rows see.</summary>
    /// <param name="segments">Runs of the tile's rows, advanced to the column.</param>
    /// <param name="user">The user.</param>
    /// <param name="row">The tile's first row.</param>
    /// <param name="rows">Rows of the tile.</param>
    /// <param name="column">The tile's first column.</param>
    /// <param name="time">w.</param>
    /// <param name="diagonal">p of equal places, amid guards; null without position bias.</param>
    /// <param name="bias">Receives the tile; what lies beside it may be overwritten.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Fill(
        TimeSegments segments, AttentionUser user, int row, int rows, int column, float* time, float* diagonal,
        float* bias)
    {
        fixed (int* ends = segments.Ends)
        fixed (byte* buckets = segments.Buckets)
        {
            for (int r = 0; r < rows; r++)
            {
                int end = Math.Min(user.EndColumn(row + r), column + TileShape.Columns);
                float* target = bias + (r * TileShape.Stride) - column;
                float* position = diagonal == null ? null : diagonal - user.Place(row + r);
                int run = segments.Cursor(r);
                for (int j = column; j < end; run++)
                {
                    int runEnd = Math.Min(ends[run], end);
                    TVector value = TLanes.Broadcast(time[buckets[run]]);
                    if (position == null)
                    {
                        for (; j < runEnd; j += TLanes.Count)
                        {
                            TLanes.Store(value, target + j);
                        }
                    }
                    else
                    {
                        for (; j < runEnd; j += TLanes.Count)
                        {
                            TLanes.Store(TLanes.Add(value, TLanes.Load(position + j)), target + j);
                        }
                    }

                    j = runEnd;
                }
            }
        }
    }

    /// <summary>Adds a tile of gradients to those of the position bias.</summary>
    /// <param name="gradients">The tile; zeros where a row does not see a column, and beside the tile.</param>
    /// <param name="rows">Rows of the tile.</param>
    /// <param name="slope">1 in a history, where a row further down stands one place later; 0 for candidates.</param>
    /// <param name="target">Gradient of p for the tile's first row and column, amid guards.</param>
    /// <remarks>Pairs of one relative position lie on a diagonal: a vector of diagonals is summed in a register, row by
    /// row, since sums in memory would wait for their own last store.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void AddPositionGradient(float* gradients, int rows, int slope, float* target)
    {
        int lanes = TLanes.Count;
        int firstShift = slope == 0 ? 0 : -TileShape.RoundUp(rows - 1, lanes);
        for (int shift = firstShift; shift < TileShape.Columns; shift += lanes)
        {
            int first = slope == 0 ? 0 : Math.Max(0, 1 - lanes - shift);
            int end = slope == 0 ? rows : Math.Min(rows, TileShape.Columns - shift);
            float* source = gradients + shift + (first * (TileShape.Stride + slope));
            TVector sum = TLanes.Load(target + shift);
            for (int r = first; r < end; r++)
            {
                sum = TLanes.Add(sum, TLanes.Load(source));
                source += TileShape.Stride + slope;
            }

            TLanes.Store(sum, target + shift);
        }
    }

    /// <summary>Adds a tile of gradients to those of the time bias, which are kept as a vector a bucket.</summary>
    /// <param name="segments">Runs of the tile's rows, advanced to the column.</param>
    /// <param name="user">The user.</param>
    /// <param name="row">The tile's first row.</param>
    /// <param name="rows">Rows of the tile.</param>
    /// <param name="column">The tile's first column.</param>
    /// <param name="gradients">The tile.</param>
    /// <param name="sums">A vector for each bucket, added to.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void AddTimeGradient(
        TimeSegments segments, AttentionUser user, int row, int rows, int column, float* gradients, float* sums)
    {
        fixed (int* ends = segments.Ends)
        fixed (byte* buckets = segments.Buckets)
        {
            for (int r = 0; r < rows; r++)
            {
                int end = Math.Min(user.EndColumn(row + r), column + TileShape.Columns);
                float* source = gradients + (r * TileShape.Stride) - column;
                int run = segments.Cursor(r);
                for (int j = column; j < end; run++)
                {
                    int runEnd = Math.Min(ends[run], end);
                    float* place = sums + (buckets[run] * TLanes.Count);
                    TVector sum = TLanes.Load(place);
                    for (; j + TLanes.Count <= runEnd; j += TLanes.Count)
                    {
                        sum = TLanes.Add(sum, TLanes.Load(source + j));
                    }

                    if (j < runEnd)
                    {
                        sum = TLanes.Add(sum, TLanes.Keep(TLanes.Load(source + j), 0, runEnd - j));
                    }

                    TLanes.Store(sum, place);
                    j = runEnd;
                }
            }
        }
    }
}
