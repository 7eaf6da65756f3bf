using Praxis.Core;

namespace Praxis.Recommend;

// Walks a log and collects transitions (from, to) as keys from * items + to, in the order of their appearance.
internal sealed class TransitionPairs
{
    private const int MaximumCount = 500_000_000;
    private readonly List<long> _keys = [];
    private readonly int _itemCount;

    private TransitionPairs(int itemCount)
    {
        _itemCount = itemCount;
        Exits = new int[itemCount];
    }

    // How often an event or basket with the item was followed by another: [items].
    public int[] Exits { get; }

    public long[] Keys => [.. _keys];

    public static TransitionPairs Collect(InteractionLog log, ReadOnlySpan<int> ends, bool baskets)
    {
        var pairs = new TransitionPairs(log.ItemCount);
        for (int user = 0; user < log.UserCount; user++)
        {
            ReadOnlySpan<int> items = log.ItemsOf(user).Span[..ends[user]];
            if (baskets)
            {
                pairs.AddBaskets(items, log.TimesOf(user).Span[..ends[user]]);
            }
            else
            {
                for (int i = 1; i < items.Length; i++)
                {
                    pairs.Exits[items[i - 1]]++;
                    pairs.Add(items[i - 1], items[i]);
                }
            }
        }

        return pairs;
    }

    private void AddBaskets(ReadOnlySpan<int> items, ReadOnlySpan<long> times)
    {
        int[] before = [];
        for (int start = 0; start < items.Length;)
        {
            int end = Baskets.End(times, start);
            int[] basket = Baskets.Distinct(items[start..end]);
            foreach (int from in before)
            {
                Exits[from]++;
                foreach (int to in basket)
                {
                    Add(from, to);
                }
            }

            before = basket;
            start = end;
        }
    }

    private void Add(int from, int to)
    {
        if (_keys.Count == MaximumCount)
        {
            throw new InputException($"the baskets make more than {MaximumCount} transitions; pass --unit event");
        }

        _keys.Add(((long)from * _itemCount) + to);
    }
}
