using System.Runtime.InteropServices;
using Praxis.Torch;
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
        float[] scales = table.Scales(threadCount: 1);
        _itemsAcross = torch.empty(table.Width, table.Count).DetachFromDisposeScope();
        ReadOnlySpan<float> values = table.Parameter.Values;
        Span<float> across = MemoryMarshal.Cast<byte, float>(_itemsAcross.bytes);
        for (int item = 0; item < table.Count; item++)
        {
            for (int c = 0; c < table.Width; c++)
            {
                across[(c * table.Count) + item] = values[(item * table.Width) + c] * scales[item];
            }
        }
    }

    /// <inheritdoc/>
    public int ItemCount => _table.Count;

    /// <inheritdoc/>
    public void Score(ReadOnlySpan<HistoryQuery> queries, Span<float> scores)
    {
        Core.Check.Length(scores.Length, (long)queries.Length * ItemCount);
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGradients = torch.no_grad();
        ScoreOutputs(Encode(SequenceBatch.FromQueries(queries, _encoder.MaxLength)), scores);
    }

    /// <summary>Scores all items for outputs of the encoder.</summary>
    /// <param name="outputs">[B, D]; overwritten.</param>
    /// <param name="scores">Receives the scores, [B, items].</param>
    internal void ScoreOutputs(torch.Tensor outputs, Span<float> scores)
    {
        Scale(outputs.Floats());
        outputs.mm(_itemsAcross).Floats().CopyTo(scores);
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

        return outputs.index_select(0, torch.tensor(last));
    }

    private unsafe void Scale(Span<float> rows)
    {
        fixed (float* start = rows)
        {
            for (int row = 0; row < rows.Length / _table.Width; row++)
            {
                float* own = start + ((long)row * _table.Width);
                VectorKernels.Normalise(own, _table.Width, _table.Similarity, own);
            }
        }
    }
}
