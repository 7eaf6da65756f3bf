using Praxis.Torch;
using TorchSharp;

namespace Praxis.Recommend;

/// <summary>Lets autograd pass through <see cref="RankingAttention"/>: inputs Z, position bias, time bias and the
/// call.</summary>
internal sealed class RankingAttentionFunction : torch.autograd.SingleTensorFunction<RankingAttentionFunction>
{
    private const string CallKey = "call";

    /// <inheritdoc/>
    public override string Name => nameof(RankingAttentionFunction);

    /// <summary>What the tensors belong to.</summary>
    /// <param name="Histories">What each history's rows see.</param>
    /// <param name="Sizes">Sizes.</param>
    internal sealed record Call(AttentionColumns[] Histories, RankingSizes Sizes);

    /// <inheritdoc/>
    public override unsafe torch.Tensor forward(torch.autograd.AutogradContext ctx, params object[] vars)
    {
        var z = (torch.Tensor)vars[0];
        var position = (torch.Tensor)vars[1];
        var time = (torch.Tensor)vars[2];
        var call = (Call)vars[3];
        torch.Tensor output = torch.empty(z.Rows(), call.Sizes.OutputWidth);
        fixed (byte* zBytes = z.bytes, positionBytes = position.bytes, timeBytes = time.bytes,
            outputBytes = output.bytes)
        {
            foreach (AttentionColumns history in call.Histories)
            {
                RankingAttention.Forward(
                    (float*)zBytes + ((long)history.FirstRow * call.Sizes.RowWidth), history, null, null,
                    (float*)positionBytes, (float*)timeBytes, call.Sizes,
                    (float*)outputBytes + ((long)history.FirstRow * call.Sizes.OutputWidth));
            }
        }

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
        torch.Tensor zGradient = torch.zeros_like(saved[0]);
        torch.Tensor positionGradient = torch.zeros_like(saved[1]);
        torch.Tensor timeGradient = torch.zeros_like(saved[2]);
        fixed (byte* zBytes = saved[0].bytes, positionBytes = saved[1].bytes, timeBytes = saved[2].bytes,
            gradientBytes = gradient.bytes, zGradientBytes = zGradient.bytes,
            positionGradientBytes = positionGradient.bytes, timeGradientBytes = timeGradient.bytes)
        {
            foreach (AttentionColumns history in call.Histories)
            {
                RankingAttention.Backward(
                    (float*)zBytes + ((long)history.FirstRow * call.Sizes.RowWidth), history, (float*)positionBytes,
                    (float*)timeBytes, (float*)gradientBytes + ((long)history.FirstRow * call.Sizes.OutputWidth),
                    call.Sizes, (float*)zGradientBytes + ((long)history.FirstRow * call.Sizes.RowWidth),
                    (float*)positionGradientBytes, (float*)timeGradientBytes);
            }
        }

        return [zGradient, positionGradient, timeGradient, null!];
    }
}
