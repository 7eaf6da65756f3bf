using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Praxis.Numerics;
using Praxis.Torch;
using TorchSharp;

namespace Praxis.Recommend;

/// <summary>Scores all items with an encoder: similarity of the last token's output and each item's vector.</summary>
/// <remarks>
/// A small catalogue is kept once more, turned and normalised, for one product; a large one is multiplied where it
/// lies, block by block.
/// </remarks>
internal sealed unsafe class SequenceScorer : IRecommender, IItemSearch, IDisposable
{
    private const long MostCopiedFloats = 1 << 24;
    private readonly ISequenceEncoder _encoder;
    private readonly ItemTable _table;
    private readonly torch.Tensor? _itemsAcross;
    private readonly CatalogueProduct _product;
    private readonly MixtureCatalogue? _mixture;
    private readonly bool _isBasket;

    /// <summary>Makes the scorer.</summary>
    /// <param name="encoder">The encoder; not disposed.</param>
    /// <param name="table">The items; not disposed.</param>
    /// <param name="mixture">The learnt similarity, not disposed; null for an inner product.</param>
    /// <param name="isBasket">Whether the encoder learnt to foretell baskets.</param>
    /// <param name="mostCopiedFloats">Up to so many floats a second copy of the catalogue is kept.</param>
    internal SequenceScorer(
        ISequenceEncoder encoder, ItemTable table, MixtureOfLogits? mixture = null, bool isBasket = false,
        long mostCopiedFloats = MostCopiedFloats)
    {
        _encoder = encoder;
        _isBasket = isBasket;
        _table = table;
        float[] scales = table.Scales(threadCount: 1);
        _product = new CatalogueProduct(table, scales);
        if (mixture is not null)
        {
            _mixture = new MixtureCatalogue(mixture, table, mostCopiedFloats);
            return;
        }

        if ((long)table.Count * table.Width > mostCopiedFloats)
        {
            return;
        }

        _itemsAcross = torch.empty(table.Width, table.Count).DetachFromDisposeScope();
        Span<float> across = MemoryMarshal.Cast<byte, float>(_itemsAcross.bytes);
        for (int item = 0; item < table.Count; item++)
        {
            ReadOnlySpan<float> row = table.Row(item);
            for (int c = 0; c < table.Width; c++)
            {
                across[(c * table.Count) + item] = row[c] * scales[item];
            }
        }
    }

    /// <inheritdoc/>
    public int ItemCount => _table.Count;

    /// <inheritdoc/>
    public bool IsPreferred => _mixture is { } mixture ? !mixture.IsKept : _itemsAcross is null;

    /// <inheritdoc/>
    public void Score(ReadOnlySpan<HistoryQuery> queries, Span<float> scores)
    {
        Core.Check.Length(scores.Length, (long)queries.Length * ItemCount);
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGradients = torch.no_grad();
        ScoreNormalised(Encode(Batch(queries)), scores);
    }

    /// <summary>Scores all items for outputs of the encoder.</summary>
    /// <param name="outputs">[B, D]; overwritten.</param>
    /// <param name="scores">Receives the scores, [B, items].</param>
    internal void ScoreOutputs(torch.Tensor outputs, Span<float> scores)
    {
        Scale(outputs.Floats());
        ScoreNormalised(outputs, scores);
    }

    private SequenceBatch Batch(ReadOnlySpan<HistoryQuery> queries) =>
        SequenceBatch.FromQueries(queries, _encoder.MaxLength, _isBasket);

    private void ScoreNormalised(torch.Tensor newest, Span<float> scores)
    {
        if (_itemsAcross is not null)
        {
            newest.mm(_itemsAcross).Floats().CopyTo(scores);
            return;
        }

        int count = newest.Rows();
        int items = ItemCount;
        fixed (float* destination = scores)
        {
            float* all = destination;
            if (_mixture is { } mixture)
            {
                mixture.Run(newest, (firstQuery, first, blockItems, block) =>
                {
                    for (int row = 0; row < block.Length / blockItems; row++)
                    {
                        float* own = all + ((long)(firstQuery + row) * items) + first;
                        block.Slice(row * blockItems, blockItems).CopyTo(new Span<float>(own, blockItems));
                    }
                });
                return;
            }

            _product.Run(newest.Floats(), count, (first, blockItems, block, stride) =>
            {
                for (int query = 0; query < count; query++)
                {
                    float* row = all + ((long)query * items) + first;
                    for (int i = 0; i < blockItems; i++)
                    {
                        row[i] = block[((long)i * stride) + query];
                    }
                }
            });
        }
    }

    /// <inheritdoc/>
    public ScoredItem[][] FindBest(ReadOnlySpan<HistoryQuery> queries, bool seenItemsAreRemoved, int topK) =>
        FindBest(queries, seenItemsAreRemoved, topK, itemOf: null);

    /// <summary>The same over the rows that are items.</summary>
    /// <param name="queries">The queries, in rows.</param>
    /// <param name="seenItemsAreRemoved">Whether rows of a query's history are left out.</param>
    /// <param name="topK">How many rows.</param>
    /// <param name="itemOf">Negative for rows that are no items; null when all are.</param>
    internal ScoredItem[][] FindBest(
        ReadOnlySpan<HistoryQuery> queries, bool seenItemsAreRemoved, int topK, int[]? itemOf)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using IDisposable noGradients = torch.no_grad();
        torch.Tensor newest = Encode(Batch(queries));
        var best = new BestItems[queries.Length];
        for (int query = 0; query < best.Length; query++)
        {
            best[query] = new BestItems(topK, seenItemsAreRemoved ? queries[query].Items.Span : [], itemOf);
        }

        if (_mixture is { } mixture)
        {
            FindBest(mixture, newest, best);
        }
        else
        {
            FindBest(MemoryMarshal.Cast<byte, float>(newest.bytes), best);
        }

        return Array.ConvertAll(best, static kept => kept.Sorted());
    }

    /// <summary>Offers all items to the best of each query.</summary>
    /// <param name="units">Normalised outputs, [queries, D].</param>
    /// <param name="best">The best of each query.</param>
    internal void FindBest(ReadOnlySpan<float> units, BestItems[] best)
    {
        var thresholds = new float[BlockProduct.Padded(best.Length)];
        thresholds.AsSpan().Fill(float.PositiveInfinity);
        thresholds.AsSpan(0, best.Length).Fill(float.NegativeInfinity);
        _product.Run(units, best.Length, (first, items, block, stride) =>
        {
            for (int i = 0; i < items; i++)
            {
                float* row = block + ((long)i * stride);
                for (int query = 0; query < stride; query += BlockProduct.Lanes)
                {
                    if (Vector512.GreaterThanAny(Vector512.Load(row + query), Vector512.Create(thresholds, query)))
                    {
                        Offer(best, thresholds, query, first + i, row);
                    }
                }
            }
        });
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _itemsAcross?.Dispose();
        _mixture?.Dispose();
    }

    private static void FindBest(MixtureCatalogue mixture, torch.Tensor outputs, BestItems[] best) =>
        mixture.Run(outputs, (firstQuery, first, items, block) =>
        {
            for (int place = 0; place < block.Length; place++)
            {
                best[firstQuery + (place / items)].Offer(first + (place % items), block[place]);
            }
        });

    private static void Offer(BestItems[] best, float[] thresholds, int firstQuery, int item, float* row)
    {
        int end = Math.Min(best.Length, firstQuery + BlockProduct.Lanes);
        for (int query = firstQuery; query < end; query++)
        {
            if (row[query] > thresholds[query])
            {
                best[query].Offer(item, row[query]);
                thresholds[query] = best[query].Threshold;
            }
        }
    }

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
        Scale(newest.Floats());
        return newest;
    }

    private void Scale(Span<float> rows)
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
