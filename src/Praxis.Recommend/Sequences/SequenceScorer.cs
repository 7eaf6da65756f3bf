using System.Runtime.InteropServices;
using TorchSharp;

namespace Praxis.Recommend;

/// <summary>Scores all items with an encoder: similarity of the last token's output and each item's vector.</summary>
internal sealed class SequenceScorer : IRecommender, IDisposable
{
    private readonly ISequenceEncoder _encoder;
    private readonly ItemTable _table;
    private readonly torch.Tensor _itemsAcross;

    internal SequenceScorer(ISequenceEncoder encoder, ItemTable table)
    {
        _encoder = encoder;
        _table = table;
        using DisposeScope scope = torch.NewDisposeScope();
        using torch.Tensor values = table.Parameter.Value.detach();
        _itemsAcross = Scaled(values).t().contiguous().DetachFromDisposeScope();
    }

    /// <inheritdoc/>
    public int ItemCount => _table.Count;

    /// <inheritdoc/>
    public void Score(ReadOnlySpan<HistoryQuery> queries, Span<float> scores)
    {
        Core.Check.Length(scores.Length, (long)queries.Length * ItemCount);
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGradients = torch.no_grad();
        torch.Tensor result = Encode(SequenceBatch.FromQueries(queries, _encoder.MaxLength)).mm(_itemsAcross);
        MemoryMarshal.Cast<byte, float>(result.bytes).CopyTo(scores);
    }

    /// <inheritdoc/>
    public void Dispose() => _itemsAcross.Dispose();

    private torch.Tensor Encode(SequenceBatch batch)
    {
        torch.Tensor rows = torch.empty(batch.TokenCount, _table.Width);
        _table.Gather(batch.Items, MemoryMarshal.Cast<byte, float>(rows.bytes));
        torch.Tensor outputs = _encoder.Encode(rows, batch, null);
        var last = new long[batch.UserCount];
        for (int user = 0; user < last.Length; user++)
        {
            last[user] = batch.Offsets[user + 1] - 1;
        }

        torch.Tensor newest = outputs.index_select(0, torch.tensor(last));
        return Scaled(newest);
    }

    private torch.Tensor Scaled(torch.Tensor rows) =>
        _table.Similarity == Similarity.Dot ? rows : rows / rows.norm(1, keepdim: true).clamp_min(1e-6);
}
