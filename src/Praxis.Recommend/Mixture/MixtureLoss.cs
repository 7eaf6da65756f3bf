using System.Numerics.Tensors;
using Praxis.Torch;
using TorchSharp;

namespace Praxis.Recommend;

/// <summary>Losses over a mixture of logits: of candidates drawn for each token, or of items that all tokens
/// share.</summary>
/// <remarks>
/// Tokens go in tiles, so that the logits of all pairs never lie in memory at once. Items are projected once a shard;
/// what tiles ask of their components is added up in the order of the tiles and goes back through the projection once.
/// </remarks>
internal abstract class MixtureLoss : ISoftmaxLoss
{
    // Floats of the widest tensor of a tile: the cross gate's hidden units of all its pairs.
    private const long TileFloats = 1 << 18;
    private readonly ItemTable _table;
    private readonly MixtureOfLogits _mixture;

    private protected MixtureLoss(ItemTable table, MixtureOfLogits mixture)
    {
        _table = table;
        _mixture = mixture;
        GroupItems = Math.Max(1, (table.Count + 15) / 16);
        GroupCount = (table.Count + GroupItems - 1) / GroupItems;
    }

    /// <inheritdoc/>
    public int GroupCount { get; }

    /// <inheritdoc/>
    public int GroupItems { get; }

    private protected ItemTable Table => _table;

    private protected MixtureOfLogits Mixture => _mixture;

    /// <inheritdoc/>
    public abstract void BeginStep(SequenceBatch batch, float[] scales);

    /// <inheritdoc/>
    public void Compute(
        SequenceBatch shard, ReadOnlySpan<float> outputs, float[] scales, ulong step, int tokenTotal, LossPart part)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        int width = _table.Width;
        int pairs = Prepare(shard, step, part);
        torch.Tensor rows = torch.empty(part.ScoredItems.Length, width);
        _table.Gather(part.ScoredItems, rows.Floats());
        rows.requires_grad = true;
        MixtureSide made = _mixture.OfItems(rows);
        var items = new MixtureSide(Leaf(made.Components), Leaf(made.Gates));
        torch.Tensor[] inputs =
            [items.Components, items.Gates, .. _mixture.UserParameters.Select(parameter => parameter.Value)];
        var sums = Array.ConvertAll(inputs, input => new float[input.numel()]);
        long widest = (long)pairs * _mixture.Sizes.PairWidth;
        int tile = (int)Math.Clamp(TileFloats / widest, 1, Math.Max(1, shard.TokenCount));
        double lossSum = 0;
        for (int first = 0; first < shard.TokenCount; first += tile)
        {
            using DisposeScope tileScope = torch.NewDisposeScope();
            int count = Math.Min(tile, shard.TokenCount - first);
            Range range = (first * width)..((first + count) * width);
            torch.Tensor y = torch.empty(count, width);
            outputs[range].CopyTo(y.Floats());
            y.requires_grad = true;
            torch.Tensor logits = Logits(_mixture.OfUsers(y), items, part, first);
            torch.Tensor slopes = torch.empty(count, pairs);
            lossSum += Slopes(shard, part, first, logits, slopes.Floats(), 1f / tokenTotal);
            IList<torch.Tensor> gradients = torch.autograd.grad([logits], [y, .. inputs], [slopes]);
            gradients[0].contiguous().Floats().CopyTo(part.OutputGradients.AsSpan(range));
            for (int i = 0; i < sums.Length; i++)
            {
                TensorPrimitives.Add(sums[i], gradients[i + 1].contiguous().Floats(), sums[i]);
            }
        }

        part.LossSum = lossSum;
        KeepItemGradients(made, rows, sums, part);
    }

    /// <inheritdoc/>
    public unsafe void AddItemGradients(LossPart part, int group, Span<float> groupGradients)
    {
        int width = _table.Width;
        int first = group * GroupItems;
        int end = first + (groupGradients.Length / width);
        int[] items = part.ScoredItems;
        int place = Array.BinarySearch(items, first);
        fixed (float* target = groupGradients, source = part.CatalogueGradients)
        {
            for (int row = place < 0 ? ~place : place; row < items.Length && items[row] < end; row++)
            {
                VectorKernels.AddScaled(
                    target + ((long)(items[row] - first) * width), source + ((long)row * width), _table.InputScale,
                    width);
            }
        }
    }

    /// <summary>Reserves the part's room and says which items are scored.</summary>
    /// <returns>Candidates of a token.</returns>
    private protected abstract int Prepare(SequenceBatch shard, ulong step, LossPart part);

    /// <summary>Similarities of a tile's tokens with their candidates.</summary>
    private protected abstract torch.Tensor Logits(MixtureSide users, MixtureSide items, LossPart part, int first);

    /// <summary>Loss of a tile's tokens and its derivatives.</summary>
    private protected abstract double Slopes(
        SequenceBatch shard, LossPart part, int first, torch.Tensor logits, Span<float> slopes, float factor);

    private static torch.Tensor Leaf(torch.Tensor value)
    {
        torch.Tensor leaf = value.detach();
        leaf.requires_grad = true;
        return leaf;
    }

    private void KeepItemGradients(MixtureSide made, torch.Tensor rows, float[][] sums, LossPart part)
    {
        torch.Tensor components = torch.empty(made.Components.shape);
        sums[0].CopyTo(components.Floats());
        torch.Tensor gates = torch.empty(made.Gates.shape);
        sums[1].CopyTo(gates.Floats());
        IList<torch.Tensor> gradients = torch.autograd.grad(
            [made.Components, made.Gates],
            [rows, .. _mixture.ItemParameters.Select(parameter => parameter.Value)],
            [components, gates]);
        gradients[0].contiguous().Floats().CopyTo(part.CatalogueGradients);
        part.MixtureGradients =
        [
            .. sums[2..],
            .. gradients.Skip(1).Select(gradient => gradient.contiguous().Floats().ToArray()),
        ];
    }
}
