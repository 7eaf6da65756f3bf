using System.Buffers;
using Praxis.Core;

namespace Praxis.Recommend;

/// <summary>A recommender that stays in memory between questions; HSTU keeps each user's keys and values too.</summary>
/// <typeparam name="TFitted">The fitted recommender; disposed with this, where it can be.</typeparam>
internal sealed class OpenRecommender<TFitted> : IUserEventModel
    where TFitted : IFitted<TFitted>, IRecommender
{
    private const long CacheBytes = 512L << 20;
    private const int MostExplained = 64;
    private readonly RecommendModel<TFitted> _model;
    private readonly InteractionLog _log;
    private readonly HstuSession? _session;
    private readonly IItemSearch? _search;
    private readonly LogDirectory _directory;
    private readonly Lazy<FittedPopularity> _popularity;

    internal OpenRecommender(RecommendModel<TFitted> model)
    {
        _model = model;
        _log = model.Log;
        _session = model.Fitted is FittedSequenceModel<HstuOptions> { Scorer: not null, Encoder: HstuModel } hstu
            ? new HstuSession(hstu, CacheBytes)
            : null;
        _search = model.Fitted is IItemSearch { IsPreferred: true } search ? search : null;
        _directory = new LogDirectory(_log);
        _popularity = new Lazy<FittedPopularity>(() => RecommendPredictor.PopularUpTo(_log, _log.LastTime));
    }

    /// <inheritdoc/>
    public ModelCacheStatistics Cache
    {
        get
        {
            CacheStatistics cache = _session?.Cache ?? default;
            return new ModelCacheStatistics(cache.Count, cache.Bytes, cache.Hits, cache.Misses);
        }
    }

    /// <inheritdoc/>
    public IIdentityDirectory Directory => _directory;

    /// <inheritdoc/>
    public ResultTable Predict(object options, FitContext context)
    {
        var question = (RecommendPredictOptions)options;
        OptionsSchema.Validate(question);
        bool removed = question.SeenItems switch
        {
            PredictSeenItems.Keep => false,
            PredictSeenItems.Remove => true,
            _ => _model.SeenItemsAreRemoved,
        };
        return new RecommendPredictor(_log, _model.Fitted, removed).Predict(question, context);
    }

    /// <inheritdoc/>
    public UserAnswer Recommend(UserQuestion question, FitContext context)
    {
        long time = question.Time ?? context.Clock.GetUtcNow().ToUnixTimeSeconds();
        if (question.TopK is < 1 or > 10_000)
        {
            throw new InputException($"top-k must be an integer in [1, 10000]; got {question.TopK}");
        }

        if (question.ExplainedEvents is < 0 or > MostExplained)
        {
            throw new InputException(
                $"explained-events must be an integer in [0, {MostExplained}]; got {question.ExplainedEvents}");
        }

        (HistoryQuery query, string? note) = HistoryOf(question, time);
        bool removed = question.SeenItemsAreRemoved ?? _model.SeenItemsAreRemoved;
        ScoredItem[] best = Best(question.User, query, removed, Math.Min(question.TopK, _log.ItemCount));
        var rows = new IReadOnlyList<object?>[best.Length];
        for (int place = 0; place < best.Length; place++)
        {
            rows[place] =
                [question.User, place + 1, _log.ItemIds[best[place].Item], (double)best[place].Score, note];
        }

        var items = new ResultTable(
            "recommendations",
            $"The best {question.TopK} items for each",
            ["user", "rank", "item", "score", "note"],
            rows);
        ResultTable? weights = question.ExplainedEvents > 0 ? Weigh(query, best, question.ExplainedEvents) : null;
        return new UserAnswer(items, query.Items.Length, weights);
    }

    /// <inheritdoc/>
    public void Forget(string user) => _session?.Forget(user);

    /// <inheritdoc/>
    public void Dispose() => (_model.Fitted as IDisposable)?.Dispose();

    // The log's events, then the appended ones; of equal times the log's come first and the order of arrival stays.
    private (HistoryQuery Query, string? Note) HistoryOf(UserQuestion question, long time)
    {
        bool isKnown = _directory.Users.TryGetValue(question.User, out int user) && !question.IsOnlyEvents;
        int logged = isKnown ? RecommendPredictor.CountUpTo(_log, user, time) : 0;
        var appended = new List<(int Item, long Time)>(question.Events.Count);
        List<string>? ignored = null;
        foreach (UserEvent happened in question.Events.Where(happened => happened.Time <= time))
        {
            if (logged > 0 && IsLogged(user, happened))
            {
                continue;
            }

            if (_directory.Items.TryGetValue(happened.Item, out int item))
            {
                appended.Add((item, happened.Time));
            }
            else
            {
                (ignored ??= []).Add(happened.Item);
            }
        }

        var items = new int[logged + appended.Count];
        var times = new long[items.Length];
        if (logged > 0)
        {
            _log.ItemsOf(user).Span[..logged].CopyTo(items);
            _log.TimesOf(user).Span[..logged].CopyTo(times);
        }

        int place = logged;
        foreach ((int item, long when) in appended.OrderBy(static happened => happened.Time))
        {
            int gap = place++;
            while (gap > 0 && times[gap - 1] > when)
            {
                (items[gap], times[gap]) = (items[gap - 1], times[gap - 1]);
                gap--;
            }

            (items[gap], times[gap]) = (item, when);
        }

        return (new HistoryQuery(items, times, time), NoteOf(items.Length, isKnown, ignored));
    }

    // A model may have been fitted on events that are kept beside it too: those count once.
    private bool IsLogged(int user, UserEvent happened)
    {
        ReadOnlySpan<long> times = _log.TimesOf(user).Span;
        ReadOnlySpan<int> items = _log.ItemsOf(user).Span;
        for (int place = times.Length - 1; place >= 0 && times[place] >= happened.Time; place--)
        {
            if (times[place] == happened.Time && _log.ItemIds[items[place]] == happened.Item)
            {
                return true;
            }
        }

        return false;
    }

    private static string? NoteOf(int events, bool isKnown, List<string>? ignored) =>
        events == 0 && ignored is not null ? "no item of the history is known: popular items"
        : events == 0 && isKnown ? "no events up to the request time: popular items"
        : events == 0 ? "unknown user: popular items"
        : ignored is not null ? $"ignored, not in the catalogue: {string.Join(", ", ignored.Distinct())}"
        : null;

    private ScoredItem[] Best(string user, HistoryQuery query, bool removed, int topK)
    {
        if (query.Items.Length > 0 && _session is null && _search is not null)
        {
            return _search.FindBest([query], removed, topK)[0];
        }

        float[] rented = ArrayPool<float>.Shared.Rent(_log.ItemCount);
        Span<float> scores = rented.AsSpan(0, _log.ItemCount);
        if (query.Items.Length == 0)
        {
            PopularAt(query.RequestTime).Score([query], scores);
        }
        else if (_session is not null)
        {
            _session.Score(user, query, scores);
        }
        else
        {
            _model.Fitted.Score([query], scores);
        }

        ScoredItem[] best = RecommendPredictor.Best(query, scores, removed, topK);
        ArrayPool<float>.Shared.Return(rented);
        return best;
    }

    private FittedPopularity PopularAt(long time) =>
        time >= _log.LastTime ? _popularity.Value : RecommendPredictor.PopularUpTo(_log, time);

    // One batch: the whole history, then the history without each of the last events.
    private ResultTable Weigh(HistoryQuery query, ScoredItem[] best, int explained)
    {
        int length = query.Items.Length;
        int count = length < 2 || best.Length == 0 ? 0 : Math.Min(explained, length);
        var queries = new HistoryQuery[count + 1];
        queries[0] = query;
        for (int back = 1; back <= count; back++)
        {
            int left = length - back;
            queries[back] = query with { Items = Without(query.Items, left), Times = Without(query.Times, left) };
        }

        int items = _log.ItemCount;
        var scores = new float[count == 0 ? 0 : queries.Length * items];
        if (count > 0)
        {
            _model.Fitted.Score(queries, scores);
        }

        var rows = new IReadOnlyList<object?>[count];
        for (int back = 1; back <= count; back++)
        {
            double effect = 0;
            foreach (ScoredItem found in best)
            {
                effect += (double)scores[found.Item] - scores[(back * items) + found.Item];
            }

            int place = length - back;
            rows[back - 1] =
                [back, _log.ItemIds[query.Items.Span[place]], query.Times.Span[place], effect / best.Length];
        }

        return new ResultTable(
            "weights",
            "How much the mean score of the recommended items falls without each of the last events",
            ["event", "item", "time", "effect"],
            rows);
    }

    private static T[] Without<T>(ReadOnlyMemory<T> values, int place) =>
        [.. values.Span[..place], .. values.Span[(place + 1)..]];
}
