using Praxis.Numerics;
using Praxis.Torch;
using TorchSharp;

namespace Praxis.Recommend;

/// <summary>One HSTU layer, piece by piece: normalise and project, activate, attend (elsewhere), gate and
/// project.</summary>
/// <remarks>
/// arXiv 2402.17152, eq. (1) to (3), research variant: norms without scale and shift, SiLU on all of U, V, Q, K, no
/// projection bias. Whole passes and passes over new rows only are made of the same pieces.
/// </remarks>
internal sealed unsafe class HstuLayer
{
    private const double InitialDeviation = 0.02;

    internal HstuLayer(int index, int width, HstuSizes sizes, HstuBias bias, RandomStream random)
    {
        string name = $"layers.{index}.";
        Sizes = sizes;
        Width = width;
        Projection = new Parameter(
            name + "uvqk",
            [width, sizes.RowWidth],
            Initializer.Normal(random, (long)width * sizes.RowWidth, InitialDeviation));
        Output = new Parameter(
            name + "output",
            [sizes.OutputWidth, width],
            Initializer.Uniform(
                random, (long)sizes.OutputWidth * width, Initializer.XavierBound(sizes.OutputWidth, width)));
        OutputBias = new Parameter(
            name + "output_bias", [width], Initializer.Uniform(random, width, 1 / Math.Sqrt(sizes.OutputWidth)));
        PositionBias = bias.HasPosition() ? Bias(name + "position_bias", sizes.Normaliser, random) : null;
        TimeBias = bias.HasTime() ? Bias(name + "time_bias", TimeBuckets.Count, random) : null;
        Parameters = [.. new[] { Projection, Output, OutputBias, PositionBias, TimeBias }.OfType<Parameter>()];
        Settings = new AttentionSettings(sizes.HeadCount, sizes.KeyWidth, sizes.ValueWidth, 1f / sizes.Normaliser)
        {
            PositionCount = PositionBias is null ? 0 : sizes.Normaliser,
            HasTimeBias = TimeBias is not null,
        };
    }

    internal HstuSizes Sizes { get; }

    /// <summary>D.</summary>
    internal int Width { get; }

    /// <summary>W, [D, row width of Z].</summary>
    internal Parameter Projection { get; }

    /// <summary>W_o, [H Dv, D].</summary>
    internal Parameter Output { get; }

    /// <summary>b_o, [D].</summary>
    internal Parameter OutputBias { get; }

    /// <summary>p, [N]; null without position bias.</summary>
    internal Parameter? PositionBias { get; }

    /// <summary>w, [129]; null without time bias.</summary>
    internal Parameter? TimeBias { get; }

    internal Parameter[] Parameters { get; }

    private AttentionSettings Settings { get; }

    /// <summary>norm(x) of each row.</summary>
    /// <param name="x">[T, D].</param>
    /// <param name="inverse">Receives 1 / √(variance + ε) of each row, [T], or is empty.</param>
    /// <returns>[T, D].</returns>
    internal static torch.Tensor Norm(torch.Tensor x, Span<float> inverse)
    {
        torch.Tensor normed = torch.empty(x.Rows(), x.Columns());
        int width = x.Columns();
        long rows = x.Rows();
        float* source = x.Address();
        float* target = normed.Address();
        for (long row = 0; row < rows; row++)
        {
            float own = RowNorm.Apply(source + (row * width), width, target + (row * width));
            if (inverse.Length > 0)
            {
                inverse[(int)row] = own;
            }
        }

        return normed;
    }

    /// <summary>norm(x) W: eq. (1) before SiLU.</summary>
    /// <param name="x">[T, D].</param>
    /// <returns>[T, row width].</returns>
    internal torch.Tensor Project(torch.Tensor x)
    {
        using torch.Tensor normed = Norm(x, []);
        return normed.mm(Projection.Value);
    }

    /// <summary>Z of normalised rows: eq. (1).</summary>
    /// <param name="normed">norm(x), [T, D].</param>
    /// <returns>Z, [T, row width].</returns>
    internal torch.Tensor ProjectAndActivate(torch.Tensor normed) => ActivateInPlace(normed.mm(Projection.Value));

    /// <summary>SiLU of every element: eq. (1).</summary>
    /// <param name="projected">[T, row width].</param>
    /// <returns>Z, [T, row width].</returns>
    internal static torch.Tensor Activate(torch.Tensor projected)
    {
        torch.Tensor z = torch.empty(projected.Rows(), projected.Columns());
        Silu.Apply(projected.Address(), z.Address(), projected.numel());
        return z;
    }

    /// <summary>SiLU of every element, in place.</summary>
    /// <param name="projected">[T, row width]; receives Z.</param>
    /// <returns>The same tensor.</returns>
    internal static torch.Tensor ActivateInPlace(torch.Tensor projected)
    {
        Silu.Apply(projected.Address(), projected.Address(), projected.numel());
        return projected;
    }

    /// <summary>Attends from new rows of one user to kept keys and values and their own, which are added to
    /// these.</summary>
    /// <param name="z">Z of the new rows, [m, row width].</param>
    /// <param name="rows">The user's rows, old and new.</param>
    /// <param name="first">The first new row.</param>
    /// <param name="keys">Kept K; receives that of the new rows.</param>
    /// <param name="values">Kept V; receives that of the new rows.</param>
    /// <param name="workspaces">Buffers.</param>
    /// <returns>A V of the new rows, [m, H Dv].</returns>
    internal torch.Tensor Extend(
        torch.Tensor z, AttentionRows rows, int first, StridedRows keys, StridedRows values,
        AttentionWorkspaces workspaces)
    {
        int keyWidth = Sizes.HeadCount * Sizes.KeyWidth;
        int count = z.Rows();
        float* source = z.Address();
        for (int row = 0; row < count; row++)
        {
            float* own = source + ((long)row * Sizes.RowWidth);
            new ReadOnlySpan<float>(own + Sizes.KeyStart, keyWidth)
                .CopyTo(new Span<float>(keys.Row(first + row), keyWidth));
            new ReadOnlySpan<float>(own + Sizes.ValueStart, Sizes.OutputWidth)
                .CopyTo(new Span<float>(values.Row(first + row), Sizes.OutputWidth));
        }

        torch.Tensor attended = torch.empty(z.Rows(), Sizes.OutputWidth);
        AttentionTensors inputs = Tensors(z, PositionAddress, TimeAddress) with { Keys = keys, Values = values };
        AttentionWorkspace workspace = workspaces.Rent();
        PointwiseAttention.Extend(
            rows, first, Settings, inputs, new StridedRows(attended.Address(), Sizes.OutputWidth), workspace);
        workspaces.Return(workspace);
        return attended;
    }

    /// <summary>A V of all rows: eq. (2).</summary>
    /// <param name="z">Z, [T, row width].</param>
    /// <param name="rows">The batch.</param>
    /// <param name="workspaces">Buffers.</param>
    /// <returns>[T, H Dv].</returns>
    internal torch.Tensor Attend(torch.Tensor z, AttentionRows rows, AttentionWorkspaces workspaces)
    {
        torch.Tensor attended = torch.empty(z.Rows(), Sizes.OutputWidth);
        AttentionWorkspace workspace = workspaces.Rent();
        PointwiseAttention.Forward(
            rows, Settings, Tensors(z, PositionAddress, TimeAddress),
            new StridedRows(attended.Address(), Sizes.OutputWidth), workspace);
        workspaces.Return(workspace);
        return attended;
    }

    /// <summary>Takes a gradient back through <see cref="Attend"/>.</summary>
    /// <param name="z">Z, [T, row width]; its columns of V, Q and K receive their gradients.</param>
    /// <param name="rows">The batch.</param>
    /// <param name="gradient">Gradient of A V, [T, H Dv].</param>
    /// <param name="workspaces">Buffers.</param>
    /// <returns>Gradients of the biases that there are, p before w.</returns>
    internal List<torch.Tensor> AttendBackward(
        torch.Tensor z, AttentionRows rows, torch.Tensor gradient, AttentionWorkspaces workspaces)
    {
        torch.Tensor? position = PositionBias is null ? null : torch.zeros(PositionBias.Shape);
        torch.Tensor? time = TimeBias is null ? null : torch.zeros(TimeBias.Shape);
        AttentionWorkspace workspace = workspaces.Rent();
        PointwiseAttention.Backward(
            rows, Settings, Tensors(z, PositionAddress, TimeAddress),
            new StridedRows(gradient.Address(), Sizes.OutputWidth),
            Tensors(z, position is null ? null : position.Address(), time is null ? null : time.Address()),
            workspace);
        workspaces.Return(workspace);
        return [.. new[] { position, time }.OfType<torch.Tensor>()];
    }

    /// <summary>U ⊙ norm(A V) of each row, with dropout: the left part of eq. (3).</summary>
    /// <param name="z">Z, [T, row width]; its first columns are U.</param>
    /// <param name="attended">A V, [T, H Dv].</param>
    /// <param name="dropout">Dropout in training; null at prediction.</param>
    /// <returns>[T, H Dv].</returns>
    internal torch.Tensor Gate(torch.Tensor z, torch.Tensor attended, LayerDropout? dropout)
    {
        int width = Sizes.OutputWidth;
        torch.Tensor gated = torch.empty(attended.Rows(), width);
        float* u = z.Address();
        float* source = attended.Address();
        float* target = gated.Address();
        int rows = attended.Rows();
        for (int row = 0; row < rows; row++)
        {
            float* own = target + ((long)row * width);
            RowNorm.Apply(source + ((long)row * width), width, own);
            VectorKernels.Multiply(own, u + ((long)row * Sizes.RowWidth), width);
            dropout?.Apply(row, new Span<float>(own, width));
        }

        return gated;
    }

    /// <summary>x + gated W_o + b_o: eq. (3) and the residual.</summary>
    /// <param name="x">[T, D].</param>
    /// <param name="gated">[T, H Dv].</param>
    /// <returns>[T, D].</returns>
    internal torch.Tensor Finish(torch.Tensor x, torch.Tensor gated)
    {
        torch.Tensor result = gated.mm(Output.Value);
        float* target = result.Address();
        float* source = x.Address();
        float* bias = OutputBias.Address;
        long rows = x.Rows();
        for (long row = 0; row < rows; row++)
        {
            VectorKernels.AddScaled(target + (row * Width), source + (row * Width), 1f, Width);
            VectorKernels.AddScaled(target + (row * Width), bias, 1f, Width);
        }

        return result;
    }

    /// <summary>Takes a gradient back through <see cref="Gate"/>.</summary>
    /// <param name="z">Z, [T, row width]; its columns of U receive their gradient.</param>
    /// <param name="attended">A V, [T, H Dv].</param>
    /// <param name="dropout">As in the forward pass.</param>
    /// <param name="gatedGradient">Gradient of the result, [T, H Dv]; overwritten.</param>
    /// <returns>The result of the forward pass, and the gradient of A V; both [T, H Dv].</returns>
    internal (torch.Tensor Gated, torch.Tensor AttendedGradient) GateBackward(
        torch.Tensor z, torch.Tensor attended, LayerDropout? dropout, torch.Tensor gatedGradient)
    {
        int width = Sizes.OutputWidth;
        int rows = attended.Rows();
        torch.Tensor gated = torch.empty(rows, width);
        torch.Tensor attendedGradient = torch.zeros(rows, width);
        var buffer = new float[width];
        float* u = z.Address();
        float* source = attended.Address();
        float* own = gatedGradient.Address();
        float* target = attendedGradient.Address();
        float* result = gated.Address();
        fixed (float* normed = buffer)
        {
            for (int row = 0; row < rows; row++)
            {
                long start = (long)row * width;
                long zStart = (long)row * Sizes.RowWidth;
                float inverse = RowNorm.Apply(source + start, width, normed);
                new ReadOnlySpan<float>(normed, width).CopyTo(new Span<float>(result + start, width));
                VectorKernels.Multiply(result + start, u + zStart, width);
                dropout?.Apply(row, new Span<float>(result + start, width));
                dropout?.Apply(row, new Span<float>(own + start, width));
                VectorKernels.MultiplyBoth(own + start, u + zStart, normed, width);
                RowNorm.AddThrough(normed, inverse, own + start, width, target + start);
            }
        }

        return (gated, attendedGradient);
    }

    /// <summary>Takes a gradient back through SiLU, in place.</summary>
    /// <param name="projected">Input of SiLU, [T, row width].</param>
    /// <param name="zGradient">Gradient of Z, [T, row width]; receives that of the projection.</param>
    internal static void ActivateBackward(torch.Tensor projected, torch.Tensor zGradient) =>
        Silu.ApplySlope(projected.Address(), zGradient.Address(), projected.numel());

    /// <summary>The same, where the projection was not kept: it is made again a few rows at a time.</summary>
    /// <param name="normed">norm(x), [T, D].</param>
    /// <param name="zGradient">Gradient of Z, [T, row width]; receives that of the projection.</param>
    internal void ActivateBackwardAgain(torch.Tensor normed, torch.Tensor zGradient)
    {
        const int rowsAtOnce = 1024;
        int rows = normed.Rows();
        float* gradient = zGradient.Address();
        for (int first = 0; first < rows; first += rowsAtOnce)
        {
            using torch.Tensor part = normed.narrow(0, first, Math.Min(rowsAtOnce, rows - first));
            using torch.Tensor projected = part.mm(Projection.Value);
            Silu.ApplySlope(projected.Address(), gradient + ((long)first * Sizes.RowWidth), projected.numel());
        }
    }

    /// <summary>Takes a gradient back through the projection norm(x) W.</summary>
    /// <param name="normed">norm(x), [T, D].</param>
    /// <param name="gradient">Gradient of the projection, [T, row width].</param>
    /// <returns>Gradients of W and of norm(x).</returns>
    internal (torch.Tensor Weight, torch.Tensor Normed) ProjectBackward(torch.Tensor normed, torch.Tensor gradient)
    {
        using torch.Tensor rowsAcross = normed.t();
        using torch.Tensor weightAcross = Projection.Value.t();
        return (rowsAcross.mm(gradient), gradient.mm(weightAcross));
    }

    /// <summary>Sum over the rows: the gradient of a bias.</summary>
    /// <param name="gradient">[T, D].</param>
    /// <returns>[D].</returns>
    internal static torch.Tensor SumRows(torch.Tensor gradient)
    {
        int width = gradient.Columns();
        torch.Tensor sum = torch.zeros(width);
        float* source = gradient.Address();
        float* target = sum.Address();
        long rows = gradient.Rows();
        for (long row = 0; row < rows; row++)
        {
            VectorKernels.AddScaled(target, source + (row * width), 1f, width);
        }

        return sum;
    }

    /// <summary>Gradient of a layer's input: through the norm, and past the layer.</summary>
    /// <param name="normed">norm(x), [T, D].</param>
    /// <param name="inverse">1 / √(variance + ε) of each row, [T].</param>
    /// <param name="normedGradient">Gradient of norm(x), [T, D].</param>
    /// <param name="gradient">Gradient of the layer's result, [T, D].</param>
    /// <returns>[T, D].</returns>
    internal static torch.Tensor NormBackward(
        torch.Tensor normed, ReadOnlySpan<float> inverse, torch.Tensor normedGradient, torch.Tensor gradient)
    {
        torch.Tensor result = gradient.clone();
        int width = gradient.Columns();
        float* rows = normed.Address();
        float* source = normedGradient.Address();
        float* target = result.Address();
        for (int row = 0; row < inverse.Length; row++)
        {
            long start = (long)row * width;
            RowNorm.AddThrough(rows + start, inverse[row], source + start, width, target + start);
        }

        return result;
    }

    private float* PositionAddress => PositionBias is null ? null : PositionBias.Address;

    private float* TimeAddress => TimeBias is null ? null : TimeBias.Address;

    private static Parameter Bias(string name, int count, RandomStream random) =>
        new(name, [count], Initializer.Normal(random, count, InitialDeviation));

    // Q, K and V are columns of Z, and their gradients columns of Z's.
    private AttentionTensors Tensors(torch.Tensor z, float* position, float* time) => new(
        new StridedRows(z.Address() + Sizes.QueryStart, Sizes.RowWidth),
        new StridedRows(z.Address() + Sizes.KeyStart, Sizes.RowWidth),
        new StridedRows(z.Address() + Sizes.ValueStart, Sizes.RowWidth),
        position,
        time);
}
