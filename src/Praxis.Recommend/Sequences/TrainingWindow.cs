using Praxis.Numerics;

namespace Praxis.Recommend;

/// <summary>What is learnt from one user in one pass: tokens, and behind them what the last of these
/// foretells.</summary>
/// <param name="Items">Items of the tokens, then of the last event or the last basket, which are only foretold: [more
/// than TokenCount].</param>
/// <param name="Times">Their times, Unix seconds, ascending.</param>
/// <param name="TokenCount">How many leading events are tokens.</param>
internal readonly record struct TrainingWindow(
    ReadOnlyMemory<int> Items, ReadOnlyMemory<long> Times, int TokenCount)
{
    /// <summary>The window without some of its tokens; each that is kept foretells what is kept next.</summary>
    /// <param name="places">Places of the tokens to keep, ascending.</param>
    internal TrainingWindow Keep(ReadOnlySpan<int> places)
    {
        int behind = Items.Length - TokenCount;
        var items = new int[places.Length + behind];
        var times = new long[places.Length + behind];
        for (int i = 0; i < places.Length; i++)
        {
            items[i] = Items.Span[places[i]];
            times[i] = Times.Span[places[i]];
        }

        Items.Span[TokenCount..].CopyTo(items.AsSpan(places.Length));
        Times.Span[TokenCount..].CopyTo(times.AsSpan(places.Length));
        return new TrainingWindow(items, times, places.Length);
    }

    /// <summary>Writes the tokens and what each foretells.</summary>
    /// <param name="random">Draws the item of the next basket; null when each event foretells the next event.</param>
    /// <param name="items">Receives the tokens' items, [TokenCount].</param>
    /// <param name="times">Receives the tokens' times, [TokenCount].</param>
    /// <param name="targets">Receives the items to foretell, [TokenCount].</param>
    /// <param name="nextTimes">Receives when these happen, [TokenCount].</param>
    internal void Write(
        RandomStream? random, Span<int> items, Span<long> times, Span<int> targets, Span<long> nextTimes)
    {
        Items.Span[..TokenCount].CopyTo(items);
        Times.Span[..TokenCount].CopyTo(times);
        if (random is not null)
        {
            WriteNextBaskets(random, targets, nextTimes);
            return;
        }

        Items.Span[1..(TokenCount + 1)].CopyTo(targets);
        Times.Span[1..(TokenCount + 1)].CopyTo(nextTimes);
    }

    private void WriteNextBaskets(RandomStream random, Span<int> targets, Span<long> nextTimes)
    {
        ReadOnlySpan<int> allItems = Items.Span;
        ReadOnlySpan<long> allTimes = Times.Span;
        int nextStart = Baskets.End(allTimes, 0);
        int nextEnd = Baskets.End(allTimes, nextStart);
        for (int i = 0; i < TokenCount; i++)
        {
            if (i == nextStart)
            {
                nextStart = nextEnd;
                nextEnd = Baskets.End(allTimes, nextStart);
            }

            targets[i] = allItems[nextStart + random.NextInt(nextEnd - nextStart)];
            nextTimes[i] = allTimes[nextStart];
        }
    }
}
