using Praxis.Recommend;
using Praxis.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace Praxis.Bench;

/// <summary>HSTU and its sampled softmax composed of TorchSharp's own operations, as the public research code has it:
/// linear parts on jagged rows, attention on rows padded to N.</summary>
internal sealed class PaddedHstu
{
    private readonly HstuOptions _options;
    private readonly TorchSharp.Modules.Parameter _items;
    private readonly TorchSharp.Modules.Parameter _positions;
    private readonly Layer[] _layers;
    private readonly optim.Optimizer _optimizer;
    private readonly int _length;
    private readonly Tensor _distances;
    private readonly Tensor _mask;

    internal PaddedHstu(HstuOptions options, int itemCount)
    {
        _options = options;
        _length = options.MaxLength;
        int width = options.Width;
        _items = Leaf(randn(itemCount, width) * 0.02f);
        _positions = Leaf(randn(_length, width) * 0.1f);
        _layers = [.. Enumerable.Range(0, options.LayerCount).Select(_ => new Layer(
            Leaf(randn(width, 4 * width) * 0.02f),
            Leaf(randn(width, width) * 0.1f),
            Leaf(zeros(width)),
            Leaf(randn(_length + 1) * 0.02f),
            Leaf(randn(129) * 0.02f)))];
        TorchSharp.Modules.Parameter[] parameters =
        [
            _items, _positions,
            .. _layers.SelectMany(l => new[] { l.Projection, l.Output, l.Bias, l.Position, l.Time }),
        ];
        _optimizer = optim.AdamW(parameters, lr: 1e-3, beta2: 0.98, weight_decay: 0);
        Tensor places = arange(_length);
        _distances = (places.unsqueeze(0) - places.unsqueeze(1) + _length).clamp(0, _length).reshape(-1);
        _mask = ones(_length, _length).tril();
    }

    /// <summary>One training step: forward, backward and AdamW.</summary>
    internal double Step(SequenceBatch batch)
    {
        using DisposeScope scope = NewDisposeScope();
        _optimizer.zero_grad();
        Tensor loss = Loss(batch);
        loss.backward();
        _optimizer.step();
        return loss.ToSingle();
    }

    private static TorchSharp.Modules.Parameter Leaf(Tensor values) => new(values);

    private Tensor Loss(SequenceBatch batch)
    {
        Tensor items = tensor(batch.Items, ScalarType.Int64);
        Tensor targets = tensor(batch.Targets, ScalarType.Int64);
        Tensor outputs = nn.functional.normalize(Encode(batch, items), dim: 1, eps: 1e-6);
        Tensor table = nn.functional.normalize(_items, dim: 1, eps: 1e-6);
        Tensor logits = outputs.mm(table.t()) / _options.Temperature;
        Tensor negatives = randint(0, _items.shape[0], [batch.TokenCount, _options.NegativeCount]);
        Tensor positive = logits.gather(1, targets.unsqueeze(1));
        Tensor negative = logits.gather(1, negatives).masked_fill(negatives.eq(targets.unsqueeze(1)), -5e4);
        return (logsumexp(cat([positive, negative], 1), 1) - positive.squeeze(1)).mean();
    }

    private Tensor Encode(SequenceBatch batch, Tensor items)
    {
        int width = _options.Width;
        int heads = _options.HeadCount;
        Tensor x = (_items.index_select(0, items) * Math.Sqrt(width))
            + _positions.index_select(0, tensor(batch.Places()));
        x = nn.functional.dropout(x, _options.Dropout);
        Tensor buckets = Buckets(batch);
        foreach (Layer layer in _layers)
        {
            Tensor normed = nn.functional.layer_norm(x, [width], null, null, 1e-6);
            Tensor z = nn.functional.silu(normed.mm(layer.Projection));
            Tensor[] parts = z.split(width, 1);
            Tensor Heads(Tensor values) => new JaggedTensor(values, batch.Offsets)
                .ToPadded(_length).reshape(batch.UserCount, _length, heads, width / heads).transpose(1, 2);
            Tensor rab = layer.Position.index_select(0, _distances).reshape(1, _length, _length)
                + layer.Time.index_select(0, buckets).reshape(batch.UserCount, _length, _length);
            Tensor scores = Heads(parts[2]).matmul(Heads(parts[3]).transpose(2, 3)) + rab.unsqueeze(1);
            Tensor weights = nn.functional.silu(scores) / (_length + 1) * _mask;
            Tensor attended = weights.matmul(Heads(parts[1])).transpose(1, 2)
                .reshape(batch.UserCount, _length, width);
            Tensor pooled = nn.functional.layer_norm(
                JaggedTensor.FromPadded(attended, batch.Offsets).Values, [width], null, null, 1e-6);
            Tensor gated = nn.functional.dropout(parts[0] * pooled, _options.Dropout);
            x = x + gated.mm(layer.Output) + layer.Bias;
        }

        return x;
    }

    // [B N N], once a batch for all layers.
    private Tensor Buckets(SequenceBatch batch)
    {
        // Seconds since the first event of the batch: exact in single precision up to half a year, near enough here.
        long origin = batch.Times.Min();
        Tensor Padded(long[] values) => new JaggedTensor(
            tensor(values).sub(origin).to_type(ScalarType.Float32).unsqueeze(1), batch.Offsets)
            .ToPadded(_length).squeeze(2);
        Tensor differences = Padded(batch.NextTimes).unsqueeze(2) - Padded(batch.Times).unsqueeze(1);
        return differences.abs().clamp_min(1).log().div(0.301).floor().clamp(0, 128)
            .to_type(ScalarType.Int64).reshape(-1);
    }

    private sealed record Layer(
        TorchSharp.Modules.Parameter Projection,
        TorchSharp.Modules.Parameter Output,
        TorchSharp.Modules.Parameter Bias,
        TorchSharp.Modules.Parameter Position,
        TorchSharp.Modules.Parameter Time);
}
