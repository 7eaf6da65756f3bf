using TorchSharp;

namespace Praxis.Recommend;

/// <summary>Lets autograd pass through <see cref="PointwiseAttention"/>: inputs Z = [U|V|Q|K], position bias, time bias
/// and the call.</summary>
internal sealed class HstuAttentionFunction : torch.autograd.SingleTensorFunction<HstuAttentionFunction>
{
    private const string CallKey = "call";

    /// <inheritdoc/>
    public override string Name => nameof(HstuAttentionFunction);

    /// <summary>The jagged batch that the tensors belong to.</summary>
    /// <param name="Rows">Users and times.</param>
    /// <param name="Sizes">Sizes.</param>
    /// <param name="Workspaces">Buffers.</param>
    internal sealed record Call(AttentionRows Rows, HstuSizes Sizes, AttentionWorkspaces Workspaces)
    {
        /// <summary>The research variant: plain products, both biases, weights divided by N.</summary>
        internal AttentionSettings Settings =>
            new(Sizes.HeadCount, Sizes.KeyWidth, Sizes.ValueWidth, 1f / Sizes.Normaliser)
            {
                PositionCount = Sizes.Normaliser,
                HasTimeBias = true,
            };
    }

    /// <inheritdoc/>
    public override unsafe torch.Tensor forward(torch.autograd.AutogradContext ctx, params object[] vars)
    {
        var z = (torch.Tensor)vars[0];
        var position = (torch.Tensor)vars[1];
        var time = (torch.Tensor)vars[2];
        var call = (Call)vars[3];
        torch.Tensor output = torch.empty(z.shape[0], call.Sizes.OutputWidth);
        AttentionWorkspace workspace = call.Workspaces.Rent();
        fixed (byte* zBytes = z.bytes, positionBytes = position.bytes, timeBytes = time.bytes,
            outputBytes = output.bytes)
        {
            PointwiseAttention.Forward(
                call.Rows, call.Settings, Tensors(zBytes, positionBytes, timeBytes, call.Sizes),
                new StridedRows((float*)outputBytes, call.Sizes.OutputWidth), workspace);
        }

        call.Workspaces.Return(workspace);
        ctx.save_for_backward([z, position, time]);
        ctx.save_data(CallKey, call);
        return output;
    }

    /// <inheritdoc/>
    public override unsafe List<torch.Tensor> backward(torch.autograd.AutogradContext ctx, torch.Tensor grad_output)
    {
        List<torch.Tensor> saved = ctx.get_saved_variables();
        var call = (Call)ctx.get_data(CallKey);
        torch.Tensor gradient = grad_output.contiguous();

        // Nothing flows into U here: its columns stay zeros.
        torch.Tensor zGradient = torch.zeros_like(saved[0]);
        torch.Tensor positionGradient = torch.zeros_like(saved[1]);
        torch.Tensor timeGradient = torch.zeros_like(saved[2]);
        AttentionWorkspace workspace = call.Workspaces.Rent();
        fixed (byte* zBytes = saved[0].bytes, positionBytes = saved[1].bytes, timeBytes = saved[2].bytes,
            gradientBytes = gradient.bytes, zGradientBytes = zGradient.bytes,
            positionGradientBytes = positionGradient.bytes, timeGradientBytes = timeGradient.bytes)
        {
            PointwiseAttention.Backward(
                call.Rows, call.Settings, Tensors(zBytes, positionBytes, timeBytes, call.Sizes),
                new StridedRows((float*)gradientBytes, call.Sizes.OutputWidth),
                Tensors(zGradientBytes, positionGradientBytes, timeGradientBytes, call.Sizes), workspace);
        }

        call.Workspaces.Return(workspace);
        return [zGradient, positionGradient, timeGradient, null!];
    }

    private static unsafe AttentionTensors Tensors(byte* z, byte* position, byte* time, HstuSizes sizes)
    {
        float* row = (float*)z;
        return new AttentionTensors(
            new StridedRows(row + sizes.QueryStart, sizes.RowWidth),
            new StridedRows(row + sizes.KeyStart, sizes.RowWidth),
            new StridedRows(row + sizes.ValueStart, sizes.RowWidth), (float*)position, (float*)time);
    }
}
