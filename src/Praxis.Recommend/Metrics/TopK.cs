namespace Praxis.Recommend;

/// <summary>Selects the best items of a row of scores.</summary>
public static class TopK
{
    /// <summary>Writes the items of the highest scores, best first; equal scores by lower item index.</summary>
    /// <param name="scores">Scores of all items; −∞ and NaN mean "not a candidate": [items].</param>
    /// <param name="items">Receives item indices; its length is K.</param>
    /// <returns>How many were written: K, or fewer when there are fewer candidates.</returns>
    /// <remarks>A heap of K: O(items + candidates that enter × log K).</remarks>
    public static int Select(ReadOnlySpan<float> scores, Span<int> items)
    {
        int count = 0;
        for (int item = 0; item < scores.Length; item++)
        {
            float score = scores[item];
            if (!(score > float.NegativeInfinity))
            {
                continue;
            }

            if (count < items.Length)
            {
                items[count++] = item;
                if (count == items.Length)
                {
                    for (int parent = (count / 2) - 1; parent >= 0; parent--)
                    {
                        SiftDown(scores, items, parent);
                    }
                }
            }
            else if (count > 0 && score > scores[items[0]])
            {
                items[0] = item;
                SiftDown(scores, items, 0);
            }
        }

        SortBestFirst(scores, items[..count]);
        return count;
    }

    // The root is the worst of the kept: lowest score, then highest index.
    private static void SiftDown(ReadOnlySpan<float> scores, Span<int> heap, int parent)
    {
        while (true)
        {
            int worst = parent;
            int left = (2 * parent) + 1;
            int right = left + 1;
            if (left < heap.Length && IsWorse(scores, heap[left], heap[worst]))
            {
                worst = left;
            }

            if (right < heap.Length && IsWorse(scores, heap[right], heap[worst]))
            {
                worst = right;
            }

            if (worst == parent)
            {
                return;
            }

            (heap[parent], heap[worst]) = (heap[worst], heap[parent]);
            parent = worst;
        }
    }

    private static bool IsWorse(ReadOnlySpan<float> scores, int left, int right) =>
        scores[left] < scores[right] || (scores[left] == scores[right] && left > right);

    private static void SortBestFirst(ReadOnlySpan<float> scores, Span<int> items)
    {
        var keys = new (float Score, int Item)[items.Length];
        for (int i = 0; i < keys.Length; i++)
        {
            keys[i] = (-scores[items[i]], items[i]);
        }

        Array.Sort(keys);
        for (int i = 0; i < keys.Length; i++)
        {
            items[i] = keys[i].Item;
        }
    }
}
