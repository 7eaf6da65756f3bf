using Praxis.Numerics;
using Praxis.Torch;
using TorchSharp;

namespace Praxis.Recommend;

/// <summary>The SASRec encoder: causal softmax attention and a pointwise feed-forward part in each block.</summary>
/// <remarks>
/// Kang and McAuley (2018), in the strong form of 2023: sampled softmax instead of one negative, cosine similarity. The
/// block is that of the HSTU repository's baseline: queries from normalised, keys and values from plain rows; norms
/// without scale and shift.
/// </remarks>
internal sealed class SasrecModel : ISequenceEncoder, IDisposable
{
    private const double NormEpsilon = 1e-8;
    private readonly SasrecOptions _options;
    private readonly Parameter _positions;
    private readonly Block[] _blocks;

    internal SasrecModel(SasrecOptions options, ulong seed)
    {
        _options = options;
        var random = new RandomStream(seed, RandomPurpose.Initialization.Stream(2));
        _positions = new Parameter(
            "positions",
            [options.MaxLength, options.Width],
            Initializer.Normal(random, (long)options.MaxLength * options.Width, 1 / Math.Sqrt(options.Width), cut: 2));
        _blocks = [.. Enumerable.Range(0, options.LayerCount).Select(index => new Block(index, options.Width, random))];
        Parameters = [_positions, .. _blocks.SelectMany(block => block.Parameters)];
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
        torch.Tensor x = rows.Plus(_positions.Value.index_select(0, torch.tensor(batch.Places())));
        x = Drop(x, dropout, 0);
        for (int i = 0; i < _blocks.Length; i++)
        {
            Block block = _blocks[i];
            uint slot = (3 * (uint)i) + 1;
            torch.Tensor queries = Norm(x);
            torch.Tensor attended = Attend(block, queries, x, batch.Offsets);
            torch.Tensor y = Norm(queries.Plus(attended));
            torch.Tensor hidden = torch.nn.functional.relu(y.Affine(block.Inner.Value, block.InnerBias.Value));
            hidden = Drop(hidden, dropout, slot + 1);
            x = y.Plus(Drop(hidden.Affine(block.Outer.Value, block.OuterBias.Value), dropout, slot + 2));
        }

        return Norm(x);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Parameter parameter in Parameters)
        {
            parameter.Dispose();
        }
    }

    private torch.Tensor Norm(torch.Tensor x) => torch.nn.functional.layer_norm(x, [Width], null, null, NormEpsilon);

    private torch.Tensor Drop(torch.Tensor x, Dropout? dropout, uint slot) =>
        dropout?.Apply(x, _options.Dropout, slot) ?? x;

    private torch.Tensor Attend(Block block, torch.Tensor queries, torch.Tensor rows, int[] offsets)
    {
        torch.Tensor q = Heads(queries.mm(block.Query.Value), offsets);
        torch.Tensor k = Heads(rows.mm(block.Key.Value), offsets);
        torch.Tensor v = Heads(rows.mm(block.Value.Value), offsets);
        torch.Tensor attended = torch.nn.functional.scaled_dot_product_attention(q, k, v, is_casual: true);
        torch.Tensor padded = attended.transpose(1, 2).reshape(offsets.Length - 1, -1, Width);
        return JaggedTensor.FromPadded(padded, offsets).Values.Affine(block.Output.Value, block.OutputBias.Value);
    }

    // [T, D] to [B, H, L, D / H].
    private torch.Tensor Heads(torch.Tensor values, int[] offsets)
    {
        var jagged = new JaggedTensor(values, offsets);
        int heads = _options.HeadCount;
        return jagged.ToPadded(jagged.MaxLength)
            .reshape(jagged.SequenceCount, -1, heads, Width / heads)
            .transpose(1, 2);
    }

    private sealed class Block
    {
        internal Block(int index, int width, RandomStream random)
        {
            string name = $"blocks.{index}.";
            Query = Square(name + "query", width, random);
            Key = Square(name + "key", width, random);
            Value = Square(name + "value", width, random);
            Output = Square(name + "output", width, random);
            OutputBias = new Parameter(name + "output_bias", [width], new float[width]);
            Inner = Square(name + "inner", width, random);
            InnerBias = new Parameter(name + "inner_bias", [width], new float[width]);
            Outer = Square(name + "outer", width, random);
            OuterBias = new Parameter(name + "outer_bias", [width], new float[width]);
            Parameters = [Query, Key, Value, Output, OutputBias, Inner, InnerBias, Outer, OuterBias];
        }

        internal Parameter Query { get; }

        internal Parameter Key { get; }

        internal Parameter Value { get; }

        internal Parameter Output { get; }

        internal Parameter OutputBias { get; }

        internal Parameter Inner { get; }

        internal Parameter InnerBias { get; }

        internal Parameter Outer { get; }

        internal Parameter OuterBias { get; }

        internal Parameter[] Parameters { get; }

        private static Parameter Square(string name, int width, RandomStream random) =>
            new(
                name,
                [width, width],
                Initializer.Uniform(random, (long)width * width, Initializer.XavierBound(width, width)));
    }
}
