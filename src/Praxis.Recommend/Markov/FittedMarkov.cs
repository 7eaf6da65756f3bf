using Praxis.Core;

namespace Praxis.Recommend;

/// <summary>What followed the last event or basket before stands first; all else follows by popularity.</summary>
/// <remarks>
/// Scores are places, not probabilities, so no two items tie: the items that followed have items + followers − p at
/// place p of their list, the others items − p at place p of the popularity list. Exact in single precision up to 2²³
/// items.
/// </remarks>
public sealed class FittedMarkov : IFitted<FittedMarkov>, IRecommender
{
    private const string Kind = "markov";
    private const string FileName = "markov.bin";
    private readonly int[] _popularity;
    private readonly int[] _offsets;
    private readonly int[] _items;
    private readonly int[] _counts;
    private readonly int[] _exits;
    private readonly int[] _places;
    private readonly int[] _itemAt;

    internal FittedMarkov(int[] popularity, int[] offsets, int[] items, int[] counts, int[] exits, bool usesBaskets)
    {
        _popularity = popularity;
        _offsets = offsets;
        _items = items;
        _counts = counts;
        _exits = exits;
        _places = PopularityRanking.Places(popularity);
        _itemAt = new int[_places.Length];
        for (int item = 0; item < _places.Length; item++)
        {
            _itemAt[_places[item]] = item;
        }

        UsesBaskets = usesBaskets;
    }

    /// <inheritdoc/>
    public int ItemCount => _popularity.Length;

    /// <summary>Whether transitions lead from basket to basket rather than from event to event.</summary>
    public bool UsesBaskets { get; }

    /// <summary>Number of distinct transitions that are stored.</summary>
    public int TransitionCount => _items.Length;

    /// <inheritdoc/>
    public static FittedMarkov Load(string folder) => ArrayFile.Read(
        Path.Combine(folder, FileName),
        Kind,
        static reader =>
        {
            int[] popularity = reader.Ints();
            int[] offsets = reader.Ints();
            int[] items = reader.Ints();
            int[] counts = reader.Ints();
            int[] exits = reader.Ints();
            bool usesBaskets = reader.Ints() is [1];
            Check.Length(offsets.Length, popularity.Length + 1L);
            Check.Length(items.Length, offsets[^1]);
            Check.Length(counts.Length, offsets[^1]);
            Check.Length(exits.Length, popularity.Length);
            CheckRows(offsets, items);
            return new FittedMarkov(popularity, offsets, items, counts, exits, usesBaskets);
        });

    /// <inheritdoc/>
    public void Save(string folder) => ArrayFile.Write(Path.Combine(folder, FileName), Kind, writer =>
    {
        writer.Ints(_popularity);
        writer.Ints(_offsets);
        writer.Ints(_items);
        writer.Ints(_counts);
        writer.Ints(_exits);
        writer.Ints([UsesBaskets ? 1 : 0]);
    });

    /// <summary>How often an item followed another.</summary>
    /// <param name="from">Item index of the first.</param>
    /// <param name="to">Item index of the second.</param>
    /// <returns>The count, 0 when it never did. O(row).</returns>
    public int CountOf(int from, int to)
    {
        int cell = Array.IndexOf(_items, to, _offsets[from], _offsets[from + 1] - _offsets[from]);
        return cell < 0 ? 0 : _counts[cell];
    }

    /// <inheritdoc/>
    public void Score(ReadOnlySpan<HistoryQuery> queries, Span<float> scores)
    {
        Check.Length(scores.Length, (long)queries.Length * ItemCount);
        for (int row = 0; row < queries.Length; row++)
        {
            ReadOnlySpan<int> history = queries[row].Items.Span;
            int start = UsesBaskets ? Baskets.LastStart(queries[row].Times.Span) : history.Length - 1;
            Span<float> target = scores.Slice(row * ItemCount, ItemCount);
            int[] first = start < 0 ? [] : Followers(Baskets.Distinct(history[start..]));
            for (int item = 0; item < target.Length; item++)
            {
                target[item] = ItemCount - _places[item];
            }

            // Followers are lifted above everything else; only the order counts.
            for (int place = 0; place < first.Length; place++)
            {
                target[first[place]] = ItemCount + first.Length - place;
            }
        }
    }

    private static void CheckRows(int[] offsets, int[] items)
    {
        for (int row = 0; row + 1 < offsets.Length; row++)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(offsets[row + 1], offsets[row]);
        }

        foreach (int item in items)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)item, (uint)offsets.Length - 1);
        }
    }

    // Items that followed the basket's items, best first: mean over its items a of P(item in next | a), ties by
    // popularity.
    private int[] Followers(ReadOnlySpan<int> basket)
    {
        if (basket.Length == 1)
        {
            return _items[_offsets[basket[0]].._offsets[basket[0] + 1]];
        }

        var sums = new double[ItemCount];
        var followers = new List<int>();
        foreach (int from in basket)
        {
            for (int cell = _offsets[from]; cell < _offsets[from + 1]; cell++)
            {
                int item = _items[cell];
                if (sums[item] == 0)
                {
                    followers.Add(item);
                }

                sums[item] += (double)_counts[cell] / _exits[from];
            }
        }

        return SortBySum(followers, sums);
    }

    // Descending sums. The library's sort of plain numbers is fast but leaves ties in any order, so these are sorted
    // again.
    private int[] SortBySum(List<int> followers, double[] sums)
    {
        var keys = new double[followers.Count];
        var places = new int[followers.Count];
        for (int i = 0; i < keys.Length; i++)
        {
            keys[i] = -sums[followers[i]];
            places[i] = _places[followers[i]];
        }

        Array.Sort(keys, places);
        for (int start = 0; start < keys.Length;)
        {
            int end = start + 1;
            while (end < keys.Length && keys[end] == keys[start])
            {
                end++;
            }

            Array.Sort(places, start, end - start);
            start = end;
        }

        return Array.ConvertAll(places, place => _itemAt[place]);
    }
}
