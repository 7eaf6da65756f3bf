using Praxis.Core;

namespace Praxis.Recommend;

/// <summary>Foretells a window from what lies before it, with the model as it stands and with popularity.</summary>
/// <remarks>
/// A case is a user with events before the window; its targets are the user's first new basket, all events of one time,
/// or the first new event where events are foretold; the request is made at that time. Items that are new in the window
/// cannot be foretold: as targets they are misses.
/// </remarks>
internal sealed class WindowForecast(InteractionLog log, bool seenItemsAreRemoved, FitContext context)
{
    private readonly int[] _ends = new int[log.UserCount];
    private readonly int[] _counts = new int[log.ItemCount];

    /// <summary>Evaluates a window.</summary>
    /// <param name="window">The window.</param>
    /// <param name="model">The model before the window.</param>
    /// <param name="isBasket">Whether the targets are baskets.</param>
    /// <param name="knowsItems">Whether the model knows any item yet.</param>
    /// <returns>Number of cases and sums of the metrics.</returns>
    internal WindowResult Evaluate(StreamWindow window, IRecommender model, bool isBasket, bool knowsItems)
    {
        var cases = new EvaluationSetBuilder();
        foreach (NewEvents own in window.Users)
        {
            if (own.Start > 0)
            {
                ReadOnlySpan<long> times = log.TimesOf(own.User).Span[..own.End];
                cases.Add(own.User, own.Start, isBasket ? Baskets.End(times, own.Start) : own.Start + 1);
            }
        }

        EvaluationSet set = cases.Build();
        var result = new WindowResult
        {
            StartTime = window.StartTime,
            EventCount = window.EventCount,
            CaseCount = set.Count,
        };
        if (set.Count == 0)
        {
            return result;
        }

        return result with
        {
            Sums = knowsItems ? Sums(model, set) : result.Sums,
            PopularitySums = Sums(PopularBefore(window.StartTime), set),
        };
    }

    private double[] Sums(IRecommender recommender, EvaluationSet cases)
    {
        var split = new RecommendSplit(log, [], cases, cases, seenItemsAreRemoved, HoldsOutBaskets: false);
        RankingResult result = RankingEvaluator.Evaluate(
            recommender, split, cases, context.ThreadCount, context.Cancellation);
        return [.. RankingMetrics.Names.Select(name => result.Mean(name) * cases.Count)];
    }

    private SeenPopularity PopularBefore(long time)
    {
        for (int user = 0; user < _ends.Length; user++)
        {
            ReadOnlySpan<long> times = log.TimesOf(user).Span;
            while (_ends[user] < times.Length && times[_ends[user]] < time)
            {
                _counts[log.ItemsOf(user).Span[_ends[user]++]]++;
            }
        }

        return new SeenPopularity([.. _counts]);
    }

    // Popularity that knows nothing of items which have not appeared yet, nor of the log's order: equal counts tie, and
    // ties count against the target.
    private sealed class SeenPopularity(int[] counts) : IRecommender
    {
        private readonly float[] _scores = Array.ConvertAll(
            counts, static count => count == 0 ? float.NegativeInfinity : count);

        public int ItemCount => counts.Length;

        public void Score(ReadOnlySpan<HistoryQuery> queries, Span<float> scores)
        {
            for (int query = 0; query < queries.Length; query++)
            {
                _scores.CopyTo(scores.Slice(query * _scores.Length, _scores.Length));
            }
        }
    }
}
