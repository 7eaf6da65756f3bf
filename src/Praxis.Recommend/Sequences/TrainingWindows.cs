using Praxis.Core;

namespace Praxis.Recommend;

/// <summary>What of each user can be learnt from: the newest events that have something behind them to
/// foretell.</summary>
internal sealed class TrainingWindows
{
    private readonly InteractionLog _log;
    private readonly int _maxLength;
    private readonly int[] _trainEnds;
    private readonly int[] _tokenEnds;

    /// <summary>Makes the windows.</summary>
    /// <param name="split">The log and its training part.</param>
    /// <param name="isBasket">Whether an event foretells an item of the next basket rather than the next event.</param>
    /// <param name="maxLength">The most tokens of a user.</param>
    /// <exception cref="InputException">No user has anything to foretell.</exception>
    internal TrainingWindows(RecommendSplit split, bool isBasket, int maxLength)
    {
        _log = split.Log;
        _maxLength = maxLength;
        _trainEnds = split.TrainEnds;
        _tokenEnds = [.. _trainEnds.Select((trainEnd, user) => TokenEnd(user, trainEnd, isBasket))];
        IsBasket = isBasket;
        Users = [.. Enumerable.Range(0, _log.UserCount).Where(user => _tokenEnds[user] > 0)];
        if (Users.Length == 0)
        {
            string unit = isBasket ? "baskets" : "events";
            throw new InputException($"no user has two {unit} to learn from; use a longer log or another --split");
        }

        Longest = Math.Min(maxLength, _tokenEnds.Max());
    }

    /// <summary>Whether an event foretells an item of the next basket rather than the next event.</summary>
    internal bool IsBasket { get; }

    /// <summary>All users of the log, also those with nothing to foretell.</summary>
    internal int UserCount => _log.UserCount;

    /// <summary>Users with something to foretell, ascending.</summary>
    internal int[] Users { get; }

    /// <summary>Tokens of the longest window.</summary>
    internal int Longest { get; }

    /// <summary>A user's window: views of the log, not copies.</summary>
    internal TrainingWindow Of(int user)
    {
        int tokenCount = Math.Min(_maxLength, _tokenEnds[user]);
        Range range = (_tokenEnds[user] - tokenCount).._trainEnds[user];
        return new TrainingWindow(_log.ItemsOf(user)[range], _log.TimesOf(user)[range], tokenCount);
    }

    // Events behind the tokens are only foretold: the last event, or the last basket.
    private int TokenEnd(int user, int trainEnd, bool isBasket) => trainEnd == 0 ? 0
        : isBasket ? Baskets.LastStart(_log.TimesOf(user).Span[..trainEnd])
        : trainEnd - 1;
}
