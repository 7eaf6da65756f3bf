using Praxis.Core;

namespace Praxis.Recommend;

/// <summary>Answers questions with a fitted recommender: the best items for users of its log or for a given
/// history.</summary>
/// <remarks>
/// Who has no history gets the popular items of the log, and the note says so. Users are scored in batches of a fixed
/// size that threads take in any order: the same rows at any thread count.
/// </remarks>
public sealed class RecommendPredictor
{
    private const int BatchSize = 64;
    private const int MaximumScores = 1 << 25;

    // Items given by hand carry no times: they count as taken a minute apart, the last a minute before the request.
    private const long HandMadeStep = 60;
    private readonly InteractionLog _log;
    private readonly IRecommender _recommender;
    private readonly IItemSearch? _search;
    private readonly bool _seenItemsAreRemoved;

    /// <summary>Makes a predictor.</summary>
    /// <param name="log">Identities and histories; its items are those of the recommender.</param>
    /// <param name="recommender">Scores the items; called from several threads at once.</param>
    /// <param name="seenItemsAreRemoved">Whether items of a history are never recommended.</param>
    public RecommendPredictor(InteractionLog log, IRecommender recommender, bool seenItemsAreRemoved)
    {
        Check.Length(recommender.ItemCount, log.ItemCount);
        _log = log;
        _recommender = recommender;
        _search = recommender is IItemSearch { IsPreferred: true } search ? search : null;
        _seenItemsAreRemoved = seenItemsAreRemoved;
    }

    /// <summary>Answers a question.</summary>
    /// <param name="options">Who is asked for, when, and how many items.</param>
    /// <param name="context">Threads, clock and cancellation.</param>
    /// <returns>Columns user, rank, item, score, note; the note is null where there is nothing to say.</returns>
    /// <exception cref="InputException">Users or history cannot be read, or both are given.</exception>
    public ResultTable Predict(RecommendPredictOptions options, FitContext context)
    {
        long time = RequestTime.Parse(options.At, context.Clock);
        RequestTime.WarnOfGap(options.At, time, _log, context);
        Question[] questions = Ask(options, time);
        var popularity = new Lazy<FittedPopularity>(() => PopularUpTo(_log, time));
        int part = _search is null
            ? Math.Clamp(MaximumScores / Math.Max(1, _log.ItemCount), 1, BatchSize)
            : BatchSize;
        int batchCount = (questions.Length + part - 1) / part;
        var answers = new List<object?[]>[batchCount];
        int topK = Math.Min(options.TopK, _log.ItemCount);
        context.Expect((long)questions.Length * topK);
        FixedChunks.Run(
            batchCount,
            context.ThreadCount,
            () => _search is null ? new float[part * _log.ItemCount] : [],
            (batch, scores) =>
            {
                int start = batch * part;
                int count = Math.Min(part, questions.Length - start);
                answers[batch] = Answer(questions.AsSpan(start, count), popularity, scores, topK);
            },
            context.Cancellation);
        if (questions.Length > 0 && answers.All(static rows => rows.Count == 0))
        {
            context.Report(new NoticeEvent(
                "nothing is left to recommend: every item has been seen; --seen-items keep allows them again",
                IsWarning: true));
        }

        return new ResultTable(
            "recommendations",
            $"The best {options.TopK} items for each",
            ["user", "rank", "item", "score", "note"],
            [.. answers.SelectMany(static rows => rows)]);
    }

    /// <summary>What was popular up to a time; it must not look past the time of the request either.</summary>
    internal static FittedPopularity PopularUpTo(InteractionLog log, long time)
    {
        var ends = new int[log.UserCount];
        for (int user = 0; user < ends.Length; user++)
        {
            ends[user] = CountUpTo(log, user, time);
        }

        return new FittedPopularity(PopularityRanking.Counts(log, ends));
    }

    /// <summary>How many events of a user happened up to a time.</summary>
    internal static int CountUpTo(InteractionLog log, int user, long time)
    {
        ReadOnlySpan<long> times = log.TimesOf(user).Span;
        int count = times.Length;
        while (count > 0 && times[count - 1] > time)
        {
            count--;
        }

        return count;
    }

    private Question[] Ask(RecommendPredictOptions options, long time)
    {
        if (options.History.Length > 0)
        {
            return options.Users.Length > 0
                ? throw new InputException("--users and --history cannot be given together; pass one of them")
                : [AskHistory(IdentityList.Parse("history", options.History), time)];
        }

        if (options.Users.Length == 0)
        {
            return [.. Enumerable.Range(0, _log.UserCount).Select(user => AskUser(_log.UserIds[user], user, time))];
        }

        var indices = new Dictionary<string, int>(_log.UserCount, StringComparer.Ordinal);
        for (int user = 0; user < _log.UserCount; user++)
        {
            indices[_log.UserIds[user]] = user;
        }

        IEnumerable<string> names = IdentityList.Parse("users", options.Users).Distinct();
        return
        [
            .. names.Select(name => indices.TryGetValue(name, out int user)
                ? AskUser(name, user, time)
                : new Question(name, new HistoryQuery(default, default, time), "unknown user: popular items")),
        ];
    }

    private Question AskUser(string name, int user, long time)
    {
        int count = CountUpTo(_log, user, time);
        string? note = count == 0 ? "no events up to the request time: popular items" : null;
        var query = new HistoryQuery(_log.ItemsOf(user)[..count], _log.TimesOf(user)[..count], time);
        return new Question(name, query, note);
    }

    private Question AskHistory(string[] names, long time)
    {
        var indices = new Dictionary<string, int>(_log.ItemCount, StringComparer.Ordinal);
        for (int item = 0; item < _log.ItemCount; item++)
        {
            indices[_log.ItemIds[item]] = item;
        }

        int[] known = [.. names.Where(indices.ContainsKey).Select(name => indices[name])];
        string[] unknown = [.. names.Where(name => !indices.ContainsKey(name))];
        long[] times = [.. known.Select((_, place) => time - (HandMadeStep * (known.Length - place)))];
        string? note = known.Length == 0 ? "no item of the history is known: popular items"
            : unknown.Length > 0 ? $"ignored, not in the catalogue: {string.Join(", ", unknown)}"
            : null;
        return new Question("(history)", new HistoryQuery(known, times, time), note);
    }

    private List<object?[]> Answer(
        ReadOnlySpan<Question> questions, Lazy<FittedPopularity> popularity, Span<float> scores, int topK)
    {
        int items = _log.ItemCount;
        var asked = new List<HistoryQuery>(questions.Length);
        foreach (Question question in questions)
        {
            if (question.Query.Items.Length > 0)
            {
                asked.Add(question.Query);
            }
        }

        ScoredItem[][] found = asked.Count > 0 && _search is not null && topK > 0
            ? _search.FindBest([.. asked], _seenItemsAreRemoved, topK)
            : [];
        if (_search is null)
        {
            Score(_recommender, [.. asked], scores);
        }

        var rows = new List<object?[]>(questions.Length * topK);
        float[] popular = [];
        int next = 0;
        foreach (Question question in questions)
        {
            if (question.Query.Items.Length == 0)
            {
                popular = popular.Length > 0 ? popular : new float[items];
                Score(popularity.Value, [question.Query], popular);
                AddRows(rows, question, Best(question.Query, popular, _seenItemsAreRemoved, topK));
            }
            else if (_search is not null)
            {
                AddRows(rows, question, found[next++]);
            }
            else
            {
                Span<float> own = scores.Slice(next++ * items, items);
                AddRows(rows, question, Best(question.Query, own, _seenItemsAreRemoved, topK));
            }
        }

        return rows;
    }

    private static void Score(IRecommender recommender, ReadOnlySpan<HistoryQuery> queries, Span<float> scores)
    {
        if (queries.Length > 0)
        {
            recommender.Score(queries, scores[..(queries.Length * recommender.ItemCount)]);
        }
    }

    /// <summary>The best items of a row of scores.</summary>
    /// <param name="query">The history behind the scores.</param>
    /// <param name="scores">Scores of all items; those of removed items are overwritten.</param>
    /// <param name="removed">Whether items of the history are left out.</param>
    /// <param name="topK">How many items.</param>
    internal static ScoredItem[] Best(HistoryQuery query, Span<float> scores, bool removed, int topK)
    {
        if (removed)
        {
            foreach (int item in query.Items.Span)
            {
                scores[item] = float.NegativeInfinity;
            }
        }

        var best = new int[topK];
        var items = new ScoredItem[TopK.Select(scores, best)];
        for (int place = 0; place < items.Length; place++)
        {
            items[place] = new ScoredItem(best[place], scores[best[place]]);
        }

        return items;
    }

    private void AddRows(List<object?[]> rows, Question question, ScoredItem[] best)
    {
        for (int place = 0; place < best.Length; place++)
        {
            rows.Add(
                [question.User, place + 1, _log.ItemIds[best[place].Item], (double)best[place].Score, question.Note]);
        }
    }

    private readonly record struct Question(string User, HistoryQuery Query, string? Note);
}
