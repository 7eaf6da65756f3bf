using System.Runtime.Intrinsics;

namespace Praxis.Recommend;

// T tokens, B users, H heads, N the constant normaliser, Dq and Dv widths of a head.
// A row of Z holds [ U: H Dv | V: H Dv | Q: H Dq | K: H Dq ].

/// <summary>Pointwise attention of HSTU on jagged batches: A = SiLU(Q Kᵀ + bias) / N under the causal mask, then
/// A V.</summary>
/// <remarks>
/// arXiv 2402.17152, eq. (2), research variant: no 1/sqrt(Dq), the mask after SiLU, N a constant. Works user by user on
/// tiles of rows, so the memory is a tile, never a T x T matrix.
/// </remarks>
internal static unsafe class HstuAttention
{
    internal const int TileRows = 16;
    private const int Lanes = BlockProduct.Lanes;

    /// <summary>Computes A V for every user and head.</summary>
    /// <param name="z">[T, row width].</param>
    /// <param name="offsets">First token of each user, [B + 1].</param>
    /// <param name="buckets">Lower triangles of time buckets, user by user.</param>
    /// <param name="position">Position bias p, [N]; pair (i, j) takes p[N - 1 + j - i].</param>
    /// <param name="time">Time bias w, [129].</param>
    /// <param name="sizes">Sizes.</param>
    /// <param name="output">Receives [T, H Dv].</param>
    internal static void Forward(
        float* z, int[] offsets, byte[] buckets, float* position, float* time, HstuSizes sizes, float* output)
    {
        using var memory = new HstuWorkspace(offsets, sizes, isBackward: false);
        int triangle = 0;
        for (int user = 0; user + 1 < offsets.Length; user++)
        {
            int n = offsets[user + 1] - offsets[user];
            var sequence = new HstuSequence(z + ((long)offsets[user] * sizes.RowWidth), n, sizes, memory);
            for (int head = 0; head < sizes.HeadCount; head++)
            {
                sequence.PackKeysAcross(head);
                sequence.PackValues(head);
                for (int first = 0; first < n; first += TileRows)
                {
                    sequence.ScoreTile(head, first, buckets, triangle, position, time);
                    int rows = Math.Min(TileRows, n - first);
                    SiluTile(memory, first, rows, 1f / sizes.Normaliser);
                    HstuWorkspace.Clear(memory.OutputTile, TileRows * memory.ValuePadded);
                    BlockProduct.Add(
                        memory.Weights, memory.LengthPadded, 1, memory.Values, memory.ValuePadded,
                        rows, memory.ValuePadded, first + rows, memory.OutputTile, memory.ValuePadded);
                    float* target =
                        output + ((long)(offsets[user] + first) * sizes.OutputWidth) + (head * sizes.ValueWidth);
                    CopyRows(memory.OutputTile, memory.ValuePadded, rows, sizes.ValueWidth, target, sizes.OutputWidth);
                }
            }

            triangle += n * (n + 1) / 2;
        }
    }

    /// <summary>Gradients of V, Q, K and of both biases; weights are computed again rather than kept.</summary>
    /// <param name="z">[T, row width], as in the forward pass.</param>
    /// <param name="offsets">First token of each user, [B + 1].</param>
    /// <param name="buckets">Lower triangles of time buckets, user by user.</param>
    /// <param name="position">Position bias, [N].</param>
    /// <param name="time">Time bias, [129].</param>
    /// <param name="outputGradient">[T, H Dv].</param>
    /// <param name="sizes">Sizes.</param>
    /// <param name="zGradient">Receives [T, row width]; the columns of U are left as they are.</param>
    /// <param name="positionGradient">Added to, [N].</param>
    /// <param name="timeGradient">Added to, [129].</param>
    internal static void Backward(
        float* z, int[] offsets, byte[] buckets, float* position, float* time, float* outputGradient, HstuSizes sizes,
        float* zGradient, float* positionGradient, float* timeGradient)
    {
        using var memory = new HstuWorkspace(offsets, sizes, isBackward: true);
        int triangle = 0;
        for (int user = 0; user + 1 < offsets.Length; user++)
        {
            int n = offsets[user + 1] - offsets[user];
            var sequence = new HstuSequence(z + ((long)offsets[user] * sizes.RowWidth), n, sizes, memory);
            for (int head = 0; head < sizes.HeadCount; head++)
            {
                sequence.PackKeysAcross(head);
                sequence.PackKeys(head);
                sequence.PackValuesAcross(head);
                HstuWorkspace.Clear(memory.KeyGradients, n * memory.KeyPadded);
                HstuWorkspace.Clear(memory.ValueGradients, n * memory.ValuePadded);
                for (int first = 0; first < n; first += TileRows)
                {
                    int rows = Math.Min(TileRows, n - first);
                    sequence.ScoreTile(head, first, buckets, triangle, position, time);
                    float* gradient = outputGradient + ((long)(offsets[user] + first) * sizes.OutputWidth)
                        + (head * sizes.ValueWidth);
                    sequence.BackwardTile(
                        head, first, rows, gradient, zGradient + ((long)offsets[user] * sizes.RowWidth));
                    sequence.AddBiasGradients(first, rows, buckets, triangle, positionGradient, timeGradient);
                }

                float* target = zGradient + ((long)offsets[user] * sizes.RowWidth);
                CopyRows(
                    memory.KeyGradients, memory.KeyPadded, n, sizes.KeyWidth,
                    target + sizes.KeyStart + (head * sizes.KeyWidth), sizes.RowWidth);
                CopyRows(
                    memory.ValueGradients, memory.ValuePadded, n, sizes.ValueWidth,
                    target + sizes.ValueStart + (head * sizes.ValueWidth), sizes.RowWidth);
            }

            triangle += n * (n + 1) / 2;
        }
    }

    // Weights = SiLU(scores) / N below the diagonal, 0 above it.
    private static void SiluTile(HstuWorkspace memory, int first, int rows, float scale)
    {
        int width = BlockProduct.Padded(first + rows);
        for (int r = 0; r < rows; r++)
        {
            float* scores = memory.Scores + (r * memory.LengthPadded);
            float* weights = memory.Weights + (r * memory.LengthPadded);
            for (int j = 0; j < width; j += Lanes)
            {
                Vector512<float> s = Vector512.Load(scores + j);
                Masked(s * Sigmoid(s) * scale, first + r, j).Store(weights + j);
            }
        }
    }

    internal static Vector512<float> Sigmoid(Vector512<float> x) =>
        Vector512<float>.One / (Vector512<float>.One + Vector512.Exp(-x));

    internal static Vector512<float> Masked(Vector512<float> values, int row, int firstColumn)
    {
        if (firstColumn + Lanes <= row + 1)
        {
            return values;
        }

        Vector512<int> columns = Vector512.CreateSequence(firstColumn, 1);
        Vector512<int> isKept = Vector512.LessThanOrEqual(columns, Vector512.Create(row));
        return Vector512.ConditionalSelect(isKept.AsSingle(), values, Vector512<float>.Zero);
    }

    internal static void CopyRows(float* source, int sourceRow, int rows, int width, float* target, int targetRow)
    {
        for (int row = 0; row < rows; row++)
        {
            new ReadOnlySpan<float>(source + ((long)row * sourceRow), width)
                .CopyTo(new Span<float>(target + ((long)row * targetRow), width));
        }
    }
}
