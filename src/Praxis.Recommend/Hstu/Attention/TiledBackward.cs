using System.Numerics.Tensors;

namespace Praxis.Recommend;

/// <summary>Backward pass of one user by tiles of rows and columns; scores are computed again.</summary>
/// <typeparam name="TLanes">The instructions.</typeparam>
/// <typeparam name="TVector">Their vector of floats.</typeparam>
/// <remarks>
/// With G the gradient of the output times the weight scale: dV = Aᵀ G, dA = G Vᵀ, dS = dA SiLU'(S), dQ = s dS K,
/// dK = dSᵀ (s Q), and the gradient of a bias is the sum of dS over the pairs that share it.
/// </remarks>
internal static unsafe class TiledBackward<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    // A strip of rows has sums of its own. The number depends on the length alone: same bits at any thread count.
    private const int StripRows = 1024;
    private const int MostStrips = 8;

    /// <summary>Gradients of the user's rows, and additions to those of the biases.</summary>
    internal static void Run(
        AttentionUser user, in AttentionSettings settings, in AttentionTensors inputs, StridedRows outputGradient,
        in AttentionTensors gradients, AttentionWorkspace workspace, int threadCount)
    {
        var pass = new AttentionPass(user, 0, settings, inputs, TLanes.Count, isBackward: true, workspace);
        AttentionTensors targets = gradients;
        AttentionSums layout = AttentionSums.For(pass, TLanes.Count);
        AttentionSums totals = layout.Over(workspace.Totals.Ensure(layout.Length));
        int[] starts = Strips(pass);
        int strips = starts.Length - 1;
        var turns = new TileTurns();
        TileTasks.Run(strips, threadCount, workspace, (strip, buffers, isFirst) =>
        {
            if (isFirst)
            {
                buffers.Begin(pass);
            }

            AttentionSums sums = strips == 1 ? totals : layout.Over(buffers.Sums(layout.Length));
            turns.Take(
                strip,
                () =>
                {
                    for (int tile = starts[strip]; tile < starts[strip + 1]; tile++)
                    {
                        RunTile(pass, tile, buffers, outputGradient, targets, sums);
                    }
                },
                () =>
                {
                    if (strips > 1)
                    {
                        totals.Add(sums);
                    }
                });
        });
        totals.Write(pass, gradients, TLanes.Count);
    }

    // Strips of about equal numbers of pairs: [strips + 1] first tiles.
    private static int[] Strips(in AttentionPass pass)
    {
        int strips = Math.Min(Math.Clamp(pass.User.Length / StripRows, 1, MostStrips), Math.Max(1, pass.Tiles));
        long total = 0;
        for (int tile = 0; tile < pass.Tiles; tile++)
        {
            total += Pairs(pass, tile);
        }

        var starts = new int[strips + 1];
        long sum = 0;
        int strip = 1;
        for (int tile = 0; tile < pass.Tiles; tile++)
        {
            sum += Pairs(pass, tile);
            while (strip < strips && sum * strips >= total * strip)
            {
                starts[strip++] = tile + 1;
            }
        }

        starts[strips] = pass.Tiles;
        return starts;
    }

    private static long Pairs(in AttentionPass pass, int tile)
    {
        (int row, int rows) = pass.Tile(tile);
        (int begin, int end) = TileScores.Columns(pass, row, rows);
        return (long)rows * (end - begin + TileShape.Columns);
    }

    private static void RunTile(
        in AttentionPass pass, int tile, AttentionTile buffers, StridedRows outputGradient,
        in AttentionTensors gradients, in AttentionSums sums)
    {
        (int row, int rows) = pass.Tile(tile);
        AttentionSettings settings = pass.Settings;
        TileScores.LoadQueries(pass, buffers, row, rows);
        LoadOutputGradients(pass, buffers, row, rows, outputGradient);
        KernelBuffer.Clear(buffers.Outputs(0), (long)settings.HeadCount * TileShape.Rows * pass.KeyPadded);
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
                bool isFull = ScoreGradients(pass, buffers, head, (row, rows), column, (float*)bias, biasRow);
                AddQueryGradients(pass, buffers, head, (row, rows), column, isFull);
                AddColumnGradients(pass, buffers, head, (row, rows), column, isFull, sums);
                AddBiasGradients(pass, buffers, row, rows, column, sums);
            }
        }

        Finish(pass, buffers, row, rows, gradients, sums);
    }

    private static void LoadOutputGradients(
        in AttentionPass pass, AttentionTile buffers, int row, int rows, StridedRows outputGradient)
    {
        AttentionSettings settings = pass.Settings;
        for (int head = 0; head < settings.HeadCount; head++)
        {
            float* target = buffers.OutputGradients(head);
            TilePacking.Rows(
                outputGradient.From(row, head * settings.ValueWidth), rows, settings.ValueWidth, settings.WeightScale,
                target, pass.ValuePadded);
            KernelBuffer.Clear(
                target + (rows * pass.ValuePadded), (long)(TileShape.Rows - rows) * pass.ValuePadded);
        }
    }

    // Weights A and score gradients dS of the whole tile, zeros where a row does not see a column. True if all see all.
    private static bool ScoreGradients(
        in AttentionPass pass, AttentionTile buffers, int head, (int Row, int Rows) tile, int column, float* bias,
        int biasRow)
    {
        int rowsPadded = TileShape.RoundUp(tile.Rows, TileProduct<TLanes, TVector>.RowUnit);
        bool isFull = true;
        for (int c = 0; c < TileShape.Columns; c += pass.PairColumns)
        {
            float* keys = pass.KeysAcross(head, column + c);
            float* values = pass.ValuesAcross(head, column + c);
            for (int r = 0, step; r < rowsPadded; r += step)
            {
                step = TileScores.Step<TLanes, TVector>(r, rowsPadded);
                BlockView view = TileScores.View(pass, tile, r, step, column + c);
                isFull &= view == BlockView.All;
                int place = (r * TileShape.Stride) + c;
                float* scores = buffers.Scores + place;
                float* gradients = buffers.Gradients + place;
                if (view == BlockView.None)
                {
                    TileBlock<TLanes, TVector>.Clear(scores, step);
                    TileBlock<TLanes, TVector>.Clear(gradients, step);
                    continue;
                }

                TileProduct<TLanes, TVector>.Multiply(
                    buffers.Queries(head) + (r * pass.KeyPadded), pass.KeyPadded, 1, keys, pass.PairColumns, step, 2,
                    pass.Settings.KeyWidth, bias + (r * biasRow) + c, biasRow, scores, TileShape.Stride);
                TileProduct<TLanes, TVector>.Multiply(
                    buffers.OutputGradients(head) + (r * pass.ValuePadded), pass.ValuePadded, 1, values,
                    pass.PairColumns, step, 2, pass.Settings.ValueWidth, buffers.Zeros, 0, gradients, TileShape.Stride);
                TileBlock<TLanes, TVector>.ActivateWithSlope(scores, gradients, step);
                if (view == BlockView.Some)
                {
                    TileBlock<TLanes, TVector>.Mask(
                        scores, pass.User, pass.Settings, tile.Row + r, step, column + c);
                    TileBlock<TLanes, TVector>.Mask(
                        gradients, pass.User, pass.Settings, tile.Row + r, step, column + c);
                }
            }
        }

        return isFull;
    }

    // dQ += dS K.
    private static void AddQueryGradients(
        in AttentionPass pass, AttentionTile buffers, int head, (int Row, int Rows) tile, int column, bool isFull)
    {
        int rowsPadded = TileShape.RoundUp(tile.Rows, TileProduct<TLanes, TVector>.RowUnit);
        float* keys = pass.Keys(head, column);
        float* target = buffers.Outputs(0) + (head * TileShape.Rows * pass.KeyPadded);
        for (int r = 0, step; r < rowsPadded; r += step)
        {
            step = isFull ? rowsPadded : TileScores.Step<TLanes, TVector>(r, rowsPadded);
            (int first, int end) = TileScores.SeenColumns(pass, tile, r, step, column);
            if (first < end)
            {
                float* place = target + (r * pass.KeyPadded);
                TileProduct<TLanes, TVector>.Multiply(
                    buffers.Gradients + (r * TileShape.Stride) + first, TileShape.Stride, 1,
                    keys + (first * pass.KeyPadded), pass.KeyPadded, step, pass.KeyVectors, end - first,
                    place, pass.KeyPadded, place, pass.KeyPadded);
            }
        }
    }

    // dK += dSᵀ Q and dV += Aᵀ G: blocks of columns are rows of these products.
    private static void AddColumnGradients(
        in AttentionPass pass, AttentionTile buffers, int head, (int Row, int Rows) tile, int column, bool isFull,
        in AttentionSums sums)
    {
        int rowsPadded = TileShape.RoundUp(tile.Rows, TileProduct<TLanes, TVector>.RowUnit);
        int block = isFull ? TileShape.Columns : TLanes.BlockRows;
        int columns = Math.Min(TileShape.Columns, pass.User.EndColumn(tile.Row + tile.Rows - 1) - column);
        for (int c = 0; c < columns; c += block)
        {
            // Rows above the block's first column do not see it.
            int first = pass.User.HistoryLength <= tile.Row ? 0 : Math.Max(0, column + c - tile.Row);
            float* keys = sums.Keys(pass, head, column + c);
            TileProduct<TLanes, TVector>.Multiply(
                buffers.Gradients + (first * TileShape.Stride) + c, 1, TileShape.Stride,
                buffers.Queries(head) + (first * pass.KeyPadded), pass.KeyPadded, block, pass.KeyVectors,
                rowsPadded - first, keys, pass.KeyPadded, keys, pass.KeyPadded);
            float* values = sums.Values(pass, head, column + c);
            TileProduct<TLanes, TVector>.Multiply(
                buffers.Scores + (first * TileShape.Stride) + c, 1, TileShape.Stride,
                buffers.OutputGradients(head) + (first * pass.ValuePadded), pass.ValuePadded, block, pass.ValueVectors,
                rowsPadded - first, values, pass.ValuePadded, values, pass.ValuePadded);
        }
    }

    private static void AddBiasGradients(
        in AttentionPass pass, AttentionTile buffers, int row, int rows, int column, in AttentionSums sums)
    {
        if (pass.Diagonal != null)
        {
            TileBias<TLanes, TVector>.AddPositionGradient(
                buffers.Gradients, rows, TileScores.Slope(pass, row),
                sums.Diagonal(pass) + column - pass.User.Place(row));
        }

        if (pass.Settings.HasTimeBias)
        {
            TileBias<TLanes, TVector>.AddTimeGradient(
                buffers.Segments, pass.User, row, rows, column, buffers.Gradients, sums.Time);
        }
    }

    // What candidates see of themselves, and the copy of the query gradients.
    private static void Finish(
        in AttentionPass pass, AttentionTile buffers, int row, int rows, in AttentionTensors gradients,
        in AttentionSums sums)
    {
        AttentionSettings settings = pass.Settings;
        for (int head = 0; head < settings.HeadCount; head++)
        {
            for (int r = 0; r < rows; r++)
            {
                float* sum = buffers.Outputs(0) + (((head * TileShape.Rows) + r) * pass.KeyPadded);
                var queryGradient = new Span<float>(sum, settings.KeyWidth);
                if (row + r >= pass.User.HistoryLength)
                {
                    AddOwn(pass, buffers, head, row + r, r, queryGradient, gradients, sums);
                }

                TensorPrimitives.Multiply(
                    queryGradient, settings.ScoreScale,
                    new Span<float>(
                        gradients.Queries.Row(row + r) + (head * settings.KeyWidth), settings.KeyWidth));
            }
        }
    }

    private static void AddOwn(
        in AttentionPass pass, AttentionTile buffers, int head, int row, int tileRow, Span<float> queryGradient,
        in AttentionTensors gradients, in AttentionSums sums)
    {
        AttentionSettings settings = pass.Settings;
        int keyStart = head * settings.KeyWidth;
        int valueStart = head * settings.ValueWidth;
        var outputGradient = new ReadOnlySpan<float>(
            buffers.OutputGradients(head) + (tileRow * pass.ValuePadded), settings.ValueWidth);
        var query = new ReadOnlySpan<float>(
            buffers.Queries(head) + (tileRow * pass.KeyPadded), settings.KeyWidth);
        var key = new ReadOnlySpan<float>(pass.Inputs.Keys.Row(row) + keyStart, settings.KeyWidth);
        var value = new ReadOnlySpan<float>(pass.Inputs.Values.Row(row) + valueStart, settings.ValueWidth);
        float score = TileScores.OwnScore(pass, buffers, head, row, tileRow);
        float sigmoid = TileScores.Sigmoid(score);
        float weight = score * sigmoid;
        float gradient =
            TensorPrimitives.Dot(outputGradient, value) * (sigmoid + (weight * (1f - sigmoid)));
        TensorPrimitives.MultiplyAdd(key, gradient, queryGradient, queryGradient);
        TensorPrimitives.Multiply(
            query, gradient, new Span<float>(gradients.Keys.Row(row) + keyStart, settings.KeyWidth));
        TensorPrimitives.Multiply(
            outputGradient, weight, new Span<float>(gradients.Values.Row(row) + valueStart, settings.ValueWidth));
        if (pass.Diagonal != null)
        {
            *sums.Diagonal(pass) += gradient;
        }

        if (settings.HasTimeBias)
        {
            sums.Time[TileScores.OwnBucket(pass, row) * TLanes.Count] += gradient;
        }
    }
}
