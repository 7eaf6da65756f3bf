using System.Runtime.Intrinsics;
using Praxis.Numerics;

namespace Praxis.Recommend;

// R rows and C columns of one history, H heads, N the constant normaliser, Dq and Dv widths of a head.
// A row of Z holds [ U: H Dv | V: H Dv | Q: H Dq | K: H Dq ].

/// <summary>Pointwise attention over what each token may see: A = SiLU(Q Kᵀ / √Dq + bias) / N, then A V.</summary>
/// <remarks>
/// arXiv 2402.17152, eq. (2), with the scale of the ranking code and the position and time bias of the research code.
/// Works head by head on tiles of rows; keys and values of cached tokens come from <see cref="EncodedHistory"/>.
/// </remarks>
internal static unsafe class RankingAttention
{
    internal const int TileRows = 16;
    private const int Lanes = BlockProduct.Lanes;

    /// <summary>Computes A V of one history's rows.</summary>
    /// <param name="z">The history's first row of Z.</param>
    /// <param name="columns">What the rows see.</param>
    /// <param name="pastKeys">Keys of the cached tokens, [past, H Dq], or null.</param>
    /// <param name="pastValues">Their values, [past, H Dv], or null.</param>
    /// <param name="position">Position bias, a weight a distance and one for context.</param>
    /// <param name="time">Time bias, a weight a bucket.</param>
    /// <param name="sizes">Sizes.</param>
    /// <param name="output">Receives [R, H Dv].</param>
    internal static void Forward(
        float* z, AttentionColumns columns, float* pastKeys, float* pastValues, float* position, float* time,
        RankingSizes sizes, float* output)
    {
        using var memory = new AttentionMemory(columns.ColumnCount, sizes, isBackward: false);
        for (int head = 0; head < sizes.HeadCount; head++)
        {
            memory.Pack(z, columns, pastKeys, pastValues, head);
            for (int first = 0; first < columns.RowCount; first += TileRows)
            {
                int rows = Math.Min(TileRows, columns.RowCount - first);
                int reach = columns.ColumnOf(first + rows - 1) + 1;
                Score(z, columns, position, time, sizes, head, first, rows, reach, memory);
                int width = BlockProduct.Padded(reach);
                for (int r = 0; r < rows; r++)
                {
                    float* scores = memory.Scores + (r * memory.ColumnsPadded);
                    float* weights = memory.Weights + (r * memory.ColumnsPadded);
                    for (int j = 0; j < width; j += Lanes)
                    {
                        Vector512<float> s = Vector512.Load(scores + j);
                        (s * Sigmoid(s) / Vector512.Create((float)sizes.Normaliser)).Store(weights + j);
                    }

                    Hide(weights, columns, first + r, width);
                }

                AttentionMemory.Clear(memory.OutputTile, TileRows * memory.ValuePadded);
                BlockProduct.Add(
                    memory.Weights, memory.ColumnsPadded, 1, memory.Values, memory.ValuePadded, rows,
                    memory.ValuePadded, reach, memory.OutputTile, memory.ValuePadded);
                AttentionMemory.CopyRows(
                    memory.OutputTile, memory.ValuePadded, rows, sizes.ValueWidth,
                    output + ((long)first * sizes.OutputWidth) + (head * sizes.ValueWidth), sizes.OutputWidth);
            }
        }
    }

    /// <summary>Gradients of V, Q, K and of both biases of a history without cached tokens; weights are computed
    /// again rather than kept.</summary>
    /// <param name="z">The history's first row of Z.</param>
    /// <param name="columns">What the rows see.</param>
    /// <param name="position">Position bias.</param>
    /// <param name="time">Time bias.</param>
    /// <param name="outputGradient">[R, H Dv].</param>
    /// <param name="sizes">Sizes.</param>
    /// <param name="zGradient">Receives [R, row width]; the columns of U are left as they are.</param>
    /// <param name="positionGradient">Added to.</param>
    /// <param name="timeGradient">Added to.</param>
    internal static void Backward(
        float* z, AttentionColumns columns, float* position, float* time, float* outputGradient, RankingSizes sizes,
        float* zGradient, float* positionGradient, float* timeGradient)
    {
        using var memory = new AttentionMemory(columns.ColumnCount, sizes, isBackward: true);
        int count = columns.RowCount;
        for (int head = 0; head < sizes.HeadCount; head++)
        {
            memory.Pack(z, columns, null, null, head);
            memory.PackForBackward(z, count, head);
            for (int first = 0; first < count; first += TileRows)
            {
                int rows = Math.Min(TileRows, count - first);
                int reach = first + rows;
                Score(z, columns, position, time, sizes, head, first, rows, reach, memory);
                BackwardTile(z, columns, outputGradient, sizes, head, first, rows, reach, memory, zGradient);
                AddBiasGradients(columns, sizes, first, rows, memory, positionGradient, timeGradient);
                ScaleAndSpread(sizes, head, first, rows, reach, memory, zGradient);
            }

            AttentionMemory.CopyRows(
                memory.KeyGradients, memory.KeyPadded, count, sizes.KeyWidth,
                zGradient + sizes.KeyStart + (head * sizes.KeyWidth), sizes.RowWidth);
            AttentionMemory.CopyRows(
                memory.ValueGradients, memory.ValuePadded, count, sizes.ValueWidth,
                zGradient + sizes.ValueStart + (head * sizes.ValueWidth), sizes.RowWidth);
        }
    }

    // Scores = Q Kᵀ / √Dq, plus the bias where the row may look.
    private static void Score(
        float* z, AttentionColumns columns, float* position, float* time, RankingSizes sizes, int head, int first,
        int rows, int reach, AttentionMemory memory)
    {
        int width = BlockProduct.Padded(reach);
        AttentionMemory.Clear(memory.Scores, rows * memory.ColumnsPadded);
        BlockProduct.Add(
            z + ((long)first * sizes.RowWidth) + sizes.QueryStart + (head * sizes.KeyWidth), sizes.RowWidth, 1,
            memory.KeysAcross, memory.ColumnsPadded, rows, width, sizes.KeyWidth, memory.Scores,
            memory.ColumnsPadded);
        var scale = Vector512.Create(sizes.Scale);
        for (int r = 0; r < rows; r++)
        {
            float* scores = memory.Scores + (r * memory.ColumnsPadded);
            for (int j = 0; j < width; j += Lanes)
            {
                (Vector512.Load(scores + j) * scale).Store(scores + j);
            }

            int row = first + r;
            ReadOnlySpan<byte> buckets = columns.BucketsOf(row);
            for (int j = 0; j < buckets.Length; j++)
            {
                scores[j] += position[columns.Distance(row, j, sizes.DistanceCount)]
                    + (columns.IsContext(j) ? 0f : time[buckets[j]]);
            }

            for (int j = columns.OwnStarts[row]; j <= columns.ColumnOf(row); j++)
            {
                scores[j] += position[columns.Distance(row, j, sizes.DistanceCount)];
            }
        }
    }

    private static void BackwardTile(
        float* z, AttentionColumns columns, float* outputGradient, RankingSizes sizes, int head, int first, int rows,
        int reach, AttentionMemory memory, float* zGradient)
    {
        AttentionMemory.CopyRows(
            outputGradient + ((long)first * sizes.OutputWidth) + (head * sizes.ValueWidth), sizes.OutputWidth, rows,
            sizes.ValueWidth, memory.OutputTile, memory.ValuePadded);
        AttentionMemory.CopyRows(
            z + ((long)first * sizes.RowWidth) + sizes.QueryStart + (head * sizes.KeyWidth), sizes.RowWidth, rows,
            sizes.KeyWidth, memory.QueryTile, memory.KeyPadded);

        // dA = dO Vᵀ, then dS = dA SiLU'(S) / N.
        int width = BlockProduct.Padded(reach);
        AttentionMemory.Clear(memory.ScoreGradients, rows * memory.ColumnsPadded);
        BlockProduct.Add(
            memory.OutputTile, memory.ValuePadded, 1, memory.ValuesAcross, memory.ColumnsPadded, rows, width,
            sizes.ValueWidth, memory.ScoreGradients, memory.ColumnsPadded);
        var normaliser = Vector512.Create((float)sizes.Normaliser);
        for (int r = 0; r < rows; r++)
        {
            float* scores = memory.Scores + (r * memory.ColumnsPadded);
            float* weights = memory.Weights + (r * memory.ColumnsPadded);
            float* gradients = memory.ScoreGradients + (r * memory.ColumnsPadded);
            for (int j = 0; j < width; j += Lanes)
            {
                Vector512<float> s = Vector512.Load(scores + j);
                Vector512<float> sigmoid = Sigmoid(s);
                (s * sigmoid / normaliser).Store(weights + j);
                Vector512<float> slope = sigmoid * (Vector512<float>.One + (s * (Vector512<float>.One - sigmoid)));
                (Vector512.Load(gradients + j) * slope / normaliser).Store(gradients + j);
            }

            Hide(weights, columns, first + r, width);
            Hide(gradients, columns, first + r, width);
        }
    }

    // dQ = dS K / √Dq, dK += dSᵀ Q / √Dq, dV += Aᵀ dO.
    private static void ScaleAndSpread(
        RankingSizes sizes, int head, int first, int rows, int reach,
        AttentionMemory memory, float* zGradient)
    {
        var scale = Vector512.Create(sizes.Scale);
        for (int r = 0; r < rows; r++)
        {
            float* gradients = memory.ScoreGradients + (r * memory.ColumnsPadded);
            for (int j = 0; j < BlockProduct.Padded(reach); j += Lanes)
            {
                (Vector512.Load(gradients + j) * scale).Store(gradients + j);
            }
        }

        AttentionMemory.Clear(memory.QueryGradients, TileRows * memory.KeyPadded);
        BlockProduct.Add(
            memory.ScoreGradients, memory.ColumnsPadded, 1, memory.Keys, memory.KeyPadded, rows, memory.KeyPadded,
            reach, memory.QueryGradients, memory.KeyPadded);
        AttentionMemory.CopyRows(
            memory.QueryGradients, memory.KeyPadded, rows, sizes.KeyWidth,
            zGradient + ((long)first * sizes.RowWidth) + sizes.QueryStart + (head * sizes.KeyWidth), sizes.RowWidth);
        BlockProduct.Add(
            memory.ScoreGradients, 1, memory.ColumnsPadded, memory.QueryTile, memory.KeyPadded, reach,
            memory.KeyPadded, rows, memory.KeyGradients, memory.KeyPadded);
        BlockProduct.Add(
            memory.Weights, 1, memory.ColumnsPadded, memory.OutputTile, memory.ValuePadded, reach,
            memory.ValuePadded, rows, memory.ValueGradients, memory.ValuePadded);
    }

    private static void AddBiasGradients(
        AttentionColumns columns, RankingSizes sizes, int first, int rows, AttentionMemory memory,
        float* positionGradient, float* timeGradient)
    {
        for (int r = 0; r < rows; r++)
        {
            int row = first + r;
            float* gradients = memory.ScoreGradients + (r * memory.ColumnsPadded);
            ReadOnlySpan<byte> buckets = columns.BucketsOf(row);
            for (int j = 0; j < buckets.Length; j++)
            {
                positionGradient[columns.Distance(row, j, sizes.DistanceCount)] += gradients[j];
                if (!columns.IsContext(j))
                {
                    timeGradient[buckets[j]] += gradients[j];
                }
            }

            for (int j = columns.OwnStarts[row]; j <= columns.ColumnOf(row); j++)
            {
                positionGradient[columns.Distance(row, j, sizes.DistanceCount)] += gradients[j];
            }
        }
    }

    // Zero where the row may not look.
    private static void Hide(float* values, AttentionColumns columns, int row, int width)
    {
        int visible = columns.Visible[row];
        int own = columns.OwnStarts[row];
        int end = columns.ColumnOf(row) + 1;
        new Span<float>(values + visible, own - visible).Clear();
        new Span<float>(values + end, width - end).Clear();
    }

    private static Vector512<float> Sigmoid(Vector512<float> x) =>
        Vector512<float>.One / (Vector512<float>.One + Vector512.Exp(-x));
}
