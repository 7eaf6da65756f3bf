using Praxis.Numerics;
using Praxis.Torch;
using TorchSharp;

namespace Praxis.Recommend;

/// <summary>A causal Transformer with rotary positions, SwiGLU feed-forward and root-mean-square norms; no
/// biases.</summary>
/// <remarks>
/// The "Transformer++" of arXiv 2402.17152, table 5, in the form of Touvron et al. (arXiv 2302.13971): hidden width
/// 8/3 of the width, rounded up to a multiple of 16, so that the block has about the parameters of one with four times
/// the width.
/// </remarks>
internal sealed class TransformerPlusModel : ISequenceEncoder, IDisposable
{
    private const float NormEpsilon = 1e-6f;
    private readonly HstuOptions _options;
    private readonly Block[] _blocks;
    private readonly Parameter _finalScale;

    internal TransformerPlusModel(HstuOptions options, ulong seed)
    {
        _options = options;
        var random = new RandomStream(seed, RandomPurpose.Initialization.Stream(4));
        _blocks = [.. Enumerable.Range(0, options.LayerCount).Select(index => new Block(index, options.Width, random))];
        _finalScale = TransformerParameters.Constant("final.scale", options.Width, 1f);
        Parameters = [.. _blocks.SelectMany(block => block.Parameters), _finalScale];
    }

    /// <inheritdoc/>
    public int Width => _options.Width;

    /// <inheritdoc/>
    public int MaxLength => _options.MaxLength;

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>Width inside the feed-forward part.</summary>
    internal static int HiddenWidth(int width) => ((8 * width / 3) + 15) / 16 * 16;

    /// <inheritdoc/>
    public torch.Tensor Encode(torch.Tensor rows, SequenceBatch batch, Dropout? dropout)
    {
        var buckets = new LengthBuckets(batch.Offsets);
        RotaryPositions rotation =
            RotaryPositions.Create(buckets.Buckets[0].Length, Width / _options.HeadCount);
        torch.Tensor epsilon = torch.tensor(NormEpsilon);
        torch.Tensor x = Drop(buckets.Pad(rows), dropout, 0, buckets);
        for (int i = 0; i < _blocks.Length; i++)
        {
            Block block = _blocks[i];
            uint slot = (2 * (uint)i) + 1;
            torch.Tensor[] parts = Norm(x, block.AttentionScale, epsilon).mm(block.Input.Value).chunk(3, 1);
            torch.Tensor attended = CausalAttention.Apply(
                parts[0], parts[1], parts[2], _options.HeadCount, buckets, rotation: rotation);
            x = x.Plus(Drop(attended.mm(block.Output.Value), dropout, slot, buckets));
            torch.Tensor[] halves = Norm(x, block.ForwardScale, epsilon).mm(block.Inner.Value).chunk(2, 1);
            torch.Tensor hidden = torch.nn.functional.silu(halves[0]) * halves[1];
            x = x.Plus(Drop(hidden.mm(block.Outer.Value), dropout, slot + 1, buckets));
        }

        return buckets.Unpad(Norm(x, _finalScale, epsilon));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Parameter parameter in Parameters)
        {
            parameter.Dispose();
        }
    }

    // Zhang and Sennrich (2019), eq. (4): x / sqrt(mean(x²) + eps) times a learned scale.
    private static torch.Tensor Norm(torch.Tensor x, Parameter scale, torch.Tensor epsilon) =>
        x * x.square().mean([-1L], true).Plus(epsilon).rsqrt() * scale.Value;

    private torch.Tensor Drop(torch.Tensor x, Dropout? dropout, uint slot, LengthBuckets buckets) =>
        dropout?.Apply(x, _options.Dropout, slot, buckets.Tokens) ?? x;

    private sealed class Block
    {
        internal Block(int index, int width, RandomStream random)
        {
            string name = $"blocks.{index}.";
            int hidden = HiddenWidth(width);
            AttentionScale = TransformerParameters.Constant(name + "attention.scale", width, 1f);
            Input = TransformerParameters.Projections(name + "attention.input", width, 3, random);
            Output = TransformerParameters.Matrix(name + "attention.output", width, width, random);
            ForwardScale = TransformerParameters.Constant(name + "forward.scale", width, 1f);
            Inner = TransformerParameters.Matrix(name + "forward.inner", width, 2 * hidden, random);
            Outer = TransformerParameters.Matrix(name + "forward.outer", hidden, width, random);
            Parameters = [AttentionScale, Input, Output, ForwardScale, Inner, Outer];
        }

        internal Parameter AttentionScale { get; }

        internal Parameter Input { get; }

        internal Parameter Output { get; }

        internal Parameter ForwardScale { get; }

        internal Parameter Inner { get; }

        internal Parameter Outer { get; }

        internal Parameter[] Parameters { get; }
    }
}
