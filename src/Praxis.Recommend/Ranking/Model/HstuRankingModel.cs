using System.Runtime.InteropServices;
using Praxis.Numerics;
using Praxis.Torch;
using TorchSharp;

namespace Praxis.Recommend;

/// <summary>The HSTU encoder of the ranking model and its multi-task head.</summary>
/// <remarks>
/// arXiv 2402.17152, eq. (1) to (3), in the form of the public ranking code: norms with scale and shift, SiLU on U
/// only, W_o on [u, a, u ⊙ norm(a)]. docs/methods/hstu-ranking.md has the departures.
/// </remarks>
internal sealed class HstuRankingModel : IDisposable
{
    private const double NormEpsilon = 1e-6;
    private readonly RankingLayer[] _layers;
    private readonly RankingHead _head;
    private readonly double _dropout;

    internal HstuRankingModel(HstuRankingOptions options, RankingVocabulary vocabulary, ulong seed)
    {
        Vocabulary = vocabulary;
        Width = options.Width;
        _dropout = options.Dropout;
        int headWidth = options.Width / options.HeadCount;

        // Keys of a whole window: a constant, or results would depend on the batch.
        int tokensOfEvent = options.Tokens == RankingTokenForm.Interleaved ? 2 : 1;
        Sizes = new RankingSizes(
            options.HeadCount, headWidth, headWidth, tokensOfEvent * options.MaxLength, (2 * options.MaxLength) + 2);
        var random = new RandomStream(seed, RandomPurpose.Initialization.Stream(0));
        Table = new Parameter(
            "tokens",
            [vocabulary.RowCount, Width],
            Initializer.Normal(random, (long)vocabulary.RowCount * Width, 0.02, cut: 2));
        _layers =
        [
            .. Enumerable.Range(0, options.LayerCount).Select(index => new RankingLayer(index, Width, Sizes, random)),
        ];
        _head = new RankingHead(Width, vocabulary, random);
        Dense = [.. _layers.SelectMany(layer => layer.Parameters), .. _head.Parameters];
    }

    /// <summary>Names, scales and table rows.</summary>
    internal RankingVocabulary Vocabulary { get; }

    /// <summary>Width of token vectors, D.</summary>
    internal int Width { get; }

    /// <summary>Sizes of a layer.</summary>
    internal RankingSizes Sizes { get; }

    /// <summary>Number of layers.</summary>
    internal int LayerCount => _layers.Length;

    /// <summary>The token table, [rows, D].</summary>
    internal Parameter Table { get; }

    /// <summary>All parameters but the table.</summary>
    internal IReadOnlyList<Parameter> Dense { get; }

    /// <summary>√D times the sum of each token's table rows: [T, D].</summary>
    internal void Gather(RankingTokens tokens, Span<float> rows)
    {
        rows.Clear();
        ReadOnlySpan<float> table = Table.Values;
        ReadOnlySpan<int> inputs = CollectionsMarshal.AsSpan(tokens.Inputs);
        for (int token = 0; token < tokens.Count; token++)
        {
            Span<float> own = rows.Slice(token * Width, Width);
            for (int i = tokens.InputStarts[token]; i < tokens.InputStarts[token + 1]; i++)
            {
                System.Numerics.Tensors.TensorPrimitives.Add(own, table.Slice(inputs[i] * Width, Width), own);
            }

            System.Numerics.Tensors.TensorPrimitives.Multiply(own, InputScale, own);
        }
    }

    /// <summary>Factor of table rows at the input, √D.</summary>
    internal float InputScale => MathF.Sqrt(Width);

    /// <summary>Foretells the actions of the batch's targets.</summary>
    /// <param name="rows">Inputs of the tokens, [T, D].</param>
    /// <param name="tokens">The tokens, each history from its beginning.</param>
    /// <param name="dropout">Dropout in training; null at prediction.</param>
    /// <returns>Logits of binary tasks and standardised values of others, [E, tasks].</returns>
    internal torch.Tensor Predict(torch.Tensor rows, RankingTokens tokens, Dropout? dropout)
    {
        AttentionColumns[] histories =
        [
            .. Enumerable.Range(0, tokens.SequenceCount).Select(index => new AttentionColumns(tokens, index, null)),
        ];
        var call = new RankingAttentionFunction.Call(histories, Sizes);
        torch.Tensor x = dropout?.Apply(rows, _dropout, 0) ?? rows;
        for (int index = 0; index < _layers.Length; index++)
        {
            RankingLayer layer = _layers[index];
            torch.Tensor z = Project(layer, x);
            torch.Tensor attended = RankingAttentionFunction.apply(
                z, layer.PositionBias.Value, layer.TimeBias.Value, call);
            x = Finish(layer, x, z, attended, dropout, (uint)index + 1);
        }

        return Head(x, tokens);
    }

    /// <summary>Runs new tokens of one history behind its cached ones, without gradients.</summary>
    /// <param name="tokens">The new tokens, one history.</param>
    /// <param name="past">The cached tokens.</param>
    /// <param name="isAppended">Whether the new tokens' keys and values join the cache.</param>
    /// <returns>As <see cref="Predict"/>; null when the batch has no targets.</returns>
    internal unsafe torch.Tensor? Extend(RankingTokens tokens, EncodedHistory past, bool isAppended)
    {
        var columns = new AttentionColumns(tokens, 0, past);
        torch.Tensor x = torch.empty(tokens.Count, Width);
        Gather(tokens, MemoryMarshal.Cast<byte, float>(x.bytes));
        for (int index = 0; index < _layers.Length; index++)
        {
            RankingLayer layer = _layers[index];
            torch.Tensor z = Project(layer, x);
            torch.Tensor attended = torch.empty(tokens.Count, Sizes.OutputWidth);
            fixed (float* keys = past.KeysOf(index), values = past.ValuesOf(index))
            {
                fixed (byte* zBytes = z.bytes, outputBytes = attended.bytes)
                {
                    RankingAttention.Forward(
                        (float*)zBytes, columns, keys, values, layer.PositionBias.Address, layer.TimeBias.Address,
                        Sizes, (float*)outputBytes);
                }
            }

            if (isAppended)
            {
                past.Store(index, MemoryMarshal.Cast<byte, float>(z.bytes), Sizes);
            }

            x = Finish(layer, x, z, attended, null, 0);
        }

        if (isAppended)
        {
            past.Append(tokens);
        }

        return tokens.Targets.Count == 0 ? null : Head(x, tokens);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Table.Dispose();
        foreach (Parameter parameter in Dense)
        {
            parameter.Dispose();
        }
    }

    private torch.Tensor Head(torch.Tensor x, RankingTokens tokens)
    {
        long[] targets = [.. tokens.Targets.Select(token => (long)token)];
        return _head.Apply(x.index_select(0, torch.tensor(targets)));
    }

    private torch.Tensor Project(RankingLayer layer, torch.Tensor x) => torch.nn.functional
        .layer_norm(x, [Width], layer.InputScale.Value, layer.InputShift.Value, NormEpsilon)
        .Affine(layer.Projection.Value, layer.ProjectionBias.Value);

    private torch.Tensor Finish(
        RankingLayer layer, torch.Tensor x, torch.Tensor z, torch.Tensor attended, Dropout? dropout, uint slot)
    {
        torch.Tensor u = torch.nn.functional.silu(z.narrow(1, 0, Sizes.OutputWidth));
        torch.Tensor pooled = torch.nn.functional.layer_norm(
            attended, [Sizes.OutputWidth], layer.PooledScale.Value, layer.PooledShift.Value, NormEpsilon);
        torch.Tensor gated = torch.cat([u, attended, u * pooled], 1);
        gated = dropout?.Apply(gated, _dropout, slot) ?? gated;
        return x.Plus(gated.mm(layer.Output.Value));
    }
}
