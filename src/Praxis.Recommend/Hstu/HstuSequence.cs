using System.Runtime.Intrinsics;

namespace Praxis.Recommend;

/// <summary>One user's rows of Z, and what the attention kernel does with them tile by tile.</summary>
/// <param name="z">The user's first row of Z.</param>
/// <param name="n">Number of rows.</param>
/// <param name="sizes">Sizes.</param>
/// <param name="memory">Buffers.</param>
internal readonly unsafe struct HstuSequence(float* z, int n, HstuSizes sizes, HstuWorkspace memory)
{
    // Keys as columns: [Dq, n], so that a row of scores is a sum of scaled rows.
    internal void PackKeysAcross(int head) =>
        PackAcross(z + sizes.KeyStart + (head * sizes.KeyWidth), sizes.KeyWidth, memory.KeysAcross);

    internal void PackValuesAcross(int head) =>
        PackAcross(z + sizes.ValueStart + (head * sizes.ValueWidth), sizes.ValueWidth, memory.ValuesAcross);

    internal void PackKeys(int head) =>
        HstuAttention.CopyRows(
            z + sizes.KeyStart + (head * sizes.KeyWidth), sizes.RowWidth, n, sizes.KeyWidth, memory.Keys,
            memory.KeyPadded);

    internal void PackValues(int head) =>
        HstuAttention.CopyRows(
            z + sizes.ValueStart + (head * sizes.ValueWidth), sizes.RowWidth, n, sizes.ValueWidth,
            memory.Values, memory.ValuePadded);

    // Scores = Q Kᵀ + position bias + time bias, for the tile's rows and all columns up to its last row.
    internal void ScoreTile(int head, int first, byte[] buckets, int triangle, float* position, float* time)
    {
        int rows = Math.Min(HstuAttention.TileRows, n - first);
        int width = BlockProduct.Padded(first + rows);
        for (int r = 0; r < rows; r++)
        {
            int i = first + r;
            float* scores = memory.Scores + (r * memory.LengthPadded);
            float* positions = position + (sizes.Normaliser - 1 - i);
            fixed (byte* bucket = &buckets[triangle + (i * (i + 1) / 2)])
            {
                for (int j = 0; j <= i; j++)
                {
                    scores[j] = positions[j] + time[bucket[j]];
                }
            }

            for (int j = i + 1; j < width; j++)
            {
                scores[j] = 0f;
            }
        }

        BlockProduct.Add(
            z + ((long)first * sizes.RowWidth) + sizes.QueryStart + (head * sizes.KeyWidth), sizes.RowWidth, 1,
            memory.KeysAcross, memory.LengthPadded, rows, width, sizes.KeyWidth, memory.Scores, memory.LengthPadded);
    }

    internal void BackwardTile(int head, int first, int rows, float* outputGradient, float* zGradient)
    {
        int reach = first + rows;
        int width = BlockProduct.Padded(reach);
        HstuAttention.CopyRows(
            outputGradient, sizes.OutputWidth, rows, sizes.ValueWidth, memory.OutputTile, memory.ValuePadded);
        float* queries = z + ((long)first * sizes.RowWidth) + sizes.QueryStart + (head * sizes.KeyWidth);
        HstuAttention.CopyRows(queries, sizes.RowWidth, rows, sizes.KeyWidth, memory.QueryTile, memory.KeyPadded);

        // dA = dO Vᵀ, then dS = dA SiLU'(S) / N.
        HstuWorkspace.Clear(memory.ScoreGradients, rows * memory.LengthPadded);
        BlockProduct.Add(
            memory.OutputTile, memory.ValuePadded, 1, memory.ValuesAcross, memory.LengthPadded,
            rows, width, sizes.ValueWidth, memory.ScoreGradients, memory.LengthPadded);
        SiluGradientTile(first, rows, width);

        HstuWorkspace.Clear(memory.QueryGradients, HstuAttention.TileRows * memory.KeyPadded);
        BlockProduct.Add(
            memory.ScoreGradients, memory.LengthPadded, 1, memory.Keys, memory.KeyPadded,
            rows, memory.KeyPadded, reach, memory.QueryGradients, memory.KeyPadded);
        HstuAttention.CopyRows(
            memory.QueryGradients, memory.KeyPadded, rows, sizes.KeyWidth,
            zGradient + ((long)first * sizes.RowWidth) + sizes.QueryStart + (head * sizes.KeyWidth), sizes.RowWidth);
        BlockProduct.Add(
            memory.ScoreGradients, 1, memory.LengthPadded, memory.QueryTile, memory.KeyPadded,
            reach, memory.KeyPadded, rows, memory.KeyGradients, memory.KeyPadded);
        BlockProduct.Add(
            memory.Weights, 1, memory.LengthPadded, memory.OutputTile, memory.ValuePadded,
            reach, memory.ValuePadded, rows, memory.ValueGradients, memory.ValuePadded);
    }

    internal void AddBiasGradients(
        int first, int rows, byte[] buckets, int triangle, float* positionGradient, float* timeGradient)
    {
        for (int r = 0; r < rows; r++)
        {
            int i = first + r;
            float* gradients = memory.ScoreGradients + (r * memory.LengthPadded);
            float* positions = positionGradient + (sizes.Normaliser - 1 - i);
            fixed (byte* bucket = &buckets[triangle + (i * (i + 1) / 2)])
            {
                for (int j = 0; j <= i; j++)
                {
                    positions[j] += gradients[j];
                    timeGradient[bucket[j]] += gradients[j];
                }
            }
        }
    }

    private void SiluGradientTile(int first, int rows, int width)
    {
        float scale = 1f / sizes.Normaliser;
        for (int r = 0; r < rows; r++)
        {
            float* scores = memory.Scores + (r * memory.LengthPadded);
            float* weights = memory.Weights + (r * memory.LengthPadded);
            float* gradients = memory.ScoreGradients + (r * memory.LengthPadded);
            for (int j = 0; j < width; j += BlockProduct.Lanes)
            {
                Vector512<float> s = Vector512.Load(scores + j);
                Vector512<float> sigmoid = HstuAttention.Sigmoid(s);
                HstuAttention.Masked(s * sigmoid * scale, first + r, j).Store(weights + j);
                Vector512<float> slope =
                    sigmoid * (Vector512<float>.One + (s * (Vector512<float>.One - sigmoid))) * scale;
                HstuAttention.Masked(Vector512.Load(gradients + j) * slope, first + r, j).Store(gradients + j);
            }
        }
    }

    private void PackAcross(float* source, int width, float* target)
    {
        for (int c = 0; c < width; c++)
        {
            float* row = target + ((long)c * memory.LengthPadded);
            float* column = source + c;
            for (int j = 0; j < n; j++)
            {
                row[j] = column[(long)j * sizes.RowWidth];
            }

            // Columns behind the end meet masked weights only, but must be finite.
            new Span<float>(row + n, BlockProduct.Padded(n) - n).Clear();
        }
    }
}
