using Praxis.Core;

namespace Praxis.Recommend;

/// <summary>Counts which item follows which.</summary>
/// <param name="options">What a transition is and what is counted.</param>
public sealed class MarkovEstimator(MarkovOptions options) : IEstimator<RecommendSplit, FittedMarkov>
{
    /// <inheritdoc/>
    public FittedMarkov Fit(RecommendSplit data, FitContext context)
    {
        OptionsSchema.Validate(options);
        bool baskets = options.Unit.IsBasket(data);
        int[] ends = data.EndsOf(options.LearnFrom);
        int[] popularity = PopularityRanking.Counts(data.Log, ends);
        TransitionPairs pairs = TransitionPairs.Collect(data.Log, ends, baskets);
        context.Cancellation.ThrowIfCancellationRequested();
        int[]? places = options.Ties == MarkovTies.Popularity ? PopularityRanking.Places(popularity) : null;
        (int[] offsets, int[] items, int[] counts) = Compress(pairs.Keys, data.Log.ItemCount, places);
        return new FittedMarkov(popularity, offsets, items, counts, pairs.Exits, baskets);
    }

    // Compressed rows, each by descending count, ties by the item's popularity place or by first appearance.
    private static (int[] Offsets, int[] Items, int[] Counts) Compress(long[] keys, int itemCount, int[]? places)
    {
        var order = new int[keys.Length];
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        Array.Sort(keys, order);
        var offsets = new int[itemCount + 1];
        var cells = new List<(int Count, int Tie, int Item)>();
        int row = 0;
        for (int i = 0; i < keys.Length;)
        {
            int from = (int)(keys[i] / itemCount);
            int to = (int)(keys[i] % itemCount);
            int first = order[i];
            int end = i + 1;
            for (; end < keys.Length && keys[end] == keys[i]; end++)
            {
                first = Math.Min(first, order[end]);
            }

            while (row < from)
            {
                offsets[++row] = cells.Count;
            }

            cells.Add((-(end - i), places is null ? first : places[to], to));
            i = end;
        }

        while (row < itemCount)
        {
            offsets[++row] = cells.Count;
        }

        for (int from = 0; from < itemCount; from++)
        {
            cells.Sort(offsets[from], offsets[from + 1] - offsets[from], null);
        }

        var items = new int[cells.Count];
        var counts = new int[cells.Count];
        for (int cell = 0; cell < items.Length; cell++)
        {
            items[cell] = cells[cell].Item;
            counts[cell] = -cells[cell].Count;
        }

        return (offsets, items, counts);
    }
}
