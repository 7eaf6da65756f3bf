using Praxis.Numerics;

namespace Praxis.Recommend;

/// <summary>Training examples of a window: each user's history up to the window's end, with loss on new events
/// only.</summary>
/// <remarks>
/// Every new event with something before it is foretold once; events from before the window are context. Where a
/// window brings more than the model can see at once, a user has several examples, the oldest first.
/// </remarks>
internal sealed class StreamExamples
{
    private readonly InteractionLog _log;
    private readonly StreamRows _rows;
    private readonly bool _isBasket;
    private readonly Example[] _examples;

    /// <summary>Makes the examples.</summary>
    /// <param name="log">The log.</param>
    /// <param name="window">The window.</param>
    /// <param name="rows">Rows of the items, after the vocabulary's turn of this window.</param>
    /// <param name="isBasket">Whether an event foretells an item of the next basket rather than the next event.</param>
    /// <param name="maxLength">The most events of an example.</param>
    internal StreamExamples(InteractionLog log, StreamWindow window, StreamRows rows, bool isBasket, int maxLength)
    {
        _log = log;
        _rows = rows;
        _isBasket = isBasket;
        var examples = new List<Example>();
        foreach (NewEvents own in window.Users)
        {
            AddExamples(own, maxLength, examples);
        }

        _examples = [.. examples];
    }

    /// <summary>Number of examples.</summary>
    internal int Count => _examples.Length;

    /// <summary>A batch of consecutive examples in table rows.</summary>
    /// <param name="first">The first example.</param>
    /// <param name="count">How many.</param>
    /// <param name="random">Draws the item of the next basket.</param>
    /// <returns>The batch; what it has to foretell are the tokens with loss.</returns>
    internal SequenceBatch Batch(int first, int count, RandomStream random)
    {
        ReadOnlySpan<Example> own = _examples.AsSpan(first, count);
        var offsets = new int[count + 1];
        for (int b = 0; b < count; b++)
        {
            offsets[b + 1] = offsets[b] + own[b].End - own[b].Start;
        }

        var items = new int[offsets[^1]];
        var times = new long[offsets[^1]];
        var nextTimes = new long[offsets[^1]];
        var targets = new int[offsets[^1]];
        var loss = new List<int>();
        for (int b = 0; b < count; b++)
        {
            ReadOnlySpan<int> userItems = _log.ItemsOf(own[b].User).Span;
            ReadOnlySpan<long> userTimes = _log.TimesOf(own[b].User).Span;
            for (int place = own[b].Start; place < own[b].End; place++)
            {
                int token = offsets[b] + place - own[b].Start;
                (int nextStart, int nextEnd) = Next(userTimes, place, own[b].EventEnd);
                int target = nextEnd - nextStart == 1
                    ? userItems[nextStart]
                    : userItems[nextStart + random.NextInt(nextEnd - nextStart)];
                items[token] = _rows.RowOf[userItems[place]];
                times[token] = userTimes[place];
                nextTimes[token] = userTimes[nextStart];
                bool isLearnt = nextStart >= own[b].FirstNew && _rows.IsAdmitted(target);
                targets[token] = isLearnt ? _rows.RowOf[target] : items[token];
                if (isLearnt)
                {
                    loss.Add(token);
                }
            }
        }

        return new SequenceBatch(offsets, items, times, nextTimes, targets) { LossTokens = [.. loss] };
    }

    private void AddExamples(NewEvents own, int maxLength, List<Example> examples)
    {
        ReadOnlySpan<long> times = _log.TimesOf(own.User).Span[..own.End];

        // Tokens whose next event, or basket, is new: from the first of them to the last.
        int end = _isBasket ? Baskets.LastStart(times) : own.End - 1;
        int first = own.Start == 0 ? 0 : _isBasket ? Baskets.LastStart(times[..own.Start]) : own.Start - 1;
        var parts = new Stack<Example>();
        while (end > first)
        {
            int start = Math.Max(0, end - maxLength);
            parts.Push(new Example(own.User, start, end, own.Start, own.End));
            end = start;
        }

        examples.AddRange(parts);
    }

    private (int Start, int End) Next(ReadOnlySpan<long> times, int place, int eventEnd)
    {
        if (!_isBasket)
        {
            return (place + 1, place + 2);
        }

        int start = Baskets.End(times[..eventEnd], place);
        return (start, Baskets.End(times[..eventEnd], start));
    }

    // Tokens [Start, End) of a user; events from FirstNew on are new, those from EventEnd on are not there yet.
    private readonly record struct Example(int User, int Start, int End, int FirstNew, int EventEnd);
}
