using Praxis.Core;
using Praxis.Numerics;

namespace Praxis.Recommend;

/// <summary>What of each user is learnt from: the newest events that have something behind them to foretell.</summary>
internal sealed class TrainingWindows
{
    private readonly InteractionLog _log;
    private readonly bool _isBasket;
    private readonly int _maxLength;
    private readonly int[] _ends;

    /// <summary>Makes the windows.</summary>
    /// <param name="split">The log and its training part.</param>
    /// <param name="isBasket">Whether an event foretells an item of the next basket rather than the next event.</param>
    /// <param name="maxLength">The most events of a user.</param>
    /// <exception cref="InputException">No user has anything to foretell.</exception>
    internal TrainingWindows(RecommendSplit split, bool isBasket, int maxLength)
    {
        _log = split.Log;
        _isBasket = isBasket;
        _maxLength = maxLength;
        Users = [.. Enumerable.Range(0, _log.UserCount).Where(user => WindowEnd(user, split.TrainEnds[user]) > 0)];
        if (Users.Length == 0)
        {
            string unit = isBasket ? "baskets" : "events";
            throw new InputException($"no user has two {unit} to learn from; use a longer log or another --split");
        }

        _ends = [.. Enumerable.Range(0, _log.UserCount).Select(user => WindowEnd(user, split.TrainEnds[user]))];
        TrainEnds = split.TrainEnds;
    }

    /// <summary>Users with something to foretell, ascending.</summary>
    internal int[] Users { get; }

    private int[] TrainEnds { get; }

    /// <summary>Tokens of a user's window.</summary>
    internal int LengthOf(int user) => Math.Min(_maxLength, _ends[user]);

    /// <summary>Writes a user's window.</summary>
    /// <param name="user">The user.</param>
    /// <param name="random">Draws the item of the next basket.</param>
    /// <param name="items">Receives the tokens' items, [length].</param>
    /// <param name="times">Receives the tokens' times, [length].</param>
    /// <param name="targets">Receives the items to foretell, [length].</param>
    /// <param name="nextTimes">Receives when these happen, [length].</param>
    internal void Write(
        int user, RandomStream random, Span<int> items, Span<long> times, Span<int> targets, Span<long> nextTimes)
    {
        int end = _ends[user];
        int start = end - items.Length;
        ReadOnlySpan<int> userItems = _log.ItemsOf(user).Span[..TrainEnds[user]];
        ReadOnlySpan<long> userTimes = _log.TimesOf(user).Span[..TrainEnds[user]];
        userItems[start..end].CopyTo(items);
        userTimes[start..end].CopyTo(times);
        int nextStart = 0;
        int nextEnd = 0;
        for (int i = start; i < end; i++)
        {
            if (!_isBasket)
            {
                targets[i - start] = userItems[i + 1];
                nextTimes[i - start] = userTimes[i + 1];
                continue;
            }

            if (i == start || userTimes[i] != userTimes[i - 1])
            {
                nextStart = Baskets.End(userTimes, i);
                nextEnd = Baskets.End(userTimes, nextStart);
            }

            targets[i - start] = userItems[nextStart + random.NextInt(nextEnd - nextStart)];
            nextTimes[i - start] = userTimes[nextStart];
        }
    }

    // Events behind the window's end are only foretold: the last event, or the last basket.
    private int WindowEnd(int user, int trainEnd) => trainEnd == 0 ? 0
        : _isBasket ? Baskets.LastStart(_log.TimesOf(user).Span[..trainEnd])
        : trainEnd - 1;
}
