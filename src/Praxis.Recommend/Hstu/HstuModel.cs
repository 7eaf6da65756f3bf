using Praxis.Numerics;
using Praxis.Torch;
using TorchSharp;

namespace Praxis.Recommend;

/// <summary>The HSTU encoder: layers of normalise, project to U V Q K, attend pointwise, normalise, gate, project,
/// add.</summary>
/// <remarks>
/// arXiv 2402.17152, eq. (1) to (3), in the research variant behind the public tables: norms without scale and shift
/// (eps 1e-6), SiLU on all of U, V, Q, K, relative position and time bias with weights of its own in each layer.
/// </remarks>
internal sealed class HstuModel : ISequenceEncoder, IDisposable
{
    private const double NormEpsilon = 1e-6;
    private readonly HstuOptions _options;
    private readonly HstuSizes _sizes;
    private readonly Parameter _positions;
    private readonly Layer[] _layers;
    private readonly AttentionWorkspaces _workspaces = new();

    internal HstuModel(HstuOptions options, ulong seed)
    {
        _options = options;
        int headWidth = options.Width / options.HeadCount;

        // One more than the longest history: the constant must not depend on the batch, or results would.
        _sizes = new HstuSizes(options.HeadCount, headWidth, headWidth, options.MaxLength + 1);
        var random = new RandomStream(seed, RandomPurpose.Initialization.Stream(1));
        _positions = new Parameter(
            "positions",
            [options.MaxLength, options.Width],
            Initializer.Normal(
                random,
                (long)options.MaxLength * options.Width,
                Math.Sqrt(2.0 / (options.MaxLength + options.Width))));
        _layers = [.. Enumerable.Range(0, options.LayerCount)
            .Select(index => new Layer(index, options.Width, _sizes, random))];
        Parameters = [_positions, .. _layers.SelectMany(layer => layer.Parameters)];
    }

    /// <inheritdoc/>
    public int Width => _options.Width;

    /// <inheritdoc/>
    public int MaxLength => _options.MaxLength;

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <inheritdoc/>
    public torch.Tensor Encode(torch.Tensor rows, SequenceBatch batch, Dropout? dropout)
    {
        var attended = new AttentionRows(batch.Offsets, times: batch.Times, rowTimes: batch.NextTimes);
        var call = new HstuAttentionFunction.Call(attended, _sizes, _workspaces);
        torch.Tensor x = rows.Plus(_positions.Value.index_select(0, torch.tensor(batch.Places())));
        x = dropout?.Apply(x, _options.Dropout, 0) ?? x;
        for (int layer = 0; layer < _layers.Length; layer++)
        {
            x = Apply(_layers[layer], x, call, dropout, (uint)layer + 1);
        }

        return x;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _workspaces.Dispose();
        foreach (Parameter parameter in Parameters)
        {
            parameter.Dispose();
        }
    }

    private torch.Tensor Apply(
        Layer layer, torch.Tensor x, HstuAttentionFunction.Call call, Dropout? dropout, uint slot)
    {
        torch.Tensor normed = torch.nn.functional.layer_norm(x, [Width], null, null, NormEpsilon);
        torch.Tensor z = torch.nn.functional.silu(normed.mm(layer.Projection.Value));
        torch.Tensor attended = HstuAttentionFunction.apply(z, layer.PositionBias.Value, layer.TimeBias.Value, call);
        torch.Tensor pooled = torch.nn.functional.layer_norm(attended, [_sizes.OutputWidth], null, null, NormEpsilon);
        torch.Tensor gated = z.narrow(1, 0, _sizes.OutputWidth) * pooled;
        gated = dropout?.Apply(gated, _options.Dropout, slot) ?? gated;
        return x.Plus(gated.Affine(layer.Output.Value, layer.OutputBias.Value));
    }

    private sealed class Layer
    {
        internal Layer(int index, int width, HstuSizes sizes, RandomStream random)
        {
            string name = $"layers.{index}.";
            Projection = new Parameter(
                name + "uvqk", [width, sizes.RowWidth], Initializer.Normal(random, (long)width * sizes.RowWidth, 0.02));
            Output = new Parameter(
                name + "output",
                [sizes.OutputWidth, width],
                Initializer.Uniform(
                    random, (long)sizes.OutputWidth * width, Initializer.XavierBound(sizes.OutputWidth, width)));
            OutputBias = new Parameter(
                name + "output_bias", [width], Initializer.Uniform(random, width, 1 / Math.Sqrt(sizes.OutputWidth)));
            PositionBias = new Parameter(
                name + "position_bias", [sizes.Normaliser], Initializer.Normal(random, sizes.Normaliser, 0.02));
            TimeBias = new Parameter(
                name + "time_bias", [TimeBuckets.Count], Initializer.Normal(random, TimeBuckets.Count, 0.02));
            Parameters = [Projection, Output, OutputBias, PositionBias, TimeBias];
        }

        internal Parameter Projection { get; }

        internal Parameter Output { get; }

        internal Parameter OutputBias { get; }

        internal Parameter PositionBias { get; }

        internal Parameter TimeBias { get; }

        internal Parameter[] Parameters { get; }
    }
}
