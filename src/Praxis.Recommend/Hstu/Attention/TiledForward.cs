using System.Numerics.Tensors;

namespace Praxis.Recommend;

/// <summary>Forward pass of one user by tiles of rows and columns.</summary>
/// <typeparam name="TLanes">The instructions.</typeparam>
/// <typeparam name="TVector">Their vector of floats.</typeparam>
internal static unsafe class TiledForward<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <summary>Output rows first..n - 1.</summary>
    internal static void Run(
        AttentionUser user, int first, in AttentionSettings settings, in AttentionTensors inputs, StridedRows output,
        AttentionWorkspace workspace, int threadCount)
    {
        var pass = new AttentionPass(user, first, settings, inputs, TLanes.Count, isBackward: false, workspace);
        TileTasks.Run(pass.Tiles, threadCount, workspace, (tile, buffers, isFirst) =>
        {
            if (isFirst)
            {
                buffers.Begin(pass);
            }

            RunTile(pass, tile, buffers, output);
        });
    }

    private static void RunTile(in AttentionPass pass, int tile, AttentionTile buffers, StridedRows output)
    {
        (int row, int rows) = pass.Tile(tile);
        AttentionSettings settings = pass.Settings;
        TileScores.LoadQueries(pass, buffers, row, rows);
        KernelBuffer.Clear(buffers.Outputs(0), buffers.Outputs(settings.HeadCount) - buffers.Outputs(0));
        if (settings.HasTimeBias)
        {
            buffers.Segments.Build(row, rows);
        }

        (int begin, int end) = TileScores.Columns(pass, row, rows);
        for (int column = begin; column < end; column += TileShape.Columns)
        {
            (nint bias, int biasRow) = TileScores.Bias<TLanes, TVector>(pass, buffers, row, rows, column);
            for (int head = 0; head < settings.HeadCount; head++)
            {
                AddHead(pass, buffers, head, (row, rows), (column, end), (float*)bias, biasRow);
            }
        }

        Finish(pass, buffers, row, rows, output);
    }

    private static void AddHead(
        in AttentionPass pass, AttentionTile buffers, int head, (int Row, int Rows) tile, (int Column, int End) range,
        float* bias, int biasRow)
    {
        int rowsPadded = TileShape.RoundUp(tile.Rows, TileProduct<TLanes, TVector>.RowUnit);
        float* values = pass.Values(head, range.Column);
        int columns = Math.Min(TileShape.Columns, range.End - range.Column);
        float* output = buffers.Outputs(head);
        bool isFull = true;
        for (int c = 0; c < columns; c += pass.PairColumns)
        {
            // Columns that all rows see are taken at once: asking block by block costs as much as a step of the
            // product.
            bool isWhole = TileScores.View(pass, tile, 0, rowsPadded, range.Column + c) == BlockView.All;
            float* keys = pass.KeysAcross(head, range.Column + c);
            for (int r = 0, step; r < rowsPadded; r += step)
            {
                step = isWhole ? rowsPadded : TileScores.Step<TLanes, TVector>(r, rowsPadded);
                BlockView view = isWhole
                    ? BlockView.All
                    : TileScores.View(pass, tile, r, step, range.Column + c);
                isFull &= view == BlockView.All;
                if (view == BlockView.None)
                {
                    continue;
                }

                float* scores = buffers.Scores + (r * TileShape.Stride) + c;
                TileProduct<TLanes, TVector>.Multiply(
                    buffers.Queries(head) + (r * pass.KeyPadded), pass.KeyPadded, 1, keys, pass.PairColumns, step, 2,
                    pass.Settings.KeyWidth, bias + (r * biasRow) + c, biasRow, scores, TileShape.Stride);
                TileBlock<TLanes, TVector>.Activate(scores, step);
                if (view == BlockView.Some)
                {
                    TileBlock<TLanes, TVector>.Mask(
                        scores, pass.User, pass.Settings, tile.Row + r, step, range.Column + c);
                }
            }
        }

        if (isFull)
        {
            TileProduct<TLanes, TVector>.Multiply(
                buffers.Scores, TileShape.Stride, 1, values, pass.ValuePadded, rowsPadded, pass.ValueVectors, columns,
                output, pass.ValuePadded, output, pass.ValuePadded);
            return;
        }

        for (int r = 0, step; r < rowsPadded; r += step)
        {
            step = TileScores.Step<TLanes, TVector>(r, rowsPadded);
            (int first, int end) = TileScores.SeenColumns(pass, tile, r, step, range.Column);
            if (first < end)
            {
                TileProduct<TLanes, TVector>.Multiply(
                    buffers.Scores + (r * TileShape.Stride) + first, TileShape.Stride, 1,
                    values + (first * pass.ValuePadded), pass.ValuePadded, step, pass.ValueVectors, end - first,
                    output + (r * pass.ValuePadded), pass.ValuePadded, output + (r * pass.ValuePadded),
                    pass.ValuePadded);
            }
        }
    }

    // What candidates see of themselves, the scale, and the copy to the caller's rows.
    private static void Finish(in AttentionPass pass, AttentionTile buffers, int row, int rows, StridedRows output)
    {
        AttentionSettings settings = pass.Settings;
        for (int head = 0; head < settings.HeadCount; head++)
        {
            for (int r = 0; r < rows; r++)
            {
                var sum = new Span<float>(buffers.Outputs(head) + (r * pass.ValuePadded), settings.ValueWidth);
                if (row + r >= pass.User.HistoryLength)
                {
                    float score = TileScores.OwnScore(pass, buffers, head, row + r, r);
                    float weight = score * TileScores.Sigmoid(score / pass.ScoreUnit);
                    TensorPrimitives.MultiplyAdd(
                        new ReadOnlySpan<float>(
                            pass.Inputs.Values.Row(row + r) + (head * settings.ValueWidth), settings.ValueWidth),
                        weight, sum, sum);
                }

                TensorPrimitives.Multiply(
                    sum, settings.WeightScale / pass.ScoreUnit,
                    new Span<float>(
                        output.Row(row + r - pass.First) + (head * settings.ValueWidth), settings.ValueWidth));
            }
        }
    }
}
