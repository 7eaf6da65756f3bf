using System.Numerics.Tensors;

namespace Praxis.Recommend;

/// <summary>What forward and backward pass share: which columns rows see, the start of the scores, and a candidate's
/// view of itself.</summary>
internal static unsafe class TileScores
{
    /// <summary>Copies the tile's queries of all heads, scaled to the unit of scores; rows up to a whole block become
    /// zeros.</summary>
    internal static void LoadQueries(in AttentionPass pass, AttentionTile buffers, int row, int rows)
    {
        AttentionSettings settings = pass.Settings;
        for (int head = 0; head < settings.HeadCount; head++)
        {
            TilePacking.Rows(
                pass.Inputs.Queries.From(row - pass.First, head * settings.KeyWidth), rows, settings.KeyWidth,
                settings.ScoreScale * pass.ScoreUnit, buffers.Queries(head), pass.KeyPadded);
            KernelBuffer.Clear(
                buffers.Queries(head) + (rows * pass.KeyPadded), (long)(TileShape.Rows - rows) * pass.KeyPadded);
        }
    }

    /// <summary>History columns that some row of the tile sees; the first one is rounded down to a tile.</summary>
    internal static (int Begin, int End) Columns(in AttentionPass pass, int row, int rows)
    {
        int begin = pass.Settings.FirstColumn(pass.User.Place(row));
        return (begin / TileShape.Columns * TileShape.Columns, pass.User.EndColumn(row + rows - 1));
    }

    /// <summary>Columns inside the tile that some row of a block sees.</summary>
    internal static (int First, int End) SeenColumns(
        in AttentionPass pass, (int Row, int Rows) tile, int firstRow, int rows, int column)
    {
        int last = Math.Min(firstRow + rows, tile.Rows) - 1;
        int first = pass.Settings.FirstColumn(pass.User.Place(tile.Row + firstRow)) - column;
        int end = pass.User.EndColumn(tile.Row + last) - column;
        return (Math.Max(0, first), Math.Min(TileShape.Columns, end));
    }

    /// <summary>Rows of the next block: as many as the widest kernel takes.</summary>
    internal static int Step<TLanes, TVector>(int row, int rows)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct =>
        row + TLanes.BlockRows <= rows ? TLanes.BlockRows : TileProduct<TLanes, TVector>.RowUnit;

    /// <summary>How much of a block two vectors wide its rows see.</summary>
    internal static BlockView View(in AttentionPass pass, (int Row, int Rows) tile, int firstRow, int rows, int column)
    {
        AttentionUser user = pass.User;
        int top = tile.Row + firstRow;
        int bottom = tile.Row + Math.Min(firstRow + rows, tile.Rows) - 1;
        int end = column + pass.PairColumns;
        if (column >= user.EndColumn(bottom) || end <= pass.Settings.FirstColumn(user.Place(top)))
        {
            return BlockView.None;
        }

        return end <= user.EndColumn(top) && column >= pass.Settings.FirstColumn(user.Place(bottom))
            ? BlockView.All
            : BlockView.Some;
    }

    /// <summary>The bias of a tile, from which the sums of its scores start.</summary>
    /// <returns>First element, and the stride between rows: -1 reads the position bias itself, one place earlier for
    /// each row further down.</returns>
    internal static (nint Start, int Stride) Bias<TLanes, TVector>(
        in AttentionPass pass, AttentionTile buffers, int row, int rows, int column)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        if (pass.Settings.HasTimeBias)
        {
            buffers.Segments.Advance(rows, column);
            TileBias<TLanes, TVector>.Fill(
                buffers.Segments, pass.User, row, rows, column, pass.TimeBias, pass.Diagonal, buffers.Bias);
            return ((nint)buffers.Bias, TileShape.Stride);
        }

        return pass.Diagonal == null
            ? ((nint)buffers.Zeros, 0)
            : ((nint)(pass.Diagonal + column - pass.User.Place(row)), -Slope(pass, row));
    }

    /// <summary>Places that a row further down is further on: 1 in the history, 0 among candidates.</summary>
    internal static int Slope(in AttentionPass pass, int row) => row < pass.User.HistoryLength ? 1 : 0;

    /// <summary>The score of a candidate with itself, in units of <see cref="AttentionPass.ScoreUnit"/>.</summary>
    internal static float OwnScore(in AttentionPass pass, AttentionTile buffers, int head, int row, int tileRow)
    {
        AttentionSettings settings = pass.Settings;
        float score = TensorPrimitives.Dot(
            new ReadOnlySpan<float>(buffers.Queries(head) + (tileRow * pass.KeyPadded), settings.KeyWidth),
            new ReadOnlySpan<float>(
                pass.Inputs.Keys.Row(row) + (head * settings.KeyWidth), settings.KeyWidth));
        score += pass.Diagonal == null ? 0f : *pass.Diagonal;
        return settings.HasTimeBias ? score + pass.TimeBias[OwnBucket(pass, row)] : score;
    }

    /// <summary>The time bucket of a candidate with itself.</summary>
    internal static int OwnBucket(in AttentionPass pass, int row) =>
        TimeBuckets.Of(pass.User.RowTimes[row] - pass.User.Times[row]);

    /// <summary>1 / (1 + e^-x).</summary>
    internal static float Sigmoid(float x) => 1f / (1f + MathF.Exp(-x));
}
