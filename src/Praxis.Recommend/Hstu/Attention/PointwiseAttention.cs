using System.Runtime.Intrinsics;

namespace Praxis.Recommend;

// T rows, B users, H heads, Dq and Dv widths of a head, P relative positions, n rows of a user, h rows of history.

/// <summary>Pointwise attention of HSTU on jagged batches: o_i = a Σ_j SiLU(s q_i·k_j + p[P - 1 + j - i]
/// + w[bucket(row time i - time j)]) v_j over the columns j that row i sees, head by head.</summary>
/// <remarks>
/// arXiv 2402.17152, eq. (2). Scores exist for a tile of rows and columns only, never for all pairs; the backward pass
/// computes them again. s is <see cref="AttentionSettings.ScoreScale"/>, a <see cref="AttentionSettings.WeightScale"/>.
/// Results do not depend on the thread count, nor on which rows are computed in one call.
/// </remarks>
internal static class PointwiseAttention
{
    /// <summary>Attention of all rows.</summary>
    /// <param name="rows">The batch.</param>
    /// <param name="settings">Sizes, scales, window and biases.</param>
    /// <param name="inputs">Q, K, V of T rows and the biases.</param>
    /// <param name="output">Receives T rows of [H Dv].</param>
    /// <param name="workspace">Buffers and the choice of instructions.</param>
    /// <param name="threadCount">Threads to share the tiles of a long user.</param>
    internal static void Forward(
        AttentionRows rows, in AttentionSettings settings, in AttentionTensors inputs, StridedRows output,
        AttentionWorkspace workspace, int threadCount = 1)
    {
        for (int user = 0; user < rows.UserCount; user++)
        {
            int start = rows.Offsets[user];
            ForwardUser(
                rows.User(user), 0, settings, inputs.From(start), output.From(start), workspace, threadCount);
        }
    }

    /// <summary>Attention of the last rows of one user against keys and values kept from before: new events, or
    /// candidates.</summary>
    /// <param name="rows">One user's n rows, old and new.</param>
    /// <param name="first">The first row to compute.</param>
    /// <param name="settings">Sizes, scales, window and biases.</param>
    /// <param name="inputs">Q of rows first..n - 1; K and V of rows 0..n - 1; the biases.</param>
    /// <param name="output">Receives rows first..n - 1.</param>
    /// <param name="workspace">Buffers and the choice of instructions.</param>
    /// <param name="threadCount">Threads to share the tiles of a long user.</param>
    internal static void Extend(
        AttentionRows rows, int first, in AttentionSettings settings, in AttentionTensors inputs, StridedRows output,
        AttentionWorkspace workspace, int threadCount = 1)
    {
        if (rows.UserCount != 1)
        {
            throw new ArgumentException($"Extend takes the rows of one user; got {rows.UserCount}");
        }

        ForwardUser(rows.User(0), first, settings, inputs, output, workspace, threadCount);
    }

    /// <summary>Gradients of Q, K, V and of both biases.</summary>
    /// <param name="rows">The batch.</param>
    /// <param name="settings">Sizes, scales, window and biases.</param>
    /// <param name="inputs">As in the forward pass.</param>
    /// <param name="outputGradient">Gradient of T rows of [H Dv].</param>
    /// <param name="gradients">Rows receive the gradients of Q, K and V, and may be the rows of the inputs; those of p
    /// and w are added to.</param>
    /// <param name="workspace">Buffers and the choice of instructions.</param>
    /// <param name="threadCount">Threads to share the tiles of a long user.</param>
    internal static void Backward(
        AttentionRows rows, in AttentionSettings settings, in AttentionTensors inputs, StridedRows outputGradient,
        in AttentionTensors gradients, AttentionWorkspace workspace, int threadCount = 1)
    {
        for (int user = 0; user < rows.UserCount; user++)
        {
            int start = rows.Offsets[user];
            BackwardUser(
                rows.User(user), settings, inputs.From(start), outputGradient.From(start), gradients.From(start),
                workspace, threadCount);
        }
    }

    private static void ForwardUser(
        AttentionUser user, int first, in AttentionSettings settings, in AttentionTensors inputs, StridedRows output,
        AttentionWorkspace workspace, int threadCount)
    {
        Check(user, settings);
        int group = GroupedHeads(user, settings, copies: 1);
        for (int head = 0; head < settings.HeadCount; head += group)
        {
            AttentionSettings own = settings with { HeadCount = Math.Min(group, settings.HeadCount - head) };
            AttentionTensors ownInputs = inputs.FromHead(head, settings);
            StridedRows ownOutput = output.From(0, head * settings.ValueWidth);
            switch (workspace.Level)
            {
                case SimdLevel.Avx512:
                    TiledForward<Lanes512, Vector512<float>>.Run(
                        user, first, own, ownInputs, ownOutput, workspace, threadCount);
                    break;
                case SimdLevel.Avx2:
                    TiledForward<Lanes256, Vector256<float>>.Run(
                        user, first, own, ownInputs, ownOutput, workspace, threadCount);
                    break;
                default:
                    ScalarAttention.Forward(user, first, own, ownInputs, ownOutput);
                    break;
            }
        }
    }

    private static void BackwardUser(
        AttentionUser user, in AttentionSettings settings, in AttentionTensors inputs, StridedRows outputGradient,
        in AttentionTensors gradients, AttentionWorkspace workspace, int threadCount)
    {
        Check(user, settings);

        // Keys lie there twice, values once, and the gradients of both.
        int group = GroupedHeads(user, settings, copies: 3);
        for (int head = 0; head < settings.HeadCount; head += group)
        {
            AttentionSettings own = settings with { HeadCount = Math.Min(group, settings.HeadCount - head) };
            AttentionTensors ownInputs = inputs.FromHead(head, settings);
            AttentionTensors ownGradients = gradients.FromHead(head, settings);
            StridedRows ownOutput = outputGradient.From(0, head * settings.ValueWidth);
            switch (workspace.Level)
            {
                case SimdLevel.Avx512:
                    TiledBackward<Lanes512, Vector512<float>>.Run(
                        user, own, ownInputs, ownOutput, ownGradients, workspace, threadCount);
                    break;
                case SimdLevel.Avx2:
                    TiledBackward<Lanes256, Vector256<float>>.Run(
                        user, own, ownInputs, ownOutput, ownGradients, workspace, threadCount);
                    break;
                default:
                    ScalarAttention.Backward(
                        user, own, Copy(user, own, ownInputs, workspace), ownOutput, ownGradients);
                    break;
            }
        }
    }

    // The plain loops read all rows until the end; the tiles have copies anyway.
    private static unsafe AttentionTensors Copy(
        AttentionUser user, in AttentionSettings settings, in AttentionTensors inputs, AttentionWorkspace workspace)
    {
        return inputs with
        {
            Queries = Rows(inputs.Queries, settings.KeyWidth, settings, workspace.KeysAcross),
            Keys = Rows(inputs.Keys, settings.KeyWidth, settings, workspace.Keys),
            Values = Rows(inputs.Values, settings.ValueWidth, settings, workspace.Values),
        };

        StridedRows Rows(StridedRows source, int headWidth, in AttentionSettings own, KernelBuffer buffer)
        {
            int width = own.HeadCount * headWidth;
            float* target = buffer.Ensure((long)user.Length * width);
            TilePacking.Rows(source, user.Length, width, 1f, target, width);
            return new StridedRows(target, width);
        }
    }

    // Heads are computed together as far as their keys and values stay in the far cache: a tile's time bias then serves
    // all of them. The number depends on the user's length alone.
    private static int GroupedHeads(AttentionUser user, in AttentionSettings settings, int copies)
    {
        const long cachedFloats = 1 << 20;
        long headFloats = (long)Math.Max(1, user.HistoryLength) * (settings.KeyWidth + settings.ValueWidth) * copies;
        return (int)Math.Clamp(cachedFloats / headFloats, 1, settings.HeadCount);
    }

    private static void Check(AttentionUser user, in AttentionSettings settings)
    {
        // A history row looks back to the user's first; a candidate's own place counts only when there is one.
        int farthest = user.Place(user.Length - 1);
        int distance = settings.Window == 0 ? farthest : Math.Min(farthest, settings.Window - 1);
        if (settings.PositionCount != 0 && distance >= settings.PositionCount)
        {
            throw new ArgumentException(
                $"{settings.PositionCount} relative positions are too few for a distance of {distance}");
        }

        if (settings.HasTimeBias && user.Rows.Times.Length != user.Rows.RowCount)
        {
            throw new ArgumentException("a time bias needs the times of all rows");
        }
    }
}
