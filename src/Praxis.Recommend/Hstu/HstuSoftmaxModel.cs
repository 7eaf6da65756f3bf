using Praxis.Numerics;
using Praxis.Torch;
using TorchSharp;

namespace Praxis.Recommend;

/// <summary>The HSTU block with softmax attention: A = softmax(Q Kᵀ / √Dq + rab) over the columns up to the
/// row.</summary>
/// <remarks>
/// The ablation "softmax" of arXiv 2402.17152, table 5. The mask stands before the softmax, so rows sum to 1; the
/// public research code masks afterwards and leaves rows that do not.
/// </remarks>
internal sealed class HstuSoftmaxModel : ISequenceEncoder, IDisposable
{
    private const double NormEpsilon = 1e-6;
    private readonly HstuOptions _options;
    private readonly HstuSizes _sizes;
    private readonly Parameter _positions;
    private readonly HstuLayer[] _layers;

    internal HstuSoftmaxModel(HstuOptions options, ulong seed)
    {
        _options = options;
        int headWidth = options.Width / options.HeadCount;
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
            .Select(index => new HstuLayer(index, options.Width, _sizes, options.Bias, random))];
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
        var buckets = new LengthBuckets(batch.Offsets);
        RelativeBiasMasks? masks = _options.Bias == HstuBias.None
            ? null
            : new RelativeBiasMasks(batch, buckets, _sizes.Normaliser, _options.Bias.HasTime());
        torch.Tensor x = buckets.Pad(rows).Plus(_positions.Value.index_select(0, torch.tensor(buckets.Places)));
        x = dropout?.Apply(x, _options.Dropout, 0, buckets.Tokens) ?? x;
        for (int i = 0; i < _layers.Length; i++)
        {
            HstuLayer layer = _layers[i];
            int width = _sizes.OutputWidth;
            torch.Tensor normed = torch.nn.functional.layer_norm(x, [Width], null, null, NormEpsilon);
            torch.Tensor[] parts = torch.nn.functional.silu(normed.mm(layer.Projection.Value)).chunk(4, 1);
            torch.Tensor attended = CausalAttention.Apply(
                parts[2], parts[3], parts[1], _sizes.HeadCount, buckets,
                masks?.Make(layer.PositionBias?.Value, layer.TimeBias?.Value));
            torch.Tensor gated =
                parts[0] * torch.nn.functional.layer_norm(attended, [width], null, null, NormEpsilon);
            gated = dropout?.Apply(gated, _options.Dropout, (uint)i + 1, buckets.Tokens) ?? gated;
            x = x.Plus(gated.Affine(layer.Output.Value, layer.OutputBias.Value));
        }

        return buckets.Unpad(x);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Parameter parameter in Parameters)
        {
            parameter.Dispose();
        }
    }
}
