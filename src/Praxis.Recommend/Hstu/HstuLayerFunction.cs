using Praxis.Torch;
using TorchSharp;

namespace Praxis.Recommend;

/// <summary>A whole HSTU layer as one step of autograd: inputs x, the layer's parameters and the call.</summary>
/// <remarks>
/// Between the passes it keeps x, the attention's output and, where it is small, the projection before SiLU; norms,
/// activations, weights and masks are computed again. A layer keeps at most 6 D floats a token, 2 D for long batches; a
/// Transformer block built of single steps keeps about 16 D.
/// </remarks>
internal sealed class HstuLayerFunction : torch.autograd.SingleTensorFunction<HstuLayerFunction>
{
    private const string CallKey = "call";
    private const long MostKeptElements = 1 << 22;

    /// <inheritdoc/>
    public override string Name => nameof(HstuLayerFunction);

    /// <summary>What a layer needs besides its input.</summary>
    /// <param name="Layer">The weights.</param>
    /// <param name="Attention">The jagged batch.</param>
    /// <param name="Workspaces">Buffers.</param>
    /// <param name="Dropout">Dropout in training; null at prediction.</param>
    internal sealed record Call(
        HstuLayer Layer, AttentionRows Attention, AttentionWorkspaces Workspaces, LayerDropout? Dropout);

    /// <summary>Passes rows through a layer; autograd goes through where gradients are wanted.</summary>
    /// <param name="x">[T, D].</param>
    /// <param name="call">The layer and the batch.</param>
    /// <returns>[T, D].</returns>
    internal static torch.Tensor Run(torch.Tensor x, Call call)
    {
        return torch.is_grad_enabled()
            ? apply([x, .. call.Layer.Parameters.Select(parameter => parameter.Value), call])
            : Predict(x, call);
    }

    /// <inheritdoc/>
    public override torch.Tensor forward(torch.autograd.AutogradContext ctx, params object[] vars)
    {
        var x = (torch.Tensor)vars[0];
        var call = (Call)vars[^1];
        torch.Tensor projected = call.Layer.Project(x);
        bool isKept = projected.numel() <= MostKeptElements;
        torch.Tensor z = isKept ? HstuLayer.Activate(projected) : HstuLayer.ActivateInPlace(projected);
        (torch.Tensor result, torch.Tensor attended) = Finish(x, z, call);
        z.Dispose();
        ctx.save_for_backward(isKept ? [x, attended, projected] : [x, attended]);
        ctx.save_data(CallKey, call);
        return result;
    }

    // Runs on threads of autograd, where no dispose scope collects what is not given back here.

    /// <inheritdoc/>
    public override List<torch.Tensor> backward(torch.autograd.AutogradContext ctx, torch.Tensor grad_output)
    {
        List<torch.Tensor> saved = ctx.get_saved_variables();
        var call = (Call)ctx.get_data(CallKey);
        HstuLayer layer = call.Layer;
        torch.Tensor gradient = grad_output.contiguous();
        torch.Tensor x = saved[0];
        var inverse = new float[x.Rows()];
        torch.Tensor normed = HstuLayer.Norm(x, inverse);
        torch.Tensor z = saved.Count > 2 ? HstuLayer.Activate(saved[2]) : layer.ProjectAndActivate(normed);
        torch.Tensor outputGradient;
        torch.Tensor attendedGradient;
        using (torch.Tensor weight = layer.Output.Value.t())
        using (torch.Tensor gatedGradient = gradient.mm(weight))
        {
            (torch.Tensor gated, attendedGradient) = layer.GateBackward(z, saved[1], call.Dropout, gatedGradient);
            using torch.Tensor across = gated.t();
            outputGradient = across.mm(gradient);
            gated.Dispose();
        }

        List<torch.Tensor> biasGradients =
            layer.AttendBackward(z, call.Attention, attendedGradient, call.Workspaces);
        attendedGradient.Dispose();
        if (saved.Count > 2)
        {
            HstuLayer.ActivateBackward(saved[2], z);
            saved[2].Dispose();
        }
        else
        {
            layer.ActivateBackwardAgain(normed, z);
        }

        (torch.Tensor projectionGradient, torch.Tensor normedGradient) = layer.ProjectBackward(normed, z);
        z.Dispose();
        torch.Tensor xGradient = HstuLayer.NormBackward(normed, inverse, normedGradient, gradient);
        normed.Dispose();
        normedGradient.Dispose();
        saved[0].Dispose();
        saved[1].Dispose();
        return
        [
            xGradient, projectionGradient, outputGradient, HstuLayer.SumRows(gradient), .. biasGradients, null!,
        ];
    }

    // Nothing is kept, and what is not needed any more goes at once.
    private static torch.Tensor Predict(torch.Tensor x, Call call)
    {
        using torch.Tensor z = HstuLayer.ActivateInPlace(call.Layer.Project(x));
        (torch.Tensor result, torch.Tensor attended) = Finish(x, z, call);
        attended.Dispose();
        return result;
    }

    private static (torch.Tensor Result, torch.Tensor Attended) Finish(torch.Tensor x, torch.Tensor z, Call call)
    {
        torch.Tensor attended = call.Layer.Attend(z, call.Attention, call.Workspaces);
        using torch.Tensor gated = call.Layer.Gate(z, attended, call.Dropout);
        return (call.Layer.Finish(x, gated), attended);
    }
}
