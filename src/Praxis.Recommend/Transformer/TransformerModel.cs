using Praxis.Numerics;
using Praxis.Torch;
using TorchSharp;

namespace Praxis.Recommend;

/// <summary>A causal Transformer: x + attention(norm(x)), x + GELU feed-forward(norm(x)) of four times the width,
/// learned positions.</summary>
/// <remarks>
/// Vaswani et al. (2017) with the norm before each part, as arXiv 2402.17152, table 5 compares it. Norms have scale and
/// shift, maps have biases; dropout stands at the input and before each residual sum.
/// </remarks>
internal sealed class TransformerModel : ISequenceEncoder, IDisposable
{
    private const double NormEpsilon = 1e-6;
    private readonly HstuOptions _options;
    private readonly Parameter _positions;
    private readonly Block[] _blocks;
    private readonly Parameter _finalScale;
    private readonly Parameter _finalShift;

    internal TransformerModel(HstuOptions options, ulong seed)
    {
        _options = options;
        var random = new RandomStream(seed, RandomPurpose.Initialization.Stream(3));
        _positions = new Parameter(
            "positions",
            [options.MaxLength, options.Width],
            Initializer.Normal(
                random,
                (long)options.MaxLength * options.Width,
                Math.Sqrt(2.0 / (options.MaxLength + options.Width))));
        _blocks = [.. Enumerable.Range(0, options.LayerCount).Select(index => new Block(index, options.Width, random))];
        _finalScale = TransformerParameters.Constant("final.scale", options.Width, 1f);
        _finalShift = TransformerParameters.Constant("final.shift", options.Width, 0f);
        Parameters = [_positions, .. _blocks.SelectMany(block => block.Parameters), _finalScale, _finalShift];
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
        torch.Tensor places = torch.tensor(buckets.Places);
        torch.Tensor x = buckets.Pad(rows).Plus(_positions.Value.index_select(0, places));
        x = Drop(x, dropout, 0, buckets);
        for (int i = 0; i < _blocks.Length; i++)
        {
            Block block = _blocks[i];
            uint slot = (2 * (uint)i) + 1;
            torch.Tensor normed = Norm(x, block.AttentionScale, block.AttentionShift);
            torch.Tensor[] parts = normed.Affine(block.Input.Value, block.InputBias.Value).chunk(3, 1);
            torch.Tensor attended = CausalAttention.Apply(parts[0], parts[1], parts[2], _options.HeadCount, buckets);
            attended = attended.Affine(block.Output.Value, block.OutputBias.Value);
            x = x.Plus(Drop(attended, dropout, slot, buckets));
            normed = Norm(x, block.ForwardScale, block.ForwardShift);
            torch.Tensor hidden = torch.nn.functional.gelu(normed.Affine(block.Inner.Value, block.InnerBias.Value));
            hidden = hidden.Affine(block.Outer.Value, block.OuterBias.Value);
            x = x.Plus(Drop(hidden, dropout, slot + 1, buckets));
        }

        return buckets.Unpad(Norm(x, _finalScale, _finalShift));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Parameter parameter in Parameters)
        {
            parameter.Dispose();
        }
    }

    private torch.Tensor Norm(torch.Tensor x, Parameter scale, Parameter shift) =>
        torch.nn.functional.layer_norm(x, [Width], scale.Value, shift.Value, NormEpsilon);

    private torch.Tensor Drop(torch.Tensor x, Dropout? dropout, uint slot, LengthBuckets buckets) =>
        dropout?.Apply(x, _options.Dropout, slot, buckets.Tokens) ?? x;

    private sealed class Block
    {
        internal Block(int index, int width, RandomStream random)
        {
            string name = $"blocks.{index}.";
            AttentionScale = TransformerParameters.Constant(name + "attention.scale", width, 1f);
            AttentionShift = TransformerParameters.Constant(name + "attention.shift", width, 0f);
            Input = TransformerParameters.Projections(name + "attention.input", width, 3, random);
            InputBias = TransformerParameters.Constant(name + "attention.input_bias", 3 * width, 0f);
            Output = TransformerParameters.Matrix(name + "attention.output", width, width, random);
            OutputBias = TransformerParameters.Constant(name + "attention.output_bias", width, 0f);
            ForwardScale = TransformerParameters.Constant(name + "forward.scale", width, 1f);
            ForwardShift = TransformerParameters.Constant(name + "forward.shift", width, 0f);
            Inner = TransformerParameters.Matrix(name + "forward.inner", width, 4 * width, random);
            InnerBias = TransformerParameters.Constant(name + "forward.inner_bias", 4 * width, 0f);
            Outer = TransformerParameters.Matrix(name + "forward.outer", 4 * width, width, random);
            OuterBias = TransformerParameters.Constant(name + "forward.outer_bias", width, 0f);
            Parameters =
            [
                AttentionScale, AttentionShift, Input, InputBias, Output, OutputBias, ForwardScale, ForwardShift,
                Inner, InnerBias, Outer, OuterBias,
            ];
        }

        internal Parameter AttentionScale { get; }

        internal Parameter AttentionShift { get; }

        internal Parameter Input { get; }

        internal Parameter InputBias { get; }

        internal Parameter Output { get; }

        internal Parameter OutputBias { get; }

        internal Parameter ForwardScale { get; }

        internal Parameter ForwardShift { get; }

        internal Parameter Inner { get; }

        internal Parameter InnerBias { get; }

        internal Parameter Outer { get; }

        internal Parameter OuterBias { get; }

        internal Parameter[] Parameters { get; }
    }
}
