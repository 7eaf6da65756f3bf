using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Praxis.Recommend;

// T tokens, B users, H heads, N the constant normaliser, Dq and Dv widths of a head.
// A row of Z holds [ U: H Dv | V: H Dv | Q: H Dq | K: H Dq ].

/// <summary>Sizes of an HSTU layer.</summary>
/// <param name="HeadCount">H.</param>
/// <param name="KeyWidth">Dq, width of queries and keys of a head.</param>
/// <param name="ValueWidth">Dv, width of values of a head.</param>
/// <param name="Normaliser">N: the constant that divides the weights, and the number of relative positions.</param>
internal readonly record struct HstuSizes(int HeadCount, int KeyWidth, int ValueWidth, int Normaliser)
{
    internal int ValueStart => HeadCount * ValueWidth;

    internal int QueryStart => 2 * HeadCount * ValueWidth;

    internal int KeyStart => QueryStart + (HeadCount * KeyWidth);

    internal int RowWidth => KeyStart + (HeadCount * KeyWidth);

    internal int OutputWidth => HeadCount * ValueWidth;
}

/// <summary>Pointwise attention of HSTU on jagged batches: A = SiLU(Q Kᵀ + bias) / N under the causal mask, then A V.</summary>
/// <remarks>
/// arXiv 2402.17152, eq. (2), research variant: no 1/sqrt(Dq), the mask after SiLU, N a constant. Works user by user on
/// tiles of rows, so the memory is a tile, never a T x T matrix.
/// </remarks>
internal static unsafe class HstuAttention
{
    private const int TileRows = 16;
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
        using var memory = new Workspace(offsets, sizes, isBackward: false);
        int triangle = 0;
        for (int user = 0; user + 1 < offsets.Length; user++)
        {
            int n = offsets[user + 1] - offsets[user];
            var sequence = new Sequence(z + ((long)offsets[user] * sizes.RowWidth), n, sizes, memory);
            for (int head = 0; head < sizes.HeadCount; head++)
            {
                sequence.PackKeysAcross(head);
                sequence.PackValues(head);
                for (int first = 0; first < n; first += TileRows)
                {
                    sequence.ScoreTile(head, first, buckets, triangle, position, time);
                    int rows = Math.Min(TileRows, n - first);
                    SiluTile(memory, first, rows, 1f / sizes.Normaliser);
                    Workspace.Clear(memory.OutputTile, TileRows * memory.ValuePadded);
                    BlockProduct.Add(
                        memory.Weights, memory.LengthPadded, 1, memory.Values, memory.ValuePadded,
                        rows, memory.ValuePadded, first + rows, memory.OutputTile, memory.ValuePadded);
                    float* target = output + ((long)(offsets[user] + first) * sizes.OutputWidth) + (head * sizes.ValueWidth);
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
        using var memory = new Workspace(offsets, sizes, isBackward: true);
        int triangle = 0;
        for (int user = 0; user + 1 < offsets.Length; user++)
        {
            int n = offsets[user + 1] - offsets[user];
            var sequence = new Sequence(z + ((long)offsets[user] * sizes.RowWidth), n, sizes, memory);
            for (int head = 0; head < sizes.HeadCount; head++)
            {
                sequence.PackKeysAcross(head);
                sequence.PackKeys(head);
                sequence.PackValuesAcross(head);
                Workspace.Clear(memory.KeyGradients, n * memory.KeyPadded);
                Workspace.Clear(memory.ValueGradients, n * memory.ValuePadded);
                for (int first = 0; first < n; first += TileRows)
                {
                    int rows = Math.Min(TileRows, n - first);
                    sequence.ScoreTile(head, first, buckets, triangle, position, time);
                    float* gradient = outputGradient + ((long)(offsets[user] + first) * sizes.OutputWidth)
                        + (head * sizes.ValueWidth);
                    sequence.BackwardTile(head, first, rows, gradient, zGradient + ((long)offsets[user] * sizes.RowWidth));
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
    private static void SiluTile(Workspace memory, int first, int rows, float scale)
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

    private static Vector512<float> Sigmoid(Vector512<float> x) =>
        Vector512<float>.One / (Vector512<float>.One + Vector512.Exp(-x));

    private static Vector512<float> Masked(Vector512<float> values, int row, int firstColumn)
    {
        if (firstColumn + Lanes <= row + 1)
        {
            return values;
        }

        Vector512<int> columns = Vector512.CreateSequence(firstColumn, 1);
        Vector512<int> isKept = Vector512.LessThanOrEqual(columns, Vector512.Create(row));
        return Vector512.ConditionalSelect(isKept.AsSingle(), values, Vector512<float>.Zero);
    }

    private static void CopyRows(float* source, int sourceRow, int rows, int width, float* target, int targetRow)
    {
        for (int row = 0; row < rows; row++)
        {
            new ReadOnlySpan<float>(source + ((long)row * sourceRow), width)
                .CopyTo(new Span<float>(target + ((long)row * targetRow), width));
        }
    }

    private readonly struct Sequence(float* z, int n, HstuSizes sizes, Workspace memory)
    {
        // Keys as columns: [Dq, n], so that a row of scores is a sum of scaled rows.
        internal void PackKeysAcross(int head) =>
            PackAcross(z + sizes.KeyStart + (head * sizes.KeyWidth), sizes.KeyWidth, memory.KeysAcross);

        internal void PackValuesAcross(int head) =>
            PackAcross(z + sizes.ValueStart + (head * sizes.ValueWidth), sizes.ValueWidth, memory.ValuesAcross);

        internal void PackKeys(int head) =>
            CopyRows(z + sizes.KeyStart + (head * sizes.KeyWidth), sizes.RowWidth, n, sizes.KeyWidth, memory.Keys, memory.KeyPadded);

        internal void PackValues(int head) =>
            CopyRows(
                z + sizes.ValueStart + (head * sizes.ValueWidth), sizes.RowWidth, n, sizes.ValueWidth,
                memory.Values, memory.ValuePadded);

        // Scores = Q Kᵀ + position bias + time bias, for the tile's rows and all columns up to its last row.
        internal void ScoreTile(int head, int first, byte[] buckets, int triangle, float* position, float* time)
        {
            int rows = Math.Min(TileRows, n - first);
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
            CopyRows(outputGradient, sizes.OutputWidth, rows, sizes.ValueWidth, memory.OutputTile, memory.ValuePadded);
            float* queries = z + ((long)first * sizes.RowWidth) + sizes.QueryStart + (head * sizes.KeyWidth);
            CopyRows(queries, sizes.RowWidth, rows, sizes.KeyWidth, memory.QueryTile, memory.KeyPadded);

            // dA = dO Vᵀ, then dS = dA SiLU'(S) / N.
            Workspace.Clear(memory.ScoreGradients, rows * memory.LengthPadded);
            BlockProduct.Add(
                memory.OutputTile, memory.ValuePadded, 1, memory.ValuesAcross, memory.LengthPadded,
                rows, width, sizes.ValueWidth, memory.ScoreGradients, memory.LengthPadded);
            SiluGradientTile(first, rows, width);

            Workspace.Clear(memory.QueryGradients, TileRows * memory.KeyPadded);
            BlockProduct.Add(
                memory.ScoreGradients, memory.LengthPadded, 1, memory.Keys, memory.KeyPadded,
                rows, memory.KeyPadded, reach, memory.QueryGradients, memory.KeyPadded);
            CopyRows(
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
                for (int j = 0; j < width; j += Lanes)
                {
                    Vector512<float> s = Vector512.Load(scores + j);
                    Vector512<float> sigmoid = Sigmoid(s);
                    Masked(s * sigmoid * scale, first + r, j).Store(weights + j);
                    Vector512<float> slope = sigmoid * (Vector512<float>.One + (s * (Vector512<float>.One - sigmoid))) * scale;
                    Masked(Vector512.Load(gradients + j) * slope, first + r, j).Store(gradients + j);
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

    // Buffers for the longest user of a batch, in one piece of memory.
    private sealed class Workspace : IDisposable
    {
        private readonly float* _memory;

        internal Workspace(int[] offsets, HstuSizes sizes, bool isBackward)
        {
            int longest = 1;
            for (int user = 0; user + 1 < offsets.Length; user++)
            {
                longest = Math.Max(longest, offsets[user + 1] - offsets[user]);
            }

            LengthPadded = BlockProduct.Padded(longest);
            KeyPadded = BlockProduct.Padded(sizes.KeyWidth);
            ValuePadded = BlockProduct.Padded(sizes.ValueWidth);
            int tile = TileRows * LengthPadded;
            int keys = LengthPadded * KeyPadded;
            int values = LengthPadded * ValuePadded;
            int[] lengths =
            [
                tile, tile, TileRows * ValuePadded, keys, values,
                .. isBackward ? new[] { tile, keys, values, TileRows * KeyPadded, TileRows * KeyPadded, keys, values } : [],
            ];
            long total = 0;
            foreach (int length in lengths)
            {
                total += length;
            }

            _memory = (float*)NativeMemory.AlignedAlloc((nuint)(total * sizeof(float)), 64);
            new Span<float>(_memory, checked((int)total)).Clear();
            var starts = new float*[lengths.Length];
            float* next = _memory;
            for (int i = 0; i < lengths.Length; i++)
            {
                starts[i] = next;
                next += lengths[i];
            }

            Scores = starts[0];
            Weights = starts[1];
            OutputTile = starts[2];
            KeysAcross = starts[3];
            Values = starts[4];
            if (isBackward)
            {
                ScoreGradients = starts[5];
                Keys = starts[6];
                ValuesAcross = starts[7];
                QueryTile = starts[8];
                QueryGradients = starts[9];
                KeyGradients = starts[10];
                ValueGradients = starts[11];
            }
        }

        internal int LengthPadded { get; }

        internal int KeyPadded { get; }

        internal int ValuePadded { get; }

        internal float* Scores { get; }

        internal float* Weights { get; }

        internal float* OutputTile { get; }

        internal float* KeysAcross { get; }

        internal float* Values { get; }

        internal float* ScoreGradients { get; }

        internal float* Keys { get; }

        internal float* ValuesAcross { get; }

        internal float* QueryTile { get; }

        internal float* QueryGradients { get; }

        internal float* KeyGradients { get; }

        internal float* ValueGradients { get; }

        internal static void Clear(float* start, int length) => new Span<float>(start, length).Clear();

        public void Dispose() => NativeMemory.AlignedFree(_memory);
    }
}
