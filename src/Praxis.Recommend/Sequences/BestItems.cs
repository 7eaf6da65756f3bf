namespace Praxis.Recommend;

/// <summary>Keeps the best of the items that are offered in ascending order.</summary>
internal sealed class BestItems
{
    private readonly ScoredItem[] _heap;
    private readonly int[] _removed;
    private readonly int[]? _itemOf;
    private int _count;

    /// <summary>Begins with none.</summary>
    /// <param name="capacity">How many to keep, at least 1.</param>
    /// <param name="removed">Items never kept; copied.</param>
    /// <param name="itemOf">Negative for what is no item and never kept; null when everything is one.</param>
    internal BestItems(int capacity, ReadOnlySpan<int> removed, int[]? itemOf = null)
    {
        _itemOf = itemOf;
        _heap = new ScoredItem[capacity];
        _removed = removed.ToArray();
        Array.Sort(_removed);
    }

    /// <summary>What a score must exceed to be kept.</summary>
    internal float Threshold => _count < _heap.Length ? float.NegativeInfinity : _heap[0].Score;

    /// <summary>Keeps an item if it is among the best so far; its index must be above all offered before.</summary>
    internal void Offer(int item, float score)
    {
        // Not a number, minus infinity, or no better than the worst of the kept, which has a lower index.
        if (!(score > Threshold) || _itemOf?[item] < 0 || Array.BinarySearch(_removed, item) >= 0)
        {
            return;
        }

        if (_count < _heap.Length)
        {
            Rise(_count++, new ScoredItem(item, score));
        }
        else
        {
            Sink(new ScoredItem(item, score));
        }
    }

    /// <summary>The kept items, best first; equal scores by lower item index.</summary>
    internal ScoredItem[] Sorted()
    {
        ScoredItem[] kept = _heap[.._count];
        Array.Sort(kept, static (left, right) => IsWorse(left, right) ? 1 : IsWorse(right, left) ? -1 : 0);
        return kept;
    }

    // The root is the worst of the kept: lowest score, then highest index.
    private static bool IsWorse(ScoredItem left, ScoredItem right) =>
        left.Score < right.Score || (left.Score == right.Score && left.Item > right.Item);

    private void Rise(int place, ScoredItem item)
    {
        while (place > 0 && IsWorse(item, _heap[(place - 1) / 2]))
        {
            _heap[place] = _heap[(place - 1) / 2];
            place = (place - 1) / 2;
        }

        _heap[place] = item;
    }

    private void Sink(ScoredItem item)
    {
        int place = 0;
        while (true)
        {
            int child = (2 * place) + 1;
            if (child >= _heap.Length)
            {
                break;
            }

            if (child + 1 < _heap.Length && IsWorse(_heap[child + 1], _heap[child]))
            {
                child++;
            }

            if (!IsWorse(_heap[child], item))
            {
                break;
            }

            _heap[place] = _heap[child];
            place = child;
        }

        _heap[place] = item;
    }
}
